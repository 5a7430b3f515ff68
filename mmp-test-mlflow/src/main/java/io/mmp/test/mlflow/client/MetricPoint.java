package io.mmp.test.mlflow.client;

import java.time.Instant;

/**
 * Holds one logged value of a metric.
 *
 * @since 0.1.0
 */
public record MetricPoint(double value, long step, Instant timestamp) {

    static MetricPoint of(Json metric) {
        return new MetricPoint(
                read(metric.decimal("value")), metric.number("step"), Instant.ofEpochMilli(metric.number("timestamp")));
    }

    /** Return a value as it was logged: MLflow stores the infinities as the largest finite numbers. */
    static double read(double stored) {
        return Math.abs(stored) == Double.MAX_VALUE ? Math.copySign(Double.POSITIVE_INFINITY, stored) : stored;
    }
}
