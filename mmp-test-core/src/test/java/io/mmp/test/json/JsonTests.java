package io.mmp.test.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTests {

    @Test
    void every_kind_of_value_is_read() {
        assertThat(JsonReader.read(" {\"a\": [1, -2.5e3, true, false, null, \"\"], \"b\" : {}, \"c\":[ ]}\n"))
                .isEqualTo(Map.of(
                        "a",
                        Arrays.asList(new BigDecimal("1"), new BigDecimal("-2.5e3"), true, false, null, ""),
                        "b",
                        Map.of(),
                        "c",
                        List.of()));
    }

    @Test
    void escapes_are_read() {
        assertThat(JsonReader.read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\ude00 é😀\""))
                .isEqualTo("\"\\/\b\f\n\r\té😀 é😀");
    }

    @Test
    void what_is_written_is_read_as_it_was() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("quote \" \\ \n \u0001 é 😀 \uD800", null);
        tree.put("list", List.of(List.of(), Map.of(), true, "x", BigDecimal.ONE));

        assertThat(JsonReader.read(JsonWriter.write(tree))).isEqualTo(tree);
    }

    @Test
    void two_spaces_are_written_a_level() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("a", List.of(1, 0.5));
        tree.put("b", Map.of());

        assertThat(JsonWriter.write(tree)).isEqualTo("""
                {
                  "a": [
                    1,
                    0.5
                  ],
                  "b": {}
                }
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``        | expected a value at line 1, column 1",
                "nul       | expected a value at line 1, column 1",
                "01        | expected the end at line 1, column 2",
                "1.        | expected the end at line 1, column 2",
                "{} {}     | expected the end at line 1, column 4",
                "[1, ]     | expected a value at line 1, column 5",
                "[1 2]     | expected ',' or ']' at line 1, column 4",
                "{\"a\" 1} | expected ':' at line 1, column 6",
                "{\"a\":1  | expected ',' or '}' at line 1, column 7",
                "{a:1}     | expected a name in quotes at line 1, column 2",
                "\"a       | expected the end of a string at line 1, column 3",
                "\"\\x\"   | expected the end of a string at line 1, column 2",
                "`[\n\n 1\n ;]` | expected ',' or ']' at line 4, column 2",
            })
    void what_is_not_json_is_refused_with_its_place(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonReader.read(text))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 100_000})
    void deep_nesting_is_refused(int levels) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonReader.read("[".repeat(levels)))
                .withMessage("expected at most 64 levels at line 1, column 65");
    }
}
