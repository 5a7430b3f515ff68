package io.mmp.test.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends a second JVM in every way there is and counts what its server leaves behind. */
@Tag("integration")
class ServerCleanupTests {

    /** A server with a child that ignores SIGTERM, one in a session of its own, a daemon by double fork, and plain ones. */
    private static final String STUBBORN = """
            sleep 300 &
            (trap '' TERM; while :; do sleep 0.1; done) &
            setsid sleep 300 &
            (setsid sh -c "trap '' TERM HUP; (while :; do sleep 0.1; done) & exit" &)
            "$@" &
            wait
            """;

    /** The portable path starts programs to look at processes, which a busy machine lets wait. */
    private static final Duration GONE_WITHIN = Duration.ofSeconds(ProcessPath.current() == ProcessPath.LINUX ? 5 : 15);

    @TempDir
    Path temp;

    private final String mark = UUID.randomUUID().toString();

    @ParameterizedTest
    @ValueSource(strings = {"start-and-close", "return", "throw", "exit", "halt"})
    void nothing_survives_a_jvm_that_ends_by(String ending) throws Exception {
        Process owner = start(ending);
        await().atMost(Duration.ofSeconds(30)).until(() -> !owner.isAlive());
        assertNothingIsLeft();
    }

    @Test
    void nothing_survives_a_jvm_that_is_killed() throws Exception {
        Process owner = start("wait");
        awaitReady(owner);
        assertThat(marked()).as("processes of the server before the kill").hasSizeGreaterThanOrEqualTo(6);

        owner.destroyForcibly();

        assertNothingIsLeft();
    }

    @Test
    void nothing_survives_when_only_the_sentinel_is_killed_and_the_server_is_closed() throws Exception {
        ManagedServer server = ManagedServer.start(HttpMain.spec());
        long pid = server.pid();
        ProcessHandle sentinel = ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("mmp-test-sentinel"))
                .findFirst()
                .orElseThrow();
        sentinel.descendants().filter(process -> process.pid() != pid).forEach(ProcessHandle::destroyForcibly);
        sentinel.destroyForcibly();

        server.close();

        await().atMost(GONE_WITHIN).until(() -> ProcessHandle.of(pid).isEmpty());
    }

    /** The kernel's memory killer, or anybody, may end any part of what cleans up: whichever is left does it all. */
    @ParameterizedTest
    @ValueSource(strings = {"shell", "keeper", "shell and keeper", "one janitor", "shell, keeper and one janitor"})
    void nothing_survives_when_parts_of_what_cleans_up_are_killed_and_then_the_jvm(String parts) throws Exception {
        Process owner = start("wait");
        awaitReady(owner);
        killParts(owner.toHandle(), parts);
        assertThat(marked()).as("the server lives on").hasSizeGreaterThanOrEqualTo(6);

        owner.destroyForcibly();

        await().atMost(GONE_WITHIN.multipliedBy(2)).untilAsserted(this::assertNothingIsLeftNow);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shell", "keeper", "shell and keeper"})
    void nothing_survives_when_parts_of_the_sentinel_are_killed_and_then_the_server_is_closed(String parts)
            throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", STUBBORN, mark));
        command.addAll(HttpMain.java(HttpMain.class, "{port}"));
        ManagedServer server = ManagedServer.start(ServerSpec.of("stubborn", command.toArray(String[]::new))
                .withStopTimeout(Duration.ofMillis(500))
                .withEnvironment(Map.of("MARK", mark)));
        ProcessHandle sentinel =
                ProcessHandle.of(server.pid()).flatMap(ProcessHandle::parent).orElseThrow();
        killSentinel(sentinel, server.pid(), parts);
        Instant start = Instant.now();

        server.close();

        // Also a keeper that is left, which has finished by now.
        await().atMost(GONE_WITHIN)
                .untilAsserted(
                        () -> assertThat(FoundProcess.bearers("MARK", mark)).isEmpty());
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(12));
    }

    private static void killParts(ProcessHandle owner, String parts) {
        List<ProcessHandle> children = owner.children().toList();
        ProcessHandle sentinel = first(children, "mmp-test-sentinel");
        long server = sentinel.children()
                .filter(child -> !child.info().commandLine().orElse("").contains("mmp-test-sentinel"))
                .findFirst()
                .orElseThrow()
                .pid();
        killSentinel(sentinel, server, parts);
        if (parts.contains("janitor")) {
            kill(first(children, "mmp-test-janitor"));
        }
    }

    private static void killSentinel(ProcessHandle sentinel, long server, String parts) {
        List<ProcessHandle> keepers =
                sentinel.children().filter(child -> child.pid() != server).toList();
        assertThat(keepers).hasSize(1);
        if (parts.contains("keeper")) {
            keepers.forEach(ServerCleanupTests::kill);
        }
        if (parts.contains("shell")) {
            kill(sentinel);
        }
    }

    private static ProcessHandle first(List<ProcessHandle> processes, String text) {
        return processes.stream()
                .filter(process -> process.info().commandLine().orElse("").contains(text))
                .findFirst()
                .orElseThrow();
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().orTimeout(5, TimeUnit.SECONDS).join();
    }

    @Test
    void a_server_of_a_managed_server_goes_with_it() throws Exception {
        List<String> owner = HttpMain.java(OwnerMain.class, "wait", "\"$STUBBORN\"", mark, ">output", "2>&1", "&");
        ServerSpec outer = HttpMain.under(String.join(" ", owner) + " exec \"$@\"")
                .withEnvironment(Map.of("STUBBORN", STUBBORN, "JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temp))
                .withWorkingDirectory(temp);
        try (ManagedServer server = ManagedServer.start(outer)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> server.isAlive() && output().contains("ready"));
        }
        assertNothingIsLeft();
    }

    @Test
    void the_directory_of_a_jvm_that_is_gone_is_removed_and_that_of_a_living_one_is_not() throws Exception {
        String own = JvmDirectory.nameFor(ProcessHandle.current().pid());
        Path living = Files.createDirectories(temp.resolve(own));
        Path sameIdEarlierStart = Files.createDirectories(temp.resolve(own + "1"));
        Path gone = temp.resolve(own.replaceAll("-\\d+-(\\d+)$", "-99999999-$1"));
        Files.createDirectories(gone.resolve("a/b"));
        Path elsewhere = Files.createDirectories(temp.resolve("jvm-1-99999999-1"));
        Path unrelated = Files.createDirectories(temp.resolve("something"));

        JvmDirectory.removeLeftovers(temp);

        assertThat(List.of(gone, sameIdEarlierStart))
                .allSatisfy(path -> assertThat(path).doesNotExist());
        assertThat(List.of(living, elsewhere, unrelated))
                .allSatisfy(path -> assertThat(path).exists());
    }

    private Process start(String ending) throws IOException {
        return new ProcessBuilder(command(ending))
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("output").toFile())
                .start();
    }

    private List<String> command(String ending) {
        List<String> command = new ArrayList<>(HttpMain.java(OwnerMain.class, ending, STUBBORN, mark));
        command.add(1, "-Djava.io.tmpdir=" + temp);
        return command;
    }

    private void awaitReady(Process owner) {
        await().atMost(Duration.ofSeconds(30)).failFast(() -> !owner.isAlive()).until(() -> output().contains("ready"));
    }

    private void assertNothingIsLeft() {
        assertThat(output()).contains("ready");
        await().atMost(GONE_WITHIN).untilAsserted(this::assertNothingIsLeftNow);
    }

    private void assertNothingIsLeftNow() throws IOException {
        assertThat(marked()).as("processes of the server").isEmpty();
        try (Stream<Path> files = Files.walk(temp)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("jvm-")))
                    .as("directories of the server")
                    .isEmpty();
        }
    }

    private String output() {
        try {
            return Files.readString(temp.resolve("output"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processes that have our mark in their environment, found without any help of the code under test. */
    private List<String> marked() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> read(process.resolve("environ")).contains("MMP_OWNER_MARK=" + mark))
                    .map(process -> read(process.resolve("cmdline")).replace('\0', ' '))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), UTF_8);
        } catch (IOException gone) {
            return "";
        }
    }
}
