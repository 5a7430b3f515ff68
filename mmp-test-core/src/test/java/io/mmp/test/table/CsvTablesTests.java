package io.mmp.test.table;

import static io.mmp.test.table.TableTests.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTablesTests {

    private static final Map<String, ValueType> ID = Map.of("id", ValueType.INT64);
    private static final Map<String, ValueType> TIME = Map.of("t", ValueType.UNIX_TIMESTAMP);

    @TempDir
    private Path directory;

    @Test
    void cells_are_read_by_their_types_and_other_columns_left_out() throws IOException {
        Path file = file(
                "id,ignored,t,name\r\n1,x,2026-01-01 10:00:00.000001+00:00,\"a \"\"b\"\", c\"\r\n2,,2026-01-01T10:00:00-05:00,\n");
        Table table = CsvTables.read(
                file, Map.of("id", ValueType.INT64, "t", ValueType.UNIX_TIMESTAMP, "name", ValueType.STRING));
        assertThat(table.columnNames()).containsExactlyInAnyOrder("id", "t", "name");
        assertThat(table.row(0))
                .containsEntry("id", 1L)
                .containsEntry("t", Instant.parse("2026-01-01T10:00:00.000001Z"))
                .containsEntry("name", "a \"b\", c");
        assertThat(table.row(1))
                .containsEntry("id", 2L)
                .containsEntry("t", Instant.parse("2026-01-01T15:00:00Z"))
                .containsEntry("name", null);
    }

    @Test
    void empty_text_in_quotes_is_not_null_and_may_run_over_lines() throws IOException {
        Table table = CsvTables.read(file("s\n\"\"\n\"a\nb\"\n"), Map.of("s", ValueType.STRING));
        assertThat(table.column("s").get(0)).isEqualTo("");
        assertThat(table.column("s").get(1)).isEqualTo("a\nb");
    }

    @Test
    void timestamps_without_a_time_zone_are_read_in_the_given_one() throws IOException {
        Table table = CsvTables.readInZone(file("t\n2026-07-01 10:00:00.5\n"), TIME, ZoneId.of("America/New_York"));
        assertThat(table.column("t").get(0)).isEqualTo(Instant.parse("2026-07-01T14:00:00.500Z"));
    }

    @Test
    void a_header_alone_is_a_table_without_rows() throws IOException {
        assertThat(CsvTables.read(file("id\n"), ID).rowCount()).isZero();
    }

    @Test
    void what_cannot_be_read_is_told_with_its_place() throws IOException {
        assertRefused(
                () -> CsvTables.read(directory.resolve("no.csv"), ID),
                "CSV file %s cannot be read (java.nio.file.NoSuchFileException: %1$s)."
                        .formatted(directory.resolve("no.csv")));
        assertFileRefused("", ID, "it is empty, not even a header.");
        assertFileRefused("a,b\n", ID, "there is no column 'id'; the header is [a, b].");
        assertFileRefused("id,a\n1,2\n1\n", ID, "line 3 has 1 cells, but the header has 2.");
        assertFileRefused("id\n\"1\n", ID, "line 2: a quote is not closed.");
        assertFileRefused("id\nx\n", ID, "line 2, column 'id': 'x' is no INT64 (For input string: \"x\").");
        assertFileRefused(
                "t\n2026-01-01 10:00:00\n",
                TIME,
                "line 2, column 't': '2026-01-01 10:00:00' is no UNIX_TIMESTAMP (its time zone is missing: add it, or say which one is meant).");
        assertFileRefused(
                "l\n[1]\n",
                Map.of("l", ValueType.INT64_LIST),
                "line 2, column 'l': '[1]' is no INT64_LIST (it has no form in text).");
    }

    private void assertFileRefused(String content, Map<String, ValueType> types, String message) throws IOException {
        Path file = file(content);
        assertRefused(() -> CsvTables.read(file, types), "CSV file %s: %s".formatted(file, message));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("table.csv"), content);
    }
}
