package io.mmp.test.table;

import static io.mmp.test.table.TableTests.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV as pandas, Excel and databases write it. */
class CsvDialectsTests {

    private static final Map<String, ValueType> ID_AND_NAME = Map.of("id", ValueType.INT64, "name", ValueType.STRING);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id,name\n1,a\n2,\n",
                "\uFEFFid,name\r\n1,a\r\n2,\r\n",
                "id;name\r\n1;a\r\n2;\r\n",
                "id\tname\n1\ta\n2\t\n",
                "sep=;\r\nid;name\r\n1;a\r\n2;",
                "sep=,\r\nid,name\r\n1,a\r\n2,",
                "id,name\r1,a\r2,\r",
                "id,name\n1,a\n2,\n\n\n",
                "\"name\",\"id\"\n\"a\",\"1\"\n,\"2\"",
                ",id,name,name2\n0,1,a,b\n1,2.0,,\n",
            })
    void separators_and_ends_of_lines_are_found_out(String content) throws IOException {
        Table table = CsvTables.read(file(content), ID_AND_NAME);
        assertThat(cells(table, "id")).containsExactly(1L, 2L);
        assertThat(cells(table, "name")).containsExactly("a", null);
    }

    @Test
    void other_separators_and_character_sets_are_told() throws IOException {
        Path file = Files.write(directory.resolve("latin.csv"), "id|name\n1|é\n".getBytes(StandardCharsets.ISO_8859_1));
        CsvFormat format = CsvFormat.detected().withSeparator('|');
        assertThat(cells(CsvTables.read(file, ID_AND_NAME, format.withCharset(StandardCharsets.ISO_8859_1)), "name"))
                .containsExactly("é");
        assertRefused(
                () -> CsvTables.read(file, ID_AND_NAME, format),
                "CSV file %s: line 2 is not in UTF-8, but has the byte 0xE9: say in which character set the file is, as in CsvFormat.detected().withCharset(ISO_8859_1)."
                        .formatted(file));
        Path utf16 =
                Files.write(directory.resolve("utf16.csv"), "id\tname\n1\té\n".getBytes(Charset.forName("UTF-16")));
        CsvFormat excel = CsvFormat.detected().withCharset(StandardCharsets.UTF_16);
        assertThat(cells(CsvTables.read(utf16, ID_AND_NAME, excel), "name")).containsExactly("é");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    DOUBLE    | inf                           | Infinity
                    DOUBLE    | -Infinity                     | -Infinity
                    FLOAT     | NaN                           | NaN
                    DOUBLE    | 1e-3                          | 0.001
                    DOUBLE    | 0.1000000000000000055511151231257827 | 0.1
                    FLOAT     | 0.100000001                   | 0.1
                    FLOAT     | 16777216                      | 1.6777216E7
                    INT64     | 5.0                           | 5
                    INT64     | +9223372036854775807          | 9223372036854775807
                    BOOL      | t                             | true
                    BOOL      | F                             | false
                    BOOL      | 1                             | true
                    BOOL      | 0.0                           | false
                    UNIX_TIMESTAMP | 2026-01-01 10:00:00 UTC  | 2026-01-01T10:00:00Z
                    UNIX_TIMESTAMP | 2026-01-01 10:00:00.000000001+00 | 2026-01-01T10:00:00.000000001Z
                    UNIX_TIMESTAMP | 2026-01-01T10:00:00-0500 | 2026-01-01T15:00:00Z
                    UNIX_TIMESTAMP | 2024-02-29T10:00Z        | 2024-02-29T10:00:00Z
                    ZONED_TIMESTAMP | 2026-10-25T02:30+01:00[Europe/Berlin] | 2026-10-25T02:30+01:00[Europe/Berlin]
                    """)
    void a_cell_is_read_as_it_is_written(ValueType type, String cell, String printed) throws IOException {
        Table table = CsvTables.read(file("c\n" + cell + "\n"), Map.of("c", type));
        assertThat(table.column("c").get(0)).hasToString(printed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    FLOAT     | 1e300               | takes FLOAT, which would make Infinity of 1e300
                    FLOAT     | 16777217            | takes FLOAT, which would make 1.6777216E7 of 16777217
                    DOUBLE    | 9007199254740993    | takes DOUBLE, which would make 9.007199254740992E15 of 9007199254740993
                    DOUBLE    | 1e-400              | takes DOUBLE, which would make 0.0 of 1e-400
                    DOUBLE    | 1f                  | it must be a decimal number
                    DOUBLE    | 0x1p3               | it must be a decimal number
                    INT64     | 5.5                 | For input string: "5.5"
                    INT32     | 2147483648          | integer overflow
                    BOOL      | yes                 | it must be true or false, t or f, 1 or 0
                    UUID      | 1-1-1-1-1           | it must have 32 hexadecimal digits and 4 hyphens
                    UNIX_TIMESTAMP | 2026-02-30T00:00:00Z | Text '2026-02-30T00:00:00Z' could not be parsed: Invalid date 'FEBRUARY 30'
                    UNIX_TIMESTAMP | 2026-01-01     | its time zone is missing: add it, or say which one is meant
                    ZONED_TIMESTAMP | 2026-03-29T02:30+01:00[Europe/Berlin] | there was no such time in Europe/Berlin
                    """)
    void what_would_be_changed_is_refused(ValueType type, String cell, String reason) throws IOException {
        Path file = file("id,c\n1,\n2," + cell + "\n");
        assertRefused(
                () -> CsvTables.read(file, Map.of("c", type)),
                "CSV file %s: line 3, column 'c': '%s' is no %s (%s).".formatted(file, cell, type, reason));
    }

    @Test
    void times_that_clocks_skipped_or_showed_twice_are_refused_and_a_date_is_its_midnight() throws IOException {
        ZoneId newYork = ZoneId.of("America/New_York");
        Map<String, ValueType> types = Map.of("t", ValueType.UNIX_TIMESTAMP);
        assertThat(cells(CsvTables.readInZone(file("t\n2026-01-01\n"), types, newYork), "t"))
                .containsExactly(Instant.parse("2026-01-01T05:00:00Z"));
        assertThat(cells(CsvTables.readInZone(file("t\n2026-11-01 01:30:00-05:00\n"), types, newYork), "t"))
                .containsExactly(Instant.parse("2026-11-01T06:30:00Z"));
        Path skipped = file("t\n2026-03-08 02:30:00\n");
        assertRefused(
                () -> CsvTables.readInZone(skipped, types, newYork),
                "CSV file %s: line 2, column 't': '2026-03-08 02:30:00' is no UNIX_TIMESTAMP (has 2026-03-08T02:30, which clocks in America/New_York skipped)."
                        .formatted(skipped));
    }

    @Test
    void line_breaks_and_quotes_within_quotes_are_kept_and_lines_counted() throws IOException {
        Path file = file("name,id\r\n\"a\r\nb\",1\r\n\"c\"\"\rd\",2\n\"\",\"\"\nx,?\n");
        assertRefused(
                () -> CsvTables.read(file, ID_AND_NAME),
                "CSV file %s: line 7, column 'id': '?' is no INT64 (For input string: \"?\").".formatted(file));
        Table table = CsvTables.read(file, Map.of("name", ValueType.STRING));
        assertThat(cells(table, "name")).containsExactly("a\r\nb", "c\"\rd", "", "x");
    }

    @Test
    void files_that_can_be_read_in_two_ways_are_refused() throws IOException {
        assertFileRefused("id,name,id\n1,a,2\n", "there are two columns 'id', the 1. and the 3.");
        assertFileRefused(
                "id,name\n1,\"a\"b\n",
                "line 2: behind a closing quote comes 'b'; a quote within quotes is written twice.");
        assertFileRefused("id,name\n1,a\n\n2,b\n", "line 3 is blank, but more rows come behind it.");
        assertFileRefused("id,name\n1,a,b\n", "line 2 has 3 cells, but the header has 2.");
    }

    private void assertFileRefused(String content, String message) throws IOException {
        Path file = file(content);
        assertRefused(() -> CsvTables.read(file, ID_AND_NAME), "CSV file %s: %s".formatted(file, message));
    }

    private static List<Object> cells(Table table, String column) {
        List<Object> cells = new ArrayList<>();
        for (int row = 0; row < table.rowCount(); row++) {
            cells.add(table.column(column).get(row));
        }
        return cells;
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("table.csv"), content);
    }
}
