package io.mmp.test.contract;

import io.mmp.test.text.Quantities;
import io.mmp.test.text.Words;
import io.mmp.test.verdict.Proportion;
import io.mmp.test.verdict.Verdict;
import io.mmp.test.verdict.Verdict.Conclusion;

/**
 * What was found of a rule.
 *
 * @param falseAlarm the chance that it is broken by accident, by a sample, though it holds
 */
record Finding(boolean isBroken, String sentence, double falseAlarm) {

    static Finding exact(boolean isBroken, String sentence) {
        return new Finding(isBroken, sentence, 0);
    }

    static Finding of(Verdict verdict) {
        boolean isOpen = verdict.conclusion() == Conclusion.INCONCLUSIVE;
        return new Finding(
                verdict.conclusion() != Conclusion.PASS,
                (isOpen ? "Inconclusive: " : "") + verdict.sentence(),
                verdict.falseAlarm());
    }

    /**
     * Judge how many break a rule.
     *
     * @param share of those that must not, at least
     * @param thing what is counted, such as {@code value}
     */
    static Finding share(Tally tally, double share, Basis basis, String thing) {
        long judged = tally.judgedCount();
        long count = tally.count();
        if (share == 1) {
            return exact(count > 0, "%s of %s break%s it".formatted(count, Words.count(judged, thing), s(count)));
        }
        if (basis.isSample()) {
            String all = Words.plural(thing);
            return of(Proportion.of("conforming " + all, judged - count, all, judged)
                    .withConfidence(basis.confidence())
                    .isAtLeast(share));
        }
        // 0.99 of 100 are allowed to be 1.0000000000000009 off.
        boolean isBroken = count > (1 - share) * judged + 1e-9;
        return exact(
                isBroken,
                "%s of %s (%s) break%s it, %sat most %s may"
                        .formatted(
                                count,
                                Words.count(judged, thing),
                                percent(judged == 0 ? 0 : (double) count / judged),
                                s(count),
                                isBroken ? "but " : "",
                                percent(1 - share)));
    }

    private static String s(long count) {
        return count == 1 ? "s" : "";
    }

    static String percent(double share) {
        return Quantities.number(Math.round(share * 1e8) / 1e6) + " %";
    }
}
