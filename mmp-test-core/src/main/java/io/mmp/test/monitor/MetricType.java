package io.mmp.test.monitor;

import java.util.Locale;

/**
 * What kind of quantity a metric is, in the words of OpenMetrics.
 *
 * @since 0.1.0
 */
public enum MetricType {
    /** A number that only grows, or starts again at 0 when the process does. */
    COUNTER,
    /** A number that goes up and down. */
    GAUGE,
    /** Counts of observations in cumulative buckets, with their sum. */
    HISTOGRAM,
    /** A histogram whose counts go up and down. */
    GAUGEHISTOGRAM,
    /** The sum and count of observations, and quantiles that the process itself has computed. */
    SUMMARY,
    /** A constant 1 whose labels are what it tells. */
    INFO,
    /** States of which each is 1 if it is taken, and 0 otherwise. */
    STATESET,
    /** Not said; {@code untyped} in Prometheus' own format. */
    UNKNOWN;

    /** Return its name as the formats write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
