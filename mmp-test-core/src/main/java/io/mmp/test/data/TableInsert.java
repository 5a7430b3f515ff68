package io.mmp.test.data;

import static java.util.stream.Collectors.joining;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Inserts rows into a table in batches. */
final class TableInsert {

    private static final int BATCH = 1000;
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    private TableInsert() {}

    static void run(SampleRows rows, DataSource database, String table) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                insert(rows, connection, table);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new SampleException("The rows cannot be inserted into table '%s': %s".formatted(table, reason(e)), e);
        }
    }

    private static void insert(SampleRows rows, Connection connection, String table) throws SQLException {
        String columns = rows.columnNames().stream().map(TableInsert::quoted).collect(joining(", "));
        String marks =
                String.join(", ", rows.columnNames().stream().map(name -> "?").toList());
        String sql = "INSERT INTO %s (%s) VALUES (%s)"
                .formatted(
                        Stream.of(table.split("\\.", -1))
                                .map(TableInsert::quoted)
                                .collect(joining(".")),
                        columns,
                        marks);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (long row = 0; row < rows.rowCount(); row++) {
                @Nullable Object[] cells = rows.cells(row);
                for (int i = 0; i < cells.length; i++) {
                    statement.setObject(
                            i + 1, cells[i] instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : cells[i]);
                }
                statement.addBatch();
                if ((row + 1) % BATCH == 0 || row + 1 == rows.rowCount()) {
                    statement.executeBatch();
                }
            }
        }
    }

    /** Quote what a database would fold or refuse; the rest is folded as the table's own names were. */
    private static String quoted(String name) {
        return PLAIN.matcher(name).matches() ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** The database's own words stand behind those of the batch. */
    private static String reason(SQLException e) {
        SQLException next = e.getNextException();
        return String.valueOf((e instanceof BatchUpdateException && next != null ? next : e).getMessage());
    }
}
