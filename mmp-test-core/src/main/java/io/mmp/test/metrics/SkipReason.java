package io.mmp.test.metrics;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.mmp.test.condition.ReasonCode;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

    /** Return the stable word before the reason, such as {@code no-gpu}, see {@link ReasonCode}; empty if it has none. */
    public Optional<String> reasonCode() {
        return ReasonCode.of(reason);
    }

    /** Return how many tests each of the stable words kept, by the word. */
    static Map<String, Integer> byReasonCode(Collection<SkipReason> reasons) {
        Map<String, Integer> tests = new TreeMap<>();
        reasons.forEach(
                reason -> reason.reasonCode().ifPresent(code -> tests.merge(code, reason.tests(), Integer::sum)));
        return tests;
    }

    Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("code", code.code());
        tree.put("reason", reason);
        tree.put("tests", tests);
        reasonCode().ifPresent(word -> tree.put("reasonCode", word));
        return tree;
    }
}
