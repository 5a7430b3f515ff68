package io.mmp.test.contract;

import io.mmp.test.table.Cells;
import io.mmp.test.text.Words;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a rule says of a table. */
sealed interface TableConstraint {

    /** Return it as a sentence. */
    String words();

    /** Return the columns that it needs. */
    List<String> columns();

    /**
     * Return what judges rows by it.
     *
     * @param columns where those that it needs are in the contract
     * @param types what the contract says of them
     */
    Check check(int[] columns, List<ColumnContract> types, double share, Basis basis, Tally tally);

    private static String print(List<String> columns) {
        return columns.size() == 1 ? columns.get(0) : "(%s)".formatted(String.join(", ", columns));
    }

    /** A key of several columns. */
    record UniqueKey(List<String> columns) implements TableConstraint {

        public UniqueKey {
            if (columns.isEmpty()) {
                throw new ContractException("A key has at least one column.");
            }
        }

        @Override
        public String words() {
            return print(columns) + " is unique";
        }

        @Override
        public Check check(int[] found, List<ColumnContract> types, double share, Basis basis, Tally tally) {
            return Unique.check(found, share, basis, tally, "key");
        }
    }

    /** A foreign key. */
    record Reference(List<String> columns, String table, List<String> otherColumns) implements TableConstraint {

        @Override
        public String words() {
            return "%s is in %s of %s".formatted(print(columns), print(otherColumns), table);
        }

        /** Return the rows that it refers to. */
        TableRows others(Basis basis) {
            TableRows others = basis.others().get(table);
            if (others == null) {
                throw new ContractException(
                        "'%s' needs the rows of '%s': give them with TableRows.withOther(\"%s\", rows)."
                                .formatted(words(), table, table));
            }
            return others;
        }

        @Override
        public Check check(int[] found, List<ColumnContract> types, double share, Basis basis, Tally tally) {
            KeySet keys = ReferencedKeys.of(others(basis), otherColumns, types);
            return new Check() {
                @Override
                public void take(CurrentRow row) {
                    Object[] key = row.key(found);
                    if (key != null) {
                        tally.judged();
                        if (!keys.contains(key)) {
                            tally.offend(row, row.print(found));
                        }
                    }
                }

                @Override
                public Finding finding() {
                    return Finding.share(tally, share, basis, "key");
                }
            };
        }
    }

    /** A number of rows. */
    record RowCount(long least, long greatest) implements TableConstraint {

        @Override
        public String words() {
            if (least == greatest) {
                return "there %s".formatted(are(least));
            }
            return greatest == Long.MAX_VALUE
                    ? "there are at least " + Words.count(least, "row")
                    : "there are %s to %s".formatted(least, Words.count(greatest, "row"));
        }

        private static String are(long count) {
            return (count == 1 ? "is " : "are ") + Words.count(count, "row");
        }

        @Override
        public List<String> columns() {
            return List.of();
        }

        @Override
        public Check check(int[] found, List<ColumnContract> types, double share, Basis basis, Tally tally) {
            return new Check() {
                private long count;

                @Override
                public void take(CurrentRow row) {
                    tally.judged();
                    count++;
                }

                @Override
                public Finding finding() {
                    return judge(count);
                }
            };
        }

        Finding judge(long count) {
            return Finding.exact(count < least || count > greatest, "there " + are(count));
        }
    }

    /** Whatever somebody says of a row. */
    record Satisfying(String words, Predicate<Map<String, @Nullable Object>> predicate) implements TableConstraint {

        @Override
        public List<String> columns() {
            return List.of();
        }

        @Override
        public Check check(int[] found, List<ColumnContract> types, double share, Basis basis, Tally tally) {
            return new Check() {
                @Override
                public void take(CurrentRow row) {
                    tally.judged();
                    Map<String, @Nullable Object> values = row.values();
                    if (!predicate.test(values)) {
                        tally.offend(row, Cells.print(values));
                    }
                }

                @Override
                public Finding finding() {
                    return Finding.share(tally, share, basis, "row");
                }
            };
        }
    }
}
