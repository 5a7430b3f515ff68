package io.mmp.test.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A test for a JVM of its own: it logs a run with an artifact, prints its tracking URI and waits until its standard input ends. */
@IsolatedMlflow
class LongRunningTestCase {

    public static void main(String[] args) {
        long failed = EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(LongRunningTestCase.class))
                .enableImplicitConfigurationParameters(true) // the system properties
                .execute()
                .testEvents()
                .failed()
                .count();
        System.exit((int) failed);
    }

    @Test
    void waits(MlflowTracking mlflow) throws Exception {
        String runId = mlflow.client().createRun(mlflow.experimentId()).getRunId();
        Path file = Files.writeString(Files.createTempDirectory("upload").resolve("model.txt"), "weights");
        mlflow.artifacts().ofRun(runId).uploadFile(file);
        Files.delete(file);
        Files.delete(file.resolveSibling(""));
        System.out.println(mlflow.uri());
        while (System.in.read() >= 0) {}
        assertThat(mlflow.client()
                        .searchRuns(List.of(mlflow.experimentId()), "", null, 10, List.of())
                        .getItems())
                .hasSize(1);
    }

    /** Return the class path without Spring, whose logging would write the first line to standard output. */
    static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("spring-"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
