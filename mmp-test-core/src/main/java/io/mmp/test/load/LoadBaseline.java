package io.mmp.test.load;

import io.mmp.test.verdict.Proportion;
import io.mmp.test.verdict.Sample;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An earlier run to compare with, as {@link LoadReport} wrote it to {@code load.json}.
 *
 * <p>Its latencies are exact to three digits. Compare runs of one machine alone, under the same load.
 *
 * @since 0.1.0
 */
public final class LoadBaseline {

    private final double[] successes;
    private final int due;
    private final int failed;

    private LoadBaseline(double[] successes, int due, int failed) {
        this.successes = successes;
        this.due = due;
        this.failed = failed;
    }

    /** Take a run as the baseline of others. */
    public static LoadBaseline of(LoadResult result) {
        return new LoadBaseline(
                result.successes().stream().mapToDouble(Flight::latency).toArray(), result.asked(), result.failed());
    }

    /**
     * Read a run.
     *
     * @throws LoadException if the file cannot be read, or is not what this version writes
     */
    public static LoadBaseline read(Path json) {
        JsonFile file = JsonFile.read(
                json, "baseline", JsonReport.SCHEMA, "Write it with LoadReport.of(result).writeTo(directory).");
        double[] successes;
        try {
            successes = HdrLog.decode(file.text("latencyHistogram"));
        } catch (IllegalArgumentException e) {
            throw new LoadException(
                    "The baseline %s: 'latencyHistogram' is %s. Write it again.".formatted(json, e.getMessage()), e);
        }
        int due = file.count("due");
        int failed = file.count("failed");
        if (due - failed != successes.length) {
            throw new LoadException(
                    "The baseline %s has %s latencies, but %s requests due and %s failed. Write it again."
                            .formatted(json, successes.length, due, failed));
        }
        return new LoadBaseline(successes, due, failed);
    }

    /** Return the share of its requests that failed. */
    public Proportion errorRate() {
        return Proportion.of("errors", failed, "requests of the baseline", due);
    }

    Sample latencies(boolean withFailures) {
        double[] values = Arrays.copyOf(successes, withFailures ? due : successes.length);
        Arrays.fill(values, successes.length, values.length, Double.POSITIVE_INFINITY);
        return Sample.of("latencies of the baseline", "ms", values);
    }
}
