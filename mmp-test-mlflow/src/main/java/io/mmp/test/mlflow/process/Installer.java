package io.mmp.test.mlflow.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.mmp.test.lock.LockException;
import io.mmp.test.lock.LockFile;
import io.mmp.test.server.PrivateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Installs one version of MLflow in the cache: a virtual environment and the template of its database.
 *
 * <p>Each attempt has a directory of its own; the file {@code current}, written last, names the one that was completed.
 * What an attempt that was killed has left is removed by the next.
 */
final class Installer {

    private static final Logger LOG = System.getLogger(Installer.class.getName());

    private static final String ATTEMPT = "venv-";
    private static final Duration STEP_TIMEOUT = Duration.ofMinutes(15);
    private static final Duration LOCK_TIMEOUT = STEP_TIMEOUT.multipliedBy(3);

    /**
     * Does what {@code mlflow server} does with a database that it sees for the first time; the first import is what
     * will be served.
     */
    private static final String MAKE_TEMPLATE = """
            import sys
            import uvicorn, mlflow.server.fastapi_app
            from mlflow.server.handlers import initialize_backend_stores
            database = "sqlite:///" + sys.argv[1]
            initialize_backend_stores(database, database, "mlflow-artifacts:/")
            """;

    private final InstallationSettings settings;
    private final Path directory;
    private final Path current;

    Installer(InstallationSettings settings) {
        this.settings = settings;
        this.directory =
                settings.cacheDirectory().toAbsolutePath().resolve("mlflow").resolve(settings.version());
        this.current = directory.resolve("current");
    }

    /** Return the installation that was completed, if it is still usable. */
    Optional<MlflowInstallation> locate() {
        try {
            Path attempt = directory.resolve(Files.readString(current, UTF_8));
            MlflowInstallation installation = installationIn(attempt);
            // A virtual environment ends with the interpreter that it was made with.
            return Files.isExecutable(installation.python()) && Files.isRegularFile(installation.template())
                    ? Optional.of(installation)
                    : Optional.empty();
        } catch (IOException notInstalled) {
            return Optional.empty();
        }
    }

    /** Return the installation, made now unless another JVM has made it in the meantime. */
    MlflowInstallation install() {
        try {
            Path lockFile = directory.resolveSibling(settings.version() + ".lock");
            LockFile lock = LockFile.acquire(lockFile, LOCK_TIMEOUT, "installing mlflow " + settings.version());
            try {
                Optional<MlflowInstallation> made = locate();
                return made.isPresent() ? made.get() : installAnew();
            } finally {
                lock.close();
            }
        } catch (LockException | IOException e) {
            throw failure(String.valueOf(e.getMessage()), e);
        }
    }

    private MlflowInstallation installAnew() throws IOException {
        Interpreter interpreter = Interpreter.find(settings.python());
        Files.createDirectories(directory);
        removeAttempts();
        LOG.log(
                Level.INFO,
                "Installing mlflow {0} in {1}, once for this machine; this may take some minutes.",
                settings.version(),
                directory);
        Path attempt = Files.createTempDirectory(directory, ATTEMPT);
        boolean completed = false;
        try {
            MlflowInstallation installation = installIn(attempt, interpreter);
            Path draft = Files.writeString(
                    attempt.resolve("name"), attempt.getFileName().toString());
            Files.move(draft, current, ATOMIC_MOVE);
            completed = true;
            return installation;
        } finally {
            if (!completed) {
                removeAttempts();
            }
        }
    }

    private MlflowInstallation installIn(Path attempt, Interpreter interpreter) throws IOException {
        MlflowInstallation installation = installationIn(attempt);
        String python = installation.python().toString();
        step(
                "its virtual environment could not be made",
                "Does " + interpreter.executable() + " have the module venv?",
                interpreter.run(STEP_TIMEOUT, interpreter.executable(), "-m", "venv", attempt.toString()));
        step(
                "pip failed",
                "Is it a version of mlflow, and does pip reach a package index?",
                interpreter.run(
                        STEP_TIMEOUT,
                        python,
                        "-m",
                        "pip",
                        "install",
                        "--disable-pip-version-check",
                        "--no-input",
                        "--progress-bar=off",
                        "mlflow==" + settings.version()));
        step(
                "it is there, but cannot be served",
                "Version " + InstallationSettings.DEFAULT_VERSION + " can.",
                interpreter.run(
                        STEP_TIMEOUT,
                        python,
                        "-c",
                        MAKE_TEMPLATE,
                        installation.template().toString()));
        return installation;
    }

    private void step(String problem, String remedy, Command.Result result) {
        if (!result.succeeded()) {
            throw failure(
                    "%s (%s after %s). %s Last output:%n%s"
                            .formatted(problem, result.end(), result.seconds(), remedy, result.tail()),
                    null);
        }
    }

    private MlflowInstallationException failure(String reason, @Nullable Throwable cause) {
        return new MlflowInstallationException(
                "mlflow %s could not be installed: %s".formatted(settings.version(), reason), cause);
    }

    private MlflowInstallation installationIn(Path attempt) {
        return new MlflowInstallation(
                settings.version(), attempt.resolve("bin/python"), attempt.resolve("template.db"));
    }

    private void removeAttempts() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> file.getFileName().toString().startsWith(ATTEMPT))
                    .forEach(Installer::remove);
        }
    }

    private static void remove(Path attempt) {
        try {
            new PrivateDirectory(attempt).close();
        } catch (UncheckedIOException e) {
            LOG.log(Level.WARNING, "What is left of an installation will be removed by the next one", e);
        }
    }
}
