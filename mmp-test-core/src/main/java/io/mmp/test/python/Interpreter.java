package io.mmp.test.python;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Python interpreter that is recent enough for a package.
 *
 * @param packageName the package that it is to install
 * @param executable the interpreter itself, not a launcher that chooses one
 */
record Interpreter(String packageName, String executable) {

    private static final int OLDEST_MINOR = 10;
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(30);
    private static final String PROBE = "import sys; print(*sys.version_info[:3], sys.executable)";
    private static final Pattern ANSWER = Pattern.compile("(\\d+) (\\d+) (\\d+) (.+)");

    /**
     * Runs a program that is killed, with its children, when the JVM that started it is gone.
     *
     * <p>A signal to the JVM's process group, as from a terminal or a build server, must not reach the keeper before the JVM is gone: so it
     * has a session of its own and takes no notice. If it is killed itself, the kernel kills the program. While that runs, the keeper has
     * a lock on the file that it is told first.
     */
    private static final String KEEPER = """
            import contextlib, fcntl, os, signal, subprocess, sys, threading
            with contextlib.suppress(PermissionError):
                os.setsid()
            for end in signal.SIGHUP, signal.SIGINT, signal.SIGTERM:
                signal.signal(end, lambda *_: None)
            lock = open(sys.argv[1], "w")
            fcntl.lockf(lock, fcntl.LOCK_EX)
            die_with_parent = None
            with contextlib.suppress(ImportError, OSError, AttributeError):
                import ctypes
                prctl = ctypes.CDLL(None).prctl
                die_with_parent = lambda: prctl(1, signal.SIGKILL)
            child = subprocess.Popen(
                sys.argv[2:], stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=die_with_parent)
            def kill_at_end_of_input():
                os.read(0, 1)
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(child.pid, signal.SIGKILL)
            threading.Thread(target=kill_at_end_of_input, daemon=True).start()
            sys.exit(child.wait())
            """;

    /** Find the interpreter to install with, the configured one if there is one. */
    static Interpreter find(PythonPackage wanted, @Nullable String configured) {
        List<String> refusals = new ArrayList<>();
        List<String> names = configured == null ? List.of("python3", "python") : List.of(configured);
        return names.stream()
                .flatMap(name -> probe(wanted.name(), name, refusals).stream())
                .findFirst()
                .orElseThrow(() -> new PythonInstallationException(
                        "%s needs Python 3.%s or later, but %s. Install one, or name one with mmp.python."
                                .formatted(wanted.title(), OLDEST_MINOR, String.join(", and ", refusals)),
                        null));
    }

    private static Optional<Interpreter> probe(String packageName, String name, List<String> refusals) {
        try {
            Command.Result result = Command.run(packageName, PROBE_TIMEOUT, List.of(name, "-I", "-c", PROBE));
            Matcher answer = ANSWER.matcher(result.output());
            if (!result.succeeded() || !answer.matches()) {
                refusals.add("'%s' %s: %s".formatted(name, result.end(), result.tail()));
            } else if (Integer.parseInt(answer.group(1)) != 3 || Integer.parseInt(answer.group(2)) < OLDEST_MINOR) {
                refusals.add(
                        "'%s' is Python %s.%s.%s".formatted(name, answer.group(1), answer.group(2), answer.group(3)));
            } else {
                return Optional.of(new Interpreter(packageName, answer.group(4)));
            }
        } catch (IOException missingOrNotExecutable) {
            refusals.add("'%s' cannot be run".formatted(name));
        }
        return Optional.empty();
    }

    /** Run a Python program in isolated mode for an attempt and wait for its end; it does not outlive this JVM. */
    Command.Result run(Attempt attempt, Duration timeout, String python, String... arguments) throws IOException {
        return Command.run(
                packageName,
                timeout,
                Stream.concat(
                                Stream.of(
                                        executable,
                                        "-I",
                                        "-c",
                                        KEEPER,
                                        attempt.lock().toString(),
                                        python,
                                        "-I"),
                                Stream.of(arguments))
                        .toList());
    }
}
