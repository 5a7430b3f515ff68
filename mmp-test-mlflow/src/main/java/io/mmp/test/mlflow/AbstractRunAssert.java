package io.mmp.test.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.mlflow.api.proto.Service.RunStatus;

/**
 * Asserts on what a run has logged: the assertions that need no server.
 *
 * @param <S> the assertion's own type
 * @param <A> the type of the run
 */
public abstract sealed class AbstractRunAssert<S extends AbstractRunAssert<S, A>, A> extends MlflowAssert<S, A>
        permits RunAssert, RunDataAssert {

    AbstractRunAssert(@Nullable A actual, Class<S> selfType) {
        super(actual, selfType);
    }

    /** Return the data of the run, which is not null. */
    abstract RunData data();

    /** Verify that the run ended well. */
    public S isFinished() {
        return hasStatus(RunStatus.FINISHED);
    }

    /** Verify the run's status. */
    public S hasStatus(RunStatus status) {
        return is("status", status, data().status());
    }

    /** Verify the run's name. */
    public S hasName(String name) {
        return is("name", name, data().name());
    }

    /** Verify the id of the run's experiment. */
    public S hasExperimentId(String experimentId) {
        return is("experiment id", experimentId, data().experimentId());
    }

    /** Verify that the run has a param, whatever its value. */
    public S hasParam(String key) {
        return has("param", key, data().params());
    }

    /** Verify the value of a param. */
    public S hasParam(String key, String value) {
        return has("param", key, value, data().params());
    }

    /** Verify the values of several params; the run may have more. */
    public S hasParams(Map<String, String> expected) {
        Map<String, String> params = data().params();
        List<String> offenders = new ArrayList<>();
        new TreeMap<>(expected).forEach((key, value) -> {
            if (!value.equals(params.get(key))) {
                String found = params.containsKey(key) ? "'" + params.get(key) + "'" : "none";
                offenders.add("%s: expected '%s', found %s".formatted(key, value, found));
            }
        });
        if (!offenders.isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to have %s params, but %s differ:%n%s%nIt has %s",
                    data(),
                    expected.size(),
                    offenders.size(),
                    Inventory.lines(offenders),
                    Inventory.of("param", params));
        }
        return myself;
    }

    /** Verify that the run has a tag, whatever its value. */
    public S hasTag(String key) {
        return has("tag", key, data().tags());
    }

    /** Verify the value of a tag. */
    public S hasTag(String key, String value) {
        return has("tag", key, value, data().tags());
    }

    /** Verify that the run used a dataset of this name and digest as input. */
    public S hasDataset(String name, String digest) {
        RunDataset expected = new RunDataset(name, digest);
        if (!data().datasets().contains(expected)) {
            failWithMessage(
                    "%nExpecting %s to have dataset '%s', but it has %s",
                    data(), expected, Inventory.of("dataset", data().datasets()));
        }
        return myself;
    }

    /** Verify that the run has a metric, whatever its value. */
    public S hasMetric(String key) {
        return has("metric", key, data().metrics());
    }

    /** Verify the latest value of a metric exactly; NaN equals NaN. */
    public S hasMetric(String key, double value) {
        double latest = metric(key);
        return verify(key, same(latest, value), Double.toString(value));
    }

    /** Verify that the latest value of a metric is close to a value, such as {@code within(0.01)}. */
    public S hasMetric(String key, double value, Offset<Double> offset) {
        String expected = (offset.strict ? "less than %s from %s" : "within %s of %s").formatted(offset.value, value);
        return verify(key, close(metric(key), value, offset), expected);
    }

    /** Verify that the latest value of a metric is between two values, both included. */
    public S hasMetricBetween(String key, double low, double high) {
        double latest = metric(key);
        return verify(key, low <= latest && latest <= high, "between %s and %s".formatted(low, high));
    }

    /** Verify that the latest value of a metric is neither NaN nor infinite. */
    public S hasFiniteMetric(String key) {
        return verify(key, Double.isFinite(metric(key)), "finite");
    }

    /** Verify that the run has metrics and that none of their latest values is NaN or infinite. */
    public S hasOnlyFiniteMetrics() {
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

    private static boolean same(double one, double other) {
        return one == other || (Double.isNaN(one) && Double.isNaN(other));
    }

    static boolean close(double one, double other, Offset<Double> offset) {
        double distance = Math.abs(one - other);
        return same(one, other) || (offset.strict ? distance < offset.value : distance <= offset.value);
    }

    private double metric(String key) {
        hasMetric(key);
        return data().metrics().getOrDefault(key, Double.NaN);
    }

    private S verify(String key, boolean holds, String expected) {
        if (!holds) {
            failWithMessage("%nExpecting metric '%s' of %s to be %s, but it is %s", key, data(), expected, metric(key));
        }
        return myself;
    }
}
