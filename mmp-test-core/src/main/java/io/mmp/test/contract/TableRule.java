package io.mmp.test.contract;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A rule on several columns of a row, or on all rows. A value: {@link #mostly} and {@link #asWarning} return changed copies.
 *
 * @since 0.1.0
 */
public final class TableRule {

    private final TableConstraint constraint;
    private final double share;
    private final Severity severity;

    private TableRule(TableConstraint constraint, double share, Severity severity) {
        this.constraint = constraint;
        this.share = share;
        this.severity = severity;
    }

    static TableRule of(TableConstraint constraint) {
        return new TableRule(constraint, 1, Severity.CRITICAL);
    }

    /** No combination of values of these columns is there twice; one with a null may be, as in SQL. */
    public static TableRule unique(String... columns) {
        return of(new TableConstraint.UniqueKey(List.of(columns)));
    }

    /**
     * Each value of a column is in a column of another table, whose rows {@link TableRows#withOther} gives.
     *
     * @param column the column of this table
     * @param table the name of the other table
     * @param otherColumn its column
     */
    public static TableRule references(String column, String table, String otherColumn) {
        return references(List.of(column), table, List.of(otherColumn));
    }

    /** Each combination of values of these columns, if none of them is null, is in as many columns of another table. */
    public static TableRule references(List<String> columns, String table, List<String> otherColumns) {
        if (columns.size() != otherColumns.size() || columns.isEmpty()) {
            throw new ContractException(
                    "Columns refer to as many others, but %s to %s.".formatted(columns, otherColumns));
        }
        return of(new TableConstraint.Reference(List.copyOf(columns), table, List.copyOf(otherColumns)));
    }

    /** There are so many rows. */
    public static TableRule rowCountIs(long count) {
        return rowCountBetween(count, count);
    }

    /** There are so many rows or more. */
    public static TableRule rowCountAtLeast(long least) {
        return rowCountBetween(least, Long.MAX_VALUE);
    }

    /** There are so many rows, the bounds included. */
    public static TableRule rowCountBetween(long least, long greatest) {
        if (least < 0 || least > greatest) {
            throw new ContractException("No table has %s to %s rows.".formatted(least, greatest));
        }
        return of(new TableConstraint.RowCount(least, greatest));
    }

    /**
     * Each row satisfies this.
     *
     * @param words a sentence such as {@code paid_at is not before created_at}
     * @param predicate is given the values of the contract's columns by their names; null where there is none
     */
    public static TableRule satisfies(String words, Predicate<Map<String, @Nullable Object>> predicate) {
        return of(new TableConstraint.Satisfying(words, predicate));
    }

    /**
     * Return a copy that holds if it does for this share of the rows: see {@link ColumnRule#mostly}.
     *
     * @throws ContractException if it is no share above 0, at most 1, or the rule is on the number of rows
     */
    public TableRule mostly(double newShare) {
        if (!(newShare > 0 && newShare <= 1)) {
            throw new ContractException("Most of the rows are a share above 0, at most 1, not %s.".formatted(newShare));
        }
        if (constraint instanceof TableConstraint.RowCount) {
            throw new ContractException("'%s' is said of all rows together, and cannot hold for most of them."
                    .formatted(constraint.words()));
        }
        return new TableRule(constraint, newShare, severity);
    }

    /** Return a copy that is reported and fails nothing. */
    public TableRule asWarning() {
        return new TableRule(constraint, share, Severity.WARNING);
    }

    TableConstraint constraint() {
        return constraint;
    }

    double share() {
        return share;
    }

    Severity severity() {
        return severity;
    }

    String words() {
        return constraint.words() + (share == 1 ? "" : " in %s".formatted(Finding.percent(share)));
    }

    /** Return the rule in words. */
    @Override
    public String toString() {
        return words();
    }
}
