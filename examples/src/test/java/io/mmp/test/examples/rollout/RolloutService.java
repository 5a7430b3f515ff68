package io.mmp.test.examples.rollout;

import io.mmp.test.examples.rollout.Arm.Statistics;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.client.ModelVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The service under test of a real project: rolls a new version of a model out in steps, with the registry as its memory. The production
 * version has the alias {@code production}, the canary the alias {@code canary}, and each version a tag {@code state}.
 */
class RolloutService implements AutoCloseable {

    private static final List<Double> RAMP = List.of(0.10, 0.25, 0.50, 1.0);
    private static final double LOWEST_SUCCESS_RATE = 0.95;
    private static final double SLOWEST = 1.5;
    private static final int SPIKE = 3;

    private final MlflowRegistry registry;
    private final String model;
    private final Map<Integer, URI> predictors;
    private final AlertSender alerts;
    private final CanaryRouter router;
    private final Deque<Integer> retired = new ArrayDeque<>();
    private final List<String> history = new ArrayList<>();
    private final List<Map<String, Statistics>> finishedSteps = new ArrayList<>();
    private int failures;
    private int rollouts;

    RolloutService(
            MlflowRegistry registry, String model, Map<Integer, URI> predictors, AlertSender alerts, UserHash hash)
            throws IOException {
        this.registry = registry;
        this.model = model;
        this.predictors = predictors;
        this.alerts = alerts;
        this.router = CanaryRouter.start(hash, predictors.get(production()), this::canaryFailed);
    }

    CanaryRouter router() {
        return router;
    }

    int production() {
        return registry.versionByAlias(model, "production").version();
    }

    Optional<Integer> canary() {
        return Optional.ofNullable(registry.model(model).aliases().get("canary"));
    }

    String state(int version) {
        return registry.version(model, version).tags().getOrDefault("state", "none");
    }

    /** Start a canary with the first share of the ramp. */
    synchronized void start(int version) {
        require(canary().isEmpty(), "a canary runs already");
        require(
                state(version).equals("staging"),
                "version %s is not in staging, but %s".formatted(version, state(version)));
        rollouts++;
        failures = 0;
        finishedSteps.clear();
        registry.setAlias(model, "canary", version);
        tag(version, "canary");
        weigh(RAMP.get(0));
        history.add("canary %s started at 10 %%".formatted(version));
    }

    /** Go on to the next share of the ramp. */
    synchronized void advance() {
        require(canary().isPresent(), "no canary runs");
        int step = RAMP.indexOf(router.weight());
        require(step < RAMP.size() - 1, "the canary has all traffic: complete it");
        finishedSteps.add(weigh(RAMP.get(step + 1)));
        history.add("canary %s at %s %%".formatted(canary().orElseThrow(), Math.round(100 * router.weight())));
    }

    /** Make the canary, which has all traffic, the production version, and retire the old one. */
    synchronized void complete() {
        require(canary().isPresent() && router.weight() == 1, "the canary does not have all traffic");
        int version = canary().orElseThrow();
        int old = production();
        promote(version);
        retire(old);
        history.add("canary %s complete, %s retired".formatted(version, old));
    }

    /** Give the canary no traffic any more, and leave production as it is. */
    synchronized void abort(String reason) {
        require(canary().isPresent(), "no canary runs");
        int version = canary().orElseThrow();
        finishedSteps.add(weigh(0));
        registry.deleteAlias(model, "canary");
        tag(version, "aborted");
        history.add("canary %s aborted: %s".formatted(version, reason));
    }

    /** Restore the version that was retired last. */
    synchronized void rollBack() {
        require(!retired.isEmpty(), "no version is retired");
        rollBackTo(retired.peekLast());
    }

    /** Restore a retired version. */
    synchronized void rollBackTo(int version) {
        whyNot(version).ifPresent(reason -> require(false, reason));
        int old = production();
        retired.remove(version);
        promote(version);
        retire(old);
        history.add("rolled back from %s to %s".formatted(old, version));
    }

    /** Return the versions that can be restored, the one that was retired last first. */
    synchronized List<Integer> candidates() {
        List<Integer> candidates = new ArrayList<>();
        retired.descendingIterator().forEachRemaining(candidates::add);
        return candidates;
    }

    /** Return why a version cannot be restored; empty if it can. */
    synchronized Optional<String> whyNot(int version) {
        if (canary().isPresent()) {
            return Optional.of("a canary runs: abort it first");
        }
        return retired.contains(version)
                ? Optional.empty()
                : Optional.of("version %s is not retired".formatted(version));
    }

    synchronized List<String> history() {
        return List.copyOf(history);
    }

    /** Return what was counted in each step that is over. */
    synchronized List<Map<String, Statistics>> finishedSteps() {
        return List.copyOf(finishedSteps);
    }

    /** Return what to do with the canary, and why. */
    String recommendation() {
        return recommendation(router.statistics().get("canary"));
    }

    static String recommendation(Statistics canary) {
        return canary.successRate() < LOWEST_SUCCESS_RATE
                ? "roll back: %s of %s requests to the canary failed, more than 5 %%"
                        .formatted(canary.errors(), canary.requests())
                : "go on";
    }

    /** Return a warning if the canary is much slower than the stable version. */
    static Optional<String> warning(Statistics stable, Statistics canary) {
        double ratio = canary.meanMillis() / stable.meanMillis();
        return ratio > SLOWEST
                ? Optional.of("the canary takes %s times as long as the stable version"
                        .formatted(BigDecimal.valueOf(ratio).setScale(1, RoundingMode.HALF_UP)))
                : Optional.empty();
    }

    /** Roll back by itself when the canary failed too often. */
    private void canaryFailed() {
        int rollout;
        synchronized (this) {
            failures++;
            if (failures != SPIKE || canary().isEmpty()) {
                return;
            }
            rollout = rollouts;
            abort("error spike");
        }
        alert("rollback-" + rollout, "the canary failed %s times".formatted(SPIKE));
    }

    void alert(String id, String text) {
        alerts.send(id, text);
    }

    private void promote(int version) {
        registry.setAlias(model, "production", version);
        registry.deleteAlias(model, "canary");
        tag(version, "production");
        router.setRoutes(predictors.get(version), predictors.get(version), 0);
    }

    void retire(int version) {
        retired.addLast(version);
        tag(version, "retired");
    }

    private Map<String, Statistics> weigh(double weight) {
        return router.setRoutes(predictors.get(production()), predictors.get(canary().orElseThrow()), weight);
    }

    private void tag(int version, String state) {
        ModelVersion tagged = registry.version(model, version);
        registry.setVersionTag(model, tagged.version(), "state", state);
    }

    private static void require(boolean condition, String reason) {
        if (!condition) {
            throw new IllegalStateException("Refused: " + reason + ".");
        }
    }

    @Override
    public void close() {
        router.close();
    }
}
