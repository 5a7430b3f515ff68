package io.mmp.test.lifecycle;

import java.util.List;

/**
 * The rollout service under test, as {@link RolloutLifecycle} asks it: a few lines around yours.
 *
 * <p>A command that is impossible must be refused by an exception; which ones are refusals is told to {@link Lifecycle#withRefusals}.
 *
 * @since 0.1.0
 */
public interface RolloutService {

    /** Register the next version, and return its number. */
    int register() throws Exception;

    /** Give a version that is in staging a share of the requests. */
    void startCanary(int version) throws Exception;

    /** Bring a version into production, and retire the one that was there. */
    void promote(int version) throws Exception;

    /** Give the canary no more requests; it is in staging again. */
    void abort() throws Exception;

    /** Restore the version that was retired last, and retire the one in production. */
    void rollback() throws Exception;

    /** Restore a retired version, and retire the one in production. */
    void rollbackTo(int version) throws Exception;

    /** Return the versions that can be restored, the one that was retired last first. */
    List<Integer> candidates() throws Exception;

    /** Return whether a version can be restored. */
    boolean validate(int version) throws Exception;

    /** Return what is there. */
    RolloutView view() throws Exception;
}
