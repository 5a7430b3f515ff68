package io.mmp.test.contract;

import io.mmp.test.table.Column;
import io.mmp.test.table.JdbcRows;
import io.mmp.test.table.ValueType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes over the rows of a query's result, some at a time, whose numbers begin with zero. */
final class JdbcCursor implements RowCursor {

    static final int CHUNK = 1_000;

    private final JdbcRows rows;
    private final Closing closing;
    private List<Column> chunk = List.of();
    private int chunkSize;
    private int inChunk;
    private int row = -1;

    /** Closes what was opened for the rows. */
    interface Closing {
        void close() throws SQLException;
    }

    JdbcCursor(ResultSet rows, @Nullable ZoneId zone, Closing closing) throws SQLException {
        this.rows = JdbcRows.of(rows, zone);
        this.closing = closing;
    }

    @Override
    public List<String> names() {
        return rows.names();
    }

    @Override
    public @Nullable ValueType type(int column) {
        return rows.types().get(column);
    }

    @Override
    public @Nullable String unread(int column) {
        return rows.unread().get(column);
    }

    @Override
    public boolean next() {
        if (++inChunk >= chunkSize) {
            try {
                chunk = rows.next(CHUNK);
            } catch (SQLException e) {
                throw new ContractException("The rows cannot be read: %s".formatted(e.getMessage()), e);
            }
            chunkSize = chunk.isEmpty() ? 0 : chunk.get(0).size();
            inChunk = 0;
        }
        row++;
        return inChunk < chunkSize;
    }

    @Override
    public int position() {
        return row;
    }

    @Override
    public String place(int position) {
        return "row " + position;
    }

    @Override
    public @Nullable Object cell(int column) {
        return chunk.get(column).get(inChunk);
    }

    @Override
    public void close() {
        try {
            closing.close();
        } catch (SQLException e) {
            throw new ContractException("The query cannot be closed: %s".formatted(e.getMessage()), e);
        }
    }
}
