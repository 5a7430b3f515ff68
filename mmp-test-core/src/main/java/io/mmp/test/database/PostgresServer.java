package io.mmp.test.database;

import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.ServerSpec;
import io.mmp.test.server.ServerStartException;
import io.mmp.test.text.TextResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Describes private PostgreSQL servers; its programs must be in {@code PATH} or where Debian puts them.
 *
 * <p>Started by root a server runs as the user {@code postgres}, or {@code nobody} where there is none.
 *
 * @since 0.1.0
 */
public final class PostgresServer {

    /** The superuser of each server, who needs no password. */
    public static final String USER = "test";

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)?");

    private PostgresServer() {}

    /**
     * Describe a server that listens on the loopback interface only, and keeps what it is told over {@code kill} and {@code restart}.
     *
     * <p>Its data is in the directory where it runs, is not synced to the disk, and is gone when the server is closed. A
     * cluster is made in less than a second, so none is kept to be copied.
     *
     * @throws ServerStartException if PostgreSQL is not installed
     */
    public static ServerSpec spec() {
        return spec(ProgramPath.get(), DEBIAN);
    }

    static ServerSpec spec(String path, Path debian) {
        Path programs = programs(path, debian)
                .orElseThrow(() -> new ServerStartException(
                        "Server 'postgres' cannot be started: 'postgres' and 'initdb' were not found in PATH or in %s/*/bin; install PostgreSQL."
                                .formatted(debian),
                        null));
        return ServerSpec.of(
                        "postgres",
                        "sh",
                        "-c",
                        TextResource.read(PostgresServer.class, "postgres.sh"),
                        "postgres",
                        programs.toString(),
                        "{port}")
                .withScheme("postgresql")
                .withHealth(HealthCheck.logLine(Pattern.compile("database system is ready to accept connections")));
    }

    /** Tell whether PostgreSQL is installed on this machine. */
    public static boolean isInstalled() {
        return programs(ProgramPath.get(), DEBIAN).isPresent();
    }

    /** Return the JDBC URL of a database of a server; each server has one that is named {@code postgres}. */
    public static String jdbcUrl(ManagedServer server, String database) {
        return "jdbc:postgresql://127.0.0.1:%s/%s?user=%s".formatted(server.port(), database, USER);
    }

    private static Optional<Path> programs(String path, Path debian) {
        return Stream.concat(ProgramPath.entries(path), debianVersions(debian).stream())
                .filter(directory -> Stream.of("postgres", "initdb")
                        .allMatch(program -> Files.isExecutable(directory.resolve(program))))
                .findFirst();
    }

    /** List the directories of programs that Debian's packages make, of the newest version first. */
    private static List<Path> debianVersions(Path debian) {
        if (!Files.isDirectory(debian)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(debian)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(VERSION.asMatchPredicate())
                    .map(BigDecimal::new)
                    .sorted(Comparator.reverseOrder())
                    .map(version -> debian.resolve(version.toString()).resolve("bin"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
