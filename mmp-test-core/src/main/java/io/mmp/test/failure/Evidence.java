package io.mmp.test.failure;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What a failed test finds in something that ran for it. Nothing is asked of it while tests pass. */
public interface Evidence {

    /** Return the word for entries and files, such as {@code mlflow}: a small letter, then letters, digits, {@code _}, {@code .} and {@code -}. */
    String name();

    /** Return what it is and where, such as {@code Server 'redis' at redis://127.0.0.1:20417}; waits for nothing. */
    String title();

    /** Return its address, if it has one that a person can look at. */
    Optional<URI> uri();

    /** Return what it holds, a few lines; empty where that cannot be told. May wait for an answer, and throw. */
    String content();

    /** Return what it has written to its output; empty where there is none. */
    String log();

    /** Return the variables that it was started with: values of those that are named like secrets are not shown. */
    default Map<String, String> environment() {
        return Map.of();
    }

    /**
     * Write all that it holds to a directory, which is there. May wait for answers, and throw.
     *
     * @throws IOException if a file cannot be written
     */
    default void save(Path directory) throws IOException {}
}
