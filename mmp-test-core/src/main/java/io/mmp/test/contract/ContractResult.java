package io.mmp.test.contract;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What became of a contract when rows were judged by it.
 *
 * @param contract the name of the contract
 * @param rows what the rows are called
 * @param rowCount how many there were
 * @param rules all rules that were judged, in their order
 * @param unjudged what was not judged, and why
 * @param file all rows that break a rule, where a directory for it is named
 * @param falseAlarm the chance that the contract is broken by accident, by a sample, though it is kept
 * @since 0.1.0
 */
public record ContractResult(
        String contract,
        String rows,
        long rowCount,
        List<RuleResult> rules,
        List<String> unjudged,
        Optional<Path> file,
        double falseAlarm) {

    /** Take copies of the lists. */
    public ContractResult {
        rules = List.copyOf(rules);
        unjudged = List.copyOf(unjudged);
    }

    /** Return the critical rules that are broken. */
    public List<RuleResult> failures() {
        return broken(Severity.CRITICAL);
    }

    /** Return the rules that are broken and fail nothing. */
    public List<RuleResult> warnings() {
        return broken(Severity.WARNING);
    }

    private List<RuleResult> broken(Severity severity) {
        return rules.stream()
                .filter(rule -> rule.isBroken() && rule.severity() == severity)
                .toList();
    }

    /** Return all broken rules with their first offenders, and what was not judged. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        List.of(failures(), warnings())
                .forEach(broken ->
                        broken.forEach(rule -> text.append("  ").append(rule).append(System.lineSeparator())));
        unjudged.forEach(what -> text.append("  not judged: ").append(what).append(System.lineSeparator()));
        file.ifPresent(path -> text.append("  All offenders: ").append(path).append(System.lineSeparator()));
        return text.toString();
    }
}
