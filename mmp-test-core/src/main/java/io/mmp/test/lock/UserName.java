package io.mmp.test.lock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The user of this JVM, who may have a number only: containers are run with ids that no password file has. */
final class UserName {

    private UserName() {}

    /** Return the name, or the number where there is no name. */
    static String get() {
        String name = System.getProperty("user.name", "?");
        return name.isEmpty() || name.equals("?") ? uid().map(String::valueOf).orElse("unknown") : name;
    }

    /** Return the number, where the system has such numbers. */
    static Optional<Integer> uid() {
        try {
            return Optional.of((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException notLinux) {
            return Optional.empty();
        }
    }
}
