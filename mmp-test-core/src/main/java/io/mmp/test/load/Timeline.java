package io.mmp.test.load;

import io.mmp.test.verdict.Sample;
import java.util.ArrayList;
import java.util.List;

/**
 * A run cut into stretches of equal length.
 *
 * @param seconds how long each is
 * @param stretches what happened in each
 */
record Timeline(double seconds, List<Stretch> stretches) {

    private static final int MOST = 60;

    /**
     * What happened in a stretch of time.
     *
     * @param due how many requests were due in it
     * @param sent how many were sent in it
     * @param answered how many were answered well in it
     * @param failed how many of those that were due failed
     * @param p50 the median latency in milliseconds of those that were due and did not fail; NaN if there are none
     * @param p95 their 95th percentile
     * @param max their maximum
     */
    record Stretch(int due, int sent, int answered, int failed, double p50, double p95, double max) {}

    static Timeline of(LoadResult result) {
        double seconds = width(result.elapsed().toNanos() / 1e9);
        int count = Math.max(1, (int) Math.ceil(result.elapsed().toNanos() / 1e9 / seconds - 1e-9));
        int[] due = new int[count];
        int[] sent = new int[count];
        int[] answered = new int[count];
        int[] failed = new int[count];
        List<List<Double>> latencies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            latencies.add(new ArrayList<>());
        }
        for (Flight flight : result.flights()) {
            int dueIn = index(flight.intended(), seconds, count);
            due[dueIn]++;
            if (flight.isSent()) {
                sent[index(flight.started(), seconds, count)]++;
            }
            if (flight.outcome().isError()) {
                failed[dueIn]++;
            } else {
                answered[index(flight.ended(), seconds, count)]++;
                latencies.get(dueIn).add(flight.latency());
            }
        }
        List<Stretch> stretches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] values =
                    latencies.get(i).stream().mapToDouble(Double::doubleValue).toArray();
            Sample sample = Sample.of("latencies", "ms", values);
            double max = latencies.get(i).stream().reduce(Double::max).orElse(Double.NaN);
            stretches.add(new Stretch(
                    due[i],
                    sent[i],
                    answered[i],
                    failed[i],
                    sample.quantile(0.5).estimate(),
                    sample.quantile(0.95).estimate(),
                    max));
        }
        return new Timeline(seconds, stretches);
    }

    private static int index(long nanos, double seconds, int count) {
        return (int) Math.max(0, Math.min(count - 1, Math.floor(nanos / 1e9 / seconds)));
    }

    /** Return the smallest of 1, 2, 5 and their tens and tenths that makes at most so many stretches. */
    private static double width(double total) {
        for (double unit = 0.01; ; unit *= 10) {
            for (double factor : new double[] {1, 2, 5}) {
                if (total / (unit * factor) <= MOST) {
                    return unit * factor;
                }
            }
        }
    }
}
