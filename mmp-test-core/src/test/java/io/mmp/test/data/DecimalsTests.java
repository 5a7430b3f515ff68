package io.mmp.test.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTests {

    @ParameterizedTest
    @CsvSource({
        "33.12, 2, 33.12",
        "0.05, 2, 0.05",
        "-0.05, 2, -0.05",
        "0, 2, 0.00",
        "-7, 0, -7",
        "1234.5, 3, 1234.500",
        "2.0E-3, -1, 0.002",
        "1.0E23, -1, 1E+23",
        "2.2250738585072014E-308, -1, 2.2250738585072014E-308",
        "0.1, -1, 0.1",
        "-0.0, -1, 0",
        "4.9E-324, -1, 4.94065645841247E-324",
        "1e300, 2, 1E+300",
        "NaN, -1, NaN",
        "-Infinity, 2, -Infinity"
    })
    void numbers_are_written_alike_everywhere(double value, int decimals, String text) {
        assertThat(print(value, decimals)).isEqualTo(text);
    }

    /** Those of which the JDK's own text has changed are among them. */
    @Test
    void what_is_written_is_read_back() {
        Draws draws = new Draws();
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(draws.next() & 0xBFFF_FFFF_FFFF_FFFFL); // finite
            assertThat(Double.parseDouble(print(value, -1))).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0E-3", "1.0E23", "8.41E21", "2.0E23", "9.007199254740993E15"})
    void the_texts_that_changed_between_jdks_are_read_back(String text) {
        double value = Double.parseDouble(text);
        assertThat(Double.parseDouble(print(value, -1))).isEqualTo(value);
    }

    private static String print(double value, int decimals) {
        StringBuilder text = new StringBuilder();
        Decimals.append(text, value, decimals);
        return text.toString();
    }
}
