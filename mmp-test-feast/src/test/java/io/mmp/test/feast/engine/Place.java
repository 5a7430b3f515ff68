package io.mmp.test.feast.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A database that holds generated tables.
 *
 * @param columns how it calls the columns and their types, such as {@code id BIGINT}
 */
record Place(Connection connection, List<String> columns) {

    /** Make a table with these columns anew, and put literals into it. */
    void create(String table, List<String> tableColumns, List<List<String>> rows) throws SQLException {
        execute("DROP TABLE IF EXISTS " + table);
        execute("CREATE TABLE %s (%s)".formatted(table, String.join(", ", tableColumns)));
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                cells.add("CAST(%s AS %s)".formatted(row.get(i), type(tableColumns.get(i))));
            }
            lines.add("(" + String.join(", ", cells) + ")");
        }
        if (!lines.isEmpty()) {
            execute("INSERT INTO %s VALUES %s".formatted(table, String.join(", ", lines)));
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String type(String column) {
        return column.substring(column.indexOf(' ') + 1);
    }
}
