package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.wire.Json;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One logged value of a metric.
 *
 * @param value the value; MLflow's database keeps zero for NaN
 */
record Metric(String key, double value, boolean isNaN, long timestamp, long step) {

    /** The order of a history. */
    static final Comparator<Metric> HISTORY = Comparator.comparingLong(Metric::timestamp)
            .thenComparingLong(Metric::step)
            .thenComparingDouble(Metric::value)
            .thenComparing(Metric::isNaN);

    /** The order that decides which value is the latest. */
    static final Comparator<Metric> RECENCY = Comparator.comparingLong(Metric::step)
            .thenComparingLong(Metric::timestamp)
            .thenComparingDouble(Metric::value);

    /** Create a value as it is stored: infinities become the largest doubles. */
    static Metric of(String key, double value, long timestamp, long step) {
        boolean isNaN = Double.isNaN(value);
        // Adding zero turns -0.0 into 0.0: the database tells them apart as little as a comparison does.
        double stored = isNaN ? 0 : Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value)) + 0.0;
        return new Metric(key, stored, isNaN, timestamp, step);
    }

    /** Return the value that was logged. */
    double loggedValue() {
        return isNaN ? Double.NaN : value;
    }

    /** Return the value as it goes over the wire. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("key", key);
        tree.put("value", Json.number(loggedValue()));
        tree.put("timestamp", timestamp);
        tree.put("step", step);
        return tree;
    }
}
