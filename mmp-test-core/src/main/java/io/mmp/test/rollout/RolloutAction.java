package io.mmp.test.rollout;

/**
 * Does something to what is rolled out, such as injecting a fault.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RolloutAction {

    /**
     * Do it, and return when it is done.
     *
     * @throws Exception if it cannot be done, which ends the rollout
     */
    void run() throws Exception;
}
