package io.mmp.test.contract;

import io.mmp.test.table.ValueType;
import io.mmp.test.verdict.Mean;
import io.mmp.test.verdict.Sample;
import io.mmp.test.verdict.Verdict;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;

/** The mean of all values; of a sample, whose values are kept, with confidence. */
record MeanBetween(double least, double greatest) implements Constraint {

    @Override
    public String words() {
        return "has its mean between %s and %s".formatted(least, greatest);
    }

    @Override
    public boolean takes(ValueType type) {
        return CellConstraint.NUMBERS.contains(type);
    }

    @Override
    public boolean isOfValues() {
        return false;
    }

    @Override
    public Check check(int column, double share, Basis basis, Tally tally) {
        DoubleSummaryStatistics sum = new DoubleSummaryStatistics();
        return new Check() {
            private double[] values = new double[basis.isSample() ? 1_000 : 0];

            @Override
            public void take(CurrentRow row) {
                if (row.value(column) instanceof Number number) {
                    tally.judged();
                    if (basis.isSample()) {
                        keep(number.doubleValue());
                    }
                    sum.accept(number.doubleValue());
                }
            }

            private void keep(double value) {
                int size = (int) sum.getCount();
                if (size == values.length) {
                    values = Arrays.copyOf(values, 2 * size);
                }
                values[size] = value;
            }

            @Override
            public Finding finding() {
                if (basis.isSample()) {
                    Mean mean = Sample.of("values", "", Arrays.copyOf(values, (int) sum.getCount()))
                            .mean()
                            .withConfidence(basis.confidence());
                    return Finding.of(Verdict.all(mean.isAtLeast(least), mean.isAtMost(greatest)));
                }
                return judge(sum.getCount(), sum.getAverage());
            }
        };
    }

    Finding judge(long count, double mean) {
        boolean isBroken = count == 0 || !(mean >= least && mean <= greatest);
        return Finding.exact(
                isBroken, count == 0 ? "there are no values" : "the mean of %s values is %s".formatted(count, mean));
    }
}
