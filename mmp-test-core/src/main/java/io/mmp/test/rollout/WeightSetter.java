package io.mmp.test.rollout;

/**
 * Gives the canary a share of the traffic.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface WeightSetter {

    /**
     * Set the share, and return when it is in force for each request that is sent from then on.
     *
     * @param share from 0 to 1
     * @throws Exception if it cannot be set, which ends the rollout
     */
    void set(double share) throws Exception;
}
