package io.mmp.test.mlflow.embedded;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.lock.LockFile;
import io.mmp.test.mlflow.process.InstallationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** LightGBM for Python, which MLflow does not bring: installed once per machine in a directory of its own. */
final class LightGbm {

    private static final String VERSION = "4.7.0";
    private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(10);

    private LightGbm() {}

    /**
     * Return the directory to name in {@code PYTHONPATH}; skip the test where LightGBM cannot be installed or loaded.
     *
     * @param scratch a directory for the output of programs
     */
    static Path installOrSkip(Path scratch) throws IOException, InterruptedException {
        Path cache = InstallationSettings.from(name -> Optional.ofNullable(System.getProperty(name)))
                .cacheDirectory()
                .toAbsolutePath()
                .resolve("lightgbm");
        Path installed = cache.resolve(VERSION);
        LockFile lock = LockFile.acquire(cache.resolve(VERSION + ".lock"), LOCK_TIMEOUT, "installing lightgbm");
        try {
            if (Files.notExists(installed)) {
                install(scratch, installed);
            }
        } finally {
            lock.close();
        }
        PythonProgram.Result loaded =
                PythonProgram.run(scratch, Map.of("PYTHONPATH", installed.toString()), "-c", "import lightgbm");
        assumeTrue(
                loaded.exitCode() == 0,
                () -> "Python cannot load LightGBM (on Debian it needs libgomp1): " + lastLine(loaded));
        return installed;
    }

    private static void install(Path scratch, Path target) throws IOException, InterruptedException {
        Path draft = target.resolveSibling(VERSION + ".draft");
        PythonProgram.Result installed = PythonProgram.run(
                scratch,
                Map.of(),
                "-m",
                "pip",
                "install",
                "--disable-pip-version-check",
                "--no-input",
                "--retries=1",
                // All that it depends on comes with MLflow.
                "--no-deps",
                "--upgrade",
                "--target=" + draft,
                "lightgbm==" + VERSION);
        assumeTrue(installed.exitCode() == 0, () -> "LightGBM cannot be installed by pip: " + lastLine(installed));
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String lastLine(PythonProgram.Result result) {
        return result.output().lines().reduce("", (previous, line) -> line);
    }
}
