package io.mmp.test.mlflow;

import static io.mmp.test.mlflow.SeenServers.log;
import static io.mmp.test.mlflow.SeenServers.servers;
import static io.mmp.test.mlflow.SeenServers.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.client.ModelStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlflow.tracking.MlflowClient;

/** Parameters that the arguments of a parameterized test are for, beside those that are ours. */
@ResourceLock(SeenServers.RESOURCE)
class CompetingResolversTests {

    static final MlflowClient OWN = new MlflowClient("http://127.0.0.1:9");

    @BeforeEach
    void forget() {
        SeenServers.forget();
    }

    @AfterEach
    void all_servers_are_gone() {
        SeenServers.assertGone();
    }

    @Test
    void other_types_of_the_library_are_arguments() {
        succeed(5, StageTestCase.class);
        assertThat(servers()).hasSize(5);
    }

    @Test
    void a_client_of_the_users_own_is_an_argument() {
        succeed(1, OwnClientTestCase.class);
    }

    @Test
    void what_comes_after_the_arguments_is_ours() {
        succeed(3, BehindArgumentsTestCase.class);
        assertThat(servers()).hasSize(3);
    }

    @Test
    @EnabledIf(value = "argumentsAreCounted", disabledReason = "JUnit 5.12 does not tell how many arguments a test has")
    void a_client_of_the_users_own_is_an_argument_wherever_it_stands() {
        succeed(2, SecondArgumentTestCase.class);
        assertThat(servers()).hasSize(2);
    }

    static boolean argumentsAreCounted() {
        return ParameterizedClassTests.exist();
    }

    static Stream<MlflowClient> clients() {
        return Stream.of(OWN);
    }

    @IsolatedMlflow
    static class StageTestCase {

        @ParameterizedTest
        @EnumSource(ModelStage.class)
        void stage(ModelStage stage, MlflowTracking mlflow) {
            assertThat(stage).isNotNull();
            log(mlflow);
        }

        @ParameterizedTest
        @EnumSource(names = "EMBEDDED")
        void server(IsolatedMlflow.Server server, MlflowTracking mlflow) {
            assertThat(server).isEqualTo(IsolatedMlflow.Server.EMBEDDED);
            log(mlflow);
        }
    }

    @IsolatedMlflow
    static class OwnClientTestCase {

        @BeforeEach
        void before(MlflowTracking mlflow) {
            log(mlflow);
        }

        @ParameterizedTest
        @MethodSource("io.mmp.test.mlflow.CompetingResolversTests#clients")
        void own(MlflowClient own, MlflowTracking mlflow) {
            assertThat(own).isSameAs(OWN).isNotSameAs(mlflow.client());
        }
    }

    @IsolatedMlflow
    static class BehindArgumentsTestCase {

        @ParameterizedTest
        @ValueSource(strings = "a")
        void one(String value, MlflowClient client, MlflowTracking mlflow) {
            assertThat(value).isEqualTo("a");
            assertThat(client).isSameAs(mlflow.client());
            log(mlflow);
        }

        @ParameterizedTest
        @CsvSource("a,b")
        void two(String first, String second, MlflowClient client, MlflowTracking mlflow) {
            assertThat(first + second).isEqualTo("ab");
            assertThat(client).isSameAs(mlflow.client());
            log(mlflow);
        }

        @ParameterizedTest
        @CsvSource("a,b,c")
        void all(ArgumentsAccessor all, MlflowClient client, MlflowTracking mlflow) {
            assertThat(all.toList()).containsExactly("a", "b", "c");
            assertThat(client).isSameAs(mlflow.client());
            log(mlflow);
        }
    }

    @IsolatedMlflow
    static class SecondArgumentTestCase {

        static Stream<Arguments> named() {
            return Stream.of(Arguments.of("own", OWN), Arguments.of("own", OWN));
        }

        @ParameterizedTest
        @MethodSource("named")
        void own(String name, MlflowClient own, MlflowTracking mlflow) {
            assertThat(name).isEqualTo("own");
            assertThat(own).isSameAs(OWN);
            log(mlflow);
        }
    }
}
