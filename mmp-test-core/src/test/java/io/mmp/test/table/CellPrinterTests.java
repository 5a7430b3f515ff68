package io.mmp.test.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellPrinterTests {

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "Zoë", "日本語", "हिन्दी", "😀", "C:\\users", "5", "naïve café"})
    void text_that_can_be_seen_is_printed_as_it_is(String text) {
        assertThat(Cells.print(text)).isEqualTo(text);
    }

    @Test
    void text_that_cannot_be_told_from_other_text_has_codes() {
        assertThat(Cells.print("Zoe\u0308")).isEqualTo("Zoe\\u0308");
        assertThat(Cells.print("a\u00A0b")).isEqualTo("a\\u00A0b");
        assertThat(Cells.print("a\u200Bb\uFEFF\u00AD")).isEqualTo("a\\u200Bb\\uFEFF\\u00AD");
        assertThat(Cells.print("a\tb\r\n\u0000")).isEqualTo("a\\u0009b\\u000D\\u000A\\u0000");
        assertThat(Cells.print(" a ")).isEqualTo("\\u0020a\\u0020");
        assertThat(Cells.print("\u212B")).isEqualTo("\\u212B");
        assertThat(Cells.print("\\u00A0")).isEqualTo("\\\\u00A0");
        assertThat(Cells.print(List.of("a\u00A0"))).isEqualTo("[a\\u00A0]");
    }

    @Test
    void long_cells_are_cut_and_told_apart() {
        String million = "x".repeat(1_000_000);
        assertThat(Cells.print(million + "a"))
                .hasSizeLessThan(260)
                .startsWith("xxx")
                .contains("x... (1000001 characters, hash ")
                .isNotEqualTo(Cells.print(million + "b"));
        assertThat(Cells.print(ByteBuffer.wrap(new byte[1000]))).contains("00... (1000 bytes, hash ");
        assertThat(Cells.print(Collections.nCopies(1000, 1L)))
                .startsWith("[1, 1, ")
                .contains("]... (1000 elements, hash ")
                .hasSizeLessThan(120);
        assertThat(Cells.print(Collections.nCopies(1000, million))).hasSizeLessThan(600);
        assertThat(Cells.print(Map.of("a", million))).hasSizeLessThan(260);
        assertThat(Cells.print("😀".repeat(1000))).startsWith("😀").doesNotContain("\\uD83D");
    }

    @Test
    void other_cells_are_printed_as_java_does() {
        assertThat(Cells.print(null)).isEqualTo("null");
        assertThat(Cells.print(1.5)).isEqualTo("1.5");
        assertThat(Cells.print(Arrays.asList(1L, null))).isEqualTo("[1, null]");
        assertThat(Cells.print(Map.of("a", List.of()))).isEqualTo("{a=[]}");
        assertThat(Cells.print(ByteBuffer.wrap(new byte[] {1, -1}))).isEqualTo("0x01ff");
    }
}
