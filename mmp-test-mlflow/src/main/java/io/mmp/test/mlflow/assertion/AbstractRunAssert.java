package io.mmp.test.mlflow.assertion;

import io.mmp.test.mlflow.client.Inventory;
import io.mmp.test.mlflow.client.RunDataset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlflow.api.proto.Service.RunStatus;

/**
 * Asserts on what a run has logged: the assertions that need no server.
 *
 * @param <SELF> the assertion's own type
 * @param <ACTUAL> the type of the run
 * @since 0.1.0
 */
public abstract class AbstractRunAssert<SELF extends AbstractRunAssert<SELF, ACTUAL>, ACTUAL>
        extends AbstractMetricsAssert<SELF, ACTUAL> {

    /** Assert on a run. */
    protected AbstractRunAssert(@Nullable ACTUAL actual, Class<SELF> selfType) {
        super(actual, selfType);
    }

    /**
     * Verify that the run ended well.
     *
     * <pre>{@code
     * // a run that was ended with the status FINISHED
     * assertThat(run).isFinished(); // passes
     * // a run that is still going on, or has failed
     * assertThat(other).isFinished(); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the run is null or has another status
     */
    public SELF isFinished() {
        return hasStatus(RunStatus.FINISHED);
    }

    /**
     * Verify the run's status.
     *
     * <pre>{@code
     * // a run that was killed
     * assertThat(run).hasStatus(RunStatus.KILLED); // passes
     * assertThat(run).hasStatus(RunStatus.FINISHED); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the run is null or has another status
     */
    public SELF hasStatus(RunStatus status) {
        return is("status", status, data().status());
    }

    /**
     * Verify the run's name.
     *
     * <pre>{@code
     * // a run with the name "nightly"
     * assertThat(run).hasName("nightly"); // passes
     * assertThat(run).hasName("weekly"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the run is null or has another name
     */
    public SELF hasName(String name) {
        return is("name", name, data().name());
    }

    /**
     * Verify the id of the run's experiment.
     *
     * <pre>{@code
     * // a run in the default experiment
     * assertThat(run).hasExperimentId("0"); // passes
     * assertThat(run).hasExperimentId("1"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the run is null or is in another experiment
     */
    public SELF hasExperimentId(String experimentId) {
        return is("experiment id", experimentId, data().experimentId());
    }

    /**
     * Verify that the run has a param, whatever its value.
     *
     * <pre>{@code
     * // a run with the param lr=0.1
     * assertThat(run).hasParam("lr"); // passes
     * assertThat(run).hasParam("seed"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the run is null or has no such param
     */
    public SELF hasParam(String key) {
        return has("param", key, data().params());
    }

    /**
     * Verify the value of a param.
     *
     * <pre>{@code
     * // a run with the param lr=0.1
     * assertThat(run).hasParam("lr", "0.1"); // passes
     * assertThat(run).hasParam("lr", "0.10"); // fails: params are texts
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the run is null, has no such param, or one of another value
     */
    public SELF hasParam(String key, String value) {
        return has("param", key, value, data().params());
    }

    /**
     * Verify the values of several params; the run may have more.
     *
     * <pre>{@code
     * // a run with the params lr=0.1 and seed=7
     * assertThat(run).hasParams(Map.of("lr", "0.1")); // passes
     * assertThat(run).hasParams(Map.of("lr", "0.1", "seed", "8")); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the run is null or does not have each of them, or there is none to have
     */
    public SELF hasParams(Map<String, String> expected) {
        Map<String, String> params = data().params();
        if (expected == null || expected.isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to have params, but %s are given: nothing would be judged",
                    data(), expected == null ? "null" : "none");
            return myself;
        }
        List<String> offenders = new ArrayList<>();
        Map<@Nullable String, @Nullable String> sorted =
                new TreeMap<>(Comparator.nullsFirst(Comparator.<String>naturalOrder()));
        sorted.putAll(expected);
        sorted.forEach((key, value) -> {
            String found = contains(params, key) ? quoted(params.get(key)) : "none";
            if (!found.equals(quoted(value)) || value == null) {
                offenders.add("%s: expected %s, found %s".formatted(key, quoted(value), found));
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

    /**
     * Verify that the run has a tag, whatever its value.
     *
     * <pre>{@code
     * // a run with the tag team=risk
     * assertThat(run).hasTag("team"); // passes
     * assertThat(run).hasTag("Team"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the run is null or has no such tag
     */
    public SELF hasTag(String key) {
        return has("tag", key, data().tags());
    }

    /**
     * Verify the value of a tag.
     *
     * <pre>{@code
     * // a run with the tag team=risk
     * assertThat(run).hasTag("team", "risk"); // passes
     * assertThat(run).hasTag("team", "fraud"); // fails
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the run is null, has no such tag, or one of another value
     */
    public SELF hasTag(String key, String value) {
        return has("tag", key, value, data().tags());
    }

    /**
     * Verify that the run used a dataset of this name and digest as input.
     *
     * <pre>{@code
     * // a run whose input is the dataset "tx" with the digest "d41d8c"
     * assertThat(run).hasDataset("tx", "d41d8c"); // passes
     * assertThat(run).hasDataset("tx", "9e107d"); // fails: the data have changed
     * }</pre>
     *
     * @return this assertion
     * @throws AssertionError if the run is null or has no such input
     */
    public SELF hasDataset(String name, String digest) {
        RunDataset expected = new RunDataset(name, digest);
        if (!data().datasets().contains(expected)) {
            failWithMessage(
                    "%nExpecting %s to have dataset '%s', but it has %s",
                    data(), expected, Inventory.of("dataset", data().datasets()));
        }
        return myself;
    }
}
