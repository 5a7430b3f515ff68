package io.mmp.test.examples.rollout;

import io.mmp.test.examples.fraud.EnabledIfLightGbmLoads;
import io.mmp.test.fixture.ServerFixture;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Splits traffic between two models by nginx. */
@Tag("e2e")
@EnabledIfLightGbmLoads
@EnabledIfInstalled(program = "nginx", in = "nginx-light")
class NginxTests {

    @RegisterExtension
    static final ServerFixture V1 = ServerFixture.of(() -> FraudPredictor.spec("v1", 10));

    @RegisterExtension
    static final ServerFixture V2 = ServerFixture.of(() -> FraudPredictor.spec("v2", 40));

    @TempDir
    Path directory;

    @AutoClose
    private NginxSplitter nginx;

    private Splitting splitting;

    @BeforeEach
    void start() throws IOException {
        nginx = NginxSplitter.start(directory, V1.uri(), V2.uri());
        splitting = new Splitting(nginx.uri(), nginx::setWeight, nginx::restart, V1.uri(), V2.uri());
    }

    @Test
    void it_ramps_up_and_loses_nobody() {
        splitting.rampsUpAndLosesNobody();
    }

    @Test
    void it_is_sticky_over_a_restart() throws Exception {
        splitting.isStickyOverARestart();
    }
}
