package io.mmp.test.rollout;

import io.mmp.test.verdict.Sample;
import io.mmp.test.verdict.Verdict;
import io.mmp.test.verdict.Verdict.Conclusion;
import io.mmp.test.verdict.VerdictError;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on what became of a rollout.
 *
 * @since 0.1.0
 */
public class RolloutResultAssert extends AbstractAssert<RolloutResultAssert, RolloutResult> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<RolloutResult, RolloutResultAssert> ROLLOUT_RESULT =
            new InstanceOfAssertFactory<>(RolloutResult.class, RolloutResultAssert::new);

    private double confidence = 0.95;

    /** Start assertions, for AssertJ's soft assertions; others use {@link RolloutAssertions#assertThat}. */
    public RolloutResultAssert(@Nullable RolloutResult actual) {
        super(actual, RolloutResultAssert.class);
    }

    /** Judge at this confidence from now on, above 0.5 and below 1; 0.95 without. */
    public RolloutResultAssert usingConfidence(double newConfidence) {
        confidence = newConfidence;
        return myself;
    }

    /**
     * Verify that all steps were gone through.
     *
     * <pre><code>
     * assertThat(rollout).isComplete(); // passes if all of 10 %, 25 %, 50 % and 100 % were gone through
     * assertThat(rollout).isComplete(); // fails if it was rolled back at 25 %
     * </code></pre>
     */
    public RolloutResultAssert isComplete() {
        isNotNull();
        if (!actual.stepsNotBegun().isEmpty()) {
            failWithMessage(
                    "%nExpecting all steps of %s to be gone through, but %s not begun.%n%s",
                    actual, names(actual.stepsNotBegun()), actual.report());
        }
        return myself;
    }

    /**
     * Verify that within each step a key was always served by the same arm; of a step with a fault, up to it.
     *
     * <pre><code>
     * assertThat(rollout).isSticky(); // passes if user 7 got the canary each of three times
     * assertThat(rollout).isSticky(); // fails if user 7 got the canary twice and the stable arm once
     * </code></pre>
     */
    public RolloutResultAssert isSticky() {
        return judge(Routing.of(measured()).unsticky(), "Expecting each key to stay with one arm within each step of");
    }

    /**
     * Verify that no key left the canary when its share grew.
     *
     * <pre><code>
     * assertThat(rollout).isNested(); // passes if who got the canary at 10 % gets it at 25 %
     * assertThat(rollout).isNested(); // fails if user 7 got it at 10 % and not at 25 %
     * </code></pre>
     */
    public RolloutResultAssert isNested() {
        return judge(
                Routing.of(measured()).leavers(), "Expecting each key to stay in the canary while its share grows in");
    }

    private RolloutResultAssert judge(Routing.Judgement judgement, String expectation) {
        if (judgement.judged() == 0) {
            failWithMessage("%n%s %s, but %s.%n%s", expectation, actual, judgement.remedy(), actual.report());
        }
        if (!judgement.offenders().isEmpty()) {
            failWithMessage(
                    "%n%s %s, but of %s keys that came again %s did not:%n%s",
                    expectation,
                    actual,
                    judgement.judged(),
                    judgement.offenders().size(),
                    Offenders.lines(judgement.offenders()));
        }
        return myself;
    }

    /**
     * Verify that in each step the canary's share of the keys is within so much of what it was set to; of a step with a fault, up to it. Where
     * keys do not stay with one arm, it is the share of the requests.
     *
     * <pre><code>
     * assertThat(rollout).hasSharesWithin(0.03); // passes if 100 of 1,000 keys got the canary at 10 %
     * assertThat(rollout).hasSharesWithin(0.03); // fails if 10 of 100 did: the share may be 4.9 % or 17.6 %
     * </code></pre>
     */
    public RolloutResultAssert hasSharesWithin(double tolerance) {
        List<Verdict> verdicts = measured().steps().stream()
                .map(step -> step.share()
                        .withConfidence(confidence)
                        .isWithin(tolerance, step.step().share()))
                .toList();
        return judge(Verdict.all(
                verdicts.get(0), verdicts.subList(1, verdicts.size()).toArray(Verdict[]::new)));
    }

    /**
     * Verify that no request of the stable arm failed. One that failed without telling its arm counts too: let the router name the arm in
     * errors as well.
     *
     * <pre><code>
     * assertThat(rollout).hasNoFailureOfStableArm(); // passes if but the canary failed
     * assertThat(rollout).hasNoFailureOfStableArm(); // fails if one request of the stable arm was answered with HTTP 500
     * </code></pre>
     */
    public RolloutResultAssert hasNoFailureOfStableArm() {
        isNotNull();
        List<String> failures = actual.allRequests().stream()
                .filter(request ->
                        request.isFailed() && !request.isOf(actual.arms().canary()))
                .map(RolloutRequest::toString)
                .toList();
        if (!failures.isEmpty()) {
            failWithMessage(
                    "%nExpecting no request of the stable arm of %s to fail, but %s did, %s of them without telling an arm:%n%s",
                    actual, failures.size(), actual.failuresWithoutArm().size(), Offenders.lines(failures));
        }
        if (actual.stable().requests() == 0) {
            failWithMessage("%nExpecting no request of the stable arm of %s to fail, but there was none.", actual);
        }
        return myself;
    }

    /**
     * Verify that the stable arm did not suffer: none of its requests failed, and those after the fault did not take longer, by more than
     * this, than those before; without a fault, those after the first step. What is compared is the location, and p95.
     *
     * <pre><code>
     * assertThat(rollout).hasUnharmedStableArm(ofMillis(20)); // passes if p95 rose from 10 to 12 ms
     * assertThat(rollout).hasUnharmedStableArm(ofMillis(20)); // fails if p95 rose from 10 to 80 ms
     * </code></pre>
     */
    public RolloutResultAssert hasUnharmedStableArm(Duration slower) {
        hasNoFailureOfStableArm();
        ArmResult before = actual.stableBefore();
        ArmResult after = actual.stableAfter();
        if (before.requests() == 0 || after.requests() == 0) {
            failWithMessage(
                    "%nExpecting the stable arm of %s to be unharmed, but it answered %s requests before and %s after: there is nothing to compare.",
                    actual, before.requests(), after.requests());
        }
        Sample later = after.serviceTimes();
        double limit = slower.toNanos() / 1e6;
        return judge(Verdict.all(
                later.against(before.serviceTimes())
                        .locations()
                        .withConfidence(confidence)
                        .isAtMost(limit),
                later.against(before.serviceTimes())
                        .quantiles(0.95)
                        .withConfidence(confidence)
                        .isAtMost(limit)));
    }

    /**
     * Verify that what was answered was counted, once: by the service, summed over all steps, and by the predictors themselves, as far as
     * the run was told how to read them.
     *
     * <pre><code>
     * assertThat(rollout).countsEachRequest(); // passes if 900 were answered, and the steps' statistics sum up to 900
     * assertThat(rollout).countsEachRequest(); // fails if they sum up to 897: a reset lost three
     * </code></pre>
     */
    public RolloutResultAssert countsEachRequest() {
        isNotNull();
        if (actual.book().steps() == null && actual.book().predictions() == null) {
            failWithMessage(
                    "%nExpecting each request of %s to be counted, but the run was not told who counts. Say it by withStatistics or withPredictions.",
                    actual);
        }
        List<String> faults = actual.missing();
        if (!faults.isEmpty()) {
            failWithMessage(
                    "%nExpecting each request of %s to be counted once, but:%n%s%n%s",
                    actual, Offenders.lines(faults), actual.report());
        }
        return myself;
    }

    /**
     * Verify that the canary got no request any more from so long after the fault on, and that its weight was 0 by then if the run reads it.
     *
     * <pre><code>
     * assertThat(rollout).isRolledBackWithin(ofSeconds(1)); // passes if the last request reached the canary 0.4 s after the fault
     * assertThat(rollout).isRolledBackWithin(ofSeconds(1)); // fails if it still gets some after 2 s
     * </code></pre>
     */
    public RolloutResultAssert isRolledBackWithin(Duration limit) {
        AfterFault after = measured().afterFault().orElse(null);
        if (after == null) {
            failWithMessage(
                    "%nExpecting %s to be rolled back after its fault, but none was injected. Give a step one by withFault.",
                    actual);
            return myself;
        }
        String late = after.lateness(limit, actual.readsWeight());
        if (!late.isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to be rolled back within %s of the fault, but %s.%n%s",
                    actual, Figures.print(limit), late, actual.report());
        }
        return myself;
    }

    private RolloutResult measured() {
        isNotNull();
        return actual;
    }

    private RolloutResultAssert judge(Verdict verdict) {
        try {
            // Asked in this way the verdict publishes its chance of a false alarm.
            verdict.orFail();
        } catch (VerdictError e) {
            failWithMessage(
                    "%n%s%s%n%s",
                    verdict.conclusion() == Conclusion.INCONCLUSIVE ? "Inconclusive: " : "",
                    verdict.sentence(),
                    actual.report());
        }
        return myself;
    }

    private static String names(List<RolloutStep> steps) {
        return steps.size() == 1
                ? "step " + steps.get(0).name() + " was"
                : "steps "
                        + String.join(
                                ", ", steps.stream().map(RolloutStep::name).toList()) + " were";
    }
}
