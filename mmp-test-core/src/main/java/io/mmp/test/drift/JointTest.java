package io.mmp.test.drift;

import io.mmp.test.table.Table;
import io.mmp.test.verdict.Text;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The test of the energy distance of rows of numbers, each column in standard deviations of the reference, by exchanging rows. It finds that
 * columns go together otherwise than before, which no test of one column can. The effect is the distance as a share of the mean distance of two
 * rows, one of each table.
 *
 * @param rows of each table at most so many are taken, by chance with a fixed seed: the time grows with their square
 * @see <a href="https://doi.org/10.1016/j.jspi.2013.03.018">Szekely and Rizzo, Energy statistics, 2013</a>
 */
record JointTest(int rows) {

    private static final int DRAWN = 199;
    private static final int MOST_DRAWN = 9_999;
    private static final long SEED = 1;

    Measured of(List<String> columns, Table reference, Table current, double level) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[][] before = complete(columns, reference, random);
        double[][] now = complete(columns, current, random);
        int n = before.length;
        int m = now.length;
        if (n < 2 || m < 2) {
            return Measured.unknown(n, m, "fewer than two rows have all of the numbers");
        }
        standardize(before, now);
        double[][] distances = distances(before, now);
        int[] rank = new int[n + m];
        Arrays.setAll(rank, i -> i);
        double between = sum(distances, rank, n, true) / ((double) n * m);
        double statistic = energy(distances, rank, n);
        double[] exchanged = new double[Drawn.draws(level, DRAWN, MOST_DRAWN)];
        for (int draw = 0; draw < exchanged.length; draw++) {
            Draws.shuffle(rank, rank.length, random);
            exchanged[draw] = energy(distances, rank, n);
        }
        Drawn without = Drawn.of(exchanged);
        return new Measured(
                statistic,
                without.pValue(statistic),
                without::critical,
                n,
                m,
                between == 0 ? 0 : statistic / (2 * between),
                without.leastPValue(n, m),
                "of %s columns together, the mean distance of a row and a current one is %s standard deviations"
                        .formatted(columns.size(), Text.number(between)));
    }

    /** Return rows without nulls, NaN and infinite values. */
    private double[][] complete(List<String> columns, Table table, SplittableRandom random) {
        int[] order = new int[table.rowCount()];
        Arrays.setAll(order, i -> i);
        double[][] taken = new double[Math.min(rows, order.length)][];
        int count = 0;
        for (int i = 0; i < order.length && count < taken.length; i++) {
            Draws.swap(order, i, i + random.nextInt(order.length - i));
            int row = order[i];
            double[] values = columns.stream()
                    .mapToDouble(name -> Cell.number(table.column(name), row))
                    .toArray();
            if (Arrays.stream(values).allMatch(Double::isFinite)) {
                taken[count++] = values;
            }
        }
        return Arrays.copyOf(taken, count);
    }

    private static void standardize(double[][] before, double[][] now) {
        for (int column = 0; column < before[0].length; column++) {
            int c = column;
            double deviation = Wasserstein.deviation(
                    Arrays.stream(before).mapToDouble(row -> row[c]).toArray());
            for (double[][] rows : List.of(before, now)) {
                for (double[] row : rows) {
                    // A constant column keeps its unit: another value of it is a change.
                    row[c] /= deviation > 0 ? deviation : 1;
                }
            }
        }
    }

    private static double[][] distances(double[][] before, double[][] now) {
        double[][] all = Arrays.copyOf(before, before.length + now.length);
        System.arraycopy(now, 0, all, before.length, now.length);
        double[][] distances = new double[all.length][all.length];
        for (int i = 0; i < all.length; i++) {
            for (int j = 0; j < i; j++) {
                double squares = 0;
                for (int c = 0; c < all[i].length; c++) {
                    squares += (all[i][c] - all[j][c]) * (all[i][c] - all[j][c]);
                }
                distances[i][j] = distances[j][i] = Math.sqrt(squares);
            }
        }
        return distances;
    }

    private static double energy(double[][] distances, int[] rank, int n) {
        double m = (double) rank.length - n;
        double between = sum(distances, rank, n, true);
        double within = sum(distances, rank, n, false);
        double all = 0;
        for (int i = n; i < rank.length; i++) {
            double[] row = distances[rank[i]];
            for (int j = n; j < i; j++) {
                all += row[rank[j]];
            }
        }
        return 2 * between / (n * m) - 2 * within / ((double) n * n) - 2 * all / (m * m);
    }

    /** Add up the distances of the first n with the others, or, each pair once, among themselves. */
    private static double sum(double[][] distances, int[] rank, int n, boolean withOthers) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double[] row = distances[rank[i]];
            for (int j = withOthers ? n : 0; j < (withOthers ? rank.length : i); j++) {
                sum += row[rank[j]];
            }
        }
        return sum;
    }
}
