package io.mmp.test.contract;

import io.mmp.test.verdict.Proportion;
import io.mmp.test.verdict.Verdict;

/** Counts something among all. */
abstract class Counting implements Check {

    private final Tally tally;
    private long found;

    Counting(Tally tally) {
        this.tally = tally;
    }

    void count(boolean isFound) {
        tally.judged();
        found += isFound ? 1 : 0;
    }

    Finding within(Basis basis, String what, String all, double least, double greatest) {
        return within(tally.judgedCount(), found, basis, what, all, least, greatest);
    }

    static Finding within(
            long judged, long found, Basis basis, String what, String all, double least, double greatest) {
        if (basis.isSample()) {
            Proportion share = Proportion.of(what, found, all, judged).withConfidence(basis.confidence());
            Verdict atMost = share.isAtMost(greatest);
            return Finding.of(least == 0 ? atMost : Verdict.all(share.isAtLeast(least), atMost));
        }
        boolean isBroken = judged == 0 || found < least * judged - 1e-9 || found > greatest * judged + 1e-9;
        return Finding.exact(
                isBroken,
                "%s %s in %s %s are %s"
                        .formatted(
                                found,
                                what,
                                judged,
                                all,
                                judged == 0 ? "no share" : Finding.percent((double) found / judged)));
    }
}
