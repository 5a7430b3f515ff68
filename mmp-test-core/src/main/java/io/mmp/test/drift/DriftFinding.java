package io.mmp.test.drift;

import io.mmp.test.verdict.Text;
import java.util.List;

/**
 * What a test says of a column, or of several together.
 *
 * @param columns the columns
 * @param test the name of the test
 * @param outcome whether they have drifted
 * @param statistic what was measured; NaN if nothing could be
 * @param criticalValue the statistic that is significant, of these sample sizes and at the level that is left to this test; NaN if none is
 * @param pValue the probability of so large a statistic without drift, adjusted for the tests that were made together; NaN if unknown
 * @param n how many values of the reference were compared
 * @param m how many current values were compared
 * @param effect how large the change is, in the scale of the test; NaN if unknown
 * @param effectFloor the least effect that is drift
 * @param detail what else there is to know, such as the edges of bins or the category that moved most
 * @since 0.1.0
 */
public record DriftFinding(
        List<String> columns,
        String test,
        Outcome outcome,
        double statistic,
        double criticalValue,
        double pValue,
        long n,
        long m,
        double effect,
        double effectFloor,
        String detail) {

    /** The three values. */
    public enum Outcome {
        /** The change is significant and large enough to matter. */
        DRIFT,
        /** The change is not significant, or too small to matter. */
        NO_DRIFT,
        /** Data of these sizes cannot show a drift, whatever they are. */
        INCONCLUSIVE
    }

    /** Copy the columns. */
    public DriftFinding {
        columns = List.copyOf(columns);
    }

    static DriftFinding of(List<String> columns, String test, double effectFloor, Measured measured, Judged judged) {
        boolean isBlind = !measured.isKnown() || measured.leastPValue() > judged.ownLevel();
        return new DriftFinding(
                columns,
                test,
                isBlind
                        ? Outcome.INCONCLUSIVE
                        : judged.isSignificant() && measured.effect() >= effectFloor ? Outcome.DRIFT : Outcome.NO_DRIFT,
                measured.statistic(),
                criticalValue(measured, judged),
                judged.adjusted(),
                measured.n(),
                measured.m(),
                measured.effect(),
                effectFloor,
                isBlind && measured.isKnown()
                        ? "the least p-value of so few values is %s, above the level of %s"
                                .formatted(Text.number(measured.leastPValue()), Text.number(judged.ownLevel()))
                        : measured.detail());
    }

    /** The p-value decides: where it is exact and the critical value an approximation, the latter gives way. */
    private static double criticalValue(Measured measured, Judged judged) {
        double critical = measured.critical().applyAsDouble(judged.ownLevel());
        return judged.isSignificant()
                ? Math.min(critical, measured.statistic())
                : Math.max(critical, Math.nextUp(measured.statistic()));
    }

    /** Tell whether this is drift. */
    public boolean isDrift() {
        return outcome == Outcome.DRIFT;
    }

    /** Return all of this in a line. */
    @Override
    public String toString() {
        String where = String.join(", ", columns);
        if (outcome == Outcome.INCONCLUSIVE) {
            return "%s: %s of %s and %s values cannot be judged: %s".formatted(where, test, n, m, detail);
        }
        return "%s: %s %s %s of %s and %s values, p %s, effect %s %s %s (%s)"
                .formatted(
                        where,
                        test,
                        Text.number(statistic),
                        compared(),
                        n,
                        m,
                        Text.number(pValue),
                        Text.number(effect),
                        effect >= effectFloor ? "above the floor of" : "below the floor of",
                        Text.number(effectFloor),
                        detail);
    }

    private String compared() {
        return Double.isNaN(criticalValue)
                ? "without a critical value"
                : "%s the critical %s"
                        .formatted(statistic >= criticalValue ? "reaches" : "is below", Text.number(criticalValue));
    }
}
