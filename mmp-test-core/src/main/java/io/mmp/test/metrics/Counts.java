package io.mmp.test.metrics;

import java.util.Collection;
import java.util.Map;

/**
 * How many tests ended in which way.
 *
 * @param passed they ran to their end
 * @param failed they, or what encloses them, threw
 * @param aborted an assumption of theirs did not hold
 * @param disabled they are annotated with {@code @Disabled}
 * @param skipped another condition kept them from running
 * @param flaky those of the passed that failed before
 * @param retries how often a test was run again because it had failed
 * @since 0.1.0
 */
public record Counts(int passed, int failed, int aborted, int disabled, int skipped, int flaky, int retries) {

    static Counts of(Collection<TestResult> tests) {
        return new Counts(
                count(tests, Outcome.PASSED),
                count(tests, Outcome.FAILED),
                count(tests, Outcome.ABORTED),
                count(tests, Outcome.DISABLED),
                count(tests, Outcome.SKIPPED),
                (int) tests.stream().filter(TestResult::isFlaky).count(),
                tests.stream().mapToInt(TestResult::retries).sum());
    }

    private static int count(Collection<TestResult> tests, Outcome outcome) {
        return (int) tests.stream().filter(test -> test.outcome() == outcome).count();
    }

    /** Return how many tests there are. */
    public int tests() {
        return passed + failed + skips();
    }

    /** Return how many tests proved nothing: the aborted, the disabled and the skipped. */
    public int skips() {
        return aborted + disabled + skipped;
    }

    void addTo(Map<String, Object> tree) {
        tree.put("tests", tests());
        tree.put("passed", passed);
        tree.put("failed", failed);
        tree.put("aborted", aborted);
        tree.put("disabled", disabled);
        tree.put("skipped", skipped);
        tree.put("flaky", flaky);
        tree.put("retries", retries);
    }
}
