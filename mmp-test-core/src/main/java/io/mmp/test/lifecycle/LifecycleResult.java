package io.mmp.test.lifecycle;

import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.List;
import java.util.Optional;

/**
 * What became of the sequences that were run.
 *
 * @param conclusion whether all rules were kept; with several clients, {@code INCONCLUSIVE} if it could not be decided
 * @param rule the rule that was broken; empty if none was
 * @param steps the shortest sequence that breaks it, a line each; with several clients, those before they start, then those of each
 *     client; empty if none was broken
 * @param sequences how many sequences were run until one broke a rule, or in all
 * @param commands how many commands they had
 * @param refused how many of them were refused
 * @param shrinkingRuns how many sequences were run to find the shortest, and to see whether it fails again
 * @param neverDone commands that the service never did, because they were never run or always refused, and which of the two
 * @param description all of it in sentences
 * @since 0.1.0
 */
public record LifecycleResult(
        Conclusion conclusion,
        Optional<String> rule,
        List<String> steps,
        int sequences,
        long commands,
        long refused,
        int shrinkingRuns,
        List<String> neverDone,
        String description) {

    /** Copy the lists, so that the record cannot be changed. */
    public LifecycleResult {
        steps = List.copyOf(steps);
        neverDone = List.copyOf(neverDone);
    }

    /** Return the conclusion and the description. */
    @Override
    public String toString() {
        return conclusion + ": " + description;
    }
}
