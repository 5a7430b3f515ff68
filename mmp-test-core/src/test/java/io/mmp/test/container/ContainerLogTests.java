package io.mmp.test.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the daemon sends of a container, as a text. */
class ContainerLogTests {

    private static byte[] frames(String... texts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int stream = 1;
        for (String text : texts) {
            byte[] bytes = text.getBytes(UTF_8);
            all.writeBytes(ByteBuffer.allocate(8)
                    .putInt(stream << 24)
                    .putInt(bytes.length)
                    .array());
            all.writeBytes(bytes);
            stream = 3 - stream;
        }
        return all.toByteArray();
    }

    @Test
    void the_frames_of_both_streams_are_put_together_in_their_order() {
        assertThat(ContainerLog.text(frames("one\n", "tw\u00f6\n", "", "three")))
                .isEqualTo("one\ntw\u00f6\nthree");
        assertThat(ContainerLog.text(new byte[0])).isEmpty();
    }

    @Test
    void a_character_that_two_frames_share_is_whole() {
        byte[] bytes = "\u20ac".getBytes(UTF_8);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte one : bytes) {
            all.writeBytes(new byte[] {1, 0, 0, 0, 0, 0, 0, 1, one});
        }
        assertThat(ContainerLog.text(all.toByteArray())).isEqualTo("\u20ac");
    }

    @Test
    void the_output_of_a_terminal_has_no_frames() {
        assertThat(ContainerLog.text("started\r\nready\r\n".getBytes(UTF_8))).isEqualTo("started\r\nready\r\n");
    }

    @Test
    void a_frame_that_breaks_off_ends_where_it_does() {
        byte[] whole = frames("one\n", "two\n");
        byte[] broken = Arrays.copyOf(whole, whole.length - 2);
        assertThat(ContainerLog.text(broken)).isEqualTo("one\ntw");
    }

    @Test
    void a_tail_has_no_more_characters_than_are_asked_for_and_begins_with_a_line() {
        String text = "password=one\npassword=two\nready\n";
        assertThat(ContainerLog.tail(text, text.length())).isEqualTo(text);
        assertThat(ContainerLog.tail(text, text.length() - 1)).isEqualTo("password=two\nready\n");
        assertThat(ContainerLog.tail(text, "password=two\nready\n".length())).isEqualTo("password=two\nready\n");
        assertThat(ContainerLog.tail(text, "word=two\nready\n".length())).isEqualTo("ready\n");
    }

    @Test
    void of_one_line_that_is_longer_nothing_is_left() {
        assertThat(ContainerLog.tail("x".repeat(100), 99)).isEmpty();
    }

    @Test
    void variables_are_read_with_what_stands_in_their_values() {
        assertThat(SharedContainer.variables(
                        Map.of("Config", Map.of("Env", List.of("PATH=/bin", "URL=a=b", "EMPTY=", "BARE")))))
                .containsExactlyInAnyOrderEntriesOf(Map.of("PATH", "/bin", "URL", "a=b", "EMPTY", "", "BARE", ""));
        assertThat(SharedContainer.variables(Map.of())).isEmpty();
    }
}
