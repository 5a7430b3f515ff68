package io.mmp.test.rollout;

import io.mmp.test.load.LoadResult;
import io.mmp.test.webhook.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AssertProvider;

/**
 * What became of a rollout.
 *
 * @since 0.1.0
 */
public final class RolloutResult implements AssertProvider<RolloutResultAssert> {

    private final Arms arms;
    private final List<RolloutStep> planned;
    private final List<StepResult> steps;
    private final List<RolloutRequest> requests;
    private final Ledger.Book book;
    private final FaultWatch.Observed observed;
    private final List<Delivery> alerts;

    private RolloutResult(
            Arms arms,
            List<RolloutStep> planned,
            List<StepResult> steps,
            List<RolloutRequest> requests,
            Ledger.Book book,
            FaultWatch.Observed observed,
            List<Delivery> alerts) {
        this.arms = arms;
        this.planned = planned;
        this.steps = steps;
        this.requests = requests;
        this.book = book;
        this.observed = observed;
        this.alerts = alerts;
    }

    static RolloutResult of(
            RolloutPlan plan,
            List<RolloutStep> planned,
            List<RolloutRequest> requests,
            List<LoadResult> loads,
            List<CanaryJudgement> judgements,
            Ledger.Book book,
            FaultWatch.Observed observed,
            List<Delivery> alerts) {
        List<StepResult> steps = new ArrayList<>();
        for (int i = 0; i < loads.size(); i++) {
            int number = i;
            List<Map<String, Long>> counted = book.steps();
            steps.add(new StepResult(
                    planned.get(i),
                    plan.arms(),
                    requests.stream()
                            .filter(request -> request.step() == number)
                            .toList(),
                    observed.faultNanos(),
                    loads.get(i),
                    counted == null || counted.size() <= i ? null : Map.copyOf(counted.get(i)),
                    judgements.size() <= i ? null : judgements.get(i)));
        }
        return new RolloutResult(plan.arms(), planned, List.copyOf(steps), requests, book, observed, alerts);
    }

    RolloutResult with(Ledger.Book newBook) {
        return new RolloutResult(arms, planned, steps, requests, newBook, observed, alerts);
    }

    /** Return the steps that were gone through, in order. */
    public List<StepResult> steps() {
        return steps;
    }

    /** Return the steps that were planned and not begun, because it was rolled back before. */
    public List<RolloutStep> stepsNotBegun() {
        return planned.subList(steps.size(), planned.size());
    }

    /** Return how many requests were sent, those between two steps included. */
    public int requests() {
        return requests.size();
    }

    /** Return how many requests were sent between two steps. */
    public int requestsBetweenSteps() {
        return (int) requests.stream()
                .filter(request -> request.step() == RolloutRequest.BETWEEN)
                .count();
    }

    /** Return what became of all requests that the stable arm answered, those between two steps included. */
    public ArmResult stable() {
        return arm(arms.stable());
    }

    /** Return what became of all requests that the canary answered, those between two steps included. */
    public ArmResult canary() {
        return arm(arms.canary());
    }

    private ArmResult arm(String name) {
        return new ArmResult(
                name, requests.stream().filter(request -> request.isOf(name)).toList());
    }

    /** Return the failures that do not tell whose they were. */
    List<RolloutRequest> failuresWithoutArm() {
        return requests.stream()
                .filter(request -> request.isFailed() && request.arm() == null)
                .toList();
    }

    /** Return what followed the fault; empty if none was injected. */
    public Optional<AfterFault> afterFault() {
        return Optional.ofNullable(AfterFault.of(observed, requests, arms.canary()));
    }

    /** Return the alerts that came during the run; empty also if nobody received them. */
    public List<Delivery> alerts() {
        return alerts;
    }

    /** Return what the stable arm answered before the fault, or in the first step if there was none. */
    ArmResult stableBefore() {
        return new ArmResult(
                arms.stable(),
                requests.stream()
                        .filter(request -> request.isOf(arms.stable()))
                        .filter(request -> observed.faultNanos() < 0
                                ? request.step() == 0
                                : request.endedNanos() < observed.faultNanos())
                        .toList());
    }

    /** Return what the stable arm answered after the fault, or after the first step if there was none. */
    ArmResult stableAfter() {
        return new ArmResult(
                arms.stable(),
                requests.stream()
                        .filter(request -> request.isOf(arms.stable()))
                        .filter(request -> observed.faultNanos() < 0
                                ? request.step() != 0
                                : request.sentNanos() >= observed.faultNanos())
                        .toList());
    }

    boolean readsWeight() {
        return observed.readsWeight();
    }

    Arms arms() {
        return arms;
    }

    List<RolloutRequest> allRequests() {
        return requests;
    }

    Ledger.Book book() {
        return book;
    }

    /** Return what was counted less or more often than it was answered. */
    List<String> missing() {
        List<String> faults = new ArrayList<>();
        int unknown =
                (int) requests.stream().filter(request -> request.arm() == null).count();
        if (book.steps() != null) {
            compare("the service's statistics, summed over the steps,", book.total(), unknown, faults);
        }
        if (book.predictions() != null) {
            compare("the predictors themselves", book.predictions(), unknown, faults);
        }
        return faults;
    }

    private void compare(String who, Map<String, Long> counted, int unknown, List<String> faults) {
        for (ArmResult arm : List.of(stable(), canary())) {
            long count = counted.getOrDefault(arm.name(), 0L);
            String known = counted.containsKey(arm.name()) || counted.isEmpty()
                    ? ""
                    : " (they name %s)".formatted(counted.keySet());
            String or = unknown == 0 ? "" : " to %s".formatted(arm.requests() + unknown);
            if (count < arm.requests() || count > arm.requests() + unknown) {
                faults.add("arm '%s' answered %s%s requests, but %s have %s%s: %s"
                        .formatted(
                                arm.name(),
                                arm.requests(),
                                or,
                                who,
                                count,
                                known,
                                count < arm.requests()
                                        ? "%s lost".formatted(arm.requests() - count)
                                        : "%s too many".formatted(count - arm.requests() - unknown)));
            }
        }
    }

    /** Return a report of a few lines: a line for each step, and what followed a fault. */
    public String report() {
        return RolloutReport.of(this);
    }

    /** Start assertions on this. */
    @Override
    public RolloutResultAssert assertThat() {
        return new RolloutResultAssert(this);
    }

    /** Return the counts in a line. */
    @Override
    public String toString() {
        int unknown = failuresWithoutArm().size();
        return "rollout (%s of %s steps, %s; %s%s)"
                .formatted(
                        steps.size(),
                        planned.size(),
                        stable(),
                        canary(),
                        unknown == 0 ? "" : "; %s failed without telling an arm".formatted(unknown));
    }
}
