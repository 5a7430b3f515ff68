package io.mmp.test.feast.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Tells how two stores compare: of each feature how many values are wrong and why, and the first of them.
 *
 * @param subject what was judged, such as {@code online features of 3 entities}
 * @param reference what it should agree with
 * @param features the figures of each feature
 * @param mismatches the first ten mismatches of each cause of each feature; those that are accepted included
 * @param accepted the causes that are no fault, and the reasons why
 * @since 0.1.0
 */
public record ParityReport(
        String subject,
        String reference,
        List<FeatureParity> features,
        List<Mismatch> mismatches,
        Map<Cause, String> accepted) {

    /** Copy what the report holds. */
    public ParityReport {
        features = List.copyOf(features);
        mismatches = List.copyOf(mismatches);
        accepted = Map.copyOf(accepted);
    }

    /** Tell whether nothing is wrong but what is accepted, and that this is not everything. */
    public boolean agrees() {
        return causes().isEmpty() && unjudged().isEmpty();
    }

    /**
     * Return the features of which what is accepted leaves nothing to judge: each value is missing, or another one than it should be. Values
     * that a conversion changed, such as to another type, are judged.
     */
    public List<FeatureParity> unjudged() {
        return features.stream().filter(this::isUnjudged).toList();
    }

    private boolean isUnjudged(FeatureParity feature) {
        long swallowed = feature.causes().entrySet().stream()
                .filter(cause ->
                        accepted.containsKey(cause.getKey()) && !cause.getKey().isOfTheRightValue())
                .mapToLong(Map.Entry::getValue)
                .sum();
        return swallowed > 0 && swallowed == feature.compared();
    }

    /** Return how many values or rows are wrong by cause, without those that are accepted. */
    public Map<Cause, Long> causes() {
        Map<Cause, Long> causes = new EnumMap<>(Cause.class);
        for (FeatureParity feature : features) {
            feature.causes().forEach((cause, count) -> {
                if (!accepted.containsKey(cause)) {
                    causes.merge(cause, count, Long::sum);
                }
            });
        }
        return causes;
    }

    /** Return how many values and rows were compared. */
    public long compared() {
        return features.stream().mapToLong(FeatureParity::compared).sum();
    }

    /** Return how many values and rows are wrong, without those that are accepted. */
    public long wrong() {
        return features.stream().mapToLong(this::wrong).sum();
    }

    /** Return how many values of a feature are wrong, without those that are accepted. */
    public long wrong(FeatureParity feature) {
        return feature.causes().entrySet().stream()
                .filter(cause -> !accepted.containsKey(cause.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Return the report as a table for a terminal. */
    @Override
    public String toString() {
        return ParityText.table(this);
    }

    /** Return the report as JSON. */
    public String toJson() {
        return ParityJson.of(this);
    }

    /** Return the report as one HTML page that needs nothing beside itself. */
    public String toHtml() {
        return ParityPage.of(this);
    }

    /**
     * Write the report as text, JSON and HTML into a directory, which is made if need be: to {@code parity.txt}, {@code parity.json} and
     * {@code parity.html}, or, where another report was there before, to {@code parity-2.txt} and so on. No report is ever overwritten,
     * by whatever JVM it was written.
     */
    public void writeTo(Path directory) {
        try {
            String name = ReportName.claim(directory);
            Files.writeString(directory.resolve(name + ".txt"), this + System.lineSeparator());
            Files.writeString(directory.resolve(name + ".json"), toJson());
            Files.writeString(directory.resolve(name + ".html"), toHtml());
        } catch (IOException e) {
            throw new UncheckedIOException("The report cannot be written to " + directory + ".", e);
        }
    }
}
