package io.mmp.test.monitor;

/**
 * A query of a dashboard.
 *
 * @param place such as {@code panel 'Latency', query A} or {@code variable 'job'}
 * @param expression in PromQL, with variables of Grafana
 * @since 0.1.0
 */
public record DashboardQuery(String place, String expression) {}
