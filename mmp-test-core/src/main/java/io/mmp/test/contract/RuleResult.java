package io.mmp.test.contract;

import java.util.List;

/**
 * What became of one rule.
 *
 * @param rule the rule in words, such as {@code amount is between 0 and 100}
 * @param severity what it means if the rule is broken
 * @param isBroken whether it is
 * @param judged how many values, or rows, were judged
 * @param count how many of them break it; 0 for a rule on all of them together, such as their mean
 * @param sentence what was found
 * @param first the first ten offenders
 * @since 0.1.0
 */
public record RuleResult(
        String rule,
        Severity severity,
        boolean isBroken,
        long judged,
        long count,
        String sentence,
        List<Offender> first) {

    /** Take a copy of the offenders. */
    public RuleResult {
        first = List.copyOf(first);
    }

    /** Return rule, sentence and offenders, one a line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("%s %s: %s".formatted(severity, rule, sentence));
        first.forEach(
                offender -> text.append(System.lineSeparator()).append("    ").append(offender));
        if (count > first.size() && !first.isEmpty()) {
            text.append(System.lineSeparator()).append("    and %s more".formatted(count - first.size()));
        }
        return text.toString();
    }
}
