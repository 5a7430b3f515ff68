package io.mmp.test.load;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** Latencies of requests that did not fail, in microseconds, as HdrHistogram stores them: to three digits. */
final class HdrLog {

    private static final int DIGITS = 3;

    private HdrLog() {}

    /** Write a histogram for each second in which requests were due, in the format of {@code HistogramLogProcessor}. */
    static String write(LoadResult result) {
        SortedMap<Long, Histogram> seconds = new TreeMap<>();
        for (Flight flight : result.successes()) {
            record(flight, seconds.computeIfAbsent(flight.intended() / 1_000_000_000, second -> new Histogram(DIGITS)));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            HistogramLogWriter writer = new HistogramLogWriter(out);
            long start = result.plan().startedAt().toEpochMilli();
            writer.outputComment(
                    "[Latency in microseconds from when a request was due, without the %s that failed, of load %s]"
                            .formatted(result.failed(), result.name().replaceAll("\\R", " ")));
            writer.outputLogFormatVersion();
            writer.outputBaseTime(start);
            writer.outputStartTime(start);
            writer.outputLegend();
            seconds.forEach((second, histogram) ->
                    writer.outputIntervalHistogram((double) second, second + 1.0, histogram, 1e3));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void record(Flight flight, Histogram histogram) {
        histogram.recordValue(Math.max(0, (flight.ended() - flight.intended()) / 1_000));
    }

    /** Return one histogram of all requests in base 64. */
    static String encode(List<Flight> successes) {
        Histogram histogram = new Histogram(DIGITS);
        successes.forEach(flight -> record(flight, histogram));
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    /**
     * Return the milliseconds of a histogram in base 64.
     *
     * @throws IllegalArgumentException if it is none
     */
    static double[] decode(String base64) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
            Histogram histogram = Histogram.decodeFromCompressedByteBuffer(buffer, 0);
            if (histogram.getTotalCount() > Integer.MAX_VALUE / 16) {
                throw new IllegalArgumentException("it has %s values".formatted(histogram.getTotalCount()));
            }
            double[] millis = new double[(int) histogram.getTotalCount()];
            int[] position = {0};
            histogram.recordedValues().forEach(value -> {
                int from = position[0];
                position[0] += (int) value.getCountAtValueIteratedTo();
                Arrays.fill(
                        millis, from, position[0], histogram.medianEquivalentValue(value.getValueIteratedTo()) / 1e3);
            });
            return millis;
        } catch (DataFormatException | RuntimeException e) {
            throw new IllegalArgumentException("not a histogram in base 64 (%s)".formatted(e.getMessage()), e);
        }
    }
}
