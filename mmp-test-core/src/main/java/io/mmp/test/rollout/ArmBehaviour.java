package io.mmp.test.rollout;

import java.util.random.RandomGenerator;

/**
 * How one arm of a {@link CanaryScenario} behaves: gives observations at random, such as {@link SimulatedRequests}.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ArmBehaviour {

    /**
     * Draw the observations of one rollout.
     *
     * @param arm what the arm is called
     * @param random all randomness, so that a seed repeats the observations
     */
    ArmData observe(String arm, RandomGenerator random);
}
