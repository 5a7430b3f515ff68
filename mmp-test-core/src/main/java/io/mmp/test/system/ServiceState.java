package io.mmp.test.system;

/**
 * What has become of a service.
 *
 * @since 0.1.0
 */
public enum ServiceState {
    /** It has not been started yet. */
    NOT_STARTED("not started"),
    /** It runs, which does not say that it is healthy. */
    RUNNING("running"),
    /** The test has paused it: it takes connections and does not answer. */
    PAUSED("paused"),
    /** The test has stopped it. */
    STOPPED("stopped"),
    /** The test has killed it. */
    KILLED("killed"),
    /** It has ended by itself. */
    EXITED("exited by itself"),
    /** It runs somewhere else, and the group has no power over it. */
    ELSEWHERE("running elsewhere");

    private final String words;

    ServiceState(String words) {
        this.words = words;
    }

    /** Return it in words. */
    @Override
    public String toString() {
        return words;
    }
}
