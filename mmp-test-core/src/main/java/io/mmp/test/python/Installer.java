package io.mmp.test.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.mmp.test.lock.LockException;
import io.mmp.test.lock.LockFile;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Installs a package in the cache, in a virtual environment of its own.
 *
 * <p>Each attempt has a directory of its own; the file {@code current}, written last, names the one that was completed.
 * What an attempt that was killed has left is removed by the next.
 */
final class Installer {

    private static final Logger LOG = System.getLogger(Installer.class.getName());

    private static final String ELSEWHERE = "Another directory can be named with mmp.cache.dir.";
    private static final Duration STEP_TIMEOUT = Duration.ofMinutes(15);
    private static final Duration LOCK_TIMEOUT = STEP_TIMEOUT.multipliedBy(3);

    private final PythonPackage wanted;
    private final PythonSettings settings;
    private final Path directory;
    private final Path current;

    Installer(PythonPackage wanted, PythonSettings settings) {
        this.wanted = wanted;
        this.settings = settings;
        this.directory = settings.cacheDirectory()
                .toAbsolutePath()
                .resolve(wanted.name())
                .resolve(wanted.directoryName());
        this.current = directory.resolve("current");
    }

    /** Return the installation that was completed, if it is still usable. */
    Optional<VirtualEnvironment> locate() {
        try {
            Path attempt = directory.resolve(Files.readString(current, UTF_8));
            VirtualEnvironment installation = new VirtualEnvironment(attempt);
            // A virtual environment ends with the interpreter that it was made with.
            return Files.isExecutable(installation.python())
                            && wanted.finish().files().stream()
                                    .map(attempt::resolve)
                                    .allMatch(Files::isRegularFile)
                    ? Optional.of(installation)
                    : Optional.empty();
        } catch (IOException notInstalled) {
            return Optional.empty();
        }
    }

    /** Return the installation, made now unless another JVM has made it in the meantime. */
    VirtualEnvironment install() {
        try {
            Path lockFile = directory.resolveSibling(wanted.directoryName() + ".lock");
            LockFile lock = LockFile.acquire(lockFile, LOCK_TIMEOUT, "installing " + wanted.label());
            try {
                Optional<VirtualEnvironment> made = locate();
                return made.isPresent() ? made.get() : installAnew();
            } finally {
                lock.close();
            }
        } catch (LockException e) {
            throw failure(e.getMessage() + " " + ELSEWHERE, e);
        } catch (IOException e) {
            throw failure(e + ". " + ELSEWHERE, e);
        }
    }

    private VirtualEnvironment installAnew() throws IOException {
        Interpreter interpreter = Interpreter.find(wanted, settings.python());
        Files.createDirectories(directory);
        Attempt.removeAllIn(directory);
        LOG.log(
                Level.INFO,
                "Installing {0} in {1}, once for this machine; this may take some minutes.",
                wanted.label(),
                directory);
        Attempt attempt = Attempt.beginIn(directory);
        boolean completed = false;
        try {
            VirtualEnvironment installation = installIn(attempt, interpreter);
            attempt.complete();
            Path draft = Files.writeString(
                    attempt.directory().resolve("name"),
                    attempt.directory().getFileName().toString());
            Files.move(draft, current, ATOMIC_MOVE);
            completed = true;
            return installation;
        } finally {
            if (!completed) {
                attempt.remove();
            }
        }
    }

    private VirtualEnvironment installIn(Attempt attempt, Interpreter interpreter) throws IOException {
        Path venv = attempt.directory();
        VirtualEnvironment installation = new VirtualEnvironment(venv);
        String python = installation.python().toString();
        step(
                "its virtual environment could not be made",
                "Does " + interpreter.executable() + " have the module venv?",
                interpreter.run(attempt, STEP_TIMEOUT, interpreter.executable(), "-m", "venv", venv.toString()));
        Path constraints = Files.writeString(venv.resolve("constraints.txt"), wanted.constraints());
        step(
                "pip failed",
                wanted.doubt(),
                interpreter.run(
                        attempt,
                        STEP_TIMEOUT,
                        python,
                        Stream.concat(
                                        Stream.of(
                                                "-m",
                                                "pip",
                                                "install",
                                                "--disable-pip-version-check",
                                                "--no-input",
                                                "--progress-bar=off",
                                                "--constraint=" + constraints),
                                        wanted.requirements().stream())
                                .toArray(String[]::new)));
        step(
                wanted.finish().problem(),
                wanted.finish().remedy(),
                interpreter.run(
                        attempt, STEP_TIMEOUT, python, "-c", wanted.finish().script(), venv.toString()));
        return installation;
    }

    private void step(String problem, String remedy, Command.Result result) {
        if (!result.succeeded()) {
            String help =
                    result.output().contains("No space left on device") ? directory + " is full. " + ELSEWHERE : remedy;
            throw failure(
                    "%s (%s after %s). %s Last output:%n%s"
                            .formatted(problem, result.end(), result.seconds(), help, result.tail()),
                    null);
        }
    }

    private PythonInstallationException failure(String reason, @Nullable Throwable cause) {
        return new PythonInstallationException(
                "%s could not be installed: %s".formatted(wanted.label(), reason), cause);
    }
}
