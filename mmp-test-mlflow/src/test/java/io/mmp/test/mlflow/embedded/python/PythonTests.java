package io.mmp.test.mlflow.embedded.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expectations were printed by Python. */
class PythonTests {

    @ParameterizedTest
    @CsvSource({
        "1, 1.0",
        "0.1, 0.1",
        "-2.5, -2.5",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "1e15, 1000000000000000.0",
        "1e16, 1e+16",
        "1.5e300, 1.5e+300",
        "-0.0, -0.0",
        "NaN, nan",
        "-Infinity, -inf"
    })
    void spells_floats(double value, String expected) {
        assertThat(Python.repr(value)).isEqualTo(expected);
    }

    @Test
    void spells_texts_lists_and_bytes() {
        assertThat(Python.repr("it's")).isEqualTo("\"it's\"");
        assertThat(Python.repr("it's \"q\"")).isEqualTo("'it\\'s \"q\"'");
        assertThat(Python.repr("a\nb\\c\u0001")).isEqualTo("'a\\nb\\\\c\\x01'");
        assertThat(Python.repr(Arrays.asList("a", 1, true, null))).isEqualTo("['a', 1, True, None]");
        assertThat(Python.repr(Map.of("offset", 0))).isEqualTo("{'offset': 0}");
        assertThat(Python.repr(new byte[] {'a', (byte) 0x9e})).isEqualTo("b'a\\x9e'");
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "' 5 ', 5", "1_000, 1000", "+7, 7", "-0, 0"})
    void reads_integers(String text, long expected) {
        assertThat(Python.integer(text).orElseThrow().longValueExact()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1.5", "1__0", "x", "''", "0x1"})
    void refuses_what_is_no_integer(String text) {
        assertThat(Python.integer(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.5, 1.5", ".5, 0.5", "5., 5.0", "1e3, 1000.0", "nan, NaN", "Infinity, Infinity", "-inf, -Infinity"})
    void reads_floats(String text, Double expected) {
        assertThat(Python.decimal(text)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "=, ''",
        "é, ''",
        "YQ==, a",
        "YQ==YQ==, a",
        "=YQ==, a",
        "Y=Q==, a",
        "YWI=x, ab",
        "Y!W I=, ab",
        "YWJj, abc",
        "YWJj=, abc"
    })
    void decodes_base64(String text, String expected) {
        assertThat(PythonBase64.decode(text).map(bytes -> new String(bytes, UTF_8)))
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ab", "ab=", "abc", "a=bc", "ab=c", "a!b=c"})
    void refuses_what_is_no_base64(String text) {
        assertThat(PythonBase64.decode(text)).isEmpty();
    }

    @Test
    void writes_json_as_python_does() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("b", List.of(1, 0.5, "é\""));
        value.put("a", null);

        assertThat(PythonJson.compact(value)).isEqualTo("{\"a\":null,\"b\":[1,0.5,\"\\u00e9\\\"\"]}");
        assertThat(PythonJson.spaced(value)).isEqualTo("{\"b\": [1, 0.5, \"\\u00e9\\\"\"], \"a\": null}");
    }
}
