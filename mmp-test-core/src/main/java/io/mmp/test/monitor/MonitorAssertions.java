package io.mmp.test.monitor;

import org.jspecify.annotations.Nullable;

/**
 * Starts assertions on monitoring.
 *
 * @since 0.1.0
 */
public final class MonitorAssertions {

    private MonitorAssertions() {}

    /** Start assertions on metrics. */
    public static MetricsAssert assertThat(@Nullable Metrics actual) {
        return new MetricsAssert(actual);
    }

    /** Start assertions on one metric. */
    public static MetricAssert assertThat(@Nullable MetricFamily actual) {
        return new MetricAssert(actual);
    }

    /** Start assertions on what metrics did while something was done. */
    public static MetricsChangeAssert assertThat(@Nullable MetricsChange actual) {
        return new MetricsChangeAssert(actual);
    }

    /** Start assertions on rules. */
    public static AlertRulesAssert assertThat(@Nullable AlertRules actual) {
        return new AlertRulesAssert(actual);
    }

    /** Start assertions on a dashboard. */
    public static DashboardAssert assertThat(@Nullable Dashboard actual) {
        return new DashboardAssert(actual);
    }

    /** Start assertions on what Prometheus scrapes. */
    public static PrometheusConfigAssert assertThat(@Nullable PrometheusConfig actual) {
        return new PrometheusConfigAssert(actual);
    }

    /** Start assertions on what alerts do over time. */
    public static AlertTestAssert assertThat(@Nullable AlertTest actual) {
        return new AlertTestAssert(actual);
    }
}
