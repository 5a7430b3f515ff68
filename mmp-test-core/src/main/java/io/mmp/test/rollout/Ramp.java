package io.mmp.test.rollout;

import io.mmp.test.load.LoadResult;
import io.mmp.test.webhook.Delivery;
import io.mmp.test.webhook.WebhookReceiver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run: goes from step to step while requests are sent. */
final class Ramp {

    private final RolloutPlan plan;
    private final List<RolloutStep> steps;
    private final Traffic traffic;
    private final Ledger ledger;
    private final FaultWatch watch;
    private final List<LoadResult> loads = new ArrayList<>();
    private final List<CanaryJudgement> judgements = new ArrayList<>();
    private int alertsBefore;
    private Traffic.@Nullable Sending between;

    Ramp(RolloutPlan plan, List<RolloutStep> steps) {
        this.plan = plan;
        this.steps = steps;
        this.traffic = new Traffic(plan);
        this.ledger = new Ledger(plan.controls());
        this.watch = new FaultWatch(plan.controls().reading(), traffic::now);
    }

    RolloutResult drive() {
        alertsBefore = alerts().size();
        try (watch) {
            setWeight(steps.get(0));
            traffic.warmUp();
            ledger.open();
            for (int number = 0; number < steps.size(); number++) {
                RolloutStep step = steps.get(number);
                if (between != null) {
                    if (watch.isRolledBack() || isRolledBackByJudge()) {
                        break;
                    }
                    setWeight(step);
                    ledger.take();
                }
                Traffic.Sending sending = traffic.start(number, step);
                stopBetween();
                watch.expect(step);
                sending.awaitSent();
                // The last step is the end: nothing is to be bridged.
                if (number < steps.size() - 1) {
                    between = traffic.startBetween(step);
                }
                loads.add(sending.awaitAnswered());
                watch.requireNoFailure();
                judge();
            }
            stopBetween();
            RolloutResult measured = result();
            ledger.settle(measured);
            requireArms();
            return result();
        } catch (StepFailure e) {
            stopBetween();
            throw new RolloutStoppedException(e.reason(), e.getCause(), result());
        } finally {
            stopBetween();
        }
    }

    private void stopBetween() {
        if (between != null) {
            between.stop();
            between = null;
        }
    }

    private void setWeight(RolloutStep step) throws StepFailure {
        try {
            plan.weight().set(step.share());
        } catch (Exception | AssertionError e) {
            throw new StepFailure(
                    "The weight of step %s could not be set: %s. The steps before it are complete. A service that rolls back by itself refuses it: give its weight by withWeightReading."
                            .formatted(step.name(), e),
                    e);
        }
    }

    private void judge() throws StepFailure {
        CanaryJudge judge = plan.judge();
        if (judge == null) {
            return;
        }
        List<StepResult> past = result().steps();
        StepResult last = past.get(past.size() - 1);
        try {
            judgements.add(judge.withLooks(steps.size())
                    .judge(
                            ArmResult.together(
                                    past.stream().map(StepResult::stable).toList()),
                            ArmResult.together(
                                    past.stream().map(StepResult::canary).toList())));
        } catch (RolloutException e) {
            throw new StepFailure(
                    "Step %s could not be judged: %s".formatted(last.step().name(), e.getMessage()), e);
        }
        if (isRolledBackByJudge()) {
            setWeight(RolloutStep.of(0));
        }
    }

    private boolean isRolledBackByJudge() {
        return !judgements.isEmpty() && judgements.get(judgements.size() - 1).decision() == Decision.ROLL_BACK;
    }

    private void requireArms() throws StepFailure {
        List<String> answers = traffic.withoutArm();
        if (!answers.isEmpty()) {
            throw new StepFailure(
                    "%s of %s answers name neither arm '%s' nor arm '%s', the first %s. Let the router say who answered, and read it by withArm."
                            .formatted(
                                    answers.size(),
                                    traffic.requests().size(),
                                    plan.arms().stable(),
                                    plan.arms().canary(),
                                    answers.get(0)),
                    null);
        }
    }

    private List<Delivery> alerts() {
        WebhookReceiver receiver = plan.controls().alerts();
        return receiver == null ? List.of() : receiver.deliveries();
    }

    private RolloutResult result() {
        List<Delivery> alerts = alerts();
        return RolloutResult.of(
                plan,
                steps,
                traffic.requests(),
                loads,
                judgements,
                ledger.book(),
                watch.observed(),
                alerts.subList(Math.min(alertsBefore, alerts.size()), alerts.size()));
    }
}
