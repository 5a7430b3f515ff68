package io.mmp.test.server;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A test that starts a server, writes its process id to {@code server.pid} and does not end by itself. */
class LongRunningTestCase {

    @Test
    void runs_until_it_is_killed() throws Exception {
        try (ManagedServer server = ManagedServer.start(HttpMain.spec())) {
            Files.writeString(Path.of("server.pid"), String.valueOf(server.pid()));
            Thread.sleep(300_000);
        }
    }
}
