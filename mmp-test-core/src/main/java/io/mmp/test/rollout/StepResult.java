package io.mmp.test.rollout;

import io.mmp.test.load.LoadResult;
import io.mmp.test.verdict.Proportion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one step: the requests that were sent and answered while the canary had its share.
 *
 * @since 0.1.0
 */
public final class StepResult {

    private final RolloutStep step;
    private final Arms arms;
    private final List<RolloutRequest> requests;
    private final long faultNanos;
    private final LoadResult load;
    private final @Nullable Map<String, Long> statistics;
    private final @Nullable CanaryJudgement judgement;

    StepResult(
            RolloutStep step,
            Arms arms,
            List<RolloutRequest> requests,
            long faultNanos,
            LoadResult load,
            @Nullable Map<String, Long> statistics,
            @Nullable CanaryJudgement judgement) {
        this.step = step;
        this.arms = arms;
        this.requests = requests;
        this.faultNanos = faultNanos;
        this.load = load;
        this.statistics = statistics;
        this.judgement = judgement;
    }

    /** Return the step. */
    public RolloutStep step() {
        return step;
    }

    /** Return how many requests were sent. */
    public int requests() {
        return requests.size();
    }

    /** Return what became of those that the stable arm answered. */
    public ArmResult stable() {
        return arm(arms.stable());
    }

    /** Return what became of those that the canary answered. */
    public ArmResult canary() {
        return arm(arms.canary());
    }

    private ArmResult arm(String name) {
        return new ArmResult(
                name, requests.stream().filter(request -> request.isOf(name)).toList());
    }

    /** Return how many requests failed in a way that does not tell whose they were. */
    public int failedWithoutArm() {
        return (int) requests.stream().filter(request -> request.arm() == null).count();
    }

    /** Return who served which key; of a step with a fault, up to it. */
    public TrafficSplit<String> split() {
        return TrafficSplit.ofRequests(
                step.name(), beforeFault(), RolloutRequest::key, request -> String.valueOf(request.arm()));
    }

    /** Return the canary's share of the keys, or of the requests where keys do not stay with one arm; of a step with a fault, up to it. */
    public Proportion share() {
        List<RolloutRequest> judged = beforeFault();
        return armsByKey().values().stream()
                        .anyMatch(seen -> seen.stream().distinct().count() > 1)
                ? Proportion.of(
                        "'%s'".formatted(arms.canary()),
                        judged.stream()
                                .filter(request -> request.isOf(arms.canary()))
                                .count(),
                        "requests",
                        judged.size())
                : split().share(arms.canary());
    }

    /** Return the arms that served each key, in order; of a step with a fault, up to it. */
    Map<String, List<String>> armsByKey() {
        Map<String, List<String>> arms = new LinkedHashMap<>();
        beforeFault()
                .forEach(request -> arms.computeIfAbsent(request.key(), key -> new ArrayList<>())
                        .add(String.valueOf(request.arm())));
        return arms;
    }

    private List<RolloutRequest> beforeFault() {
        return requests.stream()
                .filter(request -> request.arm() != null)
                .filter(request -> faultNanos < 0 || request.endedNanos() < faultNanos)
                .toList();
    }

    /** Return the requests as a load, with latencies from when each was due. */
    public LoadResult load() {
        return load;
    }

    /** Return what the service counted for each arm until the next step began; empty if it was not asked. */
    public Optional<Map<String, Long>> statistics() {
        return Optional.ofNullable(statistics);
    }

    /** Return what the judge made of the steps up to this; empty if there is none. */
    public Optional<CanaryJudgement> judgement() {
        return Optional.ofNullable(judgement);
    }

    /** Return the counts in a line. */
    @Override
    public String toString() {
        return "step %s (%s; %s)".formatted(step.name(), stable(), canary());
    }
}
