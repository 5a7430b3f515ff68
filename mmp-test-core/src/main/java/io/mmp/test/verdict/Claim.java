package io.mmp.test.verdict;

import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.OptionalLong;
import java.util.function.DoubleFunction;
import java.util.function.LongFunction;

/**
 * The claim that a quantity is on one side of a limit, the limit included.
 *
 * @param side on which side
 * @param limit the limit
 * @param print prints a value of the quantity
 */
record Claim(Side side, double limit, DoubleFunction<String> print) {

    enum Side {
        AT_MOST,
        AT_LEAST
    }

    Claim {
        if (Double.isNaN(limit)) {
            throw new IllegalArgumentException("The limit of a claim must be a number, but is NaN.");
        }
    }

    Conclusion judge(Interval interval) {
        if (side == Side.AT_MOST) {
            return interval.upper() <= limit
                    ? Conclusion.PASS
                    : interval.lower() > limit ? Conclusion.FAIL : Conclusion.INCONCLUSIVE;
        }
        return interval.lower() >= limit
                ? Conclusion.PASS
                : interval.upper() < limit ? Conclusion.FAIL : Conclusion.INCONCLUSIVE;
    }

    /** Tell whether the claim would pass if the estimate were the truth; without one, nothing speaks against it. */
    boolean holdsFor(double estimate) {
        return Double.isNaN(estimate) || (side == Side.AT_MOST ? estimate <= limit : estimate >= limit);
    }

    /**
     * Judge an interval and say so.
     *
     * @param subject what was found, such as "0 errors in 100 requests are a rate of 0 %"
     * @param settling the sample size that would settle the claim
     * @param remedy says what that many would show, in words such as "299 requests without errors"
     */
    Verdict verdict(
            double estimate,
            Interval interval,
            long sampleSize,
            String subject,
            OptionalLong settling,
            LongFunction<String> remedy) {
        Conclusion conclusion = judge(interval);
        boolean settled = conclusion != Conclusion.INCONCLUSIVE;
        String confidence = " with %s confidence".formatted(Text.percent(interval.confidence()));
        String sentence = subject
                + switch (conclusion) {
                    case PASS ->
                        ", %s %s%s: %s %s, as claimed."
                                .formatted(
                                        words(side), print(end(side, interval)), confidence, words(side), print(limit));
                    case FAIL ->
                        ", %s %s%s: %s %s."
                                .formatted(
                                        words(opposite()),
                                        print(end(opposite(), interval)),
                                        confidence,
                                        beyond(),
                                        print(limit));
                    case INCONCLUSIVE ->
                        ", but %s is still possible%s; %s"
                                .formatted(
                                        print(end(holdsFor(estimate) ? side : opposite(), interval)),
                                        confidence,
                                        settling.isPresent()
                                                ? "%s would show %s %s."
                                                        .formatted(
                                                                remedy.apply(settling.getAsLong()),
                                                                holdsFor(estimate) ? words(side) : beyond(),
                                                                print(limit))
                                                : "no number of them settles whether it is %s %s."
                                                        .formatted(words(side), print(limit)));
                };
        return Verdict.of(
                conclusion, estimate, interval, sampleSize, settled ? OptionalLong.empty() : settling, sentence);
    }

    private String print(double value) {
        return print.apply(value);
    }

    private Side opposite() {
        return side == Side.AT_MOST ? Side.AT_LEAST : Side.AT_MOST;
    }

    private String beyond() {
        return side == Side.AT_MOST ? "above" : "below";
    }

    private static double end(Side side, Interval interval) {
        return side == Side.AT_MOST ? interval.upper() : interval.lower();
    }

    private static String words(Side side) {
        return side == Side.AT_MOST ? "at most" : "at least";
    }
}
