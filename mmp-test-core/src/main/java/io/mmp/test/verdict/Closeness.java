package io.mmp.test.verdict;

import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.OptionalLong;

/** How near to a target the share of some trials is to be. */
record Closeness(double tolerance, double target) {

    /** 0.13 of 100 are 13.000000000000002 */
    private static final double ROUNDING = 1e-9;

    /** What a message takes for rare. */
    private static final double RARE = 0.01;

    /** Beyond, the bound of Hoeffding is near enough. */
    private static final long SEARCHED = 20_000_000;

    Closeness {
        Proportion.requireShare(target);
        if (!(tolerance > 0 && tolerance < 1)) {
            throw new IllegalArgumentException(
                    "The tolerance of a share must be above 0 and below 1, but is %s.".formatted(tolerance));
        }
    }

    /** Judge whether the share is so near, by its interval. */
    Verdict judge(Proportion share) {
        Interval possible = share.interval();
        Conclusion conclusion = judge(possible);
        OptionalLong settling = conclusion == Conclusion.INCONCLUSIVE
                ? share.atThisRate(size -> judge(share.scaled(size).interval()) != Conclusion.INCONCLUSIVE)
                : OptionalLong.empty();
        String sentence = "%s; with %s confidence at either end it is from %s to %s, %s"
                .formatted(
                        share.subject(),
                        Text.percent(possible.confidence()),
                        Text.percent(possible.lower()),
                        Text.percent(possible.upper()),
                        switch (conclusion) {
                            case PASS -> "within %s, as claimed.".formatted(range());
                            case FAIL -> "outside of %s.".formatted(range());
                            case INCONCLUSIVE ->
                                settling.isPresent()
                                        ? "which leaves open whether it is within %s; at this rate about %s %s would settle it."
                                                .formatted(range(), settling.getAsLong(), share.trialName())
                                        : "which leaves open whether it is within %s; no number of %s settles it."
                                                .formatted(range(), share.trialName());
                        });
        return Verdict.of(conclusion, share.estimate(), possible, share.trials(), settling, sentence);
    }

    private Conclusion judge(Interval possible) {
        if (possible.lower() >= target - tolerance && possible.upper() <= target + tolerance) {
            return Conclusion.PASS;
        }
        return possible.lower() > target + tolerance || possible.upper() < target - tolerance
                ? Conclusion.FAIL
                : Conclusion.INCONCLUSIVE;
    }

    /** Compare the share that was found. */
    Verdict compare(Proportion share) {
        boolean passes = isKept(share.count(), share.trials());
        double flakes = chanceOutside(share.trials());
        String remedy = flakes <= RARE
                ? ""
                : ", and in at most %s with %s %s".formatted(Text.percent(RARE), trialsFor(RARE), share.trialName());
        String sentence = "%s, %s %s. Taken literally: a true rate of %s fails this in %s of runs%s."
                .formatted(
                        share.subject(),
                        passes ? "within" : "outside of",
                        range(),
                        Text.percent(target),
                        Text.percent(flakes),
                        remedy);
        return Verdict.of(
                        passes ? Conclusion.PASS : Conclusion.FAIL,
                        share.estimate(),
                        share.interval(),
                        share.trials(),
                        OptionalLong.empty(),
                        sentence)
                .withFalseAlarm(flakes);
    }

    private String range() {
        return "%s to %s".formatted(Text.percent(target - tolerance), Text.percent(target + tolerance));
    }

    boolean isKept(long count, long trials) {
        return count >= lowest(trials) && count <= highest(trials);
    }

    private long lowest(long trials) {
        return (long) Math.ceil((target - tolerance) * trials - ROUNDING);
    }

    private long highest(long trials) {
        return (long) Math.floor((target + tolerance) * trials + ROUNDING);
    }

    /** Return how probable it is that a share that is the target is found outside. */
    double chanceOutside(long trials) {
        double inside =
                Binomial.atMost(highest(trials), trials, target) - Binomial.atMost(lowest(trials) - 1, trials, target);
        return Math.min(1, Math.max(0, 1 - inside));
    }

    /** Return the number of trials from which on that is at most this; it does not fall evenly, because counts are whole. */
    long trialsFor(double flakes) {
        if (!(flakes > 0 && flakes < 1)) {
            throw new IllegalArgumentException(
                    "The probability to flake must be above 0 and below 1, but is %s.".formatted(flakes));
        }
        double enough = Math.ceil(Math.log(2 / flakes) / (2 * tolerance * tolerance));
        if (enough > SEARCHED) {
            return (long) enough;
        }
        long trials = (long) enough;
        while (trials > 1 && chanceOutside(trials - 1) <= flakes) {
            trials--;
        }
        return trials;
    }
}
