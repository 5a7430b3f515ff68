package io.mmp.test.rollout;

import static java.util.Objects.requireNonNull;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a run was told.
 *
 * @param request makes the request for a key
 * @param keys whom requests are sent for, in turn
 * @param arms the two arms
 * @param controls how the service is steered and read
 * @param judge judges each step; null if nobody does
 * @param timeout how long an answer may take
 * @param warmUp how many requests are sent before, which do not count
 */
record RolloutPlan(
        Function<String, HttpRequest> request,
        List<String> keys,
        Arms arms,
        Controls controls,
        @Nullable CanaryJudge judge,
        Duration timeout,
        int warmUp) {

    RolloutPlan with(List<String> newKeys) {
        return new RolloutPlan(request, newKeys, arms, controls, judge, timeout, warmUp);
    }

    RolloutPlan with(Arms newArms) {
        return new RolloutPlan(request, keys, newArms, controls, judge, timeout, warmUp);
    }

    RolloutPlan with(Controls newControls) {
        return new RolloutPlan(request, keys, arms, newControls, judge, timeout, warmUp);
    }

    RolloutPlan with(CanaryJudge newJudge) {
        return new RolloutPlan(request, keys, arms, controls, newJudge, timeout, warmUp);
    }

    RolloutPlan with(Duration newTimeout) {
        return new RolloutPlan(request, keys, arms, controls, judge, newTimeout, warmUp);
    }

    RolloutPlan with(int newWarmUp) {
        return new RolloutPlan(request, keys, arms, controls, judge, timeout, newWarmUp);
    }

    void requireComplete() {
        if (arms.of() == null) {
            throw new RolloutException("How does an answer tell its arm? Say it by withArmHeader, or by withArm.");
        }
        if (controls.weight() == null) {
            throw new RolloutException("How is the share of the canary set? Say it by withWeight.");
        }
    }

    WeightSetter weight() {
        return requireNonNull(controls.weight());
    }
}
