package io.mmp.test.examples.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.lock.MachineLock;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A scorer that insists on its port: of the tests that need it only one can run at a time, in all threads, JVMs and builds of the
 * machine. Without the lock they fail with "Address already in use".
 */
@Execution(ExecutionMode.CONCURRENT)
class LegacyScorerTests {

    private static final int PORT = 21_717;

    @RepeatedTest(4)
    @MachineLock("legacy-scorer")
    void scores_on_its_port() throws Exception {
        try (ServerSocket scorer = new ServerSocket(PORT, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(scorer.getInetAddress(), PORT);
                Socket connection = scorer.accept()) {
            connection.getOutputStream().write(42);

            assertThat(client.getInputStream().read()).isEqualTo(42);
        }
    }
}
