package io.mmp.test.mlflow.process;

import io.mmp.test.python.PythonSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Say which MLflow to install, where, and with which Python.
 *
 * @param version the version of the package {@code mlflow}
 * @param cacheDirectory the directory of this user and machine for what is installed once
 * @param python the interpreter to install with, or null for the first of the usual names in {@code PATH} that is
 *     recent enough; an installation that is there already is used whichever interpreter made it
 * @since 0.1.0
 */
public record InstallationSettings(
        String version, Path cacheDirectory, @Nullable String python) {

    /** The version that the embedded server is compared with. */
    public static final String DEFAULT_VERSION = "3.17.2";

    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+([a-z]+\\d+)?");

    /** Check the version. */
    public InstallationSettings {
        if (!VERSION.matcher(version).matches()) {
            throw new MlflowInstallationException(
                    "The MLflow version (mmp.mlflow.version) must be one such as %s, but is '%s'."
                            .formatted(DEFAULT_VERSION, version),
                    null);
        }
    }

    /**
     * Read {@code mmp.mlflow.version}, {@code mmp.cache.dir} and {@code mmp.python}.
     *
     * @param parameters looks up a configuration parameter by its name
     */
    public static InstallationSettings from(Function<String, Optional<String>> parameters) {
        PythonSettings python = PythonSettings.from(parameters);
        return new InstallationSettings(
                parameters.apply("mmp.mlflow.version").orElse(DEFAULT_VERSION),
                python.cacheDirectory(),
                python.python());
    }
}
