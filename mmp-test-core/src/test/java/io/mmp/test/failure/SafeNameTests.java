package io.mmp.test.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeNameTests {

    @ParameterizedTest
    @CsvSource({
        "ranks(java.lang.String), ranks(java.lang.String)",
        "#2, #2",
        "a/b:c\\d, a%2Fb%3Ac%5Cd",
        "100 %, 100%20%25",
        "größe, gr%C3%B6%C3%9Fe",
        "., %2E",
        ".., %2E%2E",
        ".hidden, %2Ehidden",
        "end., end%2E",
        "a..b, a..b"
    })
    void what_files_cannot_be_called_is_encoded(String text, String name) {
        assertThat(SafeName.of(text)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"größe #2 (a/b)", "100 %25", "İı", "\uD83D\uDE00 ~1"})
    void it_can_be_read_back(String text) {
        assertThat(URLDecoder.decode(SafeName.of(text), UTF_8)).isEqualTo(text);
    }

    @Test
    void a_long_one_is_cut_and_told_from_others_by_its_hash() {
        String text = "x".repeat(300);
        assertThat(SafeName.of(text)).isEqualTo("x".repeat(200) + "~" + Integer.toHexString(text.hashCode()));
        assertThat(SafeName.of(text + "y")).isNotEqualTo(SafeName.of(text));
    }
}
