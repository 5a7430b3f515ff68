package io.mmp.test.mlflow.client;

import io.mmp.test.Internal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Names of artifacts as names of files on this machine.
 *
 * <p>In the POSIX locale, which containers and build servers have, the file names of a JVM are ASCII: what has other characters can neither be
 * written nor read under its own name, and is refused.
 *
 * @since 0.1.0
 */
@Internal
public final class LocalNames {

    private static final char UNREADABLE = '\uFFFD';

    private LocalNames() {}

    /** Return the file of an artifact in a directory, or refuse a name that no file can have. */
    static Path in(Path directory, Artifact artifact) {
        try {
            return directory.resolve(artifact.name());
        } catch (InvalidPathException e) {
            throw new MlflowException(
                    "Artifact '%s' is not downloaded to '%s': %s".formatted(artifact.path(), directory, remedy()), e);
        }
    }

    /** Return the file, or refuse one whose name this JVM cannot read. */
    static Path readable(Path file) {
        if (isLimited() && file.toString().indexOf(UNREADABLE) >= 0) {
            throw new IllegalArgumentException("'%s' cannot be uploaded: %s".formatted(file, remedy()));
        }
        return file;
    }

    /** Return a path to be matched with patterns of paths; what no path can have is an underscore there. */
    public static Path toBeMatched(String artifact) {
        try {
            return Path.of(artifact);
        } catch (InvalidPathException e) {
            return Path.of(artifact.replaceAll("[^\\x01-\\x7e]", "_"));
        }
    }

    private static boolean isLimited() {
        return !charset().startsWith("UTF-");
    }

    private static String charset() {
        return System.getProperty("sun.jnu.encoding", "UTF-8");
    }

    private static String remedy() {
        return "the file names of this JVM are %s and lack its characters. Start it with LC_ALL=C.UTF-8."
                .formatted(charset());
    }
}
