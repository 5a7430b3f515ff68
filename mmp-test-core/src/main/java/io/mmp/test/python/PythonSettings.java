package io.mmp.test.python;

import io.mmp.test.Internal;
import io.mmp.test.lock.MachineDirectory;
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
@Internal
public record PythonSettings(Path cacheDirectory, @Nullable String python) {

    /**
     * Read {@code mmp.cache.dir}, by default {@code mmp-test} in {@code XDG_CACHE_HOME} or in {@code .cache} of the user's home, and
     * {@code mmp.python}.
     *
     * @param parameters looks up a configuration parameter by its name
     * @throws PythonInstallationException if no directory is named and the user has no home
     */
    public static PythonSettings from(Function<String, Optional<String>> parameters) {
        return new PythonSettings(
                parameters.apply("mmp.cache.dir").map(Path::of).orElseGet(PythonSettings::defaultCacheDirectory),
                parameters.apply("mmp.python").orElse(null));
    }

    private static Path defaultCacheDirectory() {
        return MachineDirectory.cache()
                .orElseThrow(() -> new PythonInstallationException(
                        "Python packages are installed once for a user, but this one has no home: user.home is '%s', and HOME is not set. Set HOME, or name a directory with mmp.cache.dir."
                                .formatted(System.getProperty("user.home")),
                        null));
    }
}
