package io.mmp.test.table;

import io.mmp.test.Internal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
        JdbcRows read = new JdbcRows(rows);
        ResultSetMetaData metaData = rows.getMetaData();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            try {
                read.columns.add(JdbcColumn.of(metaData, i, zone));
                read.unread.add(null);
            } catch (TableException e) {
                read.columns.add(new JdbcColumn(
                        metaData.getColumnLabel(i), ValueType.NULL, (row, index, cells) -> cells.addNull()));
                read.unread.add(String.valueOf(e.getMessage()));
            }
        }
        return read;
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
