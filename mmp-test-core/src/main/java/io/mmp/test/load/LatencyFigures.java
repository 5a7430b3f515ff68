package io.mmp.test.load;

import io.mmp.test.verdict.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What a report says of latencies, in milliseconds: failures count as infinitely slow, except in the mean. */
final class LatencyFigures {

    /** The percentiles of a report, by their names. */
    private static final Map<String, Double> PERCENTILES = new LinkedHashMap<>();

    static {
        PERCENTILES.put("p50", 0.5);
        PERCENTILES.put("p90", 0.9);
        PERCENTILES.put("p95", 0.95);
        PERCENTILES.put("p99", 0.99);
        PERCENTILES.put("p99.9", 0.999);
    }

    private LatencyFigures() {}

    /** Return the figures by their names; NaN where there is no request. */
    static Map<String, Double> of(LoadResult result, Sample sample, ToDoubleFunction<Flight> value) {
        List<Flight> successes = result.successes();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("mean", successes.stream().mapToDouble(value).average().orElse(Double.NaN));
        PERCENTILES.forEach((name, probability) ->
                figures.put(name, sample.quantile(probability).estimate()));
        figures.put("max", result.flights().stream().mapToDouble(value).max().orElse(Double.NaN));
        return figures;
    }

    static Map<String, Double> latency(LoadResult result) {
        return of(result, result.latencies(), Flight::latency);
    }

    static Map<String, Double> serviceTime(LoadResult result) {
        return of(result, result.serviceTimes(), Flight::serviceTime);
    }
}
