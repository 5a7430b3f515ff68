package io.mmp.test.mlflow.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The samples of one way to do something. */
final class Samples {

    private final String name;
    private final List<Sample> all = new ArrayList<>();

    Samples(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void add(Sample sample) {
        all.add(sample);
    }

    void addAll(List<Sample> samples) {
        all.addAll(samples);
    }

    /** Return the median: an attempt that met a load on the machine does not count. */
    Duration wall() {
        return walls().get(all.size() / 2);
    }

    /** Return the shortest: what an attempt takes that nothing else on the machine holds up. */
    Duration best() {
        return walls().get(0);
    }

    /** Return the mean: the kernel counts in steps of 10 ms, which many attempts even out. */
    Duration cpu() {
        return all.stream()
                .map(Sample::cpu)
                .reduce(Duration.ZERO, Duration::plus)
                .dividedBy(all.size());
    }

    /** Name the columns of {@link #comparedWith}. */
    static String heading() {
        return row("", "n", "median", "min - max", "CPU mean", "faster", "less CPU");
    }

    /** Describe these samples, and how many times less they take than others. */
    String comparedWith(Samples slower) {
        String range = text(walls().get(0)) + " - " + text(walls().get(all.size() - 1));
        return row(
                name,
                String.valueOf(all.size()),
                text(wall()),
                range,
                text(cpu()),
                ratio(slower.wall(), wall()),
                ratio(slower.cpu(), cpu()));
    }

    private static String row(String... cells) {
        return String.format("%-32s %4s %10s %22s %10s %10s %10s", (Object[]) cells);
    }

    static String text(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        return millis < 1000
                ? String.format(Locale.ROOT, "%.1f ms", millis)
                : String.format(Locale.ROOT, "%.2f s", millis / 1000);
    }

    static String ratio(Duration slow, Duration fast) {
        return String.format(Locale.ROOT, "%.1fx", (double) slow.toNanos() / Math.max(1, fast.toNanos()));
    }

    private List<Duration> walls() {
        return all.stream().map(Sample::wall).sorted().toList();
    }
}
