package io.mmp.test.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.server.HttpMain;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.RequiredProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class ProcessMemoryTests {

    private static final long MEBIBYTE = 1 << 20;

    /** What tail has read it keeps until the end, and then until somebody takes it. */
    private static final String HUNGRY =
            "read go; head -c 67108864 /dev/zero | tail -n 1 | (sleep 1; cat > /dev/null); read go";

    @Test
    void the_processes_that_a_process_starts_count() throws IOException, InterruptedException {
        RequiredProgram.require("tail");
        Process shell = new ProcessBuilder("sh", "-c", HUNGRY).start();
        try (OutputStream go = shell.getOutputStream()) {
            Measurement measurement = Rounds.of(1).withMemoryOf(shell.pid()).run("hungry", () -> {
                go.write('\n');
                go.flush();
                Thread.sleep(1_500); // the work to be measured: tail keeps what it has read for a second
            });
            ProcessMemory memory = measurement.rounds().get(0).processMemory().orElseThrow();
            assertThat(memory.sampled()).isBetween(60 * MEBIBYTE, 200 * MEBIBYTE);
            assertThat(memory.atMost()).isBetween(memory.sampled(), 400 * MEBIBYTE);
            assertThat(memory.samples()).isGreaterThan(2);
            assertThat(memory.longestGap()).isPositive();
            assertThat(measurement.toString()).contains(" of the processes");
        } finally {
            shell.destroyForcibly().waitFor();
        }
    }

    @Test
    void resident_sets_are_told_by_ps_and_those_of_who_is_gone_are_not() {
        long self = ProcessHandle.current().pid();

        Map<Long, ProcessMemories.Sizes> sizes = new ResidentMemories().of(List.of(self, 99_999_999L));

        assertThat(sizes).containsOnlyKeys(self);
        assertThat(sizes.values())
                .singleElement()
                .satisfies(own ->
                        assertThat(own.now()).isGreaterThan(20 * MEBIBYTE).isEqualTo(own.highest()));
        assertThat(new ResidentMemories().of(List.of(99_999_999L))).isEmpty();
    }

    @Test
    void a_server_is_watched_also_after_a_restart() {
        try (ManagedServer server = ManagedServer.start(HttpMain.spec())) {
            Measurement measurement = Rounds.of(2).withMemoryOf(server).run("restarting", server::restart);
            assertThat(measurement.peakProcessMemory().min()).isGreaterThan(5 * MEBIBYTE);
            assertThat(measurement.wallTime().max()).isLessThan(Duration.ofMinutes(5));
        }
    }
}
