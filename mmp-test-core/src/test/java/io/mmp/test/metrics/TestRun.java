package io.mmp.test.metrics;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes by JUnit's launcher, with the listener that it finds by itself. */
final class TestRun {

    private TestRun() {}

    /** Run classes and return what the listener wrote to a directory of which it is the only user. */
    static JvmMetrics of(Path directory, Class<?>... testClasses) throws IOException {
        return of(Map.of(GroupMetricsListener.DIRECTORY, directory.toString()), directory, testClasses);
    }

    static JvmMetrics of(Map<String, String> parameters, Path directory, Class<?>... testClasses) throws IOException {
        execute(parameters, testClasses);
        List<Path> files = filesIn(directory);
        if (files.size() != 1) {
            throw new AssertionError("one file expected in " + directory + ", found " + files);
        }
        return JvmMetrics.read(files.get(0));
    }

    static void execute(Map<String, String> parameters, Class<?>... testClasses) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(Stream.of(testClasses).map(type -> selectClass(type)).toList())
                .configurationParameters(parameters)
                .build();
        LauncherFactory.create().execute(request);
    }

    static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    /** Run classes in this JVM, each in a test plan of its own, with the metrics that system properties configure. */
    public static void main(String... testClasses) throws ClassNotFoundException {
        for (String testClass : testClasses) {
            execute(Map.of(), Class.forName(testClass));
        }
    }
}
