package io.mmp.test.mlflow.assertion;

import io.mmp.test.mlflow.client.Inventory;
import io.mmp.test.mlflow.client.MetricHistory;
import io.mmp.test.mlflow.client.MetricPoint;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on all logged values of one metric, ordered by step.
 *
 * <p>All but {@link #hasLength} and {@link #hasSteps} fail where there are no values to judge.
 *
 * @since 0.1.0
 */
public class MetricHistoryAssert extends AbstractMlflowAssert<MetricHistoryAssert, MetricHistory> {

    /** For {@code asInstanceOf} and {@code extracting} of other assertions. */
    public static final InstanceOfAssertFactory<MetricHistory, MetricHistoryAssert> METRIC_HISTORY =
            new InstanceOfAssertFactory<>(MetricHistory.class, MetricHistoryAssert::new);

    /** Assert on the values of a metric. */
    public MetricHistoryAssert(@Nullable MetricHistory actual) {
        super(actual, MetricHistoryAssert.class);
    }

    /**
     * Verify that no value is above the one before.
     *
     * <pre>{@code
     * // a run whose metric loss was logged as 0.9, 0.5, 0.5
     * assertThat(run).history("loss").isDecreasing(); // passes
     * // one whose metric loss was logged as 0.5, 0.9
     * assertThat(other).history("loss").isDecreasing(); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if a value is above the one before, or NaN, or there are no values
     */
    public MetricHistoryAssert isDecreasing() {
        return isOrdered("decreasing", (before, after) -> before >= after);
    }

    /**
     * Verify that each value is below the one before.
     *
     * <pre>{@code
     * // a run whose metric loss was logged as 0.9, 0.5, 0.4
     * assertThat(run).history("loss").isStrictlyDecreasing(); // passes
     * // one whose metric loss was logged as 0.9, 0.5, 0.5
     * assertThat(other).history("loss").isStrictlyDecreasing(); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if a value is not below the one before, or there are no values
     */
    public MetricHistoryAssert isStrictlyDecreasing() {
        return isOrdered("strictly decreasing", (before, after) -> before > after);
    }

    /**
     * Verify that no value is below the one before.
     *
     * <pre>{@code
     * // a run whose metric auc was logged as 0.7, 0.9, 0.9
     * assertThat(run).history("auc").isIncreasing(); // passes
     * // one whose metric auc was logged as 0.9, 0.7
     * assertThat(other).history("auc").isIncreasing(); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if a value is below the one before, or NaN, or there are no values
     */
    public MetricHistoryAssert isIncreasing() {
        return isOrdered("increasing", (before, after) -> before <= after);
    }

    /**
     * Verify that each value is above the one before.
     *
     * <pre>{@code
     * // a run whose metric auc was logged as 0.7, 0.8, 0.9
     * assertThat(run).history("auc").isStrictlyIncreasing(); // passes
     * // one whose metric auc was logged as 0.7, 0.9, 0.9
     * assertThat(other).history("auc").isStrictlyIncreasing(); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if a value is not above the one before, or there are no values
     */
    public MetricHistoryAssert isStrictlyIncreasing() {
        return isOrdered("strictly increasing", (before, after) -> before < after);
    }

    /**
     * Verify that no value is NaN or infinite.
     *
     * <pre>{@code
     * // a run whose metric loss was logged as 0.9, 0.5
     * assertThat(run).history("loss").isFinite(); // passes
     * // one whose metric loss was logged as 0.9, NaN
     * assertThat(other).history("loss").isFinite(); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if a value is not finite, or there are no values
     */
    public MetricHistoryAssert isFinite() {
        isNotNull();
        List<String> offenders = points().stream()
                .filter(point -> !Double.isFinite(point.value()))
                .map(MetricHistoryAssert::shown)
                .toList();
        return are("finite", offenders);
    }

    /**
     * Verify how many values were logged.
     *
     * <pre>{@code
     * // a run whose metric loss was logged twice
     * assertThat(run).history("loss").hasLength(2); // passes
     * assertThat(run).history("loss").hasLength(3); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if there are more or fewer values
     */
    public MetricHistoryAssert hasLength(int length) {
        isNotNull();
        if (points().size() != length) {
            failWithMessage("%nExpecting %s to have %s values, but it has %s", actual, length, points().size());
        }
        return this;
    }

    /**
     * Verify the steps at which values were logged, in ascending order.
     *
     * <pre>{@code
     * // a run whose metric loss was logged at the steps 0 and 1
     * assertThat(run).history("loss").hasSteps(0, 1); // passes
     * assertThat(run).history("loss").hasSteps(1, 2); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if they are others, or more, or fewer
     */
    public MetricHistoryAssert hasSteps(long... steps) {
        isNotNull();
        List<Long> expected = Arrays.stream(steps).boxed().toList();
        List<Long> found = points().stream().map(MetricPoint::step).toList();
        if (!expected.equals(found)) {
            failWithMessage(
                    "%nExpecting %s to have %s, but it has %s",
                    actual, Inventory.of("step", expected), Inventory.of("step", found));
        }
        return this;
    }

    private MetricHistoryAssert isOrdered(String order, BiPredicate<Double, Double> inOrder) {
        isNotNull();
        List<MetricPoint> points = points();
        List<String> offenders = IntStream.range(1, points.size())
                .filter(i ->
                        !inOrder.test(points.get(i - 1).value(), points.get(i).value()))
                .mapToObj(i -> shown(points.get(i)) + " after " + shown(points.get(i - 1)))
                .toList();
        return are(order, offenders);
    }

    private MetricHistoryAssert are(String what, List<String> offenders) {
        if (points().isEmpty()) {
            failWithMessage("%nExpecting %s to be %s, but it has no values", actual, what);
        }
        if (!offenders.isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to be %s, but %s of %s values are not:%n%s",
                    actual, what, offenders.size(), points().size(), Inventory.lines(offenders));
        }
        return this;
    }

    private List<MetricPoint> points() {
        return actual.points();
    }

    private static String shown(MetricPoint point) {
        return "%s at step %s".formatted(point.value(), point.step());
    }
}
