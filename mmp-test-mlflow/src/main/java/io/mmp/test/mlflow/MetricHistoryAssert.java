package io.mmp.test.mlflow;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractAssert;

/** Asserts on all logged values of one metric, ordered by step. */
public final class MetricHistoryAssert extends AbstractAssert<MetricHistoryAssert, List<MetricPoint>> {

    private final String metric;

    MetricHistoryAssert(List<MetricPoint> actual, String metric) {
        super(actual, MetricHistoryAssert.class);
        this.metric = metric;
    }

    /** Verify that no value is above the one before. */
    public MetricHistoryAssert isDecreasing() {
        return isOrdered("decreasing", (before, after) -> before >= after);
    }

    /** Verify that each value is below the one before. */
    public MetricHistoryAssert isStrictlyDecreasing() {
        return isOrdered("strictly decreasing", (before, after) -> before > after);
    }

    /** Verify that no value is below the one before. */
    public MetricHistoryAssert isIncreasing() {
        return isOrdered("increasing", (before, after) -> before <= after);
    }

    /** Verify that each value is above the one before. */
    public MetricHistoryAssert isStrictlyIncreasing() {
        return isOrdered("strictly increasing", (before, after) -> before < after);
    }

    /** Verify that no value is NaN or infinite. */
    public MetricHistoryAssert isFinite() {
        List<String> offenders = actual.stream()
                .filter(point -> !Double.isFinite(point.value()))
                .map(MetricHistoryAssert::shown)
                .toList();
        return are("finite", offenders);
    }

    /** Verify how many values were logged. */
    public MetricHistoryAssert hasLength(int length) {
        if (actual.size() != length) {
            failWithMessage("%nExpecting %s to have %s values, but it has %s", metric, length, actual.size());
        }
        return this;
    }

    /** Verify the steps at which values were logged, in ascending order. */
    public MetricHistoryAssert hasSteps(long... steps) {
        List<Long> expected = Arrays.stream(steps).boxed().toList();
        List<Long> found = actual.stream().map(MetricPoint::step).toList();
        if (!expected.equals(found)) {
            failWithMessage(
                    "%nExpecting %s to have %s, but it has %s",
                    metric, Inventory.of("step", expected), Inventory.of("step", found));
        }
        return this;
    }

    private MetricHistoryAssert isOrdered(String order, BiPredicate<Double, Double> inOrder) {
        List<String> offenders = IntStream.range(1, actual.size())
                .filter(i ->
                        !inOrder.test(actual.get(i - 1).value(), actual.get(i).value()))
                .mapToObj(i -> shown(actual.get(i)) + " after " + shown(actual.get(i - 1)))
                .toList();
        return are(order, offenders);
    }

    private MetricHistoryAssert are(String what, List<String> offenders) {
        if (!offenders.isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to be %s, but %s of %s values are not:%n%s",
                    metric, what, offenders.size(), actual.size(), Inventory.lines(offenders));
        }
        return this;
    }

    private static String shown(MetricPoint point) {
        return "%s at step %s".formatted(point.value(), point.step());
    }
}
