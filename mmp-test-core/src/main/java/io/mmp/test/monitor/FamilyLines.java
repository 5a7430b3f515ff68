package io.mmp.test.monitor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was read of a metric up to now. */
final class FamilyLines {

    private final Dialect dialect;
    private final String name;
    private final Map<String, String> told = new HashMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private MetricType type = MetricType.UNKNOWN;
    private int lastLine;

    FamilyLines(Dialect dialect, String name) {
        this.dialect = dialect;
        this.name = name;
    }

    String name() {
        return name;
    }

    MetricType type() {
        return type;
    }

    int lastLine() {
        return lastLine;
    }

    boolean hasSamples() {
        return !samples.isEmpty();
    }

    /** Tell whether samples of this name are its own. */
    boolean owns(String sampleName) {
        return sampleNames().contains(sampleName);
    }

    /** Return how its samples may be named. */
    List<String> sampleNames() {
        return dialect.suffixes(type).stream().map(suffix -> name + suffix).toList();
    }

    /** Keep what a line tells, and return what an earlier one had told; null if there was none. */
    @Nullable
    String tell(String what, String text, int line) {
        lastLine = line;
        return told.putIfAbsent(what, text);
    }

    void setType(MetricType newType) {
        type = newType;
    }

    void add(Sample sample) {
        lastLine = sample.line();
        samples.add(sample);
    }

    MetricFamily family() {
        return new MetricFamily(
                name, type, told.getOrDefault("HELP", ""), told.getOrDefault("UNIT", ""), List.copyOf(samples));
    }
}
