package io.mmp.test.feast.parity;

import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import org.assertj.core.api.AbstractAssert;

/** Assertions on a table of feature values. */
public class TableAssert extends AbstractAssert<TableAssert, Table> {

    private ParityRules rules = ParityRules.strict();

    /** Start assertions on a table, for AssertJ's soft assertions; others use {@link #of}. */
    protected TableAssert(Table actual) {
        super(actual, TableAssert.class);
    }

    /** Start assertions on a table. */
    public static TableAssert of(Table actual) {
        return new TableAssert(actual);
    }

    /** Compare from now on by other rules than the strict ones. */
    public TableAssert using(ParityRules otherRules) {
        rules = otherRules;
        return this;
    }

    /**
     * Verify that the rows are those of another table, in any order, with values of the same types.
     *
     * @param keys the columns that identify a row; all other columns of the expected table are compared
     * @throws TableException if a column is not there, a key stands in two rows of a table, or there is nothing to compare
     */
    public TableAssert agreesWith(Table expected, String... keys) {
        isNotNull();
        ParityReport report = rules.compare(expected, actual, keys);
        rules.reportDirectory().ifPresent(report::writeTo);
        if (!report.agrees()) {
            // The values of a test may contain what String.format would take for its own.
            failWithMessage("%s", ParityText.failure(report));
        }
        return this;
    }
}
