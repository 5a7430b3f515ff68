package io.mmp.test.lock;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * Who has a lock, or waits for it, and since when.
 *
 * @param processStart tells the process from a later one with the same id
 * @param host the machine or container: several containers may share a directory, but not their process ids
 */
record Claim(long pid, Instant processStart, String host, Instant since, String purpose) {

    private static final Logger LOG = System.getLogger(Claim.class.getName());

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
            return Optional.ofNullable(System.getenv("HOSTNAME"))
                    .or(() -> Optional.ofNullable(System.getenv("COMPUTERNAME")))
                    .orElse("this host");
        }
    }

    static Optional<Claim> read(Path file) {
        Properties entries = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            entries.load(reader);
            return Optional.of(new Claim(
                    Long.parseLong(entries.getProperty("pid", "")),
                    Instant.parse(entries.getProperty("processStart", "")),
                    entries.getProperty("host", ""),
                    Instant.parse(entries.getProperty("since", "")),
                    entries.getProperty("purpose", "")));
        } catch (IOException | IllegalArgumentException | DateTimeException unreadable) {
            LOG.log(Level.DEBUG, "No claim in " + file, unreadable);
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        Properties entries = new Properties();
        entries.setProperty("pid", Long.toString(pid));
        entries.setProperty("processStart", processStart.toString());
        entries.setProperty("host", host);
        entries.setProperty("since", since.toString());
        entries.setProperty("purpose", purpose);
        Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        try (Writer writer = Files.newBufferedWriter(draft)) {
            entries.store(writer, null);
        }
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
