package io.mmp.test.metrics;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one group, or of all.
 *
 * @param group its name; {@code total} for all
 * @param counts how its tests ended
 * @param times how long they took
 * @param skipReasons why tests were skipped, the most frequent reason first
 * @param failures the tests that failed
 * @param slowest the ten slowest tests, the slowest first
 * @param coverage the lines that they cover; null if it was not measured
 * @param falseAlarm how probable it is at most that one of its statistical assertions fails although all claims are true, from 0 to 1
 * @since 0.1.0
 */
public record GroupMetrics(
        String group,
        Counts counts,
        Times times,
        List<SkipReason> skipReasons,
        List<TestResult> failures,
        List<TestResult> slowest,
        @Nullable Coverage coverage,
        double falseAlarm) {

    private static final int SLOWEST = 10;

    static GroupMetrics of(
            String group, Collection<TestResult> tests, Times times, @Nullable Coverage coverage, double falseAlarm) {
        Comparator<TestResult> byName = Comparator.comparing(TestResult::test).thenComparing(TestResult::id);
        return new GroupMetrics(
                group,
                Counts.of(tests),
                times,
                SkipReason.of(tests),
                tests.stream()
                        .filter(test -> test.outcome() == Outcome.FAILED)
                        .sorted(byName)
                        .toList(),
                tests.stream()
                        .sorted(Comparator.comparing(TestResult::time)
                                .reversed()
                                .thenComparing(byName))
                        .limit(SLOWEST)
                        .toList(),
                coverage,
                Math.min(1, falseAlarm));
    }

    /** Return the part of its tests that were aborted, disabled or skipped, from 0 to 1. */
    public double skipRate() {
        return counts.tests() == 0 ? 0 : (double) counts.skips() / counts.tests();
    }

    Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        counts.addTo(tree);
        tree.put("skips", counts.skips());
        tree.put("skipRate", skipRate());
        times.addTo(tree);
        tree.put("falseAlarm", falseAlarm);
        if (coverage != null) {
            tree.put("coverage", coverage.toTree());
        }
        tree.put("skipReasons", skipReasons.stream().map(SkipReason::toTree).toList());
        tree.put("skipCodes", SkipReason.byReasonCode(skipReasons));
        tree.put("failures", failures.stream().map(TestResult::toTree).toList());
        tree.put("slowest", slowest.stream().map(TestResult::toTree).toList());
        return tree;
    }
}
