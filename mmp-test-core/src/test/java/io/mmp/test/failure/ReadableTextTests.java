package io.mmp.test.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadableTextTests {

    @Test
    void colors_and_what_xml_has_no_room_for_are_left_out() {
        assertThat(ReadableText.of("\u001B[32mINFO\u001B[0m:\tready\r\n\u0000bell\u0007 \uD83D\uDE00 \uD83D", Map.of()))
                .isEqualTo("INFO:\tready\n\uFFFDbell\uFFFD \uD83D\uDE00 \uFFFD");
    }

    @Test
    void values_of_variables_that_are_named_like_secrets_are_not_shown_and_others_are() {
        Map<String, String> environment =
                Map.of("DB_PASSWORD", "letmein77", "MAX_TOKENS", "512512512", "PIN_SECRET", "77", "EMPTY_TOKEN", "");
        assertThat(ReadableText.of("login letmein77 with 512512512 and 77", environment))
                .isEqualTo("login *** with 512512512 and 77");
    }

    @Test
    void what_looks_like_a_secret_is_not_shown() {
        assertThat(ReadableText.of("connecting to postgresql://anna:Gr8-Pa55word-x@db/prod", Map.of()))
                .doesNotContain("Gr8-Pa55word-x")
                .startsWith("connecting to postgresql://anna:");
    }

    @Test
    void a_long_line_is_cut_but_not_a_character() {
        assertThat(ReadableText.of("x".repeat(401), Map.of())).isEqualTo("x".repeat(400) + "…");
        assertThat(ReadableText.of("x".repeat(399) + "\uD83D\uDE00y", Map.of())).isEqualTo("x".repeat(399) + "…");
    }

    @Test
    void the_tail_is_the_last_25_lines() {
        String log = IntStream.rangeClosed(1, 30).mapToObj(String::valueOf).collect(Collectors.joining("\n"));
        assertThat(ReadableText.tail(log, Map.of()).lines())
                .hasSize(25)
                .startsWith("  6")
                .endsWith("  30");
    }
}
