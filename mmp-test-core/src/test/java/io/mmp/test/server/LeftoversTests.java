package io.mmp.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import io.mmp.test.json.JsonWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class LeftoversTests {

    private static final Map<String, String> ON = Map.of("MMP_ENABLE_GLOBAL_KILL", "1");

    private final String owner = "test " + UUID.randomUUID();
    private final List<Process> processes = new ArrayList<>();
    private final String ownerAround = Owner.current();

    @BeforeEach
    void own() {
        Owner.enter(owner);
    }

    @AfterEach
    void disown() {
        Owner.enter(ownerAround);
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void a_server_that_was_not_closed_is_reported_with_its_port_its_directory_and_its_test() {
        Leftovers leftovers = Leftovers.watch(Map.of());
        ManagedServer server = ManagedServer.start(HttpMain.spec());
        assertThat(leaks(leftovers).stream().map(Leak::kind))
                .containsExactly(Leak.Kind.PROCESS, Leak.Kind.PORT, Leak.Kind.DIRECTORY);
        assertThat(leaks(leftovers).stream().map(Leak::describe))
                .satisfiesExactly(
                        process -> assertThat(process)
                                .matches("Left behind by %s: process %s \\(.*HttpMain 0\\), \\d+ s old\\."
                                        .formatted(owner, server.pid())),
                        port -> assertThat(port)
                                .isEqualTo(
                                        "Left behind by %s: port %s of process %s.",
                                        owner, server.port(), server.pid()),
                        directory -> assertThat(directory)
                                .matches("Left behind by %s: directory %s/.*/java-\\d+\\."
                                        .formatted(owner, JvmDirectory.parent())));

        server.close();
        assertThat(leaks(leftovers)).isEmpty();
    }

    @Test
    void what_all_tests_share_is_no_test_s_leak() {
        Leftovers leftovers = Leftovers.watch(Map.of());
        try (ManagedServer shared = Owner.ofAllTests(() -> ManagedServer.start(HttpMain.spec()))) {
            assertThat(shared.isAlive()).isTrue();
            assertThat(leftovers.report()).noneMatch(leak -> leak.owner().equals(Owner.JVM));
        }
        assertThat(Owner.current()).isEqualTo(owner);
    }

    @Test
    void a_port_of_this_jvm_is_put_down_to_the_first_test_after_which_it_was_seen() throws IOException {
        Leftovers leftovers = Leftovers.watch(Map.of());
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.start();
        int port = server.getAddress().getPort();
        leftovers.afterTest(owner);
        leftovers.afterTest("a later test");
        assertThat(leaks(leftovers)).containsExactly(new Leak(Leak.Kind.PORT, "port " + port + " of this JVM", owner));
        Owner.share(port);
        assertThat(leaks(leftovers)).isEmpty();
        Owner.unshare(port);
        assertThat(leaks(leftovers)).hasSize(1);

        server.stop(0);
        assertThat(leaks(leftovers)).isEmpty();
    }

    @Test
    void nothing_is_ended_unless_that_is_enabled() throws IOException {
        ManagedServer server = ManagedServer.start(HttpMain.spec());
        Process orphan = marked(nameOfGoneJvm());
        Process pattern = start("sleep", "98765.4321");
        for (String value : List.of("", "0", "true", "yes")) {
            Leftovers leftovers = Leftovers.watch(
                    Map.of("MMP_ENABLE_GLOBAL_KILL", value, "MMP_GLOBAL_KILL_PATTERN", "sleep 98765\\.4321"));
            leftovers.beforeRun();
            leftovers.afterTest(owner);
            leftovers.afterRun();
        }
        assertThat(server.isAlive()).isTrue();
        assertThat(List.of(orphan, pattern)).allMatch(Process::isAlive);
        server.close();
    }

    @Test
    void before_a_run_the_servers_of_jvms_that_are_gone_are_ended_and_no_others() throws IOException {
        ManagedServer server = ManagedServer.start(HttpMain.spec());
        Process orphan = marked(nameOfGoneJvm());
        Process neighbour = marked(JvmDirectory.nameFor(start("sleep", "300").pid()));
        Process elsewhere = marked("jvm-1-99999999-1");
        Process unmarked = start("sleep", "300");

        Leftovers.watch(ON).beforeRun();

        assertThat(orphan.isAlive()).isFalse();
        assertThat(server.isAlive()).isTrue();
        assertThat(List.of(neighbour, elsewhere, unmarked)).allMatch(Process::isAlive);
        server.close();
    }

    @Test
    void after_a_test_its_servers_are_ended_and_reported_and_those_of_other_tests_live_on() {
        ManagedServer ours = ManagedServer.start(HttpMain.spec());
        Owner.enter("another test");
        ManagedServer other = ManagedServer.start(HttpMain.spec());
        Leftovers leftovers = Leftovers.watch(ON);

        leftovers.afterTest(owner);

        assertThat(ours.isAlive()).isFalse();
        assertThat(other.isAlive()).isTrue();
        assertThat(leaks(leftovers).get(0).what())
                .matches("process %s \\(.*HttpMain 0\\), \\d+ s old, ended after the test".formatted(ours.pid()));
        leftovers.afterRun();
        assertThat(other.isAlive()).isFalse();
        ours.close();
        other.close();
    }

    @Test
    void a_process_that_ignores_sigterm_is_ended_too() throws IOException {
        Process stubborn = marked(nameOfGoneJvm(), "sh", "-c", "trap '' TERM; while :; do sleep 0.1; done");

        Leftovers.watch(ON).beforeRun();

        assertThat(stubborn.isAlive()).isFalse();
    }

    @Test
    void a_pattern_ends_what_it_matches_only_beside_the_first_switch() throws IOException {
        Process matching = start("sleep", "98765.1234");
        Process other = start("sleep", "300");
        Leftovers.watch(ON).beforeRun();
        assertThat(List.of(matching, other)).allMatch(Process::isAlive);

        Leftovers.watch(withPattern("sleep 98765\\.1234")).afterTest(owner);

        assertThat(matching.isAlive()).isFalse();
        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void a_pattern_never_ends_this_jvm_nor_those_that_clean_up() {
        // Only what bears this id, and this JVM itself: the machine may run other people's tests.
        String id = UUID.randomUUID().toString();
        String thisJvm = ProcessHandle.current().info().commandLine().orElseThrow();
        ServerSpec spec = HttpMain.under(": " + id + "; \"$@\" & wait");
        // The name is in the directory of the server, and that among the arguments of what cleans up.
        ManagedServer server = ManagedServer.start(spec.withName(id));
        assertThat(childrenWith(id)).singleElement().asString().contains("mmp-test-sentinel");

        Leftovers.watch(withPattern(id + "|" + Pattern.quote(thisJvm))).beforeRun();

        assertThat(server.isAlive()).isFalse();
        assertThat(childrenWith(id)).hasSize(1);
        server.close();
        assertThat(childrenWith(id)).isEmpty();
    }

    private static List<String> childrenWith(String text) {
        return ProcessHandle.current()
                .children()
                .flatMap(child -> child.info().commandLine().stream())
                .filter(command -> command.contains(text))
                .toList();
    }

    @Test
    void a_pattern_that_is_found_everywhere_or_is_none_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Leftovers.watch(withPattern(".*")))
                .withMessage(
                        "MMP_GLOBAL_KILL_PATTERN is found in every command line and would end every process: '.*'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Leftovers.watch(withPattern("(")))
                .withMessageStartingWith("MMP_GLOBAL_KILL_PATTERN is not a regular expression: Unclosed group");
    }

    @Test
    void a_leak_is_json() {
        assertThat(JsonWriter.write(new Leak(Leak.Kind.DIRECTORY, "directory \"a\\b\"\n", "[engine:x]").toTree()))
                .isEqualTo("""
                        {
                          "kind": "directory",
                          "what": "directory \\"a\\\\b\\"\\u000a",
                          "owner": "[engine:x]"
                        }
                        """);
    }

    private List<Leak> leaks(Leftovers leftovers) {
        return leftovers.report().stream()
                .filter(leak -> leak.owner().equals(owner))
                .toList();
    }

    private static Map<String, String> withPattern(String pattern) {
        return Map.of("MMP_ENABLE_GLOBAL_KILL", "1", "MMP_GLOBAL_KILL_PATTERN", pattern);
    }

    static String nameOfGoneJvm() {
        // The kernel gives no process id above 2^22.
        long pid = 10_000_000 + ProcessHandle.current().pid();
        return JvmDirectory.nameFor(ProcessHandle.current().pid()).replaceAll("-\\d+-(\\d+)$", "-" + pid + "-$1");
    }

    private Process marked(String jvm) throws IOException {
        return marked(jvm, "sleep", "300");
    }

    private Process marked(String jvm, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(Map.of("MMP_TEST_COOKIE", "1", "MMP_TEST_JVM", jvm, "MMP_TEST_OWNER", owner));
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command).start();
        processes.add(process);
        return process;
    }
}
