package io.mmp.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.mmp.test.server.ListeningSockets.Address;
import io.mmp.test.server.ListeningSockets.Socket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What each POSIX system tells, compared with what Linux tells where this is Linux. */
@Tag("integration")
class PosixProcessesTests {

    private final PosixProcesses portable = new PosixProcesses();
    private final String cookie = UUID.randomUUID().toString();
    private Process process;

    @BeforeEach
    void start() throws IOException {
        RequiredProgram.require("ps");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "sleep 301 & wait");
        builder.environment()
                .putAll(Map.of(
                        Sentinel.COOKIE,
                        cookie,
                        Sentinel.OWNER,
                        "[method:a(int, String)] = x",
                        Sentinel.JVM,
                        "jvm--1-2"));
        process = builder.start();
        await().until(() -> process.children().findAny().isPresent());
    }

    @AfterEach
    void end() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Test
    void bearers_of_a_variable_are_found_and_no_others() {
        assumeThat(ProcessPath.current()).isNotEqualTo(ProcessPath.NONE);
        assertThat(portable.bearers(Sentinel.COOKIE, cookie))
                .containsExactlyInAnyOrder(
                        process.toHandle(), process.children().findAny().orElseThrow());
        assertThat(portable.bearers(Sentinel.COOKIE, cookie.substring(0, 20))).isEmpty();
        assertThat(portable.bearers(Sentinel.JVM, cookie)).isEmpty();
    }

    @Test
    void variables_are_told_whole_and_other_processes_of_this_user_have_none() {
        Map<ProcessHandle, Map<String, String>> all = portable.environments();

        assertThat(all.get(process.toHandle()))
                .containsEntry(Sentinel.COOKIE, cookie)
                .containsEntry(Sentinel.OWNER, "[method:a(int, String)] = x")
                .containsEntry(Sentinel.JVM, "jvm--1-2");
        assertThat(all.get(ProcessHandle.current())).doesNotContainEntry(Sentinel.COOKIE, cookie);
    }

    @Test
    void a_command_line_is_told_whole() throws IOException {
        assertThat(portable.commandLine(process.toHandle())).endsWith("sh -c sleep 301 & wait");
        Process lengthy = new ProcessBuilder("sh", "-c", "sleep 302; :", "x".repeat(10_000), "end").start();
        try {
            assertThat(portable.commandLine(lengthy.toHandle()))
                    .endsWith("x end")
                    .hasSizeGreaterThan(10_000);
        } finally {
            lengthy.descendants().forEach(ProcessHandle::destroyForcibly);
            lengthy.destroyForcibly();
        }
        assertThat(CommandLine.of(process.toHandle())).endsWith("sh -c sleep 301 & wait");
    }

    @Test
    void a_process_is_told_from_a_later_one_with_the_same_id() {
        long pid = process.pid();
        String start = portable.startOf(pid);
        assertThat(portable.hasStart(pid, start)).isTrue();
        assertThat(portable.hasStart(pid, String.valueOf(Long.parseLong(start) - 5_000)))
                .isFalse();
        assertThat(portable.hasStart(pid, "")).isFalse();
        assertThat(portable.hasStart(pid, "9".repeat(30))).isFalse();
        assertThat(portable.hasStart(99_999_999, start)).isFalse();
        assertThat(portable.startOf(99_999_999)).isEmpty();
    }

    @Test
    void what_a_server_has_started_belongs_to_it() {
        long child = process.children().findAny().orElseThrow().pid();
        assertThat(portable.belongsTo(child, process.pid(), "no cookie"))
                .as("child")
                .isTrue();
        assertThat(portable.belongsTo(child, 99_999_999, cookie)).as("bearer").isTrue();
        assertThat(portable.belongsTo(child, 99_999_999, "another")).isFalse();
        assertThat(portable.belongsTo(ProcessHandle.current().pid(), process.pid(), cookie))
                .isFalse();
    }

    @Test
    void the_variables_of_this_jvm_are_those_that_it_was_started_with() {
        assertThat(portable.inherited()).containsEntry("PATH", System.getenv("PATH"));
        assumeThat(ProcessPath.current()).isEqualTo(ProcessPath.LINUX);
        assertThat(portable.inherited()).containsAllEntriesOf(new LinuxProcesses().inherited());
    }

    @Test
    void who_listens_is_known() throws IOException {
        RequiredProgram.require("lsof");
        for (byte[] address : List.of(Loopback.V4, new byte[4], Loopback.V6)) {
            try (ServerSocket socket = listen(address)) {
                int port = socket.getLocalPort();
                List<Socket> found = new LsofSockets().on(port);

                assertThat(new LsofSockets().isOpen(port)).isTrue();
                assertThat(new LsofSockets().owners(found)).containsExactly(ProcessHandle.current());
                assertThat(new LsofSockets().portsOf(ProcessHandle.current().pid()))
                        .contains(port);
                assertThat(new LsofSockets().portsOf(process.pid())).isEmpty();
                if (ProcessPath.current() == ProcessPath.LINUX) {
                    assertThat(found.get(0).address())
                            .isEqualTo(new LinuxSockets().on(port).get(0).address());
                }
            }
        }
    }

    @Test
    void the_address_that_is_listened_on_is_known() throws IOException {
        RequiredProgram.require("lsof");
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[4]), 0));
            int port = channel.socket().getLocalPort();
            assertThat(new LsofSockets().on(port)).extracting(Socket::address).containsExactly(Address.ANY_V4);
        }
        try (ServerSocket socket = listen(Loopback.V6)) {
            assertThat(new LsofSockets().on(socket.getLocalPort()))
                    .extracting(Socket::address)
                    .containsExactly(Address.LOOPBACK_V6);
        }
    }

    @Test
    void nobody_listens_on_a_closed_port() throws IOException {
        int port;
        try (ServerSocket socket = listen(Loopback.V4)) {
            port = socket.getLocalPort();
        }
        assertThat(new LsofSockets().isOpen(port)).isFalse();
        assertThat(new LsofSockets().on(port)).isEmpty();
        assertThat(new LsofSockets().isOpen(0)).isFalse();
        assertThat(new LsofSockets().on(0)).isEmpty();
    }

    @Test
    void a_program_that_is_not_there_tells_nothing() {
        PosixTool missing = new PosixTool("no-such-program");
        assertThat(missing.isInstalled()).isFalse();
        assertThat(missing.lines("-a")).isEmpty();
    }

    private static ServerSocket listen(byte[] address) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.bind(new InetSocketAddress(InetAddress.getByAddress(address), 0));
        return socket;
    }
}
