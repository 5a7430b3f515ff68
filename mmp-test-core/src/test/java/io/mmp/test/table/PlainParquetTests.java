package io.mmp.test.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read without DuckDB is held against what DuckDB reads. */
class PlainParquetTests {

    private static final String ODD = """
            SELECT i::BIGINT AS id, (i - 5000)::INTEGER AS number, i % 3 = 0 AS flag,
                CASE WHEN i % 7 = 0 THEN NULL WHEN i % 11 = 0 THEN 'NaN'::FLOAT ELSE (i / 8)::FLOAT END AS single,
                CASE WHEN i % 5 = 0 THEN NULL WHEN i % 13 = 0 THEN -0.0 ELSE sqrt(i) END AS "dou ble",
                CASE WHEN i % 4 = 0 THEN NULL ELSE 'word ' || i % 9 END AS word,
                repeat(chr(19968 + (i % 99)::INTEGER), (i % 40)::INTEGER) AS text,
                TIMESTAMPTZ '1500-01-01 00:00:00+00' + to_microseconds(i * 1_000_000_007_000) AS at,
                CASE WHEN i > 9000 THEN NULL ELSE i END AS tail, NULL::BIGINT AS none
            FROM range(10000) t(i)""";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"uncompressed, 122880", "snappy, 122880", "snappy, 2048", "gzip, 4096"})
    void files_of_duckdb_are_read_as_duckdb_reads_them(String codec, int rowsOfGroup) throws Exception {
        Path file = parquet(ODD, "COMPRESSION %s, ROW_GROUP_SIZE %s".formatted(codec, rowsOfGroup));

        assertReadAlike(file, null, Set.of());
        assertReadAlike(file, null, Set.of("word", "dou ble"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"arrow-snappy-1", "arrow-snappy-2", "arrow-gzip-1", "arrow-gzip-2"})
    void files_of_arrow_are_read_as_duckdb_reads_them(String name) throws Exception {
        Path file = resource(name + ".parquet");
        Set<String> zoned = Set.of("id", "required", "i", "f", "d", "word", "text", "ms", "us", "ns", "none");

        assertReadAlike(file, null, zoned);
        assertReadAlike(file, ZoneId.of("Etc/UTC"), Set.of("local", "us"));
        assertThat(plain(file, null, Set.of("required")).column("required").get(7))
                .isEqualTo(7L);
    }

    @Test
    void a_table_without_rows_has_its_columns() throws Exception {
        assertReadAlike(parquet(ODD + " WHERE i < 0", "COMPRESSION snappy"), null, Set.of());
    }

    private static void assertReadAlike(Path file, @Nullable ZoneId zone, Set<String> columns) throws Exception {
        Table plain = plain(file, zone, columns);
        Table expected = DuckDbParquet.read(file, zone, columns);

        assertThat(plain.columnNames()).isEqualTo(expected.columnNames());
        assertThat(plain.unread()).isEqualTo(expected.unread());
        for (String name : expected.columnNames()) {
            Column column = plain.column(name);
            assertThat(column.type()).as(name).isEqualTo(expected.column(name).type());
            assertThat(cells(column)).as(name).isEqualTo(cells(expected.column(name)));
        }
    }

    private static List<Object> cells(Column column) {
        Object[] cells = new Object[column.size()];
        Arrays.setAll(cells, column::get);
        return Arrays.asList(cells);
    }

    private static Table plain(Path file, @Nullable ZoneId zone, Set<String> columns) throws Exception {
        return PlainParquet.read(file, Objects.requireNonNull(ParquetFooter.of(file)), zone, columns);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SELECT 1 AS a; COMPRESSION zstd; column 'a' is compressed with ZSTD",
                "SELECT 1 AS a; COMPRESSION lz4_raw; column 'a' is compressed with LZ4_RAW",
                "SELECT [1] AS a; COMPRESSION snappy; column 'a' is no plain number, boolean, text or timestamp in UTC",
                "SELECT {'b': 1} AS a; COMPRESSION snappy; column 'a' is no plain number, boolean, text or timestamp in UTC",
                "SELECT 1.5::DECIMAL(9, 2) AS a; COMPRESSION snappy; column 'a' is no plain number, boolean, text or timestamp in UTC",
                "SELECT DATE '2026-01-01' AS a; COMPRESSION snappy; column 'a' is no plain number, boolean, text or timestamp in UTC",
                "SELECT 'x'::BLOB AS a; COMPRESSION snappy; column 'a' is no plain number, boolean, text or timestamp in UTC",
                "SELECT 1::UINTEGER AS a; COMPRESSION snappy; column 'a' is no plain number, boolean, text or timestamp in UTC",
                "SELECT TIMESTAMP '2026-01-01' AS a; COMPRESSION snappy; column 'a' is no plain number, boolean, text or timestamp in UTC",
                "SELECT range AS a FROM range(9); COMPRESSION snappy, PARQUET_VERSION v2; column 'a' cannot be read (the encoding DELTA_BINARY_PACKED)",
                "SELECT 1 AS b; COMPRESSION snappy; it lacks one of the columns [a]"
            })
    void what_is_not_plain_is_left_to_duckdb(String query, String options, String reason) throws Exception {
        Path file = parquet(query, options);

        assertThatThrownBy(() -> plain(file, null, Set.of("a")))
                .isInstanceOf(PlainParquet.LeftException.class)
                .hasMessage(reason);
    }

    @Test
    void timestamps_without_a_zone_are_plain_in_utc_only() throws Exception {
        Path file = parquet("SELECT TIMESTAMP '2026-01-01 12:00:00' AS a", "COMPRESSION snappy");

        assertReadAlike(file, ZoneOffset.UTC, Set.of());
        assertThatThrownBy(() -> plain(file, ZoneId.of("Europe/Berlin"), Set.of()))
                .isInstanceOf(PlainParquet.LeftException.class);
        assertThat(ParquetTables.readInZone(file, ZoneId.of("Europe/Berlin"))
                        .column("a")
                        .get(0))
                .hasToString("2026-01-01T11:00:00Z");
    }

    @Test
    void a_text_that_is_no_utf_8_is_left_to_duckdb_which_refuses_it() throws Exception {
        Path file = parquet("SELECT 'Z\u00fcrich' AS a", "COMPRESSION uncompressed");
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length - 1; i++) {
            if (bytes[i] == (byte) 0xC3 && bytes[i + 1] == (byte) 0xBC) {
                bytes[i + 1] = 'x';
            }
        }
        Files.write(file, bytes);

        assertThatThrownBy(() -> plain(file, null, Set.of())).isInstanceOf(PlainParquet.LeftException.class);
        assertThatThrownBy(() -> ParquetTables.read(file))
                .isInstanceOf(TableException.class)
                .hasMessageContaining("Parquet file " + file + " cannot be read (");
    }

    @ParameterizedTest
    @ValueSource(strings = {"uncompressed", "snappy", "gzip"})
    void a_damaged_file_is_left_to_duckdb_or_has_all_its_rows(String codec) throws Exception {
        Path file = parquet(ODD, "COMPRESSION %s, ROW_GROUP_SIZE 4096".formatted(codec));
        byte[] sound = Files.readAllBytes(file);
        Random random = new Random(11);
        int left = 0;
        for (int round = 0; round < 300; round++) {
            byte[] damaged = sound.clone();
            for (int i = 0; i < 1 + round % 20; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            ParquetFooter footer = ParquetFooter.of(file);
            try {
                assertThat(footer == null
                                || PlainParquet.read(file, footer, null, Set.of())
                                                .rowCount()
                                        >= 0)
                        .isTrue();
            } catch (PlainParquet.LeftException e) {
                left++;
            } catch (TableException e) {
                // A footer that promises more rows than the heap can hold.
                assertThat(e).hasMessageContaining("rows of");
            }
        }
        assertThat(left).isPositive();
    }

    private Path resource(String name) throws IOException {
        try (InputStream content = Objects.requireNonNull(PlainParquetTests.class.getResourceAsStream(name))) {
            Path file = directory.resolve(name);
            Files.copy(content, file);
            return file;
        }
    }

    private Path parquet(String query, String options) throws SQLException {
        Path file = directory.resolve("table.parquet");
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet, " + options + ")");
        }
        return file;
    }
}
