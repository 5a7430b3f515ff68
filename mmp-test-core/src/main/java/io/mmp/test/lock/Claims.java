package io.mmp.test.lock;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who has a lock and who waits for it, for the messages of those who wait in vain: one file a claim, in one directory for all locks of a
 * directory.
 *
 * <p>They are not in the lock file, because reading it in the process that holds it drops the lock. They are hints: a process that was
 * killed leaves its claims behind until the next one comes that takes a lock in the directory, and a program that is not of this library
 * makes none.
 */
final class Claims {

    private static final String DIRECTORY = "lock.claims";
    private static final int SHOWN = 10;
    private static final String HELD = ".held";
    private static final String WAITING = ".waiting";

    /** Two containers that share a directory may have processes of one number. */
    private static final AtomicLong COUNT = new AtomicLong(Math.abs(System.nanoTime()));

    /** A draft is there for less than a millisecond. */
    private static final Duration OLD_DRAFT = Duration.ofMinutes(1);

    /** The directories that this JVM has tidied up: once is enough. */
    private static final Set<Path> TIDY = ConcurrentHashMap.newKeySet();

    /** The directories that this JVM has complained about. */
    private static final Set<Path> UNUSABLE = ConcurrentHashMap.newKeySet();

    private final Path lockFile;
    private final Path directory;

    Claims(Path lockFile) {
        this.lockFile = lockFile;
        this.directory = lockFile.resolveSibling(DIRECTORY);
    }

    /** Record that this process waits for the lock. */
    Path recordWaiting(String purpose) {
        return record(purpose, WAITING);
    }

    /** Record that this process has the lock. */
    Path recordHeld(String purpose, LockMode mode) {
        if (mode == LockMode.READ_WRITE) {
            // Whoever else claims to have it was killed.
            files(HELD).forEach(Claims::withdraw);
        }
        return record(purpose, HELD);
    }

    private Path record(String purpose, String state) {
        Claim claim = Claim.ofThisProcess(purpose);
        Path file = directory.resolve(prefix() + claim.pid() + "-" + COUNT.incrementAndGet() + state);
        try {
            SharedFiles.createOpenDirectory(directory);
            if (TIDY.add(directory)) {
                tidyUp();
            }
            claim.write(file);
        } catch (IOException e) {
            if (UNUSABLE.add(directory)) {
                warn("Lock " + lockFile + " works, but who has it could not be recorded", e);
            }
        }
        return file;
    }

    /** Remove what processes have left that are gone, whichever lock it was about. */
    private void tidyUp() {
        for (Path file : list(name -> true)) {
            if (file.toString().endsWith(Claim.DRAFT)) {
                withdrawOldDraft(file);
            } else {
                Claim.read(file).ifPresent(claim -> withdrawIfStale(claim, file));
            }
        }
    }

    private static void withdrawOldDraft(Path draft) {
        try {
            if (Files.getLastModifiedTime(draft)
                    .toInstant()
                    .isBefore(Instant.now().minus(OLD_DRAFT))) {
                withdraw(draft);
            }
        } catch (IOException gone) {
            // as it should be
        }
    }

    /** Find the logger here: a JVM that has nothing to log need not set up logging. */
    private static void warn(String message, IOException e) {
        System.getLogger(Claims.class.getName()).log(Level.WARNING, message, e);
    }

    static void withdraw(Path claim) {
        try {
            Files.deleteIfExists(claim);
        } catch (IOException e) {
            warn("Claim " + claim + " could not be removed", e);
        }
    }

    /** Describe who has the lock, and who waits for it too. */
    String describe() {
        List<Claim> holders = claims(HELD);
        List<Claim> queue = claims(WAITING);
        String held = "held by " + (holders.isEmpty() ? foreignHolders() : list(holders));
        return queue.isEmpty() ? held : held + "; waiting too: " + list(queue);
    }

    private String foreignHolders() {
        List<String> holders = KernelLockTable.holdersOf(lockFile);
        return holders.isEmpty() ? "a process that is not recorded in " + directory : String.join("; ", holders);
    }

    private static String list(List<Claim> claims) {
        String shown = claims.stream().limit(SHOWN).map(Claim::describe).collect(joining("; "));
        return claims.size() > SHOWN ? shown + "; and " + (claims.size() - SHOWN) + " more" : shown;
    }

    private List<Claim> claims(String state) {
        return files(state).stream()
                .flatMap(file -> Claim.read(file).stream().filter(Predicate.not(claim -> withdrawIfStale(claim, file))))
                .sorted(Comparator.comparing(Claim::since))
                .toList();
    }

    private static boolean withdrawIfStale(Claim claim, Path file) {
        boolean stale = claim.isStale();
        if (stale) {
            withdraw(file);
        }
        return stale;
    }

    private String prefix() {
        return lockFile.getFileName() + "-";
    }

    private List<Path> files(String state) {
        String prefix = prefix();
        // What is between may have no '-' but the one between its numbers: another lock's name may begin with this
        // one's.
        return list(name -> name.startsWith(prefix)
                && name.endsWith(state)
                && name.indexOf('-', prefix.length()) == name.lastIndexOf('-'));
    }

    private List<Path> list(Predicate<String> names) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> names.test(file.getFileName().toString()))
                    .toList();
        } catch (IOException noneYet) {
            return List.of();
        }
    }
}
