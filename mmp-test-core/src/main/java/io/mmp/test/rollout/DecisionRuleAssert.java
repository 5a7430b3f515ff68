package io.mmp.test.rollout;

import io.mmp.test.verdict.Proportion;
import io.mmp.test.verdict.Verdict;
import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.SplittableRandom;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on how often a judge errs, over observations that are drawn from scenarios with fixed seeds: the same at each run.
 *
 * @since 0.1.0
 */
public class DecisionRuleAssert extends AbstractAssert<DecisionRuleAssert, DecisionRule> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<DecisionRule, DecisionRuleAssert> DECISION_RULE =
            new InstanceOfAssertFactory<>(DecisionRule.class, DecisionRuleAssert::new);

    private int runs = 200;
    private double confidence = 0.95;

    /** Assert on this judge. */
    public DecisionRuleAssert(@Nullable DecisionRule actual) {
        super(actual, DecisionRuleAssert.class);
    }

    /** Draw this many times from a scenario from now on; 200 without. */
    public DecisionRuleAssert usingRuns(int newRuns) {
        if (newRuns < 1) {
            throw new IllegalArgumentException("There must be at least one run, but there are %s.".formatted(newRuns));
        }
        runs = newRuns;
        return myself;
    }

    /** Judge at this confidence from now on, above 0.5 and below 1; 0.95 without. */
    public DecisionRuleAssert usingConfidence(double newConfidence) {
        confidence = newConfidence;
        return myself;
    }

    /**
     * Verify that a canary as of this scenario is promoted with a probability of at most this.
     *
     * <pre>{@code
     * SimulatedRequests requests = SimulatedRequests.of(2_000);
     * CanaryScenario slowTail = CanaryScenario.of("slow tail", requests, requests.withSlowerTail(0.1, 3));
     * assertThat(judge).promotesAtMost(0.05, slowTail); // passes
     * assertThat(judgeOfMedians).promotesAtMost(0.05, slowTail); // fails
     * }</pre>
     */
    public DecisionRuleAssert promotesAtMost(double limit, CanaryScenario scenario) {
        isNotNull();
        return judge(share(Decision.PROMOTE, "promotions", scenario).isAtMost(limit), scenario);
    }

    /**
     * Verify that a canary as of this scenario is promoted with a probability of at least this.
     *
     * <pre>{@code
     * SimulatedRequests many = SimulatedRequests.of(20_000);
     * SimulatedRequests few = SimulatedRequests.of(100);
     * assertThat(judge).promotesAtLeast(0.8, CanaryScenario.of("no difference", many, many)); // passes
     * assertThat(judge).promotesAtLeast(0.8, CanaryScenario.of("no difference", few, few)); // fails: it must go on
     * }</pre>
     */
    public DecisionRuleAssert promotesAtLeast(double limit, CanaryScenario scenario) {
        isNotNull();
        return judge(share(Decision.PROMOTE, "promotions", scenario).isAtLeast(limit), scenario);
    }

    /**
     * Verify that a canary as of this scenario is rolled back with a probability of at most this.
     *
     * <pre>{@code
     * SimulatedRequests requests = SimulatedRequests.of(500);
     * CanaryScenario same = CanaryScenario.of("no difference", requests, requests);
     * assertThat(judge).rollsBackAtMost(0.1, same); // passes
     * assertThat(judgeOfOneError).rollsBackAtMost(0.1, same); // fails
     * }</pre>
     */
    public DecisionRuleAssert rollsBackAtMost(double limit, CanaryScenario scenario) {
        isNotNull();
        return judge(share(Decision.ROLL_BACK, "rollbacks", scenario).isAtMost(limit), scenario);
    }

    /**
     * Verify that a canary as of this scenario is rolled back with a probability of at least this.
     *
     * <pre>{@code
     * SimulatedRequests requests = SimulatedRequests.of(1_000);
     * CanaryScenario errors = CanaryScenario.of("errors", requests, requests.withErrorRate(0.1));
     * assertThat(judge).rollsBackAtLeast(0.9, errors); // passes
     * assertThat((DecisionRule) (stable, canary) -> Decision.CONTINUE).rollsBackAtLeast(0.9, errors); // fails
     * }</pre>
     */
    public DecisionRuleAssert rollsBackAtLeast(double limit, CanaryScenario scenario) {
        isNotNull();
        return judge(share(Decision.ROLL_BACK, "rollbacks", scenario).isAtLeast(limit), scenario);
    }

    private Proportion share(Decision decision, String what, CanaryScenario scenario) {
        int count = 0;
        for (int seed = 1; seed <= runs; seed++) {
            CanaryScenario.Observed observed = scenario.draw(new SplittableRandom(seed));
            Decision made;
            try {
                made = actual.decide(observed.stable(), observed.canary());
            } catch (RuntimeException e) {
                throw new RolloutException("The judge failed on run %s of %s: %s".formatted(seed, scenario, e), e);
            }
            if (made == null) {
                throw new RolloutException(
                        "The judge made no decision on run %s of %s, but null.".formatted(seed, scenario));
            }
            count += made == decision ? 1 : 0;
        }
        return Proportion.of(what, count, "runs", runs).withConfidence(confidence);
    }

    /** The seeds are fixed, so that there is no chance of a false alarm to publish: it fails always or never. */
    private DecisionRuleAssert judge(Verdict verdict, CanaryScenario scenario) {
        if (verdict.conclusion() != Conclusion.PASS) {
            failWithMessage(
                    "%nIn %s: %s%s",
                    scenario,
                    verdict.conclusion() == Conclusion.INCONCLUSIVE ? "inconclusive: " : "",
                    verdict.sentence());
        }
        return myself;
    }
}
