package io.mmp.test.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.verdict.FixedSamples;
import io.mmp.test.verdict.Proportion;
import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Over many seeded rollouts the judge errs as often as it says, at most; that is itself judged at 99.9 %.
 *
 * <p>The seeds are fixed: a test that passes once passes always.
 */
@Tag("integration")
@FixedSamples
class JudgeCalibrationTests {

    private static final int RUNS = 200;

    /** An error that can be told from half of it in so few runs. */
    private static final double ERROR = 0.2;

    private static final CanaryJudge JUDGE = CanaryJudge.of(
                    CanaryMetric.rate(ArmData.ERRORS, Tolerance.absolute(0.05)),
                    CanaryMetric.values(ArmData.LATENCY, "ms", Tolerance.relative(0.25))
                            .withQuantiles(0.5, 0.9))
            .withConfidence(1 - ERROR);

    private record Scenario(CanaryScenario scenario, CanaryJudge judge) {

        @Override
        public String toString() {
            return scenario.name();
        }
    }

    private static Scenario scenario(String name, CanaryJudge judge, ArmBehaviour stable, ArmBehaviour canary) {
        return new Scenario(CanaryScenario.of(name, stable, canary), judge);
    }

    private static SimulatedRequests requests(int count) {
        return SimulatedRequests.of(count);
    }

    /** Latencies in whole steps of 50 ms, most of which are the same. */
    private static ArmBehaviour coarse(ArmBehaviour fine) {
        return (arm, random) -> {
            ArmData observed = fine.observe(arm, random);
            double[] values = observed.values(ArmData.LATENCY);
            for (int i = 0; i < values.length; i++) {
                values[i] = 50 * Math.ceil(values[i] / 50);
            }
            return ArmData.of(arm)
                    .withCounts(ArmData.ERRORS, observed.count(ArmData.ERRORS), observed.trials(ArmData.ERRORS))
                    .withValues(ArmData.LATENCY, values);
        };
    }

    static Stream<Scenario> withoutDifference() {
        CanaryJudge either = CanaryJudge.of(
                        CanaryMetric.rate(ArmData.ERRORS, Tolerance.absolute(1e-9))
                                .withDirection(Direction.CHANGE_IS_WORSE),
                        CanaryMetric.values(ArmData.LATENCY, "ms", Tolerance.absolute(1e-9))
                                .withDirection(Direction.CHANGE_IS_WORSE))
                .withConfidence(1 - ERROR);
        return Stream.of(
                scenario("small arms", JUDGE, requests(15), requests(12)),
                scenario("few in the canary", JUDGE, requests(300), requests(20)),
                scenario("many", JUDGE, requests(300), requests(300)),
                scenario("often the same values", JUDGE, coarse(requests(60)), coarse(requests(60))),
                scenario("nothing tolerated in either direction", either, requests(100), requests(100)));
    }

    @ParameterizedTest
    @MethodSource("withoutDifference")
    void what_does_not_differ_is_rolled_back_no_more_often_than_stated(Scenario scenario) {
        assertThat(share(scenario, Decision.ROLL_BACK).isAtMost(ERROR).conclusion())
                .isNotEqualTo(Conclusion.FAIL);
    }

    static Stream<Scenario> justWorseThanTolerated() {
        SimulatedRequests stable = requests(1_000);
        return Stream.of(
                scenario("errors", JUDGE, stable, stable.withErrorRate(0.06)),
                scenario("all slower", JUDGE, stable, stable.withSlowdown(1.25)),
                scenario("few in the canary", JUDGE, stable, requests(100).withSlowdown(1.25)),
                scenario("the tail alone", JUDGE, stable, stable.withSlowerTail(0.12, 1.25)));
    }

    @ParameterizedTest
    @MethodSource("justWorseThanTolerated")
    void what_is_worse_by_as_much_as_is_tolerated_is_promoted_no_more_often_than_stated(Scenario scenario) {
        assertThat(share(scenario, Decision.PROMOTE).isAtMost(ERROR).conclusion())
                .isNotEqualTo(Conclusion.FAIL);
    }

    static Stream<Scenario> decided() {
        SimulatedRequests stable = requests(1_000);
        return Stream.of(
                scenario("errors", JUDGE, stable, stable.withErrorRate(0.09)),
                scenario("all slower", JUDGE, stable, stable.withSlowdown(1.4)),
                scenario("the tail alone", JUDGE, stable, stable.withSlowerTail(0.15, 2.5)));
    }

    @ParameterizedTest
    @MethodSource("decided")
    void what_is_clearly_worse_is_rolled_back(Scenario scenario) {
        assertThat(share(scenario, Decision.ROLL_BACK).isAtLeast(0.9).conclusion())
                .isEqualTo(Conclusion.PASS);
    }

    @ParameterizedTest
    @MethodSource("same")
    void what_does_not_differ_is_promoted_when_there_is_enough_of_it(Scenario scenario) {
        assertThat(share(scenario, Decision.PROMOTE).isAtLeast(0.9).conclusion())
                .isEqualTo(Conclusion.PASS);
    }

    static Stream<Scenario> same() {
        return Stream.of(scenario("no difference", JUDGE, requests(1_000), requests(1_000)));
    }

    private static Proportion share(Scenario scenario, Decision decision) {
        int count = 0;
        for (int seed = 1; seed <= RUNS; seed++) {
            CanaryScenario.Observed observed = scenario.scenario().draw(new SplittableRandom(seed));
            Decision made = scenario.judge().decide(observed.stable(), observed.canary());
            count += made == decision ? 1 : 0;
        }
        return Proportion.of("decisions", count, "rollouts", RUNS).withConfidence(0.999);
    }
}
