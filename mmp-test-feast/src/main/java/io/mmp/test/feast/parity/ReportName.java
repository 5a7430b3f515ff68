package io.mmp.test.feast.parity;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds names for reports that no other report has, of this JVM or another one. */
final class ReportName {

    /** Where to begin to look, so that the thousandth report of a directory need not try the names of all others. */
    private static final Map<Path, AtomicInteger> LAST = new ConcurrentHashMap<>();

    private ReportName() {}

    /** Take the next free name in this directory, by making its text file, and return it without an extension. */
    static String claim(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path place = directory.toRealPath();
        AtomicInteger last = LAST.computeIfAbsent(place, absent -> new AtomicInteger());
        if (Files.notExists(place.resolve("parity.txt"))) {
            last.set(0); // the directory was emptied meanwhile
        }
        while (true) {
            int number = last.incrementAndGet();
            String name = number == 1 ? "parity" : "parity-" + number;
            try {
                Files.createFile(place.resolve(name + ".txt"));
                return name;
            } catch (FileAlreadyExistsException e) {
                // Another JVM, or an earlier run, has written one of this name.
            }
        }
    }
}
