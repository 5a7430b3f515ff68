package io.mmp.test.metrics;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A reason why tests were not run to their end.
 *
 * @param code whether an assumption, {@code @Disabled} or another condition kept them
 * @param reason what was said about it
 * @param tests how many tests it kept
 * @since 0.1.0
 */
public record SkipReason(Outcome code, String reason, int tests) {

    /** Return the reasons of all skips, the most frequent first. */
    static List<SkipReason> of(Collection<TestResult> tests) {
        record Key(Outcome code, String reason) {}
        return tests.stream()
                .filter(test -> test.outcome().isSkip())
                .collect(groupingBy(test -> new Key(test.outcome(), test.reason()), counting()))
                .entrySet()
                .stream()
                .map(entry -> new SkipReason(
                        entry.getKey().code(),
                        entry.getKey().reason(),
                        entry.getValue().intValue()))
                .sorted(Comparator.comparing(SkipReason::tests)
                        .reversed()
                        .thenComparing(SkipReason::code)
                        .thenComparing(SkipReason::reason))
                .toList();
    }

    Map<String, Object> toTree() {
        return Map.of("code", code.code(), "reason", reason, "tests", tests);
    }
}
