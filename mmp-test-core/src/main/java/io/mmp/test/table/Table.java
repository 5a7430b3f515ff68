package io.mmp.test.table;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table in columns: about eight bytes a cell, a million rows in some tens of megabytes.
 *
 * <p>Write one by hand with {@link #builder()} or {@link #ofRecords}, read one with {@link CsvTables}, {@link JdbcTables} or
 * {@link ParquetTables}.
 *
 * @since 0.1.0
 */
public final class Table {

    private final Map<String, Column> columns;
    private final int rowCount;
    /** Why there is no column of a name. */
    private final Map<String, String> unread;

    private Table(Map<String, Column> columns, int rowCount, Map<String, String> unread) {
        this.columns = Collections.unmodifiableMap(columns);
        this.rowCount = rowCount;
        this.unread = unread;
    }

    /** Return a table of these columns; without any it may have rows all the same, such as those of a view without join keys. */
    static Table of(Map<String, Column> columns, int rowCount) {
        return new Table(columns, rowCount, Map.of());
    }

    static Table of(Map<String, Column> columns) {
        return of(
                columns,
                columns.values().stream().mapToInt(Column::size).findFirst().orElse(0));
    }

    /** Return a table without these columns, which says why when it is asked for one of them; one without any is refused. */
    Table without(Map<String, String> reasons) {
        Map<String, Column> rest = new LinkedHashMap<>(columns);
        rest.keySet().removeAll(reasons.keySet());
        if (rest.isEmpty() && !reasons.isEmpty()) {
            throw new TableException(String.join(" ", reasons.values()));
        }
        return new Table(rest, rowCount, Collections.unmodifiableMap(new LinkedHashMap<>(reasons)));
    }

    /** Describe a table column by column, then fill it row by row. */
    public static TableBuilder builder() {
        return new TableBuilder();
    }

    /**
     * Make a table of Java records, or of data classes of Kotlin: a column for each component, in snake case, a row for each record.
     *
     * <p>Components may be of the types that {@link ValueType} lists for cells, of primitive types, {@code byte[]}, enums, and lists, arrays and sets
     * of these; {@code int} becomes {@link ValueType#INT32}, {@code long} {@link ValueType#INT64}, a map {@link ValueType#MAP}.
     *
     * <p>Of a data class the properties of its constructor are read; those of value classes, such as {@code UInt}, are refused.
     *
     * @throws TableException if the type is neither, or has a component for whose type there is no {@link ValueType}
     */
    public static <R> Table ofRecords(Class<R> type, Collection<R> rows) {
        return RecordTables.read(type, rows);
    }

    /** Return the names of the columns in their order. */
    public Set<String> columnNames() {
        return columns.keySet();
    }

    /**
     * Return the column of this name.
     *
     * @throws TableException if there is none
     */
    public Column column(String name) {
        Column column = columns.get(name);
        if (column == null && unread.containsKey(name)) {
            throw new TableException(unread.get(name));
        }
        if (column == null) {
            throw new TableException("There is no column '%s'; the table has %s.".formatted(name, columnNames()));
        }
        return column;
    }

    /**
     * Return the columns that were not read, by their names, and why: what they hold has no {@link ValueType}, or the time zone of their
     * timestamps is not known. {@link #column} says so too.
     */
    public Map<String, String> unread() {
        return unread;
    }

    /** Return the number of rows. */
    public int rowCount() {
        return rowCount;
    }

    /** Return the cells of this row by the names of their columns. */
    public Map<String, @Nullable Object> row(int row) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        columns.forEach((name, column) -> cells.put(name, column.get(row)));
        return Collections.unmodifiableMap(cells);
    }

    /** Return a table of these rows, in this order; a row may be taken several times. */
    public Table rows(int... rows) {
        Map<String, Column> gathered = new LinkedHashMap<>();
        columns.forEach((name, column) -> gathered.put(name, column.gather(rows)));
        return new Table(gathered, rows.length, unread);
    }

    /** Return a table with one more column. */
    public Table with(String name, Column column) {
        if (columns.containsKey(name)) {
            throw new TableException("There already is a column '%s' in %s.".formatted(name, columnNames()));
        }
        if (!columns.isEmpty() && column.size() != rowCount) {
            throw new TableException(
                    "Column '%s' has %s rows, but the table has %s.".formatted(name, column.size(), rowCount));
        }
        Map<String, Column> all = new LinkedHashMap<>(columns);
        all.put(name, column);
        return new Table(all, column.size(), unread);
    }

    /**
     * Return a table whose columns are of these types where nothing in them shows a type: nulls alone, or nulls and empty lists. Formats
     * and stores give such columns types of their own.
     */
    public Table withTypes(Map<String, ValueType> types) {
        Map<String, Column> typed = new LinkedHashMap<>(columns);
        typed.replaceAll((name, column) -> column.inType(types.getOrDefault(name, column.type())));
        return new Table(typed, rowCount, unread);
    }

    /** Return a table of these columns alone, in this order. */
    public Table select(List<String> names) {
        Map<String, Column> selected = new LinkedHashMap<>();
        names.forEach(name -> selected.put(name, column(name)));
        return of(selected, rowCount);
    }
}
