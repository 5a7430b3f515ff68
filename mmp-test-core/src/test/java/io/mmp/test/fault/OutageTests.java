package io.mmp.test.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutageTests {

    private final List<String> done = new ArrayList<>();

    @Test
    void it_breaks_and_mends_as_often_as_it_is_told() throws Exception {
        Outage outage = Outage.of("store gone", () -> done.add("broken"), () -> done.add("mended"));

        outage.strike();
        outage.mend();
        outage.mend();
        outage.strike();

        assertThat(done).containsExactly("broken", "mended", "mended", "broken");
        assertThat(outage.isAttended()).isTrue();
        assertThat(outage).hasToString("store gone");
    }

    @Test
    void an_unattended_one_is_mended_by_nobody() throws Exception {
        Outage outage = Outage.unattended("store gone", () -> done.add("broken"));

        outage.strike();
        outage.mend();

        assertThat(done).containsExactly("broken");
        assertThat(outage.isAttended()).isFalse();
        assertThat(outage.name()).isEqualTo("store gone");
    }

    @Test
    void a_fault_is_active_from_strike_to_mend() throws Exception {
        try (EchoServer server = new EchoServer();
                FaultProxy proxy = FaultProxy.inFrontOf(server.uri())) {
            Outage outage = Outage.of(proxy, Fault.down());
            outage.mend(); // nothing is broken yet
            outage.strike();
            assertThatIllegalStateException()
                    .isThrownBy(outage::strike)
                    .withMessage("'%s' is active already; mend it first.", Fault.down());
            assertThat(isReachable(proxy.uri())).isFalse();
            outage.mend();
            assertThat(isReachable(proxy.uri())).isTrue();
            outage.strike();
            assertThat(isReachable(proxy.uri())).isFalse();
        }
    }

    @Test
    void it_needs_a_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Outage.unattended(" ", () -> {}))
                .withMessage("An outage needs a name that says in messages what happened, but it is blank.");
    }

    private static boolean isReachable(URI uri) {
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
