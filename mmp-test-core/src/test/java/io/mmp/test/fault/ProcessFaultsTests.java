package io.mmp.test.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.mmp.test.server.HttpMain;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.PortSource;
import io.mmp.test.server.ProcessLimits;
import io.mmp.test.server.RequiredProgram;
import io.mmp.test.server.ServerSpec;
import io.mmp.test.server.ServerStartException;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class ProcessFaultsTests {

    @BeforeEach
    void needsPrlimit() {
        RequiredProgram.require("prlimit");
    }

    @Test
    void a_server_out_of_descriptors_keeps_its_connections_and_lets_new_ones_hang_until_it_is_mended()
            throws Exception {
        try (ManagedServer server = ManagedServer.start(HttpMain.spec());
                Socket old = connect(server)) {
            assertThat(statusOf(old)).isEqualTo("HTTP/1.1 200");
            Outage outage = ProcessFaults.descriptorsExhausted("http", server);
            assertThat(outage).hasToString("http out of descriptors");
            for (int round = 0; round < 2; round++) {
                outage.strike();
                outage.strike();
                assertThat(statusOf(old)).isEqualTo("HTTP/1.1 200");
                // A descriptor that the server closes meanwhile, such as that of the check of its health, lets one in.
                Deque<Socket> connections = new ArrayDeque<>();
                try {
                    do {
                        assertThat(connections).hasSizeLessThan(20);
                        connections.push(connect(server));
                    } while (answers(connections.peek()));
                    outage.mend();
                    // The request that waited is answered late, not lost.
                    assertThat(read(connections.peek())).isEqualTo("HTTP/1.1 200");
                } finally {
                    for (Socket connection : connections) {
                        connection.close();
                    }
                }
                outage.mend();
            }
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void a_server_with_descriptors_enough_answers_new_connections() throws Exception {
        try (ManagedServer server = ManagedServer.start(HttpMain.spec())) {
            Outage outage =
                    ProcessFaults.limited("http", server, ProcessLimits.none().withDescriptors(200));
            assertThat(outage).hasToString("http limited to 200 open descriptors");
            outage.strike();
            try (Socket socket = connect(server)) {
                assertThat(statusOf(socket)).isEqualTo("HTTP/1.1 200");
            }
            outage.mend();
        }
    }

    @Test
    void a_server_out_of_memory_goes_on_with_what_it_has() throws Exception {
        try (ManagedServer server = ManagedServer.start(HungryMain.spec())) {
            Outage outage = ProcessFaults.memoryExhausted("hungry", server);
            assertThat(outage).hasToString("hungry out of memory");
            assertThat(work(server)).isEqualTo("200 done");
            outage.strike();
            assertThat(work(server)).isEqualTo("503 OutOfMemoryError");
            assertThat(server.isAlive()).isTrue();
            outage.mend();
            assertThat(work(server)).isEqualTo("200 done");
        }
    }

    @Test
    void a_jvm_that_has_too_little_memory_from_the_start_does_not_start_and_one_that_has_enough_runs()
            throws Exception {
        ServerSpec spec = HungryMain.spec();
        assertThatExceptionOfType(ServerStartException.class)
                .isThrownBy(() ->
                        ManagedServer.start(spec.withLimits(ProcessLimits.none().withMemory(50L << 20))))
                .withMessageMatching("(?s)Server 'hungry' did not become healthy: process \\d+ exited with code .*");
        try (ManagedServer server =
                ManagedServer.start(spec.withLimits(ProcessLimits.none().withMemory(300L << 20)))) {
            assertThat(work(server)).isEqualTo("200 done");
        }
    }

    @Test
    void a_server_that_loses_a_child_has_to_start_it_anew_itself() throws Exception {
        try (ManagedServer server = ManagedServer.start(shell("while :; do sleep 1000; done & exec \"$@\""))) {
            List<ProcessHandle> before = sleepers(server);
            assertThat(before).hasSize(1);
            Outage outage = ProcessFaults.childrenKilled("http", server, Pattern.compile("sleep 1\\d+$"));
            assertThat(outage).hasToString("http without its processes 'sleep 1\\d+$'");
            assertThat(outage.isAttended()).isFalse();

            outage.strike();

            await().untilAsserted(() -> assertThat(sleepers(server)).hasSize(1).doesNotContainAnyElementsOf(before));
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void a_child_that_is_not_there_cannot_be_lost() {
        try (ManagedServer server = ManagedServer.start(shell("sleep 1000 & exec \"$@\""))) {
            assertThatIllegalStateException()
                    .isThrownBy(ProcessFaults.childrenKilled("web", server, Pattern.compile("worker"))::strike)
                    .withMessage(
                            "Server 'web' has no process besides its first in whose command line 'worker' is found. It has: sleep 1000.");
        }
        try (ManagedServer server = ManagedServer.start(HttpMain.spec())) {
            // The first process is none of its children, whatever it is called.
            assertThatIllegalStateException()
                    .isThrownBy(ProcessFaults.childrenKilled("web", server, Pattern.compile("java"))::strike)
                    .withMessageEndingWith("'java' is found. It has: none.");
            assertThat(server.isAlive()).isTrue();
        }
    }

    private static ServerSpec shell(String script) {
        String[] command = HttpMain.spec().command().toArray(String[]::new);
        String[] words = new String[command.length + 4];
        System.arraycopy(new String[] {"sh", "-c", script, "sh"}, 0, words, 0, 4);
        System.arraycopy(command, 0, words, 4, command.length);
        return ServerSpec.of("web", words).withPort(PortSource.fromLog(Pattern.compile("listening on port (\\d+)")));
    }

    private static List<ProcessHandle> sleepers(ManagedServer server) {
        return server.processes().stream()
                .filter(process -> process.info().command().orElse("").contains("sleep"))
                .toList();
    }

    private static Socket connect(ManagedServer server) throws IOException {
        Socket socket = new Socket(server.uri().getHost(), server.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String statusOf(Socket socket) throws IOException {
        socket.getOutputStream().write("GET /health HTTP/1.1\r\nHost: test\r\n\r\n".getBytes(US_ASCII));
        return read(socket);
    }

    /** Tell whether a request is answered soon; from then on its answer may take longer. */
    private static boolean answers(Socket socket) throws IOException {
        socket.setSoTimeout(1_000);
        try {
            statusOf(socket);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(10_000);
        }
    }

    /** Read one answer without a body, and return the beginning of its first line. */
    private static String read(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new EOFException("The server closed the connection after '%s'".formatted(head));
            }
            head.append((char) next);
        }
        return head.substring(0, 12);
    }

    private static String work(ManagedServer server) throws IOException {
        try (Socket socket = connect(server)) {
            socket.getOutputStream()
                    .write("GET /work HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            return answer.substring(9, 12)
                    + answer.substring(answer.indexOf("\r\n\r\n") + 3).replace('\n', ' ');
        }
    }
}
