package io.mmp.test.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.fault.Attempt.End;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs the attempts of a {@link Preemption}. */
final class AttemptRunner {

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final ProcessBuilder described;
    private final Duration notice;
    private final Duration timeout;

    AttemptRunner(ProcessBuilder described, Duration notice, Duration timeout) {
        this.described = described;
        this.notice = notice;
        this.timeout = timeout;
    }

    /** Run it until it writes a line in which the pattern is found, then take its machine away. */
    Attempt preemptAt(int number, Pattern point) {
        Run run = start(number, point);
        try {
            if (!run.awaitPoint(timeout)) {
                throw run.isAlive()
                        ? run.failure("did not write a line in which '%s' is found within %s."
                                .formatted(point, Preemption.seconds(timeout)))
                        : run.failure(
                                "exited with code %s before it wrote a line in which '%s' is found. Choose a point that it passes."
                                        .formatted(run.process.exitValue(), point));
            }
            if (!run.isAlive()) {
                throw run.failure(
                        "exited with code %s right after the line in which '%s' is found, before it could be pre-empted. Choose an earlier point."
                                .formatted(run.process.exitValue(), point));
            }
            return strike(run);
        } finally {
            run.end();
        }
    }

    private Attempt strike(Run run) {
        List<ProcessHandle> children = run.process.descendants().toList();
        long begin = System.nanoTime();
        boolean left = false;
        if (!notice.isZero()) {
            // Not by the process itself, which closes its pipes too: its last words would be lost, and break it.
            run.process.toHandle().destroy();
            left = run.awaitExit(notice);
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        Stream.concat(children.stream(), run.process.descendants()).forEach(ProcessHandle::destroyForcibly);
        run.process.destroyForcibly();
        run.process.onExit().join();
        return run.attempt(left ? End.LEFT : End.KILLED, notice.isZero() ? Duration.ZERO : taken);
    }

    /** Run it to its end. */
    Attempt complete(int number) {
        Run run = start(number, null);
        try {
            if (!run.awaitExit(timeout)) {
                throw run.failure("did not end within %s.".formatted(Preemption.seconds(timeout)));
            }
            if (run.process.exitValue() != 0) {
                throw run.failure(
                        "exited with code %s, though it was not pre-empted.".formatted(run.process.exitValue()));
            }
            return run.attempt(End.COMPLETED, Duration.ZERO);
        } finally {
            run.end();
        }
    }

    private Run start(int number, @Nullable Pattern point) {
        ProcessBuilder builder = new ProcessBuilder(described.command())
                .directory(described.directory())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(described.environment());
        try {
            return new Run(number, builder, point);
        } catch (IOException e) {
            throw new FaultException(
                    "'%s' cannot be started: %s.".formatted(Preemption.command(builder), e.getMessage()), e);
        }
    }

    /** A process, and a thread that reads what it writes. */
    private static final class Run {

        private final int number;
        private final String command;
        private final Process process;
        private final List<String> output = new ArrayList<>();
        private final CompletableFuture<Void> reached = new CompletableFuture<>();
        private final CompletableFuture<Void> read;

        Run(int number, ProcessBuilder builder, @Nullable Pattern point) throws IOException {
            this.number = number;
            this.command = Preemption.command(builder);
            this.process = builder.start();
            this.read = new CompletableFuture<>();
            Thread reader = new Thread(() -> read(point), "output of attempt " + number);
            reader.setDaemon(true);
            reader.start();
        }

        private void read(@Nullable Pattern point) {
            try (BufferedReader lines = process.inputReader(UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    synchronized (output) {
                        output.add(line);
                    }
                    if (point != null && point.matcher(line).find()) {
                        reached.complete(null);
                    }
                }
            } catch (IOException closed) {
                // What it wrote until then is there.
            } finally {
                read.complete(null);
            }
        }

        boolean isAlive() {
            return process.isAlive();
        }

        /** Wait until it has written the line, has ended, or the time is over; tell whether it has written it. */
        boolean awaitPoint(Duration atMost) {
            try {
                // What it wrote is read to the end before its end counts.
                CompletableFuture.anyOf(reached, CompletableFuture.allOf(process.onExit(), read))
                        .get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
                return false;
            } catch (ExecutionException impossible) {
                throw new AssertionError(impossible);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            return reached.isDone();
        }

        private FaultException interrupted(InterruptedException e) {
            Thread.currentThread().interrupt();
            return new FaultException("Interrupted while attempt %s of '%s' ran.".formatted(number, command), e);
        }

        boolean awaitExit(Duration atMost) {
            try {
                return process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }

        Attempt attempt(End end, Duration afterNotice) {
            return new Attempt(number, end, process.exitValue(), afterNotice, lines());
        }

        FaultException failure(String what) {
            return new FaultException(
                    "Attempt %s of '%s' %s %s".formatted(number, command, what, Preemption.tail(lines())));
        }

        /** Return what it wrote: all of it if it is over, unless something else holds its output open. */
        private List<String> lines() {
            if (!process.isAlive()) {
                read.completeOnTimeout(null, LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
            }
            synchronized (output) {
                return List.copyOf(output);
            }
        }

        void end() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
