package io.mmp.test.lock;

import io.mmp.test.Internal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Names the directories in {@code java.io.tmpdir} where the JVMs of this machine meet. JVMs with different temp directories do not.
 *
 * @since 0.1.0
 */
@Internal
public final class MachineDirectory {

    private static final String NAME = "mmp-test";
    private static final String OF_ONE_USER = "/var/folders";

    private MachineDirectory() {}

    /**
     * Return the temp directory.
     *
     * @throws IllegalStateException if this JVM cannot have such a path
     */
    public static Path temp() {
        String temp = System.getProperty("java.io.tmpdir");
        try {
            return Path.of(temp);
        } catch (InvalidPathException e) {
            throw new IllegalStateException(
                    "java.io.tmpdir is '%s', which is no path in the locale of this JVM, whose file names are %s. Start it with LC_ALL=C.UTF-8, or with an ASCII name in -Djava.io.tmpdir."
                            .formatted(temp, System.getProperty("sun.jnu.encoding")),
                    e);
        }
    }

    /**
     * Return {@code /tmp} instead of the temp directory that macOS gives to each user: other users are to be met, and the path of a socket
     * must fit in 104 bytes.
     */
    static Path meeting(Path temp) {
        return temp.startsWith(OF_ONE_USER)
                        || temp.startsWith(Path.of("/private").resolve(OF_ONE_USER.substring(1)))
                ? Path.of("/tmp")
                : temp;
    }

    /** Return the home directory of this user, if there is one: of a user whom no password file has it is what {@code HOME} says. */
    public static Optional<Path> home() {
        return Stream.of(System.getProperty("user.home"), System.getenv("HOME"))
                .filter(home -> home != null && !home.isBlank() && !home.equals("?"))
                .findFirst()
                .map(Path::of);
    }

    /**
     * Return the directory of this user for what is made once and kept: {@code mmp-test} in {@code XDG_CACHE_HOME} or in {@code .cache} of
     * the home directory, if there is one.
     */
    public static Optional<Path> cache() {
        String configured = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        // The specification of these variables has relative paths ignored.
        Optional<Path> parent = configured.startsWith("/")
                ? Optional.of(Path.of(configured))
                : home().map(home -> home.resolve(".cache"));
        return parent.map(directory -> directory.resolve(NAME));
    }

    /** Return the directory of the JVMs of this user, such as {@code /tmp/mmp-test-ci}; it need not be there yet. */
    public static Path ofUser() {
        return meeting(temp()).resolve(NAME + "-" + UserName.get());
    }

    /**
     * Return a directory of all users, such as {@code /tmp/mmp-test.ports}: whoever may write the temp directory may write there, whatever
     * the umask of who made it.
     *
     * @throws UncheckedIOException if it is not there and cannot be made
     */
    public static Path ofAllUsers(String name) {
        Path directory = meeting(temp()).resolve(NAME + "." + name);
        try {
            return SharedFiles.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Directory %s cannot be made: %s".formatted(directory, e), e);
        }
    }
}
