package io.mmp.test.table;

import static io.mmp.test.table.TableTests.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTablesTests {

    private static final Instant FINEST = Instant.parse("2026-01-01T00:00:00.000000001Z");
    private static final Instant MICRO = Instant.parse("2026-01-01T00:00:00.000001Z");

    @TempDir
    private Path directory;

    @Test
    void nanoseconds_of_pandas_are_kept() throws IOException {
        Table table = ParquetTables.readInZone(resource("nanos.parquet"), ZoneOffset.UTC);
        assertThat(cells(table, "utc")).containsExactly(FINEST, null, MICRO);
        assertThat(cells(table, "local")).containsExactly(FINEST, null, MICRO);
        assertThat(cells(table, "micros")).containsExactly(MICRO, null, Instant.EPOCH.plusNanos(1000));
        assertThat(cells(table, "list")).containsExactly(List.of(FINEST), null, List.of());
        assertThat(cells(table, "none")).containsOnlyNulls();
        assertThat(cells(table, "id")).containsExactly(1L, 2L, 3L);
    }

    @Test
    void timestamps_of_96_bits_are_kept() throws IOException {
        Table table = ParquetTables.readInZone(resource("int96.parquet"), ZoneOffset.UTC);
        assertThat(cells(table, "local")).containsExactly(FINEST, null, MICRO);
        assertThat(cells(table, "id")).containsExactly(1L, 2L, 3L);
        assertThat(ParquetTables.read(resource("int96.parquet")).unread())
                .containsExactly(
                        entry("local", "Column 'local' has timestamps without a time zone: say which one is meant."));
    }

    @Test
    void a_column_that_cannot_be_read_says_why_when_it_is_asked_for() throws SQLException {
        Path file = parquet("SELECT 1 AS id, INTERVAL 1 DAY AS i, TIMESTAMP '2026-01-01' AS t");
        Table table = ParquetTables.read(file);
        String reason = "Column 'i' is of the SQL type interval, for which there is no value type.";
        assertThat(table.columnNames()).containsExactly("id");
        assertThat(table.rows(0, 0).with("more", table.rows(0, 0).column("id")).unread())
                .containsExactly(
                        entry("i", reason),
                        entry("t", "Column 't' has timestamps without a time zone: say which one is meant."));
        assertRefused(() -> table.column("i"), reason);
        assertRefused(() -> table.select(List.of("i")), reason);
        assertThat(ParquetTables.readInZone(file, ZoneOffset.UTC).columnNames()).containsExactly("id", "t");
    }

    @Test
    void columns_are_chosen() throws SQLException {
        Path file = parquet("SELECT 1 AS id, 2 AS b, INTERVAL 1 DAY AS i, TIMESTAMP '2026-01-01' AS t");
        assertThat(ParquetTables.read(file, List.of("b", "id")).columnNames()).containsExactly("b", "id");
        assertThat(ParquetTables.readInZone(file, ZoneOffset.UTC, List.of("t")).columnNames())
                .containsExactly("t");
        assertRefused(
                () -> ParquetTables.read(file, List.of("id", "nope")),
                "Parquet file %s cannot be read (there is no column 'nope'; the file has [id, b, i, t])."
                        .formatted(file));
    }

    @Test
    void the_path_is_that_of_one_file_and_means_nothing_else() throws IOException, SQLException {
        Path file = parquet("SELECT 1 AS id");
        Path other = parquet("SELECT 2 AS id");
        for (String name : List.of("part*.parquet", "part?.parquet", "[ab].parquet", "it's [1].parquet", "year=2024")) {
            Path partition = Files.createDirectories(directory.resolve("day=1").resolve("p[a]"));
            Files.copy(other, partition.resolve("part-2.parquet"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Path odd = Files.copy(file, partition.resolve(name));
            Table table = ParquetTables.read(odd);
            assertThat(table.row(0)).as(name).isEqualTo(Map.of("id", 1));
            assertThat(table.rowCount()).as(name).isEqualTo(1);
            assertThat(table.columnNames()).as(name).containsExactly("id");
        }
    }

    @Test
    void columns_of_nulls_and_empty_lists_have_the_declared_type() throws SQLException {
        Path file = parquet("SELECT NULL::INTEGER AS s, []::INTEGER[] AS l, 1 AS i UNION ALL SELECT NULL, NULL, NULL");
        Map<String, ValueType> declared =
                Map.of("s", ValueType.STRING, "l", ValueType.STRING_LIST, "i", ValueType.STRING);
        Table table = ParquetTables.read(file).withTypes(declared);
        assertThat(table.column("s").type()).isEqualTo(ValueType.STRING);
        assertThat(table.column("l").type()).isEqualTo(ValueType.STRING_LIST);
        assertThat(table.column("i").type()).isEqualTo(ValueType.INT32);
        assertThat(cells(table, "l")).containsExactly(List.of(), null);
    }

    private static List<Object> cells(Table table, String column) {
        Object[] cells = new Object[table.rowCount()];
        Arrays.setAll(cells, table.column(column)::get);
        return Arrays.asList(cells);
    }

    private Path resource(String name) throws IOException {
        try (InputStream content = Objects.requireNonNull(ParquetTablesTests.class.getResourceAsStream(name))) {
            Path file = directory.resolve(name);
            Files.deleteIfExists(file);
            Files.copy(content, file);
            return file;
        }
    }

    private Path parquet(String query) throws SQLException {
        Path file = directory.resolve("table-" + Integer.toHexString(query.hashCode()) + ".parquet");
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
        }
        return file;
    }
}
