package io.mmp.test.mlflow;

import static io.mmp.test.mlflow.SeenServers.assertGone;
import static io.mmp.test.mlflow.SeenServers.log;
import static io.mmp.test.mlflow.SeenServers.looks;
import static io.mmp.test.mlflow.SeenServers.run;
import static io.mmp.test.mlflow.SeenServers.see;
import static io.mmp.test.mlflow.SeenServers.servers;
import static io.mmp.test.mlflow.SeenServers.succeed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.mmp.test.fixture.Scope;
import io.mmp.test.mlflow.IsolatedMlflow.Server;
import io.mmp.test.mlflow.embedded.EmbeddedMlflow;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;

@ResourceLock(SeenServers.RESOURCE)
class MlflowExtensionTests {

    @BeforeEach
    void forget() {
        SeenServers.forget();
    }

    @Test
    void a_static_field_gives_one_server_to_the_class_and_its_nested_classes() {
        succeed(3, StaticTestCase.class);
        assertThat(looks()).isEqualTo(6);
        assertThat(servers()).hasSize(1);
        assertGone();
    }

    @Test
    void an_instance_field_gives_one_server_to_each_invocation() {
        succeed(6, InstanceTestCase.class);
        assertThat(looks()).isEqualTo(12);
        assertThat(servers()).hasSize(6);
        assertGone();
    }

    @Test
    void an_instance_field_of_a_per_class_instance_gives_one_server_to_each_method() {
        succeed(3, PerClassTestCase.class);
        assertThat(servers()).hasSize(3);
        assertGone();
    }

    @Test
    void classes_that_inherit_a_static_field_have_a_server_each() {
        succeed(2, FirstTestCase.class, SecondTestCase.class);
        assertThat(servers()).hasSize(2);
        assertGone();
    }

    @Test
    void a_failing_test_leaves_no_server() {
        run(FailingTestCase.class)
                .testEvents()
                .assertStatistics(stats -> stats.started(1).failed(1));
        assertGone();
    }

    @Test
    void a_parameter_that_annotation_and_field_could_give_is_refused() {
        fails(
                BothTestCase.class,
                "Parameter MlflowTracking of %1$s could come from each of these: @IsolatedMlflow, MlflowExtension in field %1$s.MLFLOW."
                        + " Keep one, or use the fields of the extensions instead of a parameter.");
    }

    @Test
    void the_annotation_of_a_method_or_a_nested_class_comes_before_the_field() {
        succeed(3, NearestTestCase.class);
        assertGone();
    }

    @Test
    void two_servers_of_one_class_are_reached_by_their_fields() {
        succeed(1, TwoTestCase.class);
        assertThat(servers()).hasSize(2);
        assertGone();
    }

    @Test
    void misuse_is_explained() {
        fails(
                ExtendWithTestCase.class,
                "@ExtendWith(MlflowExtension.class) is not supported. Use @IsolatedMlflow, or @RegisterExtension on a field with MlflowExtension.newInstance().build().");
        fails(
                BeforeAllTestCase.class,
                "MlflowExtension in field %s.mlflow gives a server to each test method, and none runs yet."
                        + " For a server in @BeforeAll, @AfterAll or the constructor make the field static.");
        assertThatThrownBy(MlflowExtension.newInstance().build()::uri)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "The server runs only while its tests do. Is the MlflowExtension field annotated with @RegisterExtension?");
    }

    @Test
    void a_choice_that_contradicts_itself_is_refused() {
        URI uri = URI.create("http://127.0.0.1:5000");
        assertThatThrownBy(MlflowExtension.newInstance().server(Server.PROCESS).uri(uri)::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "The server at http://127.0.0.1:5000 runs already: leave out server(...) and image(...), or uri(...).");
        assertThatThrownBy(MlflowExtension.newInstance().image("mlflow:3").server(Server.EMBEDDED)::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "The image 'mlflow:3' is of no use to server EMBEDDED: choose server(Server.CONTAINER), or leave out image(...).");
        assertThatThrownBy(() -> MlflowExtension.newInstance().uri(URI.create("file:/tmp/mlruns")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Tracking URI 'file:/tmp/mlruns' is not the address of a server: use http://host:port or https://host:port");
    }

    @Test
    void a_server_that_runs_already_gives_each_class_an_experiment_of_its_own(@TempDir Path artifacts) {
        try (EmbeddedMlflow server = EmbeddedMlflow.start(artifacts);
                MlflowClient client = new MlflowClient(server.uri().toString())) {
            RunningServerTestCase.uri = URI.create(server.uri() + "/");
            succeed(2, RunningServerTestCase.class);
            assertThat(servers()).hasSize(2).allMatch(seen -> seen.uri().equals(server.uri()));
            assertThat(client.searchExperiments("", ViewType.ACTIVE_ONLY, 10, List.of())
                            .getItems())
                    .extracting(experiment -> experiment.getName())
                    .filteredOn(name -> !name.startsWith(SeenServers.MARK))
                    .containsExactly("Default");
        }
    }

    private static void fails(Class<?> testCase, String message) {
        run(testCase)
                .allEvents()
                .assertThatEvents()
                .haveExactly(1, finishedWithFailure(message(message.formatted(testCase.getName()))));
    }

    private static void seeBoth(MlflowExtension field, MlflowTracking parameter) {
        assertThat(parameter.uri()).isEqualTo(field.uri());
        see(parameter);
    }

    static class StaticTestCase {

        @RegisterExtension
        static final MlflowExtension MLFLOW =
                MlflowExtension.newInstance().server(Server.EMBEDDED).build();

        @BeforeAll
        static void all() {
            log(MLFLOW);
        }

        @AfterAll
        static void last(MlflowTracking mlflow) {
            seeBoth(MLFLOW, mlflow);
        }

        @Test
        void one(MlflowTracking mlflow) {
            seeBoth(MLFLOW, mlflow);
        }

        @Nested
        class InnerTestCase {

            @BeforeAll
            static void inner(MlflowTracking mlflow) {
                seeBoth(MLFLOW, mlflow);
            }

            @Test
            void two(MlflowTracking mlflow, MlflowClient client) {
                seeBoth(MLFLOW, mlflow);
                assertThat(client).isSameAs(MLFLOW.client());
            }
        }

        @Nested
        class OtherTestCase {

            @Test
            void three() {
                see(MLFLOW);
                assertThat(MLFLOW.environment())
                        .containsEntry("MLFLOW_TRACKING_URI", MLFLOW.uri().toString());
            }
        }
    }

    static class InstanceTestCase {

        @RegisterExtension
        final MlflowExtension mlflow = MlflowExtension.newInstance().build();

        @BeforeEach
        void before(MlflowTracking given) {
            seeBoth(mlflow, given);
        }

        @Test
        void plain() {
            log(mlflow);
        }

        @RepeatedTest(2)
        void repeated() {
            log(mlflow);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", "b"})
        void parameterized(String argument, MlflowTracking given) {
            assertThat(argument).hasSize(1);
            seeBoth(mlflow, given);
        }

        @TestFactory
        Stream<DynamicTest> dynamic() {
            return Stream.of(DynamicTest.dynamicTest("dynamic", () -> log(mlflow)));
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClassTestCase {

        @RegisterExtension
        final MlflowExtension mlflow = MlflowExtension.newInstance().build();

        @Test
        void one() {
            log(mlflow);
        }

        @Test
        void two() {
            log(mlflow);
        }

        @Nested
        class InnerTestCase {

            @Test
            void three() {
                log(mlflow);
            }
        }
    }

    abstract static class Inheriting {

        @RegisterExtension
        static final MlflowExtension MLFLOW = MlflowExtension.newInstance().build();

        @Test
        void one() {
            log(MLFLOW);
        }
    }

    static class FirstTestCase extends Inheriting {}

    static class SecondTestCase extends Inheriting {}

    static class FailingTestCase {

        @RegisterExtension
        static final MlflowExtension MLFLOW = MlflowExtension.newInstance().build();

        @Test
        void fails() {
            see(MLFLOW);
            assertThat(MLFLOW.experimentId()).isEmpty();
        }
    }

    @IsolatedMlflow
    static class BothTestCase {

        @RegisterExtension
        static final MlflowExtension MLFLOW = MlflowExtension.newInstance().build();

        @Test
        void ambiguous(MlflowTracking mlflow) {
            see(mlflow);
        }
    }

    static class NearestTestCase {

        @RegisterExtension
        static final MlflowExtension MLFLOW = MlflowExtension.newInstance().build();

        @Test
        void of_the_field(MlflowTracking mlflow) {
            seeBoth(MLFLOW, mlflow);
        }

        @Test
        @IsolatedMlflow
        void of_the_method(MlflowTracking mlflow) {
            see(mlflow);
            assertThat(mlflow.uri()).isNotEqualTo(MLFLOW.uri());
        }

        @Nested
        @IsolatedMlflow(scope = Scope.CLASS)
        class InnerTestCase {

            @Test
            void of_the_class(MlflowTracking mlflow) {
                see(mlflow);
                assertThat(mlflow.uri()).isNotEqualTo(MLFLOW.uri());
            }
        }
    }

    static class TwoTestCase {

        @RegisterExtension
        static final MlflowExtension STAGING = MlflowExtension.newInstance().build();

        @RegisterExtension
        static final MlflowExtension PRODUCTION = MlflowExtension.newInstance().build();

        @Test
        void both() {
            see(STAGING);
            see(PRODUCTION);
        }
    }

    @ExtendWith(MlflowExtension.class)
    static class ExtendWithTestCase {

        @Test
        void never_runs() {}
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class BeforeAllTestCase {

        @RegisterExtension
        final MlflowExtension mlflow = MlflowExtension.newInstance().build();

        @BeforeAll
        void all(MlflowTracking given) {
            see(given);
        }

        @Test
        void never_runs() {}
    }

    @SuppressWarnings("NullAway.Init") // the test sets it
    static class RunningServerTestCase {

        static URI uri;

        @RegisterExtension
        final MlflowExtension mlflow = MlflowExtension.newInstance().uri(uri).build();

        @AfterEach
        void has_an_experiment() {
            assertThat(mlflow.experimentId()).isNotEqualTo("0");
        }

        @Test
        void one() {
            log(mlflow);
        }

        @Test
        void two() {
            log(mlflow);
        }
    }
}
