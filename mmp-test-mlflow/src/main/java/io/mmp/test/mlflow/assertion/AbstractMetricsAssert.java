package io.mmp.test.mlflow.assertion;

import io.mmp.test.mlflow.client.Inventory;
import io.mmp.test.mlflow.client.RunData;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on the latest values of the metrics of a run.
 *
 * @param <SELF> the assertion's own type
 * @param <ACTUAL> the type of the run
 * @since 0.1.0
 */
public abstract class AbstractMetricsAssert<SELF extends AbstractMetricsAssert<SELF, ACTUAL>, ACTUAL>
        extends AbstractMlflowAssert<SELF, ACTUAL> {

    /** Assert on a run. */
    protected AbstractMetricsAssert(@Nullable ACTUAL actual, Class<SELF> selfType) {
        super(actual, selfType);
    }

    /** Return the data of the run, which is not null. */
    abstract RunData data();

    /**
     * Verify that the run has a metric, whatever its value.
     *
     * <pre>{@code
     * // a run with the metric auc=0.91
     * assertThat(run).hasMetric("auc"); // passes
     * assertThat(run).hasMetric("AUC"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the run is null or has no such metric
     */
    public SELF hasMetric(String key) {
        return has("metric", key, data().metrics());
    }

    /**
     * Verify the latest value of a metric exactly; NaN equals NaN.
     *
     * <pre>{@code
     * // a run with the metric auc=0.91
     * assertThat(run).hasMetric("auc", 0.91); // passes
     * assertThat(run).hasMetric("auc", 0.9100001); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the run is null, has no such metric, or one of another value
     */
    public SELF hasMetric(String key, double value) {
        double latest = metric(key);
        return verify(key, same(latest, value), Double.toString(value));
    }

    /**
     * Verify that the latest value of a metric is close to a value.
     *
     * <pre>{@code
     * // a run with the metric auc=0.91
     * assertThat(run).hasMetric("auc", 0.9, within(0.02)); // passes
     * assertThat(run).hasMetric("auc", 0.9, within(0.001)); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the run is null, has no such metric, or one of another value
     * @throws IllegalArgumentException if the offset is null
     */
    public SELF hasMetric(String key, double value, Offset<Double> offset) {
        Offset<Double> given = given(offset);
        String expected = (given.strict ? "less than %s from %s" : "within %s of %s").formatted(given.value, value);
        return verify(key, close(metric(key), value, given), expected);
    }

    /**
     * Verify that the latest value of a metric is between two values, both included.
     *
     * <pre>{@code
     * // a run with the metric auc=0.91
     * assertThat(run).hasMetricBetween("auc", 0.9, 1); // passes
     * assertThat(run).hasMetricBetween("auc", 0.92, 1); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the run is null, has no such metric, or one of a value outside
     */
    public SELF hasMetricBetween(String key, double low, double high) {
        double latest = metric(key);
        return verify(key, low <= latest && latest <= high, "between %s and %s".formatted(low, high));
    }

    /**
     * Verify that the latest value of a metric is neither NaN nor infinite.
     *
     * <pre>{@code
     * // a run with the metrics auc=0.91 and loss=NaN
     * assertThat(run).hasFiniteMetric("auc"); // passes
     * assertThat(run).hasFiniteMetric("loss"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the run is null, has no such metric, or one that is not finite
     */
    public SELF hasFiniteMetric(String key) {
        return verify(key, Double.isFinite(metric(key)), "finite");
    }

    /**
     * Verify that the run has metrics and that none of their latest values is NaN or infinite.
     *
     * <pre>{@code
     * // a run with the metrics auc=0.91 and loss=0.2
     * assertThat(run).hasOnlyFiniteMetrics(); // passes
     * // a run with the metrics auc=0.91 and loss=NaN, or without metrics
     * assertThat(other).hasOnlyFiniteMetrics(); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the run is null, has no metrics, or one that is not finite
     */
    public SELF hasOnlyFiniteMetrics() {
        Map<String, Double> metrics = new TreeMap<>(data().metrics());
        List<String> offenders = metrics.entrySet().stream()
                .filter(metric -> !Double.isFinite(metric.getValue()))
                .map(Object::toString)
                .toList();
        if (metrics.isEmpty()) {
            failWithMessage("%nExpecting %s to have only finite metrics, but it has no metrics", data());
        }
        if (!offenders.isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to have only finite metrics, but %s of %s are not:%n%s",
                    data(), offenders.size(), metrics.size(), Inventory.lines(offenders));
        }
        return myself;
    }

    static boolean close(double one, double other, Offset<Double> offset) {
        double distance = Math.abs(one - other);
        return same(one, other) || (offset.strict ? distance < offset.value : distance <= offset.value);
    }

    static Offset<Double> given(@Nullable Offset<Double> offset) {
        if (offset == null) {
            throw new IllegalArgumentException(
                    "The offset is null: use within(0.01), or leave it out to compare exactly");
        }
        return offset;
    }

    private static boolean same(double one, double other) {
        return one == other || (Double.isNaN(one) && Double.isNaN(other));
    }

    private double metric(String key) {
        hasMetric(key);
        return data().metrics().getOrDefault(key, Double.NaN);
    }

    private SELF verify(String key, boolean holds, String expected) {
        if (!holds) {
            failWithMessage("%nExpecting metric '%s' of %s to be %s, but it is %s", key, data(), expected, metric(key));
        }
        return myself;
    }
}
