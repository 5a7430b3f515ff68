package io.mmp.test.drift;

import io.mmp.test.verdict.Text;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The distance of Wasserstein, in the unit of the column: how far values must be moved on average. The effect is that in standard deviations of
 * the reference.
 *
 * <p>The distribution without drift is drawn: by exchanging the values of both, or, of many values, by bridges of Brown between the
 * quantiles of both together, which is what the exchange comes to in the limit.
 */
final class Wasserstein implements Measure {

    private static final int FEW = 2_000;
    private static final int DRAWN = 999;
    private static final int MOST_DRAWN = 19_999;
    private static final int POINTS = 256;
    private static final long SEED = 1;

    @Override
    public Measured of(ColumnPair column, double level) {
        double[] reference = column.numbers().reference().sample().values();
        double[] current = column.numbers().current().sample().values();
        int n = reference.length;
        int m = current.length;
        if (n == 0 || m == 0) {
            return Measured.unknown(n, m, "one side has no values");
        }
        double[] pooled = Arrays.copyOf(reference, n + m);
        System.arraycopy(current, 0, pooled, n, m);
        Arrays.sort(pooled);
        if (Double.isInfinite(pooled[0]) || Double.isInfinite(pooled[n + m - 1])) {
            return Measured.unknown(n, m, "some values are infinite; kolmogorovSmirnov() takes them");
        }
        double distance = distance(reference, current);
        int draws = Drawn.draws(level, DRAWN, MOST_DRAWN);
        Drawn without = Drawn.of(n + m <= FEW ? exchanged(pooled, n, draws) : bridged(pooled, n, m, draws));
        double deviation = deviation(reference);
        return new Measured(
                distance,
                without.pValue(distance),
                without::critical,
                n,
                m,
                distance == 0 ? 0 : distance / deviation,
                without.leastPValue(n, m),
                "in standard deviations of the reference, each %s".formatted(Text.number(deviation)));
    }

    /** Return the area between the cumulative shares of two sorted arrays. */
    static double distance(double[] left, double[] right) {
        double sum = 0;
        int i = 0;
        int j = 0;
        double at = Math.min(left[0], right[0]);
        while (i < left.length || j < right.length) {
            double next = i == left.length ? right[j] : j == right.length ? left[i] : Math.min(left[i], right[j]);
            sum += (next - at) * Math.abs((double) i / left.length - (double) j / right.length);
            while (i < left.length && left[i] == next) {
                i++;
            }
            while (j < right.length && right[j] == next) {
                j++;
            }
            at = next;
        }
        return sum;
    }

    private static double[] exchanged(double[] pooled, int n, int draws) {
        SplittableRandom random = new SplittableRandom(SEED);
        int m = pooled.length - n;
        double[] drawn = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            int left = n;
            int difference = 0; // of the counts of both up to here, times n m
            double sum = 0;
            double scaled = 0;
            for (int i = 0; i < pooled.length; i++) {
                sum += i == 0 ? 0 : (pooled[i] - pooled[i - 1]) * Math.abs(scaled);
                boolean isReference = random.nextInt(pooled.length - i) < left;
                left -= isReference ? 1 : 0;
                difference += isReference ? 1 : 0;
                scaled = (double) difference / n - (double) (i + 1 - difference) / m;
            }
            drawn[draw] = sum;
        }
        return drawn;
    }

    private static double[] bridged(double[] pooled, int n, int m, int draws) {
        double[] gaps = new double[POINTS];
        double before = pooled[0];
        for (int point = 0; point < POINTS; point++) {
            double quantile = pooled[(int) ((long) (point + 1) * (pooled.length - 1) / POINTS)];
            gaps[point] = quantile - before;
            before = quantile;
        }
        SplittableRandom random = new SplittableRandom(SEED);
        double scale = Math.sqrt(1.0 / n + 1.0 / m);
        double[] drawn = new double[draws];
        double[] walk = new double[POINTS + 1];
        for (int draw = 0; draw < draws; draw++) {
            for (int point = 1; point <= POINTS; point++) {
                walk[point] = walk[point - 1] + random.nextGaussian() / Math.sqrt(POINTS);
            }
            double sum = 0;
            for (int point = 0; point < POINTS; point++) {
                // Between two quantiles, where the bridge is in the middle of them.
                double share = (point + 0.5) / POINTS;
                sum += gaps[point] * Math.abs((walk[point] + walk[point + 1]) / 2 - share * walk[POINTS]);
            }
            drawn[draw] = scale * sum;
        }
        return drawn;
    }

    static double deviation(double[] values) {
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            double delta = values[i] - mean;
            mean += delta / (i + 1);
            squares += delta * (values[i] - mean);
        }
        return Math.sqrt(squares / Math.max(1, values.length - 1));
    }
}
