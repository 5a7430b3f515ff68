package io.mmp.test.lock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The user of this JVM, who may have a number only: containers are run with ids that no password file has. */
final class UserName {

    private static final Path SELF = Path.of("/proc/self");

    private UserName() {}

    /** Return the name, or the number where there is no name. */
    static String get() {
        String name = System.getProperty("user.name", "?");
        return name.isEmpty() || name.equals("?") ? uid().map(String::valueOf).orElse("unknown") : name;
    }

    /** Return the number, where the system has such numbers. */
    static Optional<Integer> uid() {
        return uidOf(SELF).or(UserName::uidOfNewFile);
    }

    private static Optional<Integer> uidOf(Path file) {
        try {
            return Optional.of((Integer) Files.getAttribute(file, "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException noSuchFileOrNumber) {
            return Optional.empty();
        }
    }

    /** Ask whose a file is that this JVM makes, as macOS has no {@code /proc}. */
    static Optional<Integer> uidOfNewFile() {
        try {
            Path file = Files.createTempFile("mmp-test-", ".uid");
            try {
                return uidOf(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException noTempDirectory) {
            return Optional.empty();
        }
    }
}
