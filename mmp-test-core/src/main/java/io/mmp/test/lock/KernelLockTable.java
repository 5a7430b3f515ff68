package io.mmp.test.lock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The locks that Linux has granted, from {@code /proc/locks}: it names holders that are not of this library. */
final class KernelLockTable {

    private static final Path TABLE = Path.of("/proc/locks");

    private KernelLockTable() {}

    /** Describe the other processes that have a lock on the file; none where there is no such table. */
    static List<String> holdersOf(Path file) {
        try (Stream<String> lines = Files.lines(TABLE)) {
            // The inode alone: the table and stat do not name the device of every file system alike.
            String inode = ":" + Files.getAttribute(file, "unix:ino");
            long self = ProcessHandle.current().pid();
            return lines.map(line -> line.trim().split("\\s+"))
                    .filter(columns -> columns.length == 8 && columns[5].endsWith(inode))
                    .map(columns -> Long.parseLong(columns[4]))
                    .filter(pid -> pid != self && hasOpen(file, pid))
                    .distinct()
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .map(KernelLockTable::describe)
                    .toList();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException notLinux) {
            return List.of();
        }
    }

    private static boolean hasOpen(Path file, long pid) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return descriptors.anyMatch(descriptor -> pointsTo(descriptor, file));
        } catch (IOException goneOrAnotherUsers) {
            return false;
        }
    }

    private static boolean pointsTo(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (IOException closed) {
            return false;
        }
    }

    private static String describe(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        String command = info.commandLine().or(info::command).orElse("command unknown");
        return "process " + process.pid() + " (" + command + ")";
    }
}
