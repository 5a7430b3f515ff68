package io.mmp.test.drift;

import io.mmp.test.table.Table;
import io.mmp.test.verdict.Comparison;
import io.mmp.test.verdict.Sample;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Numbers in an engine, which sorts and counts them there. */
final class EngineNumbers implements SortedNumbers {

    /** So many values of both sides have arrays here. */
    private static final int MOST = 20_000_000;

    private final EngineDriftColumn column;
    private final EngineDriftTable table;
    private @Nullable Sample sample;

    EngineNumbers(EngineDriftColumn column) {
        this.column = column;
        this.table = column.table();
    }

    @Override
    public int size() {
        return column.present();
    }

    /** The rank of a quantile is among those of a value if the parts that end there are more than those that end before. */
    @Override
    public double[] quantiles(int parts) {
        int size = size();
        Table answer = table.ask("""
                SELECT x, k, upto FROM (
                  SELECT x, k, CAST(SUM(k) OVER (ORDER BY x ROWS UNBOUNDED PRECEDING) AS BIGINT) AS upto
                  FROM (SELECT x, COUNT(*) AS k FROM (%1$s) v GROUP BY x) g) w
                WHERE upto * %2$s - MOD(upto * %2$s, %3$s) <> (upto - k) * %2$s - MOD((upto - k) * %2$s, %3$s)""".formatted(column.values(), wide(parts), wide(size)));
        double[] quantiles = new double[parts - 1];
        boolean isWhole = false;
        for (int row = 0; row < answer.rowCount(); row++) {
            long upto = EngineDriftTable.number(answer, "upto", row);
            long before = upto - EngineDriftTable.number(answer, "k", row);
            isWhole |= upto == size;
            for (int i = firstAfter(before, parts, size); i < parts && LocalNumbers.rank(i, parts, size) <= upto; i++) {
                quantiles[i - 1] = number(answer, row);
            }
        }
        if (!isWhole) {
            throw table.changed();
        }
        return quantiles;
    }

    private static int firstAfter(long rank, int parts, int size) {
        return (int) (rank * parts / size) + 1;
    }

    private static double number(Table answer, int row) {
        return answer.column("x").get(row) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** Return an integer of 64 bits as a literal. */
    private static String wide(long number) {
        return "CAST(%s AS BIGINT)".formatted(number);
    }

    @Override
    public int[] atMost(double[] limits) {
        StringBuilder query = new StringBuilder("SELECT COUNT(*) AS a0");
        for (int i = 0; i < limits.length; i++) {
            query.append(", COUNT(CASE WHEN x <= %s THEN 1 END) AS a%s"
                    .formatted(column.writer().real(limits[i]), i + 1));
        }
        Table answer = table.ask(
                query.append(" FROM (%s) v".formatted(column.values())).toString());
        if (EngineDriftTable.number(answer, "a0", 0) != size()) {
            throw table.changed();
        }
        int[] counts = new int[limits.length];
        for (int i = 0; i < limits.length; i++) {
            counts[i] = (int) EngineDriftTable.number(answer, "a" + (i + 1), 0);
        }
        return counts;
    }

    @Override
    public Sample sample() {
        if (sample == null) {
            requireFew(size());
            Table answer = column.grouped(
                    "compare two tables of one Engine by kolmogorovSmirnov(), psi() or jensenShannon(), or a sample of the rows with Engine.query.");
            double[] values = new double[size()];
            int until = 0;
            for (int row = 0; row < answer.rowCount(); row++) {
                int from = until;
                until += (int) EngineDriftTable.number(answer, "k", row);
                Arrays.fill(values, from, until, number(answer, row));
            }
            sample = Sample.of("values", "", values);
        }
        return sample;
    }

    private void requireFew(long values) {
        if (values > MOST) {
            throw new DriftException(
                    "%s has %s values to compare, but this test takes at most %s: compare a sample of the rows with Engine.query, or use psi() or jensenShannon()."
                            .formatted(column, values, MOST));
        }
    }

    /** In one engine it finds the largest distance; two samples of two values that are as far apart stand for all that are. */
    @Override
    public Comparison against(SortedNumbers reference) {
        if (!(reference instanceof EngineNumbers other) || other.table.session() != table.session()) {
            return sample().against(reference.sample());
        }
        int n = other.size();
        int m = size();
        requireFew((long) n + m);
        Table answer = table.read("""
                SELECT MAX(ABS(a * %3$s - b * %4$s)) AS d, MAX(a) AS n, MAX(b) AS m FROM (
                  SELECT CAST(SUM(r) OVER (ORDER BY x ROWS UNBOUNDED PRECEDING) AS BIGINT) AS a,
                    CAST(SUM(c) OVER (ORDER BY x ROWS UNBOUNDED PRECEDING) AS BIGINT) AS b
                  FROM (SELECT x, SUM(r) AS r, SUM(c) AS c FROM (
                    SELECT x, 1 AS r, 0 AS c FROM (%1$s) v UNION ALL SELECT x, 0 AS r, 1 AS c FROM (%2$s) w) u GROUP BY x) g) s""".formatted(other.column.values(), column.values(), wide(m), wide(n)));
        if (EngineDriftTable.number(answer, "n", 0) != n || EngineDriftTable.number(answer, "m", 0) != m) {
            throw table.changed();
        }
        int[] cut = cut(EngineDriftTable.number(answer, "d", 0), n, m);
        return twoValues(m, cut[1]).against(twoValues(n, cut[0]));
    }

    /** Return counts a of n and b of m, so that a m - b n is this: by the extended algorithm of Euclid. */
    static int[] cut(long distance, int n, int m) {
        BigInteger divisor = BigInteger.valueOf(n).gcd(BigInteger.valueOf(m));
        long ofN = n / divisor.longValue();
        long ofM = m / divisor.longValue();
        long rest = distance / divisor.longValue();
        long a = ofN == 1
                ? 0
                : BigInteger.valueOf(ofM)
                        .modInverse(BigInteger.valueOf(ofN))
                        .multiply(BigInteger.valueOf(rest))
                        .mod(BigInteger.valueOf(ofN))
                        .longValue();
        long b = (a * ofM - rest) / ofN;
        while (b < 0) {
            a += ofN;
            b += ofM;
        }
        return new int[] {(int) a, (int) b};
    }

    private static Sample twoValues(int size, int zeros) {
        double[] values = new double[size];
        Arrays.fill(values, zeros, size, 1);
        return Sample.of("values", "", values);
    }
}
