package io.mmp.test.metrics;

import java.nio.file.Path;
import java.util.List;

/**
 * Something that tests left behind.
 *
 * @param what such as {@code process 4711 (redis-server)}
 * @param owner the test that it belongs to
 */
record Leak(String what, String owner) {

    private static final String SCHEMA = "1";

    static List<Leak> read(Path file) {
        return Tree.read(file, SCHEMA).list("leaks").stream()
                .map(leak -> new Leak(leak.text("what"), leak.text("owner")))
                .toList();
    }

    @Override
    public String toString() {
        return what + " of " + owner;
    }
}
