package io.mmp.test.lock;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** What test cases in this JVM saw of the locks while they ran. */
final class HeldLocks {

    private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();
    private static volatile Path directory = Path.of(System.getProperty("java.io.tmpdir"));

    private HeldLocks() {}

    static void startIn(Path lockDirectory) {
        directory = lockDirectory;
        SEEN.clear();
    }

    static List<String> seen() {
        return List.copyOf(SEEN);
    }

    static void see(String what) {
        SEEN.add(what + ": " + held());
    }

    /** Return the names of the locks that nobody else can take now. */
    static List<String> held() {
        return Stream.of("a", "b", "c", "mmp-server")
                .filter(name -> {
                    Optional<LockFile> lock = LockFile.tryAcquire(directory.resolve(name + ".lock"));
                    lock.ifPresent(LockFile::close);
                    return lock.isEmpty();
                })
                .toList();
    }

    static Path directory() {
        return directory;
    }
}
