package io.mmp.test.mlflow;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.cause;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.mmp.test.mlflow.IsolatedMlflow.Server;
import io.mmp.test.mlflow.state.MlflowState;
import io.mmp.test.mlflow.state.MlflowStateException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;

@IsolatedMlflow(server = Server.EMBEDDED, state = "state/two-models.json")
class IsolatedMlflowStateTests {

    @RepeatedTest(2)
    void each_test_begins_with_the_state(MlflowTracking mlflow) {
        assertThat(mlflow.registry().versionByAlias("fraud", "champion"))
                .isReady()
                .hasSourceRun("a1");
        assertThat(mlflow.run("a1")).isFinished().hasParam("lr", "0.1").hasMetric("auc", 0.9);
        assertThat(mlflow.run("a1")).artifact("model/notes.txt").hasText("good");
        assertThat(mlflow.run("a1").data().experimentId()).isEqualTo("869278513417286361");
        assertThat(mlflow.artifacts().ofModel("models:/fraud@champion").read("notes.txt"))
                .asString()
                .isEqualTo("good");
        assertThat(mlflow.experimentId()).isEqualTo("0");
        assertThat(mlflow.environment()).containsEntry("MLFLOW_EXPERIMENT_ID", "0");

        mlflow.registry().deleteModel("fraud");
    }

    @Test
    @IsolatedMlflow(server = Server.EMBEDDED, state = "src/test/resources/state/two-models.json")
    void a_path_does_as_well(MlflowTracking mlflow) {
        assertThat(mlflow.registry().model("fraud")).hasAlias("champion", 7);
    }

    @Test
    @IsolatedMlflow(server = Server.EMBEDDED)
    void without_a_state_there_is_nothing(MlflowTracking mlflow) {
        assertThat(mlflow.registry().searchModels("")).isEmpty();
    }

    @Test
    void a_real_server_is_refused() {
        assertFailure(
                ProcessTestCase.class,
                Map.of(),
                ExtensionConfigurationException.class,
                "The state 'state/two-models.json' needs an embedded server, because a real one gives ids of its own, but server is PROCESS. Say server = EMBEDDED beside it, or leave out the state.");
        assertFailure(
                DefaultTestCase.class,
                Map.of("mmp.mlflow.server", "http://127.0.0.1:1"),
                ExtensionConfigurationException.class,
                "The state 'state/two-models.json' needs an embedded server, because a real one gives ids of its own, but mmp.mlflow.server is 'http://127.0.0.1:1'. Say server = EMBEDDED beside it, or leave out the state.");
    }

    @Test
    void a_state_that_is_missing_is_refused() {
        assertFailure(
                MissingTestCase.class,
                Map.of(),
                MlflowStateException.class,
                "State 'no.json' is missing: it is neither on the class path (such as src/test/resources/no.json) nor the file "
                        + Path.of("no.json").toAbsolutePath()
                        + ". Write it with MlflowState.of(uri).writeTo(file), or correct the name.");
    }

    @Test
    void a_field_takes_a_state_too() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(FieldTestCase.class))
                .execute()
                .testEvents()
                .assertStatistics(events -> events.succeeded(1));
        MlflowState state = MlflowState.named("state/two-models.json");
        String refused =
                "The state 'state/two-models.json' needs an embedded server, because a real one gives ids of its own: choose server(Server.EMBEDDED), or leave out state(...).";
        assertThatIllegalStateException()
                .isThrownBy(() -> MlflowExtension.newInstance()
                        .uri(URI.create("http://127.0.0.1:1"))
                        .state(state)
                        .build())
                .withMessage(refused);
        assertThatIllegalStateException()
                .isThrownBy(() -> MlflowExtension.newInstance()
                        .server(Server.CONTAINER)
                        .state(state)
                        .build())
                .withMessage(refused);
    }

    private static void assertFailure(
            Class<?> testClass, Map<String, String> parameters, Class<? extends Throwable> type, String expected) {
        EngineTestKit.engine("junit-jupiter")
                .configurationParameters(parameters)
                .selectors(selectClass(testClass))
                .execute()
                .testEvents()
                .assertThatEvents()
                .haveExactly(1, finishedWithFailure(cause(instanceOf(type), message(expected))));
    }

    @IsolatedMlflow(server = Server.PROCESS, state = "state/two-models.json")
    static class ProcessTestCase {
        @Test
        void test(MlflowTracking mlflow) {}
    }

    @IsolatedMlflow(state = "state/two-models.json")
    static class DefaultTestCase {
        @Test
        void test(MlflowTracking mlflow) {}
    }

    @IsolatedMlflow(state = "no.json")
    static class MissingTestCase {
        @Test
        void test(MlflowTracking mlflow) {}
    }

    static class FieldTestCase {

        @RegisterExtension
        static final MlflowExtension MLFLOW = MlflowExtension.newInstance()
                .server(Server.EMBEDDED)
                .state(MlflowState.named("state/two-models.json"))
                .build();

        @Test
        void test() {
            assertThat(MLFLOW.run("a1")).isFinished();
        }
    }
}
