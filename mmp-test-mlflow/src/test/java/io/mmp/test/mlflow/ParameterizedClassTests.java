package io.mmp.test.mlflow;

import static io.mmp.test.mlflow.CompetingResolversTests.OWN;
import static io.mmp.test.mlflow.SeenServers.log;
import static io.mmp.test.mlflow.SeenServers.looks;
import static io.mmp.test.mlflow.SeenServers.see;
import static io.mmp.test.mlflow.SeenServers.servers;
import static io.mmp.test.mlflow.SeenServers.succeed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.fixture.Scope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlflow.tracking.MlflowClient;

/** Classes that run once for each argument. */
@ResourceLock(SeenServers.RESOURCE)
class ParameterizedClassTests {

    static boolean exist() {
        try {
            Class.forName("org.junit.jupiter.params.ParameterizedClass");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @BeforeAll
    static void needs_parameterized_classes() {
        assumeTrue(exist(), "JUnit has parameterized classes from 5.13 on");
    }

    @BeforeEach
    void forget() {
        SeenServers.forget();
    }

    @AfterEach
    void all_servers_are_gone() {
        SeenServers.assertGone();
    }

    @Test
    void scope_class_gives_one_server_to_before_all_and_all_invocations() {
        succeed(6, ClassScopeTestCase.class);
        assertThat(looks()).isEqualTo(8);
        assertThat(servers()).hasSize(1);
    }

    @Test
    void scope_class_of_a_nested_class_gives_it_a_server_of_its_own() {
        succeed(3, OuterTestCase.class);
        assertThat(servers()).hasSize(2);
    }

    @Test
    void scope_method_gives_a_server_to_each_test_of_each_invocation() {
        succeed(4, MethodScopeTestCase.class);
        assertThat(servers()).hasSize(4);
    }

    @Test
    void a_client_of_the_users_own_is_an_argument_of_the_constructor() {
        succeed(2, OwnClientTestCase.class);
        assertThat(servers()).hasSize(2);
    }

    @Test
    void a_client_of_the_users_own_in_a_field_leaves_the_constructor_to_us() {
        succeed(1, FieldTestCase.class);
        assertThat(servers()).hasSize(1);
    }

    @ParameterizedClass
    @ValueSource(strings = {"a", "b"})
    @IsolatedMlflow(scope = Scope.CLASS)
    record ClassScopeTestCase(String value) {

        @BeforeAll
        static void all(MlflowTracking mlflow) {
            see(mlflow);
        }

        @Test
        void one(MlflowTracking mlflow) {
            see(mlflow);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void two(int number, MlflowTracking mlflow) {
            assertThat(number).isPositive();
            see(mlflow);
        }

        @AfterAll
        static void end(MlflowTracking mlflow) {
            see(mlflow);
        }
    }

    @IsolatedMlflow(scope = Scope.CLASS)
    static class OuterTestCase {

        @Test
        void outer(MlflowTracking mlflow) {
            see(mlflow);
        }

        @Nested
        @ParameterizedClass
        @ValueSource(strings = {"a", "b"})
        @IsolatedMlflow(scope = Scope.CLASS)
        class InnerTestCase {

            InnerTestCase(String value, MlflowTracking mlflow) {
                assertThat(value).isNotEmpty();
                see(mlflow);
            }

            @Test
            void inner(MlflowTracking mlflow) {
                see(mlflow);
            }
        }
    }

    @ParameterizedClass
    @ValueSource(strings = {"a", "b"})
    @IsolatedMlflow
    record MethodScopeTestCase(String value) {

        @Test
        void one(MlflowTracking mlflow) {
            log(mlflow);
        }

        @Test
        void two(MlflowTracking mlflow) {
            log(mlflow);
        }
    }

    @ParameterizedClass
    @MethodSource("io.mmp.test.mlflow.CompetingResolversTests#clients")
    @IsolatedMlflow
    static class OwnClientTestCase {

        OwnClientTestCase(MlflowClient own, MlflowTracking mlflow) {
            assertThat(own).isSameAs(OWN);
            see(mlflow);
        }

        @Test
        void one(MlflowClient client, MlflowTracking mlflow) {
            assertThat(client).isSameAs(mlflow.client());
            log(mlflow);
        }

        @ParameterizedTest
        @ValueSource(strings = "a")
        void two(String value, MlflowTracking mlflow) {
            assertThat(value).isEqualTo("a");
            log(mlflow);
        }
    }

    @ParameterizedClass
    @MethodSource("io.mmp.test.mlflow.CompetingResolversTests#clients")
    @IsolatedMlflow
    static class FieldTestCase {

        @Parameter
        @Nullable
        MlflowClient own;

        private final MlflowClient ours;

        FieldTestCase(MlflowClient client) {
            ours = client;
        }

        @Test
        void one(MlflowTracking mlflow) {
            assertThat(own).isSameAs(OWN);
            assertThat(ours).isSameAs(mlflow.client());
            log(mlflow);
        }
    }
}
