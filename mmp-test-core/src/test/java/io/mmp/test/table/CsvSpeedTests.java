package io.mmp.test.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read on a short way is what is read on the long one. */
class CsvSpeedTests {

    private static final TextCells CELLS = new TextCells(null);

    @Test
    void timestamps_of_the_short_way_are_those_of_the_parser() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 5_000; i++) {
            String time = String.format(
                    Locale.ROOT,
                    "%04d-%02d-%02d%s%02d:%02d:%02d",
                    random.nextInt(10_000),
                    random.nextInt(14),
                    random.nextInt(33),
                    random.nextBoolean() ? "T" : " ",
                    random.nextInt(26),
                    random.nextInt(62),
                    random.nextInt(62));
            int digits = random.nextInt(11);
            String fraction = digits == 0 ? "" : "." + "1234567890".substring(0, Math.min(digits, 10));

            assertThat(outcome(time + fraction + "Z"))
                    .as(time + fraction)
                    .isEqualTo(outcome(time + fraction + "+00:00"));
        }
    }

    private static String outcome(String text) {
        try {
            return String.valueOf(CELLS.parse(ValueType.UNIX_TIMESTAMP, text));
        } catch (DateTimeException e) {
            return "refused";
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-13-01T12:00:00Z",
                "2026-02-29T12:00:00Z",
                "2026-03-01T24:00:00Z",
                "2026-03-01T12:00:60Z",
                "2026_03-01T12:00:00Z",
                "2026-03-01T12:00:0xZ",
                "٢٠٢٦-03-01T12:00:00Z"
            })
    void what_is_no_timestamp_is_none_on_either_way(String text) {
        assertThatThrownBy(() -> CELLS.parse(ValueType.UNIX_TIMESTAMP, text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void cells_are_whole_wherever_the_buffer_ends() throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        StringBuilder text = new StringBuilder();
        List<List<@Nullable String>> expected = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        int line = 1;
        for (int row = 0; row < 400; row++) {
            List<@Nullable String> cells = new ArrayList<>();
            lines.add(line);
            for (int i = 0; i < 4; i++) {
                String cell = "x".repeat(random.nextInt(150)) + (random.nextInt(9) == 0 ? "é\"," : "");
                boolean isQuoted = cell.contains("\"") || random.nextInt(5) == 0;
                cells.add(cell.isEmpty() && !isQuoted ? null : cell);
                text.append(i == 0 ? "" : ",").append(isQuoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
            }
            text.append(List.of("\n", "\r\n", "\r").get(random.nextInt(3)));
            line++;
            expected.add(cells);
        }
        CsvReader csv = new CsvReader(new StringReader(text.toString()), ',');

        for (int row = 0; row < expected.size(); row++) {
            assertThat(csv.next()).as("row " + row).isEqualTo(expected.get(row));
            assertThat(csv.line()).isEqualTo(lines.get(row));
        }
        assertThat(csv.next()).isNull();
    }
}
