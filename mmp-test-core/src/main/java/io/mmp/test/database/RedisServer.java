package io.mmp.test.database;

import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.ServerSpec;
import java.util.regex.Pattern;

/**
 * Describes private Redis servers; {@code redis-server} must be in {@code PATH}.
 *
 * @since 0.1.0
 */
public final class RedisServer {

    private RedisServer() {}

    /**
     * Describe a server that listens on the loopback interface only, and keeps what it is told over {@code kill} and {@code restart}.
     *
     * <p>Its data is in the directory where it runs, and is gone when the server is closed.
     */
    public static ServerSpec spec() {
        return ServerSpec.of(
                        "redis",
                        "redis-server",
                        "--port",
                        "{port}",
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "yes",
                        // The kernel keeps what was written when only the process dies.
                        "--appendfsync",
                        "no")
                .withScheme("redis")
                .withHealth(HealthCheck.logLine(Pattern.compile("Ready to accept connections")));
    }

    /** Tell whether Redis is installed on this machine. */
    public static boolean isInstalled() {
        return ProgramPath.of("redis-server").isPresent();
    }
}
