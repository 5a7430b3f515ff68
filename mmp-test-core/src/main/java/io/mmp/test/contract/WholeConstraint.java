package io.mmp.test.contract;

import io.mmp.test.table.Cells;
import io.mmp.test.table.ValueType;
import io.mmp.test.text.Quantities;
import io.mmp.test.text.Words;
import io.mmp.test.verdict.Proportion;
import io.mmp.test.verdict.Verdict;
import java.util.List;

/** What holds for all values of a column together: shares and quantiles, which are counts. */
sealed interface WholeConstraint extends Constraint {

    @Override
    default boolean isOfValues() {
        return false;
    }

    /** At most this share of nulls. */
    record NullShare(double greatest) implements WholeConstraint {

        @Override
        public String words() {
            return "is null in at most %s of the rows".formatted(Finding.percent(greatest));
        }

        @Override
        public boolean takes(ValueType type) {
            return true;
        }

        @Override
        public Check check(int column, double share, Basis basis, Tally tally) {
            return new Counting(tally) {
                @Override
                public void take(CurrentRow row) {
                    count(row.value(column) == null && row.unreadable(column) == null);
                }

                @Override
                public Finding finding() {
                    return within(basis, "nulls", "rows", 0, greatest);
                }
            };
        }
    }

    /** The share of one value among those that are there. */
    record ShareOf(Object value, double least, double greatest) implements WholeConstraint {

        @Override
        public String words() {
            return "is %s in %s to %s of the values"
                    .formatted(Cells.print(value), Finding.percent(least), Finding.percent(greatest));
        }

        @Override
        public boolean takes(ValueType type) {
            return CellConstraint.OneOf.of(List.of(value)).takes(type);
        }

        @Override
        public Check check(int column, double share, Basis basis, Tally tally) {
            Object key = Keys.of(value);
            return new Counting(tally) {
                @Override
                public void take(CurrentRow row) {
                    Object found = row.value(column);
                    if (found != null) {
                        count(Keys.of(found).equals(key));
                    }
                }

                @Override
                public Finding finding() {
                    return within(basis, "values of " + Cells.print(value), "values", least, greatest);
                }
            };
        }
    }

    /** A quantile by the nearest rank: how many values are beyond the bounds tells it without keeping any. */
    record QuantileBetween(double probability, Bound least, Bound greatest) implements WholeConstraint {

        @Override
        public String words() {
            return "has its p%s between %s and %s"
                    .formatted(Quantities.number(probability * 100), least.limit(), greatest.limit());
        }

        @Override
        public boolean takes(ValueType type) {
            return CellConstraint.NUMBERS.contains(type);
        }

        @Override
        public Check check(int column, double share, Basis basis, Tally tally) {
            return new Check() {
                private long below;
                private long above;

                @Override
                public void take(CurrentRow row) {
                    Object value = row.value(column);
                    if (value != null) {
                        tally.judged();
                        below += least.isKeptBy(value) ? 0 : 1;
                        above += greatest.isKeptBy(value) ? 0 : 1;
                    }
                }

                @Override
                public Finding finding() {
                    return judge(basis, tally.judgedCount(), below, above);
                }
            };
        }

        Finding judge(Basis basis, long all, long below, long above) {
            String belowWords = "values below " + least.limit();
            String aboveWords = "values above " + greatest.limit();
            if (basis.isSample()) {
                return Finding.of(Verdict.all(
                        Proportion.of(belowWords, below, "values", all)
                                .withConfidence(basis.confidence())
                                .isAtMost(probability),
                        Proportion.of(aboveWords, above, "values", all)
                                .withConfidence(basis.confidence())
                                .isAtMost(1 - probability)));
            }
            long rank = Math.max(1, (long) Math.ceil(probability * all - 1e-9));
            boolean isBroken = all == 0 || below >= rank || above > all - rank;
            return Finding.exact(
                    isBroken,
                    "of %s %s are below %s, of which at most %s may, and %s above %s, of which at most %s may"
                            .formatted(
                                    Words.count(all, "value"),
                                    below,
                                    least.limit(),
                                    Math.max(0, rank - 1),
                                    above,
                                    greatest.limit(),
                                    Math.max(0, all - rank)));
        }
    }
}
