package io.mmp.test.lock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * Who has a lock, or waits for it, and since when.
 *
 * @param processStart tells the process from a later one with the same id
 * @param host the machine or container: several containers may share a directory, but not their process ids
 */
record Claim(long pid, Instant processStart, String host, Instant since, String purpose) {

    /** How the name of a file ends that is not written yet. */
    static final String DRAFT = ".tmp";

    private static final int LINES = 5;

    /** The kernel's boot time, on which Linux bases the start of a process, moves with the clock. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    private static final String THIS_HOST = hostName();
    private static final ProcessHandle THIS_PROCESS = ProcessHandle.current();
    private static final Instant THIS_PROCESS_START = startOf(THIS_PROCESS);

    /** Describe a claim of this process, from now on. */
    static Claim ofThisProcess(String purpose) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new Claim(THIS_PROCESS.pid(), THIS_PROCESS_START, THIS_HOST, now, purpose);
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    /** Ask the kernel: Java's own way asks the name service too, which may take seconds. */
    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException notLinux) {
            return Optional.ofNullable(System.getenv("COMPUTERNAME"))
                    .or(Claim::nodeName)
                    .orElse("this host");
        }
    }

    /** Ask the program that each POSIX system has. */
    static Optional<String> nodeName() {
        try {
            Process process = new ProcessBuilder("uname", "-n")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String name = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            return name.isEmpty() ? Optional.empty() : Optional.of(name);
        } catch (IOException noSuchProgram) {
            return Optional.empty();
        }
    }

    static Optional<Claim> read(Path file) {
        try {
            if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
                return Optional.empty(); // others may write here: a pipe would not end
            }
            String[] lines = new String(Files.readAllBytes(file), UTF_8).split("\n", LINES);
            if (lines.length < LINES) {
                return Optional.empty();
            }
            return Optional.of(new Claim(
                    Long.parseLong(lines[0]),
                    Instant.ofEpochMilli(Long.parseLong(lines[1])),
                    lines[2],
                    Instant.ofEpochMilli(Long.parseLong(lines[3])),
                    lines[4]));
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * Write it, a component a line, of which the purpose may have several.
     *
     * <p>Neither {@code Properties} nor {@code Instant.toString}: the locales and formats that they load would be half of what the first
     * lock costs a JVM.
     */
    void write(Path file) throws IOException {
        String text = String.join(
                "\n",
                Long.toString(pid),
                Long.toString(processStart.toEpochMilli()),
                host,
                Long.toString(since.toEpochMilli()),
                purpose);
        Path draft = file.resolveSibling(file.getFileName() + DRAFT);
        Files.write(
                draft, text.getBytes(UTF_8), CREATE_NEW, WRITE); // never through a link that another user has put there
        SharedFiles.letAllRead(draft);
        Files.move(draft, file, ATOMIC_MOVE);
    }

    /** Tell whether the process is known to be gone; of one on another host nothing is known. */
    boolean isStale() {
        return host.equals(THIS_HOST)
                && ProcessHandle.of(pid)
                        .filter(process -> Duration.between(processStart, startOf(process))
                                        .abs()
                                        .compareTo(CLOCK_TOLERANCE)
                                <= 0)
                        .isEmpty();
    }

    /** Describe it, such as {@code process 4711 on ci-7 (IngestTests#loads) since 2026-11-21T08:15:00Z, for 3.2 s}. */
    String describe() {
        boolean own = host.equals(THIS_HOST) && pid == THIS_PROCESS.pid();
        double seconds = Duration.between(since, Instant.now()).toMillis() / 1e3;
        return String.format(
                Locale.ROOT,
                "%s %d on %s (%s) since %s, for %.1f s",
                own ? "this process" : "process",
                pid,
                host,
                purpose,
                since,
                seconds);
    }
}
