package io.mmp.test.metrics;

import java.time.Duration;
import java.util.Map;

/**
 * The time that a group took.
 *
 * @param total how long at least one of its tests or of the classes around them ran, set-up included, summed over all JVMs
 * @param lockWait how long its tests and classes waited for locks
 * @param containerStart how long its tests and classes waited for containers to start
 * @since 0.1.0
 */
public record Times(Duration total, Duration lockWait, Duration containerStart) {

    static final Times NONE = new Times(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    Times plus(Times other) {
        return new Times(
                total.plus(other.total), lockWait.plus(other.lockWait), containerStart.plus(other.containerStart));
    }

    void addTo(Map<String, Object> tree) {
        tree.put("totalMillis", total.toMillis());
        tree.put("lockWaitMillis", lockWait.toMillis());
        tree.put("containerStartMillis", containerStart.toMillis());
    }

    static Times fromTree(Tree tree) {
        return new Times(
                tree.millis("totalMillis"), tree.millis("lockWaitMillis"), tree.millis("containerStartMillis"));
    }
}
