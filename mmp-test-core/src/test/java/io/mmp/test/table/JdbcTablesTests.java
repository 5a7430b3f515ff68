package io.mmp.test.table;

import static io.mmp.test.table.TableTests.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcTablesTests {

    private static final String ALL_TYPES = """
            SELECT 1::TINYINT AS i8, 2::INTEGER AS i32, (1::BIGINT << 53) + 1 AS i64, 0.1::FLOAT AS f32, 'NaN'::DOUBLE AS f64,
                true AS b, 'x' AS s, '\\x01'::BLOB AS bytes, 1.50::DECIMAL(18, 4) AS d, DATE '2026-01-01' AS day,
                TIMESTAMPTZ '2026-01-01 10:00:00.000001+01' AS tz, uuid '00000000-0000-0000-0000-000000000001' AS u,
                '{}'::JSON AS j, [1, NULL]::BIGINT[] AS list
            UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
            """;

    @TempDir
    private Path directory;

    private Connection duckdb;

    @BeforeEach
    void connect() throws SQLException {
        duckdb = DriverManager.getConnection("jdbc:duckdb:");
    }

    @AfterEach
    void close() throws SQLException {
        duckdb.close();
    }

    @Test
    void columns_of_all_types_are_read_through_jdbc() {
        assertAllTypes(JdbcTables.read(duckdb, ALL_TYPES));
    }

    @Test
    void columns_of_all_types_are_read_from_parquet() throws SQLException {
        Path file = parquet(ALL_TYPES);
        assertAllTypes(ParquetTables.read(file));
    }

    private static void assertAllTypes(Table table) {
        assertThat(table.row(0).values())
                .containsExactly(
                        1,
                        2,
                        (1L << 53) + 1,
                        0.1f,
                        Double.NaN,
                        true,
                        "x",
                        ByteBuffer.wrap(new byte[] {1}),
                        new BigDecimal("1.5"),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-01-01T09:00:00.000001Z"),
                        UUID.fromString("00000000-0000-0000-0000-000000000001"),
                        "{}",
                        Arrays.asList(1L, null));
        assertThat(table.column("j").type()).isEqualTo(ValueType.JSON);
        assertThat(table.row(1).values()).containsOnlyNulls();
    }

    @Test
    void types_that_java_has_no_number_for_and_nested_ones_are_kept() throws SQLException {
        String query = """
                SELECT 18446744073709551615::UBIGINT AS u64, 255::UTINYINT AS u8, 'a'::ENUM('a', 'b') AS e, TIME '10:00:00' AS time,
                    {'a': 1, 'b': [DATE '2026-01-01']} AS s, MAP{'k': 1} AS m, MAP{1: 'x'} AS sm, [[1], []] AS nested,
                    [{'a': 1}] AS structs, [1.50::DECIMAL(5, 2)] AS decimals, [1, 2]::INTEGER[2] AS fixed, ['\\x01'::BLOB] AS blobs
                UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
                """;
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("u64", new BigDecimal("18446744073709551615"));
        expected.put("u8", 255);
        expected.put("e", "a");
        expected.put("time", "10:00:00");
        expected.put("s", Map.of("a", 1, "b", List.of(Instant.parse("2026-01-01T00:00:00Z"))));
        expected.put("m", Map.of("k", 1));
        expected.put("sm", Map.of(1, "x"));
        expected.put("nested", List.of(List.of(1), List.of()));
        expected.put("structs", List.of(Map.of("a", 1)));
        expected.put("decimals", List.of(new BigDecimal("1.5")));
        expected.put("fixed", List.of(1, 2));
        expected.put("blobs", List.of(ByteBuffer.wrap(new byte[] {1})));
        for (Table table : List.of(JdbcTables.read(duckdb, query), ParquetTables.read(parquet(query)))) {
            assertThat(table.row(0)).isEqualTo(expected);
            assertThat(table.row(1).values()).containsOnlyNulls();
            assertThat(table.column("structs").type()).isEqualTo(ValueType.STRUCT_LIST);
            assertThat(table.column("sm").type()).isEqualTo(ValueType.SCALAR_MAP);
            assertThat(table.column("nested").type()).isEqualTo(ValueType.VALUE_LIST);
        }
        assertThat(JdbcTables.read(duckdb, "SELECT 170141183460469231731687303715884105727::HUGEINT AS h")
                        .column("h")
                        .get(0))
                .isEqualTo(new BigDecimal("170141183460469231731687303715884105727"));
    }

    @Test
    void timestamps_without_a_time_zone_need_one() throws SQLException {
        String query = "SELECT TIMESTAMP '2026-07-01 10:00:00' AS t";
        String message = "Column 't' has timestamps without a time zone: say which one is meant.";
        ZoneId newYork = ZoneId.of("America/New_York");
        Instant there = Instant.parse("2026-07-01T14:00:00Z");
        Path file = parquet(query);
        assertRefused(() -> JdbcTables.read(duckdb, query), message);
        assertRefused(() -> ParquetTables.read(file), "Parquet file %s: %s".formatted(file, message));
        assertThat(JdbcTables.readInZone(duckdb, query, newYork).column("t").get(0))
                .isEqualTo(there);
        assertThat(ParquetTables.readInZone(file, newYork).column("t").get(0)).isEqualTo(there);
        assertThat(ParquetTables.readInZone(file, ZoneOffset.UTC).column("t").get(0))
                .isEqualTo(Instant.parse("2026-07-01T10:00:00Z"));
    }

    @Test
    void nanoseconds_are_kept() throws SQLException {
        String query =
                "SELECT TIMESTAMP_NS '2026-07-01 10:00:00.000000001' AS t, [TIMESTAMP_NS '2026-07-01 10:00:00.000000001'] AS l";
        Instant finest = Instant.parse("2026-07-01T10:00:00.000000001Z");
        for (Table table : List.of(
                JdbcTables.readInZone(duckdb, query, ZoneOffset.UTC),
                ParquetTables.readInZone(parquet(query), ZoneOffset.UTC))) {
            assertThat(table.column("t").get(0)).isEqualTo(finest);
            assertThat(table.column("l").get(0)).isEqualTo(List.of(finest));
        }
        assertThat(JdbcTables.readInZone(duckdb, query, ZoneId.of("America/New_York"))
                        .column("t")
                        .get(0))
                .isEqualTo(Instant.parse("2026-07-01T14:00:00.000000001Z"));
    }

    @Test
    void times_that_clocks_skipped_or_showed_twice_are_refused() throws SQLException {
        ZoneId newYork = ZoneId.of("America/New_York");
        String skipped = "SELECT TIMESTAMP '2026-03-08 02:30:00' AS t";
        String twice = "SELECT TIMESTAMP '2026-11-01 01:30:00' AS t";
        String skippedMessage = "Row 0: column 't' has 2026-03-08T02:30, which clocks in America/New_York skipped.";
        String twiceMessage =
                "Row 0: column 't' has 2026-11-01T01:30, which clocks in America/New_York showed twice, at -04:00 and at -05:00: add the offset.";
        Path skippedFile = parquet(skipped);
        Path twiceFile = parquet(twice);
        assertRefused(() -> JdbcTables.readInZone(duckdb, skipped, newYork), skippedMessage);
        assertRefused(() -> JdbcTables.readInZone(duckdb, twice, newYork), twiceMessage);
        assertRefused(
                () -> ParquetTables.readInZone(skippedFile, newYork),
                "Parquet file %s: %s".formatted(skippedFile, skippedMessage));
        assertRefused(
                () -> ParquetTables.readInZone(twiceFile, newYork),
                "Parquet file %s: %s".formatted(twiceFile, twiceMessage));
        assertThat(JdbcTables.readInZone(duckdb, skipped, ZoneOffset.UTC)
                        .column("t")
                        .get(0))
                .isEqualTo(Instant.parse("2026-03-08T02:30:00Z"));
    }

    @Test
    void infinity_is_no_year() throws SQLException {
        for (String value : List.of(
                "TIMESTAMP 'infinity'", "TIMESTAMPTZ '-infinity'", "DATE 'infinity'", "TIMESTAMP_NS 'infinity'")) {
            String query = "SELECT " + value + " AS t";
            String message =
                    "column 't' has an infinite timestamp: leave the row out, or put null or a far year in its place.";
            if (!value.startsWith("TIMESTAMP_NS")) {
                assertRefused(() -> JdbcTables.readInZone(duckdb, query, ZoneOffset.UTC), "Row 0: " + message);
            }
            if (!value.startsWith("DATE")) {
                Path file = parquet(query);
                assertRefused(
                        () -> ParquetTables.readInZone(file, ZoneOffset.UTC),
                        "Parquet file %s: Row 0: %s".formatted(file, message));
            }
        }
        String far = "SELECT TIMESTAMPTZ '9999-12-31 00:00:00+00' AS t";
        assertThat(ParquetTables.read(parquet(far)).column("t").get(0))
                .isEqualTo(Instant.parse("9999-12-31T00:00:00Z"));
    }

    @Test
    void what_cannot_be_read_is_refused() {
        assertRefused(
                () -> JdbcTables.read(duckdb, "SELECT INTERVAL 1 DAY AS i"),
                "Column 'i' is of the SQL type interval, for which there is no value type.");
        assertRefused(() -> JdbcTables.read(duckdb, "SELECT 1 AS a, 2 AS a"), "There are two columns 'a'.");
        assertThat(List.of(
                        failure(() -> JdbcTables.read(duckdb, "SELECT x FROM nowhere")),
                        failure(() -> ParquetTables.read(directory.resolve("no.parquet")))))
                .satisfiesExactly(
                        query -> assertThat(query)
                                .startsWith("Query failed (Catalog Error: Table with name nowhere does not exist!")
                                .endsWith("): SELECT x FROM nowhere"),
                        file -> assertThat(file)
                                .isEqualTo("Parquet file " + directory.resolve("no.parquet")
                                        + " cannot be read (there is no such file)."));
    }

    @Test
    void a_damaged_parquet_file_is_refused_however_much_of_it_can_be_read() throws IOException, SQLException {
        Path file = parquet("SELECT random() AS r FROM range(1000000)");
        byte[] bytes = Files.readAllBytes(file);
        int pages = bytes.length * 9 / 10;
        Arrays.fill(bytes, pages, pages + 10_000, (byte) 0);
        Files.write(file, bytes);
        assertThat(failure(() -> ParquetTables.read(file)))
                .matches("Parquet file \\Q" + file
                        + "\\E cannot be read \\(it is damaged: only \\d+ of its 1000000 rows can be read\\)\\.");
    }

    private static String failure(Runnable read) {
        try {
            read.run();
        } catch (TableException e) {
            return String.valueOf(e.getMessage());
        }
        return "";
    }

    private Path parquet(String query) throws SQLException {
        Path file = directory.resolve("table-" + Integer.toHexString(query.hashCode()) + ".parquet");
        try (var statement = duckdb.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
        }
        return file;
    }
}
