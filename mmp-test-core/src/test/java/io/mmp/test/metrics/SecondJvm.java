package io.mmp.test.metrics;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a second JVM printed, on either stream, and how it ended.
 *
 * @param code the exit code
 * @param output what it printed
 */
record SecondJvm(int code, String output) {

    /** Run test classes one after another, each in a test plan of its own, with the metrics on. */
    static SecondJvm tests(Path metrics, List<String> options, Class<?>... testClasses)
            throws IOException, InterruptedException {
        List<String> jvm = new ArrayList<>(options);
        jvm.add("-D" + GroupMetricsListener.DIRECTORY + "=" + metrics);
        return run(
                jvm,
                System.getProperty("java.class.path"),
                TestRun.class,
                Stream.of(testClasses).map(Class::getName).toList());
    }

    /** Run the guard with nothing but this library on the class path. */
    static SecondJvm guard(String... arguments) throws IOException, InterruptedException, URISyntaxException {
        Path library = Path.of(MetricsGuard.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return run(List.of(), library.toString(), MetricsGuard.class, List.of(arguments));
    }

    private static SecondJvm run(List<String> options, String classPath, Class<?> main, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(arguments);
        Process jvm = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new SecondJvm(jvm.waitFor(), output);
    }
}
