package io.mmp.test.table;

import io.mmp.test.Internal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query's result, some at a time.
 *
 * @since 0.1.0
 */
@Internal
public final class JdbcRows {

    private final ResultSet rows;
    private final List<JdbcColumn> columns = new ArrayList<>();
    private final List<String> sqlTypes = new ArrayList<>();
    private final List<@Nullable String> unread = new ArrayList<>();
    private long rowCount;

    private JdbcRows(ResultSet rows) {
        this.rows = rows;
    }

    /**
     * Take the rows of a result from where it stands; timestamps without a time zone are in this one.
     *
     * @throws SQLException if it cannot say which columns it has
     */
    public static JdbcRows of(ResultSet rows, @Nullable ZoneId zone) throws SQLException {
        return of(rows, Optional.empty(), zone);
    }

    /**
     * Take the rows of a result whose columns are of these SQL types, in place of those that the driver tells.
     *
     * @throws SQLException if it cannot say which columns it has
     */
    public static JdbcRows of(ResultSet rows, Optional<List<String>> sqlTypes, @Nullable ZoneId zone)
            throws SQLException {
        JdbcRows read = new JdbcRows(rows);
        ResultSetMetaData metaData = rows.getMetaData();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            String name = metaData.getColumnLabel(i);
            String sqlType = sqlTypes.isPresent() ? sqlTypes.get().get(i - 1) : SqlTypes.name(metaData, i);
            read.sqlTypes.add(sqlType);
            try {
                read.columns.add(
                        sqlTypes.isPresent()
                                ? JdbcColumn.described(name, sqlType, zone)
                                : JdbcColumn.of(metaData, i, zone));
                read.unread.add(null);
            } catch (TableException e) {
                read.columns.add(new JdbcColumn(name, ValueType.NULL, (row, index, cells) -> cells.addNull()));
                read.unread.add(String.valueOf(e.getMessage()));
            }
        }
        return read;
    }

    /** Return the names of the SQL types of the columns, in lower case. */
    public List<String> sqlTypes() {
        return Collections.unmodifiableList(sqlTypes);
    }

    /** Return the names of the columns; two may have one name. */
    public List<String> names() {
        return columns.stream().map(JdbcColumn::name).toList();
    }

    /** Return the types of the columns. */
    public List<ValueType> types() {
        return columns.stream().map(JdbcColumn::type).toList();
    }

    /** Return for each column why it is not read, or null. */
    public List<@Nullable String> unread() {
        return Collections.unmodifiableList(unread);
    }

    /**
     * Return all rows that are left as a table.
     *
     * @throws SQLException if the database says so
     * @throws TableException if a cell has no value of its type, or none of the columns has a value type
     */
    public Table table() throws SQLException {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            String reason = unread.get(i);
            if (reason != null) {
                reasons.put(columns.get(i).name(), reason);
            }
        }
        return Table.of(JdbcTables.read(rows, columns)).without(reasons);
    }

    /**
     * Return the columns of so many next rows, or of fewer at the end.
     *
     * @throws SQLException if the database says so
     * @throws TableException if a cell has no value of its type
     */
    public List<Column> next(int most) throws SQLException {
        List<ColumnBuilder> cells = columns.stream()
                .map(column -> new ColumnBuilder(column.type(), most))
                .toList();
        for (int row = 0; row < most && rows.next(); row++) {
            for (int i = 0; i < cells.size(); i++) {
                columns.get(i).read(rows, i + 1, cells.get(i), rowCount);
            }
            rowCount++;
        }
        return cells.stream().map(ColumnBuilder::build).toList();
    }
}
