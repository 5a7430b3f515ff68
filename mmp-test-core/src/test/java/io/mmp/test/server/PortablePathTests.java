package io.mmp.test.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends JVMs whose {@code PATH} has no {@code setsid}, so that the portable path is what they choose, and counts what is left. */
@Tag("integration")
class PortablePathTests {

    private static final Duration GONE_WITHIN = Duration.ofSeconds(20);

    /** A child that ignores SIGTERM, a daemon by double fork in a session of its own, and plain ones. */
    private static final String STUBBORN = """
            sleep 300 &
            (trap '' TERM; while :; do sleep 0.1; done) &
            (SETSID sh -c "trap '' TERM HUP; (while :; do sleep 0.1; done) & exit" &)
            "$@" &
            wait
            """;

    @TempDir
    Path temp;

    private final String mark = UUID.randomUUID().toString();
    private Path tools;

    @BeforeEach
    void linkTools() throws IOException {
        assumeThat(ProcessPath.current()).as("this is Linux").isNotEqualTo(ProcessPath.NONE);
        RequiredProgram.require("setsid");
        RequiredProgram.require("lsof");
        tools = Files.createDirectory(temp.resolve("tools"));
        for (String tool : List.of("awk", "cat", "env", "lsof", "ps", "rm", "sleep", "sort", "tr", "uname")) {
            Files.createSymbolicLink(tools.resolve(tool), find(tool));
        }
    }

    private static Path find(String program) {
        return Program.find(program, PosixTool.path()).orElseThrow();
    }

    private void shell(String name) throws IOException {
        assumeThat(Program.find(name, PosixTool.path())).as("shell " + name).isPresent();
        Files.createSymbolicLink(tools.resolve("sh"), find(name));
    }

    /** The sh of macOS is a bash. */
    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "busybox"})
    void nothing_survives_a_jvm_that_is_killed(String shell) throws Exception {
        shell(shell);
        Process owner = startOwner();
        assertThat(marked()).hasSizeGreaterThanOrEqualTo(5);

        owner.destroyForcibly();

        awaitNothingLeft();
        await().atMost(GONE_WITHIN)
                .untilAsserted(() -> assertThat(directories()).isEmpty());
    }

    /** As Apple's own programs do. The daemon is found by the server's output then, the others by their group or their parent. */
    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash"})
    void nothing_survives_where_no_process_shows_its_environment(String shell) throws Exception {
        shell(shell);
        Files.delete(tools.resolve("ps"));
        Files.createFile(
                tools.resolve("ps"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(
                tools.resolve("ps"),
                "#!/bin/sh\ncase $1 in axeww) shift; set -- axww \"$@\" ;; esac\nexec " + find("ps") + " \"$@\"\n");
        Process owner = startOwner();

        owner.destroyForcibly();

        awaitNothingLeft();
    }

    /** With bash the server and its keeper have groups of their own. */
    @Test
    void nothing_survives_kill_9_of_the_whole_process_group_of_the_jvm_where_the_shell_is_bash() throws Exception {
        shell("bash");
        Process owner = startOwner("setsid");

        assertThat(new ProcessBuilder("kill", "-s", "KILL", "--", "-" + owner.pid())
                        .start()
                        .waitFor())
                .isZero();

        awaitNothingLeft();
    }

    @Test
    void a_paused_server_goes_on_and_its_end_is_seen() throws Exception {
        shell("bash");
        Process owner = start(List.of(), "pause-and-close");
        assertThat(owner.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(temp.resolve("output"))).contains("ready").contains("alive after the pause");
        awaitNothingLeft();
    }

    /** Only {@code ps} and {@code lsof} do, which on Linux have it from nowhere else. */
    @Test
    void no_shell_looks_into_proc() throws Exception {
        RequiredProgram.require("strace");
        Path directory = Files.createDirectory(temp.resolve("server"));
        Path start = Files.writeString(directory.resolve("start"), "set -- sleep 300\n");
        Path trace = temp.resolve("trace");
        ProcessBuilder builder = new ProcessBuilder(
                "strace",
                "-f",
                "-e",
                "trace=execve,open,openat",
                "-o",
                trace.toString(),
                "sh",
                "-c",
                new PosixProcesses().script("sentinel.sh"),
                "mmp-test-sentinel",
                mark,
                directory.toString(),
                directory.resolve("log").toString(),
                PosixTool.path(),
                start.toString());
        Process sentinel = builder.start();
        assumeThat(sentinel.inputReader(UTF_8).readLine())
                .as("strace may trace")
                .isNotNull();
        sentinel.getOutputStream().write("pause\nresume\n".getBytes(UTF_8));
        sentinel.getOutputStream().close();
        assertThat(sentinel.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(directory).doesNotExist();
        assertThat(readersOfProc(Files.readAllLines(trace))).contains("ps").isSubsetOf("ps", "lsof");
    }

    private static Set<String> readersOfProc(List<String> trace) {
        Pattern line = Pattern.compile("(\\d+) +(execve|open|openat)\\((?:AT_FDCWD, )?\"([^\"]*)\".*");
        Map<String, String> programs = new HashMap<>();
        Set<String> readers = new TreeSet<>();
        trace.stream().map(line::matcher).filter(Matcher::matches).forEach(call -> {
            if (call.group(2).equals("execve")) {
                programs.put(call.group(1), Path.of(call.group(3)).getFileName().toString());
            } else if (call.group(3).startsWith("/proc/")) {
                readers.add(programs.getOrDefault(call.group(1), "sh"));
            }
        });
        return readers;
    }

    @Test
    void on_windows_a_server_is_refused_in_a_sentence() throws Exception {
        List<String> command = new ArrayList<>(HttpMain.java(OwnerMain.class, "start-and-close"));
        command.addAll(1, List.of("-Dos.name=Windows 11", "-Djava.io.tmpdir=" + temp));
        Process owner = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(owner.getInputStream().readAllBytes(), UTF_8);

        assertThat(owner.waitFor()).isEqualTo(1);
        assertThat(output)
                .contains(
                        "ServerStartException: Server 'owned' cannot be started: servers do not run as processes on Windows; use embedded ones there (EMBEDDED, the default of all fixtures that have one), or run the tests in WSL.");
    }

    private Process startOwner(String... before) throws IOException {
        Process owner = start(List.of(before), "wait");
        await().atMost(Duration.ofSeconds(60))
                .failFast(() -> !owner.isAlive())
                .until(() -> Files.readString(temp.resolve("output")).contains("ready"));
        return owner;
    }

    private Process start(List<String> before, String ending) throws IOException {
        List<String> command = new ArrayList<>(HttpMain.java(
                OwnerMain.class,
                ending,
                STUBBORN.replace("SETSID", find("setsid").toString()),
                mark));
        command.removeIf(word -> word.startsWith("-Dmmp.process.path="));
        command.add(1, "-Djava.io.tmpdir=" + temp);
        command.addAll(0, before);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("output").toFile());
        builder.environment().put("PATH", tools.toString());
        return builder.start();
    }

    private List<Path> directories() throws IOException {
        try (Stream<Path> files = Files.walk(temp)) {
            return files.filter(file -> file.getFileName().toString().startsWith("jvm-"))
                    .toList();
        }
    }

    private void awaitNothingLeft() {
        await().atMost(GONE_WITHIN).untilAsserted(() -> assertThat(marked()).isEmpty());
    }

    /** The processes that have our mark in their environment. */
    private List<Long> marked() {
        return FoundProcess.bearers("MMP_OWNER_MARK", mark)
                .map(ProcessHandle::pid)
                .toList();
    }
}
