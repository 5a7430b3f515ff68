package io.mmp.test.mlflow;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.cause;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.mmp.test.container.ContainerException;
import io.mmp.test.container.EnabledIfDocker;
import io.mmp.test.fixture.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.tracking.MlflowClient;

/** The servers of {@code CONTAINER}, from the image of {@code .ci/images}. */
@Tag("e2e")
@EnabledIfDocker(image = ContainerServerTests.IMAGE)
class ContainerServerTests {

    static final String IMAGE = "mmp-test/mlflow:3.17.2";

    private static final Queue<URI> SEEN = new ConcurrentLinkedQueue<>();

    @Test
    void tests_run_on_it_as_on_any_other_server_and_leave_nothing() {
        SEEN.clear();

        run(IMAGE, TrackingTestCase.class)
                .assertStatistics(stats -> stats.started(2).succeeded(2));

        assertThat(SEEN).hasSize(1).noneMatch(ContainerServerTests::accepts);
    }

    @Test
    void an_extension_in_a_field_names_its_image() {
        SEEN.clear();

        run("mmp-test/no-such:1", RegisteredTestCase.class)
                .assertStatistics(stats -> stats.started(1).succeeded(1));

        assertThat(SEEN).hasSize(1).noneMatch(ContainerServerTests::accepts);
    }

    @Test
    void a_missing_image_is_named_with_the_remedy() {
        String text =
                "The MLflow server did not start in a container: image 'mmp-test/no-such:1' is not on this machine."
                        + " Run 'docker pull mmp-test/no-such:1', or build it, or name another with mmp.mlflow.image.";
        run("mmp-test/no-such:1", ContainerJvm.TrackingTestCase.class)
                .assertThatEvents()
                .haveExactly(1, finishedWithFailure(cause(instanceOf(ContainerException.class), message(text))));
    }

    @Test
    void a_jvm_that_is_killed_leaves_no_container_and_no_file(@TempDir Path temp) throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temp,
                        "-Dmmp.mlflow.server=CONTAINER",
                        "-Dmmp.mlflow.image=" + IMAGE,
                        "-cp",
                        LongRunningTestCase.classPath(),
                        LongRunningTestCase.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        URI server = URI.create(jvm.inputReader().readLine());
        assertThat(accepts(server)).isTrue();

        jvm.destroyForcibly().waitFor();

        await().untilAsserted(() -> {
            assertThat(accepts(server)).isFalse();
            try (Stream<Path> files = Files.walk(temp)) {
                assertThat(files)
                        .noneMatch(file -> file.getFileName().toString().startsWith("own-"));
            }
        });
    }

    private static Events run(String image, Class<?> testCase) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testCase))
                .configurationParameter("mmp.mlflow.image", image)
                .execute()
                .testEvents();
    }

    static boolean accepts(URI server) {
        try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), server.getPort())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    static class RegisteredTestCase {

        @RegisterExtension
        static final MlflowExtension MLFLOW =
                MlflowExtension.newInstance().image(IMAGE).build();

        @Test
        void an_experiment_is_kept() {
            SEEN.add(MLFLOW.uri());
            assertThat(MLFLOW.client().createExperiment("fraud")).isNotEmpty();
        }
    }

    @IsolatedMlflow(server = IsolatedMlflow.Server.CONTAINER, scope = Scope.CLASS)
    static class TrackingTestCase {

        @BeforeAll
        static void see(MlflowTracking mlflow) {
            SEEN.add(mlflow.uri());
        }

        @Test
        void runs_and_artifacts_are_kept(MlflowTracking mlflow, @TempDir Path temp) throws IOException {
            MlflowClient client = mlflow.client();
            String runId = client.createRun(mlflow.experimentId()).getRunId();
            client.logMetric(runId, "auc", 0.9);
            client.setTerminated(runId, RunStatus.FINISHED);
            mlflow.artifacts().ofRun(runId).uploadFile(Files.writeString(temp.resolve("model.txt"), "weights"));

            assertThat(mlflow.run(runId)).isFinished().hasMetric("auc");
            assertThat(mlflow.run(runId)).artifact("model.txt").hasText("weights");
            assertThat(mlflow.environment())
                    .containsEntry("MLFLOW_TRACKING_URI", mlflow.uri().toString());
        }

        @Test
        void models_are_registered(MlflowTracking mlflow) {
            mlflow.registry().createModel("fraud");

            assertThat(mlflow.registry().model("fraud").name()).isEqualTo("fraud");
        }
    }
}
