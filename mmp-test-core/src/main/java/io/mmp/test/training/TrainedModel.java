package io.mmp.test.training;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a training gives: a model, its metrics, and what it was trained with.
 *
 * <p>A value: the {@code with} methods return copies.
 *
 * @since 0.1.0
 */
public final class TrainedModel {

    private final ModelDigest model;
    private final Map<String, Double> metrics;
    private final Map<String, String> parameters;
    private final Map<String, String> libraries;
    private final @Nullable DataDigest data;

    private TrainedModel(
            ModelDigest model,
            Map<String, Double> metrics,
            Map<String, String> parameters,
            Map<String, String> libraries,
            @Nullable DataDigest data) {
        this.model = model;
        this.metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        this.libraries = Collections.unmodifiableMap(new LinkedHashMap<>(libraries));
        this.data = data;
    }

    /** Take a model by its digest. */
    public static TrainedModel of(ModelDigest model) {
        return new TrainedModel(model, Map.of(), Map.of(), Map.of(), null);
    }

    /** Take a model in a file or directory, which is read now. */
    public static TrainedModel of(Path file) {
        return of(ModelDigest.of(file));
    }

    /** Take a model that is a text, such as LightGBM's; the ending of the name tells the format where the text does not. */
    public static TrainedModel of(String name, String text) {
        return of(ModelDigest.of(name, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Take a model in memory; the ending of the name tells the format where the content does not. */
    public static TrainedModel of(String name, byte[] content) {
        return of(ModelDigest.of(name, content));
    }

    /** Return a copy with one more metric. */
    public TrainedModel withMetric(String name, double value) {
        return withMetrics(Map.of(name, value));
    }

    /** Return a copy with more metrics. */
    public TrainedModel withMetrics(Map<String, Double> more) {
        return new TrainedModel(model, joined(metrics, more), parameters, libraries, data);
    }

    /** Return a copy with the parameters that the training was given; they tell why two trainings differ. */
    public TrainedModel withParameters(Map<String, String> more) {
        return new TrainedModel(model, metrics, joined(parameters, more), libraries, data);
    }

    /** Return a copy that names the version of a library that took part. */
    public TrainedModel withLibrary(String name, String version) {
        return new TrainedModel(model, metrics, parameters, joined(libraries, Map.of(name, version)), data);
    }

    /** Return a copy with the digest of the data that it was trained on. */
    public TrainedModel withData(DataDigest newData) {
        return new TrainedModel(model, metrics, parameters, libraries, newData);
    }

    private static <T> Map<String, T> joined(Map<String, T> some, Map<String, T> more) {
        Map<String, T> joined = new LinkedHashMap<>(some);
        joined.putAll(more);
        return joined;
    }

    /** Return the digest of the model. */
    public ModelDigest model() {
        return model;
    }

    /** Return the metrics by name. */
    public Map<String, Double> metrics() {
        return metrics;
    }

    /** Return the parameters by name. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** Return the versions of libraries by name. */
    public Map<String, String> libraries() {
        return libraries;
    }

    /** Return the digest of the data that it was trained on. */
    public Optional<DataDigest> data() {
        return Optional.ofNullable(data);
    }
}
