package io.mmp.test.python;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says where Python packages are installed, and with which Python.
 *
 * @param cacheDirectory the directory of this user and machine for what is installed once
 * @param python the interpreter to install with, or null for the first of the usual names in {@code PATH} that is
 *     recent enough; an installation that is there already is used whichever interpreter made it
 */
public record PythonSettings(Path cacheDirectory, @Nullable String python) {

    /**
     * Read {@code mmp.cache.dir} and {@code mmp.python}.
     *
     * @param parameters looks up a configuration parameter by its name
     */
    public static PythonSettings from(Function<String, Optional<String>> parameters) {
        return new PythonSettings(
                parameters.apply("mmp.cache.dir").map(Path::of).orElseGet(PythonSettings::defaultCacheDirectory),
                parameters.apply("mmp.python").orElse(null));
    }

    private static Path defaultCacheDirectory() {
        String configured = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path parent = configured.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(configured);
        return parent.resolve("mmp-test");
    }
}
