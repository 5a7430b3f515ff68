package io.mmp.test.mlflow.client;

import java.util.List;

/**
 * Holds all logged values of one metric of a run, ordered by step and then by time.
 *
 * @param metric the metric's key
 * @param run the run, as {@link LoggedRun#toString()} names it
 * @param points the values; none if the run has no such metric
 * @since 0.1.0
 */
public record MetricHistory(String metric, String run, List<MetricPoint> points) {

    /** Copy the list, so that the record cannot be changed. */
    public MetricHistory {
        points = List.copyOf(points);
    }

    /** Return {@code metric 'loss' of run 'name' (id)}. */
    @Override
    public String toString() {
        return "metric '%s' of %s".formatted(metric, run);
    }
}
