package io.mmp.test.database;

import io.mmp.test.lock.MachineDirectory;
import io.mmp.test.server.ServerStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the programs of servers: those of the machine, else those that jars on the class path carry.
 *
 * @param from where to look
 * @param path the directories of the machine, as in {@code PATH}
 * @param debian where Debian's packages put PostgreSQL
 * @param packed what is on the class path
 */
record Programs(From from, String path, Path debian, PackedPrograms packed) {

    static final String PARAMETER = "mmp.database.programs";

    static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)?");

    /** Where programs come from. */
    enum From {
        /** From the machine; where it has none, from the class path. */
        AUTO,
        /** From the machine alone. */
        MACHINE,
        /** From the class path alone. */
        CLASSPATH;

        private boolean includesMachine() {
            return this != CLASSPATH;
        }

        private boolean includesClassPath() {
            return this != MACHINE;
        }
    }

    /** Return those that system properties ask for. */
    static Programs ofSystem() {
        return from(name -> Optional.ofNullable(System.getProperty(name)));
    }

    /** Return those that {@code mmp.database.programs} asks for, unpacked in {@code mmp.cache.dir}. */
    static Programs from(Function<String, Optional<String>> parameters) {
        String from = parameters.apply(PARAMETER).orElse(From.AUTO.name());
        return new Programs(
                Stream.of(From.values())
                        .filter(each -> each.name().equals(from))
                        .findFirst()
                        .orElseThrow(() -> new ServerStartException(
                                "%s is '%s', but must be AUTO, MACHINE or CLASSPATH.".formatted(PARAMETER, from),
                                null)),
                ProgramPath.get(),
                DEBIAN,
                new PackedPrograms(
                        Programs.class.getClassLoader(),
                        Architecture.of(System.getProperty("os.name"), System.getProperty("os.arch")),
                        parameters.apply("mmp.cache.dir").map(Path::of).or(MachineDirectory::cache)));
    }

    /** Tell whether there are programs of PostgreSQL, without unpacking any. */
    boolean havePostgres() {
        return (from.includesMachine() && postgresOfMachine().isPresent())
                || (from.includesClassPath() && packed.havePostgres());
    }

    /** Tell whether there is a program of Redis, without unpacking any. */
    boolean haveRedis() {
        return (from.includesMachine() && redisOfMachine().isPresent())
                || (from.includesClassPath() && packed.haveRedis());
    }

    /**
     * Return the directory that has {@code postgres} and {@code initdb}.
     *
     * @throws ServerStartException if there is none
     */
    Path postgres() {
        return (from.includesMachine() ? postgresOfMachine() : Optional.<Path>empty())
                .or(() -> from.includesClassPath() ? packed.postgres() : Optional.empty())
                .orElseThrow(() -> missing(
                        "postgres",
                        "'postgres' and 'initdb' were not found in PATH or in %s/*/bin".formatted(debian),
                        "install PostgreSQL",
                        PackedPrograms.POSTGRES_ARTIFACTS.formatted(packed.architectureName())));
    }

    /**
     * Return the program {@code redis-server}.
     *
     * @throws ServerStartException if there is none
     */
    Path redis() {
        return (from.includesMachine() ? redisOfMachine() : Optional.<Path>empty())
                .or(() -> from.includesClassPath() ? packed.redis() : Optional.empty())
                .orElseThrow(() -> missing(
                        "redis",
                        "'redis-server' was not found in PATH",
                        "install Redis",
                        PackedPrograms.REDIS_ARTIFACT));
    }

    private ServerStartException missing(String server, String notFound, String install, String artifacts) {
        String add = "add %s to the class path of the tests".formatted(artifacts);
        String where = from == From.AUTO ? "" : " (%s is %s)".formatted(PARAMETER, from);
        return new ServerStartException(
                "Server '%s' cannot be started: %s%s; %s."
                        .formatted(
                                server,
                                Stream.of(
                                                from.includesMachine() ? notFound : "",
                                                from.includesClassPath() ? packed.notFound(server) : "")
                                        .filter(reason -> !reason.isEmpty())
                                        .reduce("%s, and %s"::formatted)
                                        .orElseThrow(),
                                where,
                                Stream.of(from.includesMachine() ? install : "", from.includesClassPath() ? add : "")
                                        .filter(remedy -> !remedy.isEmpty())
                                        .reduce("%s, or %s"::formatted)
                                        .orElseThrow()),
                null);
    }

    private Optional<Path> redisOfMachine() {
        return ProgramPath.entries(path)
                .map(directory -> directory.resolve("redis-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Optional<Path> postgresOfMachine() {
        return Stream.concat(ProgramPath.entries(path), debianVersions().stream())
                .filter(directory -> Stream.of("postgres", "initdb")
                        .allMatch(program -> Files.isExecutable(directory.resolve(program))))
                .findFirst();
    }

    /** List the directories of programs that Debian's packages make, of the newest version first. */
    private List<Path> debianVersions() {
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

    /**
     * A processor, as those who pack programs for Linux name it.
     *
     * @param postgres in the names of zonky's archives
     * @param artifact in the names of zonky's artifacts
     * @param redis in the names of the programs in embedded-redis
     */
    record Architecture(String postgres, String artifact, String redis) {

        static Optional<Architecture> of(String system, String processor) {
            if (!system.toLowerCase(Locale.ROOT).startsWith("linux")) {
                return Optional.empty();
            }
            return switch (processor) {
                case "amd64", "x86_64" -> Optional.of(new Architecture("x86_64", "amd64", "amd64"));
                case "aarch64", "arm64" -> Optional.of(new Architecture("arm_64", "arm64v8", "arm64"));
                default -> Optional.empty();
            };
        }
    }
}
