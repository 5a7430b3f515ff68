package io.mmp.test.examples.rollout;

import static io.mmp.test.rollout.RolloutAssertions.assertThat;

import io.mmp.test.rollout.RolloutAction;
import io.mmp.test.rollout.RolloutResult;
import io.mmp.test.rollout.RolloutRun;
import io.mmp.test.rollout.RolloutStep;
import io.mmp.test.rollout.TrafficSplit;
import io.mmp.test.rollout.WeightSetter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What each traffic splitter has to do, whatever it is. */
record Splitting(URI uri, WeightSetter weight, RolloutAction restart, URI stable, URI canary) {

    private static final List<String> USERS =
            IntStream.range(0, 120).mapToObj(i -> "user-" + i).toList();

    /** Ramp the canary up under load: nobody leaves it, nobody is lost. */
    void rampsUpAndLosesNobody() {
        RolloutResult rollout = RolloutRun.of(user -> Requests.prediction(uri, user))
                .withKeys(USERS)
                .withArmHeader("X-Arm")
                .withWarmUp(10)
                .withWeight(weight)
                .withPredictions(this::predictions)
                .run(step(0.10), step(0.25), step(0.50), step(1));

        assertThat(rollout)
                .isComplete()
                .isNested()
                .hasNoFailureOfStableArm()
                .countsEachRequest()
                .hasSharesWithin(0.2);
    }

    /** Each user has the arm that he had, after a restart. */
    void isStickyOverARestart() throws Exception {
        weight.set(0.5);
        TrafficSplit<String> before = TrafficSplit.of("50 %", this::armOf, USERS);

        assertThat(before).isSticky().isStickyOverRestarts(1, () -> {
            restart.run();
            return this::armOf;
        });
    }

    private String armOf(Object user) throws Exception {
        return Requests.predict(uri, (String) user).arm();
    }

    private Map<String, Long> predictions() throws Exception {
        return Map.of("stable", predictions(stable), "canary", predictions(canary));
    }

    private static long predictions(URI predictor) throws Exception {
        return Long.parseLong(Requests.get(predictor.resolve("/predictions")));
    }

    private static RolloutStep step(double share) {
        return RolloutStep.of(share).withRequests(120).withRate(240);
    }
}
