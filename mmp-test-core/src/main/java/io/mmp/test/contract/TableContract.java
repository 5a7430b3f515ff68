package io.mmp.test.contract;

import io.mmp.test.table.ValueType;
import io.mmp.test.text.Nearest;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The contract of a table: its columns, and what holds for them.
 *
 * <pre>{@code
 * TableContract transactions = TableContract.of("transactions")
 *         .withColumn("id", ValueType.INT64, notNull(), unique())
 *         .withColumn("amount", ValueType.DOUBLE, notNull(), between(0, 10_000))
 *         .withColumn("country", ValueType.STRING, matches("[A-Z]{2}").mostly(0.99))
 *         .withRule(rowCountBetween(1, 1_000_000));
 * assertThat(TableRows.ofCsv(file)).satisfies(transactions);
 * }</pre>
 *
 * <p>A value: the {@code with} methods return changed copies. More columns than these are allowed, in any order, unless it says otherwise.
 *
 * @since 0.1.0
 */
public final class TableContract {

    private final String name;
    private final List<ColumnContract> columns;
    private final List<TableRule> rules;
    private final List<String> unjudged;
    private final Shape shape;

    /** What holds for the table beside its rules. */
    private record Shape(
            boolean isClosed,
            boolean isOrdered,
            boolean allowsUnjudged,
            @Nullable ZoneId zone) {}

    private TableContract(
            String name, List<ColumnContract> columns, List<TableRule> rules, List<String> unjudged, Shape shape) {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.rules = List.copyOf(rules);
        this.unjudged = List.copyOf(unjudged);
        this.shape = shape;
    }

    /** Return the contract of a table of this name that says nothing yet. */
    public static TableContract of(String name) {
        return new TableContract(name, List.of(), List.of(), List.of(), new Shape(false, false, false, null));
    }

    /**
     * Return the contract of tables of this record: a column for each component, in snake case, of its type; not null unless the component
     * is annotated with a {@code Nullable}; of an enum, one of its constants; {@link ColumnRules} says more.
     */
    public static TableContract ofRecord(Class<? extends Record> type) {
        return RecordContract.of(type);
    }

    /**
     * Read the only table of a file of the Open Data Contract Standard, version 3.
     *
     * @throws ContractException if it is none, or has several tables; all faults are told, with their lines
     */
    public static TableContract ofOdcs(Path file) {
        return OdcsFile.read(file, null);
    }

    /**
     * Read the table of this name in a file of the Open Data Contract Standard, version 3.
     *
     * @throws ContractException if it is none, or has no such table; all faults are told, with their lines
     */
    public static TableContract ofOdcs(Path file, String table) {
        return OdcsFile.read(file, table);
    }

    /**
     * Return a copy with one more column.
     *
     * @param type the type of all of its values; text of a CSV file is read as this
     * @throws ContractException if there is a column of this name, or a rule cannot be said of this type
     */
    public TableContract withColumn(String column, ValueType type, ColumnRule... columnRules) {
        return with(new ColumnContract(column, type, false, List.of(columnRules)));
    }

    /** Return a copy with one more column, whose values are dates: timestamps of midnight in UTC, which is what they become in a table. */
    public TableContract withDateColumn(String column, ColumnRule... columnRules) {
        return with(new ColumnContract(column, ValueType.UNIX_TIMESTAMP, true, List.of(columnRules)));
    }

    /** Return a copy with one more column, of any type; in a CSV file its values are texts. */
    public TableContract withColumn(String column, ColumnRule... columnRules) {
        return with(new ColumnContract(column, null, false, List.of(columnRules)));
    }

    TableContract with(ColumnContract column) {
        if (column(column.name()).isPresent()) {
            throw new ContractException("Contract '%s' has two columns '%s'.".formatted(name, column.name()));
        }
        List<ColumnContract> more = new ArrayList<>(columns);
        more.add(column);
        return new TableContract(name, more, rules, unjudged, shape);
    }

    /**
     * Return a copy with one more rule.
     *
     * @throws ContractException if it is on a column that the contract does not have
     */
    public TableContract withRule(TableRule rule) {
        for (String column : rule.constraint().columns()) {
            if (column(column).isEmpty()) {
                throw new ContractException("'%s' is on the column '%s', which contract '%s' does not have.%s"
                        .formatted(rule, column, name, Nearest.hint(column, columnNames())));
            }
        }
        List<TableRule> more = new ArrayList<>(rules);
        more.add(rule);
        return new TableContract(name, columns, more, unjudged, shape);
    }

    /** Return a copy for tables that have no other columns than these. */
    public TableContract withoutOtherColumns() {
        return with(new Shape(true, shape.isOrdered, shape.allowsUnjudged, shape.zone));
    }

    /** Return a copy for tables whose columns are in this order; others may be between them. */
    public TableContract withColumnOrder() {
        return with(new Shape(shape.isClosed, true, shape.allowsUnjudged, shape.zone));
    }

    /** Return a copy for timestamps without a time zone that are in this one; without, they are refused. */
    public TableContract withZone(ZoneId zone) {
        return with(new Shape(shape.isClosed, shape.isOrdered, shape.allowsUnjudged, zone));
    }

    /** Return a copy that may be satisfied though rules of its file were not judged; they stay in the result. */
    public TableContract withUnjudgedAllowed() {
        return with(new Shape(shape.isClosed, shape.isOrdered, true, shape.zone));
    }

    TableContract withUnjudged(List<String> more) {
        return new TableContract(name, columns, rules, more, shape);
    }

    private TableContract with(Shape other) {
        return new TableContract(name, columns, rules, unjudged, other);
    }

    /** Return the name of the table. */
    public String name() {
        return name;
    }

    /** Return the names of the columns. */
    public List<String> columnNames() {
        return columns.stream().map(ColumnContract::name).toList();
    }

    /** Judge rows. */
    public ContractResult judge(TableRows rows) {
        return ContractRun.judge(this, rows, Optional.empty());
    }

    List<ColumnContract> columns() {
        return columns;
    }

    List<TableRule> rules() {
        return rules;
    }

    List<String> unjudged() {
        return unjudged;
    }

    boolean allowsUnjudged() {
        return shape.allowsUnjudged;
    }

    boolean isClosed() {
        return shape.isClosed;
    }

    boolean isOrdered() {
        return shape.isOrdered;
    }

    @Nullable
    ZoneId zone() {
        return shape.zone;
    }

    Optional<ColumnContract> column(String column) {
        return columns.stream().filter(one -> one.name().equals(column)).findFirst();
    }

    /** Return the name of the contract. */
    @Override
    public String toString() {
        return "contract '%s'".formatted(name);
    }
}
