package io.mmp.test.training;

import io.mmp.test.table.Column;
import io.mmp.test.table.ParquetTables;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import io.mmp.test.text.Words;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes apart Parquet: the names and types of the columns, the number of rows, and each column. */
final class ParquetRows {

    private ParquetRows() {}

    static ModelFormat read(Sections sections, Path file) throws IOException {
        if (!OptionalLibrary.PARQUET.isThere()) {
            bytes(sections, file);
            sections.note("only its bytes are compared: " + OptionalLibrary.PARQUET.remedy());
            return ModelFormat.PARQUET;
        }
        try {
            Map<String, String> types = types(file);
            // The type of a column tells whether its timestamps have a time zone.
            Table table = ParquetTables.readInZone(file, ZoneOffset.UTC);
            sections.text("schema", "columns", JsonDocument.canonical(types.keySet()));
            sections.text("schema", "rows", String.valueOf(table.rowCount()));
            types.forEach((name, type) -> {
                sections.text("schema", "type of " + name, type);
                if (!table.unread().containsKey(name)) {
                    sections.text("columns", name, column(table.column(name)));
                }
            });
            if (!table.unread().isEmpty()) {
                bytes(sections, file);
                table.unread()
                        .forEach((name, reason) ->
                                sections.note("column '%s' cannot be read, so that all bytes are compared too: %s"
                                        .formatted(name, reason)));
            }
        } catch (TableException | SQLException e) {
            String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new TrainingException(problem.replace(" in file '%s'".formatted(file), ""), e);
        }
        return ModelFormat.PARQUET;
    }

    private static void bytes(Sections sections, Path file) throws IOException {
        Hash hash = new Hash();
        try (InputStream in = Files.newInputStream(file)) {
            sections.opaque("bytes", hash.addAll(in), hash.hex());
        }
    }

    private static String column(Column column) {
        Hash hash = new Hash();
        for (int row = 0; row < column.size(); row++) {
            hash.addName(CanonicalValue.text(column.get(row)));
        }
        return "%s, sha256 %s".formatted(Words.count(column.size(), "value"), hash.hex());
    }

    private static Map<String, String> types(Path file) throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                PreparedStatement statement =
                        duckdb.prepareStatement("DESCRIBE SELECT * FROM read_parquet(?, hive_partitioning = false)")) {
            // What DuckDB would take for a pattern, it finds in brackets.
            statement.setString(1, file.toAbsolutePath().toString().replaceAll("[*?\\[]", "[$0]"));
            try (ResultSet columns = statement.executeQuery()) {
                while (columns.next()) {
                    types.put(columns.getString("column_name"), columns.getString("column_type"));
                }
            }
        }
        return types;
    }
}
