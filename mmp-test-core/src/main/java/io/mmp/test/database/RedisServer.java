package io.mmp.test.database;

import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.ServerSpec;
import io.mmp.test.server.ServerStartException;
import java.util.regex.Pattern;

/**
 * Describes private Redis servers.
 *
 * <p>Their program is the machine's {@code redis-server} in {@code PATH}. Where it has none, it is that of Redis 6.2 which
 * {@code com.github.codemonstur:embedded-redis} brings on the class path, unpacked once for this user in {@code mmp.cache.dir}. The
 * system property {@code mmp.database.programs} asks for one of both: {@code MACHINE} or {@code CLASSPATH}, by default {@code AUTO}.
 *
 * @since 0.1.0
 */
public final class RedisServer {

    private RedisServer() {}

    /**
     * Describe a server that listens on the loopback interface only, and keeps what it is told over {@code kill} and {@code restart}.
     *
     * <p>Its data is in the directory where it runs, and is gone when the server is closed.
     *
     * @throws ServerStartException if there is no program of Redis; the message says how to get one
     */
    public static ServerSpec spec() {
        return spec(Programs.ofSystem());
    }

    static ServerSpec spec(Programs programs) {
        return ServerSpec.of(
                        "redis",
                        programs.redis().toString(),
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

    /** Tell whether there is a program of Redis, on this machine or on the class path. */
    public static boolean isInstalled() {
        return Programs.ofSystem().haveRedis();
    }
}
