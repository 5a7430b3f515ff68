package io.mmp.test.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.ServerSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts groups, and breaks the start. */
@Tag("integration")
class ServiceGroupStartTests {

    @TempDir
    Path temp;

    @Test
    void services_that_do_not_need_each_other_start_at_the_same_time_and_end_in_reverse() throws IOException {
        Path journal = temp.resolve("journal");
        try (ServiceGroup group = ServiceGroup.start(
                GroupSpec.of(journaling("c", journal, "a", "b"), journaling("a", journal), journaling("b", journal)))) {
            assertThat(Files.readAllLines(journal).subList(0, 2)).containsExactlyInAnyOrder("begin a", "begin b");
            assertThat(Files.readAllLines(journal)).endsWith("begin c");
            assertThat(group.names()).endsWith("c");
        }
        List<String> ends = Files.readAllLines(journal).stream()
                .filter(line -> line.startsWith("end"))
                .toList();
        assertThat(ends).startsWith("end c").containsExactlyInAnyOrder("end a", "end b", "end c");
    }

    @Test
    void a_start_that_fails_stops_all_others_and_tells_what_had_become_of_each() {
        AtomicReference<String> pid = new AtomicReference<>();
        ServerSpec slow =
                ServerSpec.of("slow", "sh", "-c", "echo $$ > '" + temp.resolve("slow") + "'; sleep 300", "{port}");
        GroupSpec spec = GroupSpec.of(
                PartMain.part("store"),
                Service.of(slow),
                Service.of(ServerSpec.of("broken", "sh", "-c", "echo no model for {uri:store} >&2; exit 7", "{port}")),
                PartMain.part("front", "{uri:broken}", "{uri:store}"));

        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(() -> ServiceGroup.start(spec))
                .satisfies(failure -> assertThat(failure.getMessage())
                        .startsWith(
                                "The group of 4 services was not started: 'broken' failed, and all others were stopped."
                                        + System.lineSeparator())
                        .containsPattern("  store: was healthy at http://127.0.0.1:\\d+\\R")
                        .contains("  slow: was still being started" + System.lineSeparator())
                        .contains("  broken: failed" + System.lineSeparator())
                        .contains("  front: not begun, as it waited for broken" + System.lineSeparator())
                        .contains("Server 'broken' did not become healthy at")
                        .contains("exited with code 7 after")
                        .containsPattern("no model for http://127.0.0.1:\\d+"));

        pid.set(read(temp.resolve("slow")));
        await().atMost(Duration.ofSeconds(5))
                .until(() -> ProcessHandle.of(Long.parseLong(pid.get())).isEmpty());
    }

    @Test
    void what_runs_elsewhere_and_is_sick_fails_the_start() {
        Service nobody = Service.at("nobody", URI.create("tcp://me:secret@127.0.0.1:1"), Duration.ofMillis(300));

        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(() -> ServiceGroup.start(GroupSpec.of(nobody)))
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains(
                                "The group of 1 service was not started: 'nobody' failed, and all others were stopped.")
                        .containsPattern(
                                "Service 'nobody' did not become healthy within 300 ms: nobody at tcp://127.0.0.1:1 \\(running elsewhere\\): connection refused after \\d+ ms")
                        .doesNotContain("secret"));
    }

    @Test
    void an_interrupt_ends_the_start() throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Path started = temp.resolve("slow");
        Service slow =
                Service.of(ServerSpec.of("slow", "sh", "-c", "echo $$ > '" + started + "'; sleep 300", "{port}"));
        Thread starting = new Thread(() -> {
            try {
                ServiceGroup.start(GroupSpec.of(slow));
            } catch (ServiceGroupException e) {
                failure.set(e);
            }
        });
        starting.start();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> Files.exists(started) && !read(started).isEmpty());

        starting.interrupt();
        starting.join(10_000);

        assertThat(failure.get())
                .hasMessage("The group was not started: interrupted.%n  slow: was still being started".formatted());
        await().atMost(Duration.ofSeconds(5))
                .until(() -> ProcessHandle.of(Long.parseLong(read(started))).isEmpty());
    }

    private static Service journaling(String name, Path journal, String... dependencies) {
        String script =
                "echo begin %1$s >> '%2$s'; trap 'echo end %1$s >> \"%2$s\"; kill $child; exit 0' TERM; \"$@\" & child=$!; wait"
                        .formatted(name, journal);
        String[] java = PartMain.spec(name).command().toArray(String[]::new);
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(List.of(java));
        return Service.of(PartMain.spec(name)
                        .withCommand(command.toArray(String[]::new))
                        .withHealth(HealthCheck.http("/health")))
                .withDependency(dependencies);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
