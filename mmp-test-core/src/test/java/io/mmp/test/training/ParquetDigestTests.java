package io.mmp.test.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts in Parquet: the rows, and not how they are stored. */
class ParquetDigestTests {

    private static final String ROWS =
            "SELECT i, i / 7.0 AS x, (i / 3)::FLOAT AS f, 'row ' || (i % 5) AS text, CASE WHEN i % 4 = 0 THEN NULL ELSE i END AS gap, "
                    + "TIMESTAMP '2026-01-01' + to_seconds(i) AS at, [i, i + 1] AS list, {'a': i, 'b': 'x'} AS struct, "
                    + "(i / 8.0)::DECIMAL(12, 3) AS price, ('\\x0' || i % 8)::BLOB AS bytes FROM range(5000) t(i)";

    @TempDir
    Path temp;

    private ModelDigest write(String name, String query, String options) throws SQLException {
        Path file = temp.resolve(name);
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("COPY (%s) TO '%s' (FORMAT parquet%s)".formatted(query, file, options));
        }
        return ModelDigest.of(file);
    }

    @Test
    void row_groups_compression_and_encodings_do_not_count() throws Exception {
        ModelDigest plain = write("a.parquet", ROWS, ", COMPRESSION uncompressed");

        assertThat(plain).isEqualTo(write("b.parquet", ROWS, ", COMPRESSION zstd, ROW_GROUP_SIZE 2048"));
        assertThat(plain).isEqualTo(write("c[1]*.parquet", ROWS, ", COMPRESSION gzip, PARQUET_VERSION v2"));
        assertThat(plain.format()).isEqualTo(ModelFormat.PARQUET);
        assertThat(plain.isOpaque()).isFalse();
        assertThat(plain.notes()).isEmpty();
        assertThat(plain).isEqualTo(ModelDigest.of("in memory", Files.readAllBytes(temp.resolve("b.parquet"))));
        assertThat(plain.keys("columns"))
                .containsExactly("i", "x", "f", "text", "gap", "at", "list", "struct", "price", "bytes");
    }

    @Test
    void the_column_that_differs_is_named() throws Exception {
        ModelDigest rows = write("a.parquet", ROWS, "");

        for (String column : List.of("i", "x", "f", "gap", "price")) {
            String changed = "SELECT * REPLACE (CASE WHEN i = 4999 THEN %s + 1 ELSE %s END AS %s) FROM (%s)"
                    .formatted(column, column, column, ROWS);
            assertThat(write("b.parquet", changed, "").differences(rows))
                    .filteredOn(difference -> difference.section().equals("columns"))
                    .map(ModelDifference::key)
                    .containsExactly(column);
        }
        assertThat(write("b.parquet", "SELECT * REPLACE ({'a': i, 'b': 'y'} AS struct) FROM (%s)".formatted(ROWS), "")
                        .differences(rows))
                .singleElement()
                .satisfies(difference -> assertThat(difference.key()).isEqualTo("struct"));
    }

    @Test
    void the_order_of_rows_and_columns_and_the_types_count() throws Exception {
        ModelDigest rows = write("a.parquet", "SELECT i, i AS j FROM range(10) t(i)", "");

        assertThat(rows.differences(write("b.parquet", "SELECT i, i AS j FROM range(10) t(i) ORDER BY i DESC", "")))
                .map(ModelDifference::key)
                .containsExactly("i", "j");
        assertThat(rows.differences(write("c.parquet", "SELECT i AS j, i FROM range(10) t(i)", "")))
                .map(String::valueOf)
                .containsExactly("schema, columns: '[\"i\", \"j\"]' here, '[\"j\", \"i\"]' there");
        assertThat(rows.differences(write("d.parquet", "SELECT i::INTEGER AS i, i AS j FROM range(10) t(i)", "")))
                .first()
                .asString()
                .isEqualTo("schema, type of i: 'BIGINT' here, 'INTEGER' there");
        assertThat(rows.differences(write("e.parquet", "SELECT i, i AS j FROM range(9) t(i)", "")))
                .first()
                .asString()
                .isEqualTo("schema, rows: '10' here, '9' there");
        assertThat(rows.differences(write("f.parquet", "SELECT i, i AS k FROM range(10) t(i)", "")))
                .isNotEmpty();
    }

    @Test
    void times_with_and_without_a_zone_are_not_the_same() throws Exception {
        ModelDigest naive = write("a.parquet", "SELECT TIMESTAMP '2026-01-01 00:00:00' AS at", "");
        ModelDigest aware = write("b.parquet", "SELECT TIMESTAMPTZ '2026-01-01 00:00:00+00' AS at", "");

        assertThat(naive.differences(aware))
                .map(String::valueOf)
                .containsExactly("schema, type of at: 'TIMESTAMP' here, 'TIMESTAMP WITH TIME ZONE' there");
    }

    @Test
    void zeros_and_nan_are_told_apart_and_all_nans_are_one() throws Exception {
        String query = "SELECT %s::DOUBLE AS x";

        assertThat(List.of(
                        write("a.parquet", query.formatted("0.0"), ""),
                        write("b.parquet", query.formatted("'-0.0'"), ""),
                        write("c.parquet", query.formatted("'nan'"), ""),
                        write("d.parquet", query.formatted("NULL"), "")))
                .doesNotHaveDuplicates();
        assertThat(write("a.parquet", query.formatted("'nan'"), ""))
                .isEqualTo(write("b.parquet", query.formatted("-'nan'::DOUBLE"), ""));
    }

    @Test
    void what_is_cut_short_is_refused() {
        byte[] parquet = "PAR1....PAR1".getBytes(StandardCharsets.US_ASCII);

        assertThatExceptionOfType(TrainingException.class)
                .isThrownBy(() -> ModelDigest.of("rows.parquet", parquet))
                .withMessage("'rows.parquet' cannot be read as Parquet file: Invalid Input Error: Footer length error");
    }

    @Test
    void a_column_that_cannot_be_read_makes_all_bytes_count() throws Exception {
        ModelDigest interval = write("a.parquet", "SELECT 1 AS a, INTERVAL 1 DAY AS b", "");

        assertThat(interval.sections()).containsExactly("schema", "columns", "bytes");
        assertThat(interval.notes())
                .singleElement()
                .asString()
                .startsWith("column 'b' cannot be read, so that all bytes are compared too: ");
        assertThat(interval).isNotEqualTo(write("b.parquet", "SELECT 1 AS a, INTERVAL 2 DAY AS b", ""));
    }
}
