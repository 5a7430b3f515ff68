package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.mlflow.embedded.file.ArtifactUri;
import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.tracking.Experiment;
import io.mmp.test.mlflow.embedded.tracking.Validation;
import io.mmp.test.mlflow.embedded.wire.TraceTime;
import io.mmp.test.mlflow.embedded.wire.Trees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A trace: its head, what is thought of it, what it is linked to, and its spans as far as they were sent here. */
final class Trace {

    static final List<String> STATES = List.of("STATE_UNSPECIFIED", "OK", "ERROR", "IN_PROGRESS");
    static final String NAME_TAG = "mlflow.traceName";
    static final String SPANS_LOCATION = "mlflow.trace.spansLocation";
    static final String TRACKING_STORE = "TRACKING_STORE";
    static final String FINALIZED = "mlflow.trace.infoFinalized";
    static final String SOURCE_RUN = "mlflow.sourceRun";
    private static final int MAX_NAME = 4_096;
    private static final int MAX_METADATA = 250;

    final String id;
    final Map<String, String> tags = new LinkedHashMap<>();
    final Map<String, String> metadata = new LinkedHashMap<>();
    final TraceUsage usage = new TraceUsage();
    final List<Assessment> assessments = new ArrayList<>(0);
    final Map<String, Span> spans = new LinkedHashMap<>();
    final Set<String> linkedRuns;
    final Set<String> linkedPrompts = new LinkedHashSet<>();
    Experiment experiment;
    long start;

    @Nullable
    Long duration;

    String state = "IN_PROGRESS";

    @Nullable
    String name;

    @Nullable
    String clientRequestId;

    @Nullable
    String requestPreview;

    @Nullable
    String responsePreview;

    Trace(String id, Experiment experiment, long start, Set<String> linkedRuns) {
        this.id = id;
        this.linkedRuns = linkedRuns;
        this.experiment = experiment;
        this.start = start;
    }

    /** Move to an experiment, whose artifacts those of this trace are among. */
    void moveTo(Experiment target) {
        experiment = target;
        tags.put(
                "mlflow.artifactLocation",
                ArtifactUri.append(
                        target.artifactLocation, id.isEmpty() ? "traces/artifacts" : "traces/" + id + "/artifacts"));
    }

    /** Refuse a name that is too long. */
    static void requireName(@Nullable String name) {
        if (name != null) {
            Validation.length("Trace name", MAX_NAME, name);
        }
    }

    /** Set a tag; the name is not one, but is sent as one. */
    void setTag(String key, String value) {
        if (key.equals(NAME_TAG)) {
            name = value;
        } else {
            tags.put(key, value);
        }
    }

    /** Take over metadata; what is kept as numbers is kept in {@link #usage} only. */
    void setMetadata(Map<String, String> sent) {
        usage.read(sent);
        new TreeMap<>(sent).forEach((key, value) -> {
            if (!TraceUsage.keeps(key)) {
                metadata.put(key, value);
            }
        });
    }

    /** Return the tags as clients see them, with the name. */
    Map<String, String> tagsWithName() {
        Map<String, String> all = new LinkedHashMap<>(tags);
        if (name != null) {
            all.put(NAME_TAG, name);
        }
        return truncated(all, MAX_NAME);
    }

    /** Return the metadata as clients see them, with session, tokens and cost. */
    Map<String, String> metadataWithUsage() {
        Map<String, String> all = new LinkedHashMap<>(metadata);
        usage.addTo(all);
        return truncated(all, MAX_METADATA);
    }

    /** Find an assessment. */
    Optional<Assessment> assessment(String assessmentId) {
        return assessments.stream()
                .filter(assessment -> assessment.id.equals(assessmentId))
                .findFirst();
    }

    /** Return the head as it goes over the wire. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("trace_id", id);
        put(tree, "client_request_id", clientRequestId);
        tree.put(
                "trace_location",
                Map.of(
                        "type",
                        "MLFLOW_EXPERIMENT",
                        "mlflow_experiment",
                        Map.of("experiment_id", String.valueOf(experiment.id))));
        put(tree, "request_preview", requestPreview);
        put(tree, "response_preview", responsePreview);
        tree.put("request_time", TraceTime.timestamp(start));
        if (duration != null) {
            tree.put("execution_duration", TraceTime.duration(duration));
        }
        tree.put("state", state);
        Map<String, String> shownMetadata = metadataWithUsage();
        if (!shownMetadata.isEmpty()) {
            tree.put("trace_metadata", shownMetadata);
        }
        tree.put("tags", tagsWithName());
        Trees.putUnlessEmpty(
                tree,
                "assessments",
                assessments.stream()
                        .sorted(Comparator.comparingLong(Assessment::created))
                        .map(assessment -> assessment.tree(id))
                        .toList());
        return tree;
    }

    private static void put(Map<String, Object> tree, String key, @Nullable String value) {
        if (value != null) {
            tree.put(key, value);
        }
    }

    private static Map<String, String> truncated(Map<String, String> entries, int limit) {
        Map<String, String> truncated = new LinkedHashMap<>();
        entries.forEach((key, value) -> truncated.put(Python.head(key, MAX_METADATA), Python.head(value, limit)));
        return truncated;
    }
}
