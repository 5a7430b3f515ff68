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

    /** Tell whether nothing is wrong but what is accepted. */
    public boolean agrees() {
        return causes().isEmpty();
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

    /** Write the report to {@code parity.txt}, {@code parity.json} and {@code parity.html} in a directory, which is made if need be. */
    public void writeTo(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("parity.txt"), this + System.lineSeparator());
            Files.writeString(directory.resolve("parity.json"), toJson());
            Files.writeString(directory.resolve("parity.html"), toHtml());
        } catch (IOException e) {
            throw new UncheckedIOException("The report cannot be written to " + directory + ".", e);
        }
    }
}
