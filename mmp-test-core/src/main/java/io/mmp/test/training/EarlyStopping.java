package io.mmp.test.training;

import java.util.OptionalInt;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * When a training that watches a validation metric was best, and when it stopped; rounds count from 1.
 *
 * <p>A value: {@code withPatience} returns a copy.
 *
 * @since 0.1.0
 */
public final class EarlyStopping implements AssertProvider<EarlyStoppingAssert> {

    private final int best;
    private final int run;
    private final int max;
    private final @Nullable Integer patience;

    private EarlyStopping(int best, int run, int max, @Nullable Integer patience) {
        if (best < 1 || best > run || run > max) {
            throw new IllegalArgumentException(
                    "The best round must be from 1 to those run, and those at most the maximum, but are %s, %s and %s."
                            .formatted(best, run, max));
        }
        this.best = best;
        this.run = run;
        this.max = max;
        this.patience = patience;
    }

    /**
     * Take what a training says of itself.
     *
     * @param best the best round
     * @param run the number of rounds that were run
     * @param max the number of rounds that were allowed
     */
    public static EarlyStopping of(int best, int run, int max) {
        return new EarlyStopping(best, run, max, null);
    }

    /** Find the best round in the history of a metric that is to fall, such as a loss; of equal values the first. */
    public static EarlyStopping minimizing(int max, double... history) {
        return ofHistory(max, history, 1);
    }

    /** Find the best round in the history of a metric that is to rise, such as an AUC; of equal values the first. */
    public static EarlyStopping maximizing(int max, double... history) {
        return ofHistory(max, history, -1);
    }

    private static EarlyStopping ofHistory(int max, double[] history, int sign) {
        if (history.length == 0) {
            throw new IllegalArgumentException("The history has no rounds.");
        }
        int best = 0;
        for (int i = 0; i < history.length; i++) {
            if (Double.isNaN(history[i])) {
                throw new IllegalArgumentException(
                        "The metric of round %s is NaN, so that no round is the best.".formatted(i + 1));
            }
            best = sign * history[i] < sign * history[best] ? i : best;
        }
        return of(best + 1, history.length, max);
    }

    /** Return a copy for a training that stops after this many rounds without a better one. */
    public EarlyStopping withPatience(int rounds) {
        if (rounds < 1) {
            throw new IllegalArgumentException("The patience must be at least 1 round, but is %s.".formatted(rounds));
        }
        return new EarlyStopping(best, run, max, rounds);
    }

    /** Return the best round. */
    public int best() {
        return best;
    }

    /** Return the number of rounds that were run. */
    public int run() {
        return run;
    }

    /** Return the number of rounds that were allowed. */
    public int max() {
        return max;
    }

    /** Return after how many rounds without a better one it is to stop. */
    public OptionalInt patience() {
        return patience == null ? OptionalInt.empty() : OptionalInt.of(patience);
    }

    /** Return the assertions on it. */
    @Override
    public EarlyStoppingAssert assertThat() {
        return new EarlyStoppingAssert(this);
    }

    /** Return the three figures, such as "best round 14, 24 run, at most 100". */
    @Override
    public String toString() {
        return "best round %s, %s run, at most %s%s"
                .formatted(best, run, max, patience == null ? "" : ", patience " + patience);
    }
}
