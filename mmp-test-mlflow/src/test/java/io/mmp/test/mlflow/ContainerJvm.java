package io.mmp.test.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A JVM that runs a test with a server of {@code CONTAINER} where that cannot be had, and prints why. */
final class ContainerJvm {

    private ContainerJvm() {}

    /** Return what the test fails with in a JVM with this class path and these additional variables. */
    static String failure(String classPath, Map<String, String> environment) throws IOException {
        ProcessBuilder jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        ContainerJvm.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        jvm.environment().putAll(environment);
        return new String(jvm.start().getInputStream().readAllBytes(), UTF_8).strip();
    }

    public static void main(String[] args) {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(TrackingTestCase.class))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .forEach(failure -> System.out.println(failure.getCause()));
    }

    @IsolatedMlflow(server = IsolatedMlflow.Server.CONTAINER)
    static class TrackingTestCase {

        @Test
        void test(MlflowTracking mlflow) {}
    }
}
