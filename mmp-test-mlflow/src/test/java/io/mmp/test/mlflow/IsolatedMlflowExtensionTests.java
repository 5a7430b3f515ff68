package io.mmp.test.mlflow;

import static io.mmp.test.mlflow.SeenServers.log;
import static io.mmp.test.mlflow.SeenServers.looks;
import static io.mmp.test.mlflow.SeenServers.run;
import static io.mmp.test.mlflow.SeenServers.see;
import static io.mmp.test.mlflow.SeenServers.servers;
import static io.mmp.test.mlflow.SeenServers.succeed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.mlflow.tracking.MlflowClient;

/** The life of the servers in every kind of test that JUnit has. */
@ResourceLock(SeenServers.RESOURCE)
class IsolatedMlflowExtensionTests {

    @BeforeEach
    void forget() {
        SeenServers.forget();
    }

    @AfterEach
    void all_servers_are_gone() {
        SeenServers.assertGone();
    }

    @Test
    void each_test_gets_a_server_of_its_own_and_shares_it_with_its_constructor_and_before_each() {
        succeed(2, PlainTestCase.class);
        assertThat(looks()).isEqualTo(8);
        assertThat(servers()).hasSize(2);
    }

    @Test
    void each_invocation_of_a_repeated_a_parameterized_and_a_dynamic_test_gets_a_server() {
        succeed(6, InvocationsTestCase.class);
        assertThat(servers())
                .as("2 repetitions, 2 parameters, 1 factory with two dynamic tests")
                .hasSize(5);
    }

    @Test
    void an_annotation_on_a_method_alone_is_enough() {
        succeed(1, MethodOnlyTestCase.class);
        assertThat(servers()).hasSize(1);
    }

    @Test
    void nested_siblings_get_servers_of_their_own() {
        succeed(3, OuterTestCase.class);
        assertThat(servers()).hasSize(3);
    }

    @Test
    void a_failing_test_leaves_no_server() {
        run(FailingTestCase.class)
                .testEvents()
                .assertStatistics(stats -> stats.started(1).failed(1));
        assertThat(servers()).hasSize(1);
    }

    @Test
    void tests_that_run_in_parallel_do_not_share() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(InvocationsTestCase.class), selectClass(OuterTestCase.class))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "8")
                .execute()
                .testEvents()
                .assertStatistics(stats -> stats.started(9).succeeded(9));
        assertThat(servers()).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"warm", "plain"})
    @Tag("e2e")
    @EnabledIfMlflowProcess
    void real_servers_do_not_share_either_and_leave_no_process(String start) {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(PlainTestCase.class))
                .configurationParameter("mmp.mlflow.server", "PROCESS")
                .configurationParameter("mmp.mlflow.process.start", start)
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .execute()
                .testEvents()
                .assertStatistics(stats -> stats.started(2).succeeded(2));
        assertThat(servers()).hasSize(2);
        assertThat(ProcessHandle.current().descendants().map(ProcessHandle::info))
                .noneMatch(info -> info.commandLine().orElse("").contains("mlflow"));
    }

    @IsolatedMlflow
    static class PlainTestCase {

        PlainTestCase(MlflowTracking mlflow) {
            see(mlflow);
        }

        @BeforeEach
        void before(MlflowTracking mlflow) {
            see(mlflow);
        }

        @Test
        void one(MlflowTracking mlflow, MlflowClient client) {
            assertThat(client).isSameAs(mlflow.client());
            log(mlflow);
        }

        @Test
        void two(MlflowTracking mlflow) {
            log(mlflow);
        }

        @AfterEach
        void after(MlflowTracking mlflow) {
            see(mlflow);
        }
    }

    @IsolatedMlflow
    static class InvocationsTestCase {

        @RepeatedTest(2)
        void repeated(MlflowTracking mlflow) {
            log(mlflow);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", "b"})
        void parameterized(String value, MlflowTracking mlflow) {
            assertThat(value).isNotEmpty();
            log(mlflow);
        }

        @TestFactory
        Stream<DynamicTest> dynamic(MlflowTracking mlflow) {
            return Stream.of(
                    DynamicTest.dynamicTest("one", () -> log(mlflow)),
                    DynamicTest.dynamicTest("two", () -> see(mlflow)));
        }
    }

    @IsolatedMlflow
    static class OuterTestCase {

        @Test
        void outer(MlflowTracking mlflow) {
            log(mlflow);
        }

        @Nested
        class FirstInnerTestCase {
            @Test
            void inner(MlflowTracking mlflow) {
                log(mlflow);
            }
        }

        @Nested
        class SecondInnerTestCase {
            @Test
            void inner(MlflowTracking mlflow) {
                log(mlflow);
            }
        }
    }

    static class MethodOnlyTestCase {

        MethodOnlyTestCase(MlflowTracking mlflow) {
            see(mlflow);
        }

        @Test
        @IsolatedMlflow
        void one(MlflowTracking mlflow) {
            log(mlflow);
        }
    }

    @IsolatedMlflow
    static class FailingTestCase {

        @Test
        void fails(MlflowTracking mlflow) {
            see(mlflow);
            throw new IllegalStateException("on purpose");
        }
    }
}
