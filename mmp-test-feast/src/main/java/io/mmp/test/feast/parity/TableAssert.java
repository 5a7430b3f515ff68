package io.mmp.test.feast.parity;

import io.mmp.test.feast.view.Required;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a table of feature values.
 *
 * @since 0.1.0
 */
public class TableAssert extends AbstractAssert<TableAssert, Table> {

    /** Makes such assertions of what AssertJ navigates to, as in {@code assertThat(object).asInstanceOf(TABLE)}. */
    public static final InstanceOfAssertFactory<Table, TableAssert> TABLE =
            new InstanceOfAssertFactory<>(Table.class, TableAssert::new);

    private ParityRules rules = ParityRules.strict();

    /** Start assertions on a table; tests use {@code FeastAssertions.assertThat}, AssertJ's soft assertions this. */
    public TableAssert(@Nullable Table actual) {
        super(actual, TableAssert.class);
    }

    /**
     * Compare from now on by other rules than the strict ones.
     *
     * <pre>{@code
     * // the driver has 0.5000001 in one table and 0.5 in the other
     * ParityRules rules = ParityRules.strict().withTolerance("rate", Tolerance.absolute(1e-6));
     * assertThat(scored).using(rules).agreesWith(trained, "driver_id"); // passes
     * assertThat(scored).agreesWith(trained, "driver_id"); // fails
     * }</pre>
     *
     * @throws IllegalArgumentException if the rules are null
     */
    public TableAssert using(ParityRules otherRules) {
        rules = Required.given(otherRules, "The rules to compare by");
        return this;
    }

    /**
     * Verify that the rows are those of another table, in any order, with values of the same types.
     *
     * <pre>{@code
     * assertThat(scored).agreesWith(trained, "driver_id"); // passes with the same rows in another order
     * assertThat(scored).agreesWith(trained, "driver_id"); // fails without one of them: missing row
     * }</pre>
     *
     * @param keys the columns that identify a row; all other columns of the expected table are compared
     * @throws TableException if a column is not there, a key stands in two rows of a table, or there is nothing to compare
     * @throws IllegalArgumentException if the expected table or a key is null
     */
    public TableAssert agreesWith(Table expected, String... keys) {
        isNotNull();
        Required.given(expected, "The expected table");
        Required.allGiven(keys, "A key column");
        ParityReport report = rules.compare(expected, actual, keys);
        rules.reportDirectory().ifPresent(report::writeTo);
        if (!report.agrees()) {
            // The values of a test may contain what String.format would take for its own.
            failWithMessage("%s", ParityText.failure(report));
        }
        return this;
    }
}
