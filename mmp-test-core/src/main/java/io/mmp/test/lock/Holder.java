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
import java.util.Optional;
import java.util.Properties;

/**
 * Who holds a lock, for the messages of those who wait.
 *
 * <p>It is kept beside the lock file and not in it, because reading the lock file in the process that holds it drops
 * the lock. It is a hint: a holder that was killed leaves it behind, so that a reader compares process id and start
 * with what runs.
 */
record Holder(long pid, Instant processStart, Instant since, String purpose) {

    private static final Logger LOG = System.getLogger(Holder.class.getName());

    /** The kernel's boot time, on which Linux bases the start of a process, moves with the clock. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    /** Describe this process, from now on. */
    static Holder thisProcess(String purpose) {
        ProcessHandle process = ProcessHandle.current();
        return new Holder(process.pid(), startOf(process), Instant.now().truncatedTo(ChronoUnit.MILLIS), purpose);
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    /** Describe the holder of a lock, such as {@code process 4711 (IngestTests) since 2026-11-21T08:15:00Z}. */
    static String of(Path lockFile) {
        return read(sideCarOf(lockFile))
                .filter(Holder::isRunning)
                .map(Holder::describe)
                .orElse("a process that is not recorded in " + sideCarOf(lockFile));
    }

    private static Path sideCarOf(Path lockFile) {
        return lockFile.resolveSibling(lockFile.getFileName() + ".holder");
    }

    private static Optional<Holder> read(Path sideCar) {
        Properties entries = new Properties();
        try (Reader reader = Files.newBufferedReader(sideCar)) {
            entries.load(reader);
            return Optional.of(new Holder(
                    Long.parseLong(entries.getProperty("pid", "")),
                    Instant.parse(entries.getProperty("processStart", "")),
                    Instant.parse(entries.getProperty("since", "")),
                    entries.getProperty("purpose", "")));
        } catch (IOException | IllegalArgumentException | DateTimeException unreadable) {
            LOG.log(Level.DEBUG, "No holder in " + sideCar, unreadable);
            return Optional.empty();
        }
    }

    private boolean isRunning() {
        return ProcessHandle.of(pid)
                .filter(process ->
                        Duration.between(processStart, startOf(process)).abs().compareTo(CLOCK_TOLERANCE) <= 0)
                .isPresent();
    }

    private String describe() {
        String process = pid == ProcessHandle.current().pid() ? "this process" : "process " + pid;
        return process + " (" + purpose + ") since " + since;
    }

    /** Record this holder beside a lock file that it has locked. */
    void record(Path lockFile) {
        Path sideCar = sideCarOf(lockFile);
        Path draft = sideCar.resolveSibling(sideCar.getFileName() + ".tmp");
        Properties entries = new Properties();
        entries.setProperty("pid", Long.toString(pid));
        entries.setProperty("processStart", processStart.toString());
        entries.setProperty("since", since.toString());
        entries.setProperty("purpose", purpose);
        try {
            try (Writer writer = Files.newBufferedWriter(draft)) {
                entries.store(writer, null);
            }
            Files.move(draft, sideCar, ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "The holder of " + lockFile + " could not be recorded; the lock is held all the same",
                    e);
        }
    }

    /** Remove the record, while the lock is still held. */
    static void forget(Path lockFile) {
        try {
            Files.deleteIfExists(sideCarOf(lockFile));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The record of the holder of " + lockFile + " could not be removed", e);
        }
    }
}
