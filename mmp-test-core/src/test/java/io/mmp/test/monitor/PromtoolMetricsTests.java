package io.mmp.test.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads what the real {@code promtool check metrics} reads, and refuses what it refuses. */
@Tag("e2e")
@EnabledIfPrometheus(PrometheusProgram.PROMTOOL)
class PromtoolMetricsTests {

    private static final int CHANGED = 80;

    @TempDir
    Path directory;

    @Test
    void promtool_reads_the_sound_texts_and_refuses_the_broken_ones() throws Exception {
        List<String> disagreements = new ArrayList<>();
        for (String text : Texts.SOUND) {
            if (!promtoolReads(text)) {
                disagreements.add("sound, but promtool refuses " + text);
            }
        }
        for (String text : Texts.BROKEN) {
            if (promtoolReads(text)) {
                disagreements.add("broken, but promtool reads " + text);
            }
        }
        assertThat(disagreements).isEmpty();
    }

    /** What we read, promtool reads: a text with one character changed, left out or put in. */
    @Test
    void what_is_read_of_changed_texts_promtool_reads_too() throws Exception {
        SplittableRandom random = new SplittableRandom(14);
        List<String> disagreements = new ArrayList<>();
        int read = 0;
        for (int i = 0; i < CHANGED; i++) {
            String text = changed(Texts.SOUND.get(random.nextInt(2, Texts.SOUND.size())), random);
            if (isRead(text)) {
                read++;
                if (!promtoolReads(text)) {
                    disagreements.add(text);
                }
            }
        }
        assertThat(disagreements).isEmpty();
        assertThat(read).isBetween(CHANGED / 10, CHANGED * 9 / 10);
    }

    private static String changed(String text, SplittableRandom random) {
        String alphabet = "a1_:{}=\",\\ \n#+.eN";
        int at = random.nextInt(text.length());
        String other = String.valueOf(alphabet.charAt(random.nextInt(alphabet.length())));
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, at) + text.substring(at + 1);
            case 1 -> text.substring(0, at) + other + text.substring(at);
            default -> text.substring(0, at) + other + text.substring(at + 1);
        };
    }

    private static boolean isRead(String text) {
        try {
            Metrics.parse(text);
            return true;
        } catch (MonitorException e) {
            return false;
        }
    }

    /** It exits with 1 when it cannot read, and with 3 when it dislikes names. */
    private boolean promtoolReads(String text) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("metrics.txt"), text);
        Process promtool = new ProcessBuilder(
                        PrometheusProgram.PROMTOOL.require().toString(), "check", "metrics")
                .redirectInput(file.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.txt").toFile())
                .start();
        return promtool.waitFor() != 1;
    }
}
