package io.mmp.test.metrics;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of one test.
 *
 * @param id its unique id in the JUnit Platform
 * @param test its class and display names, such as {@code com.acme.PriceTests > rounds(double) > [1] 0.5}
 * @param group the group that it counts for
 * @param outcome how its last attempt ended
 * @param time how long all attempts took
 * @param lockWait how much of the time it waited for locks
 * @param retries how often it was run again because it had failed
 * @param reason why it failed or was skipped; empty if it passed
 * @since 0.1.0
 */
public record TestResult(
        String id,
        String test,
        String group,
        Outcome outcome,
        Duration time,
        Duration lockWait,
        int retries,
        String reason) {

    /** Return this result after another attempt in the same JVM, whose outcome counts. */
    TestResult retriedBy(TestResult next) {
        return new TestResult(
                id,
                test,
                group,
                next.outcome,
                time.plus(next.time),
                lockWait.plus(next.lockWait),
                retries + (outcome == Outcome.FAILED ? 1 : 0),
                next.reason);
    }

    /** Tell whether it failed before it passed. */
    boolean isFlaky() {
        return outcome == Outcome.PASSED && retries > 0;
    }

    Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", id);
        tree.put("test", test);
        tree.put("group", group);
        tree.put("outcome", outcome.code());
        tree.put("millis", time.toMillis());
        tree.put("lockWaitMillis", lockWait.toMillis());
        tree.put("retries", retries);
        tree.put("reason", reason);
        return tree;
    }

    static TestResult fromTree(Tree tree) {
        return new TestResult(
                tree.text("id"),
                tree.text("test"),
                tree.text("group"),
                tree.constant("outcome", Outcome.values(), Outcome::code),
                tree.millis("millis"),
                tree.millis("lockWaitMillis"),
                tree.count("retries"),
                tree.text("reason"));
    }
}
