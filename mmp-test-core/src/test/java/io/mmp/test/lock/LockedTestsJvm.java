package io.mmp.test.lock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** A second JVM that runs test classes in parallel, with its lock files in a directory of ours. */
final class LockedTestsJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private LockedTestsJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
    }

    static LockedTestsJvm start(Path directory, Class<?>... testCases) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                System.getProperty("java.class.path"),
                LockedTestsJvm.class.getName()));
        Stream.of(testCases).map(Class::getName).forEach(command::add);
        return new LockedTestsJvm(
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
    }

    @Nullable
    String line() throws IOException {
        return output.readLine();
    }

    /** Return what is left of the output. */
    List<String> lines() {
        return output.lines().toList();
    }

    /** Wait for the end and return the number of tests and containers that failed. */
    int failures() throws InterruptedException {
        lines();
        return process.waitFor();
    }

    /** Kill it, as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String... testCases) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
        Stream.of(testCases).forEach(testCase -> request.selectors(selectClass(testCase)));
        LauncherFactory.create().execute(request.build(), summary);
        summary.getSummary().printFailuresTo(new PrintWriter(System.err, true, UTF_8));
        System.exit((int) summary.getSummary().getTotalFailureCount());
    }
}
