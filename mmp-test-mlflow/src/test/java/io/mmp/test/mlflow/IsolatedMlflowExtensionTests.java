package io.mmp.test.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.mlflow.tracking.MlflowClient;

/** The life of the servers in every kind of test that JUnit has. */
class IsolatedMlflowExtensionTests {

    /** The servers that the test cases saw, one entry for each look. */
    private static final Queue<URI> SEEN = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @AfterEach
    void all_servers_are_gone() {
        assertThat(SEEN).isNotEmpty().noneMatch(IsolatedMlflowExtensionTests::accepts);
    }

    @Test
    void each_test_gets_a_server_of_its_own_and_shares_it_with_its_constructor_and_before_each() {
        succeed(2, PlainTestCase.class);
        assertThat(SEEN).hasSize(8);
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
    void nested_siblings_get_servers_of_their_own() {
        succeed(3, OuterTestCase.class);
        assertThat(servers()).hasSize(3);
    }

    @Test
    void scope_class_gives_one_server_to_all_methods_and_nested_classes() {
        succeed(3, ClassScopeTestCase.class);
        assertThat(SEEN).hasSize(4);
        assertThat(servers()).hasSize(1);
    }

    @Test
    void a_method_annotation_comes_before_the_one_on_the_class() {
        succeed(2, OverrideTestCase.class);
        assertThat(servers()).hasSize(2);
    }

    @Test
    void a_nested_annotation_comes_before_the_one_around_it() {
        succeed(3, NestedOverrideTestCase.class);
        assertThat(servers()).hasSize(3);
    }

    @Test
    void the_annotation_is_inherited_and_each_subclass_has_its_own_server() {
        succeed(2, FirstTestCase.class, SecondTestCase.class);
        assertThat(servers()).hasSize(2);
    }

    @Test
    void the_annotation_works_as_a_meta_annotation() {
        succeed(2, MetaTestCase.class);
        assertThat(servers()).hasSize(1);
    }

    @Test
    void an_annotation_on_a_method_alone_is_enough() {
        succeed(1, MethodOnlyTestCase.class);
        assertThat(servers()).hasSize(1);
    }

    @Test
    void per_class_instances_take_the_server_of_the_class_in_their_constructor() {
        succeed(2, PerClassTestCase.class);
        assertThat(servers()).hasSize(1);
    }

    @Test
    void per_class_instances_with_scope_method_get_a_server_for_each_test() {
        succeed(2, PerClassMethodScopeTestCase.class);
        assertThat(servers()).hasSize(2);
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

    private static void succeed(int tests, Class<?>... testCases) {
        run(testCases)
                .testEvents()
                .assertStatistics(stats -> stats.started(tests).succeeded(tests));
    }

    private static EngineExecutionResults run(Class<?>... testCases) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(Stream.of(testCases)
                        .map(testCase -> selectClass(testCase))
                        .toArray(org.junit.platform.engine.DiscoverySelector[]::new))
                .execute();
    }

    private static Set<URI> servers() {
        return new HashSet<>(SEEN);
    }

    private static boolean accepts(URI server) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    /** Look at a server that must be empty but for what this test logs. */
    private static void see(MlflowTracking mlflow) {
        assertThat(accepts(mlflow.uri())).isTrue();
        SEEN.add(mlflow.uri());
    }

    private static void log(MlflowTracking mlflow) {
        see(mlflow);
        String run = mlflow.client().createRun(mlflow.experimentId()).getRunId();
        assertThat(mlflow.client()
                        .searchRuns(List.of(mlflow.experimentId()), "", null, 10, List.of())
                        .getItems())
                .singleElement()
                .satisfies(found -> assertThat(found.getInfo().getRunId()).isEqualTo(run));
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

    @IsolatedMlflow(scope = IsolatedMlflow.Scope.CLASS)
    static class ClassScopeTestCase {

        @BeforeAll
        static void all(MlflowTracking mlflow) {
            see(mlflow);
        }

        @Test
        void one(MlflowTracking mlflow) {
            see(mlflow);
        }

        @Test
        void two(MlflowTracking mlflow) {
            see(mlflow);
        }

        @Nested
        class InnerTestCase {
            @Test
            void three(MlflowTracking mlflow) {
                see(mlflow);
            }
        }
    }

    @IsolatedMlflow(scope = IsolatedMlflow.Scope.CLASS)
    static class OverrideTestCase {

        @Test
        void of_the_class(MlflowTracking mlflow) {
            see(mlflow);
        }

        @Test
        @IsolatedMlflow
        void of_the_method(MlflowTracking mlflow) {
            log(mlflow);
        }
    }

    @IsolatedMlflow(scope = IsolatedMlflow.Scope.CLASS)
    static class NestedOverrideTestCase {

        @Test
        void outer(MlflowTracking mlflow) {
            see(mlflow);
        }

        @Nested
        @IsolatedMlflow
        class InnerTestCase {
            @Test
            void one(MlflowTracking mlflow) {
                log(mlflow);
            }

            @Test
            void two(MlflowTracking mlflow) {
                log(mlflow);
            }
        }
    }

    @IsolatedMlflow(scope = IsolatedMlflow.Scope.CLASS)
    abstract static class Base {

        @Test
        void inherited(MlflowTracking mlflow) {
            log(mlflow);
        }
    }

    static class FirstTestCase extends Base {}

    static class SecondTestCase extends Base {}

    @Retention(RetentionPolicy.RUNTIME)
    @IsolatedMlflow(scope = IsolatedMlflow.Scope.CLASS)
    @interface TrainingTest {}

    @TrainingTest
    static class MetaTestCase {

        @Test
        void one(MlflowTracking mlflow) {
            see(mlflow);
        }

        @Test
        void two(MlflowTracking mlflow) {
            see(mlflow);
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

    @IsolatedMlflow(scope = IsolatedMlflow.Scope.CLASS)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClassTestCase {

        PerClassTestCase(MlflowTracking mlflow) {
            see(mlflow);
        }

        @BeforeAll
        void all(MlflowTracking mlflow) {
            see(mlflow);
        }

        @Test
        void one(MlflowTracking mlflow) {
            see(mlflow);
        }

        @Test
        void two(MlflowTracking mlflow) {
            see(mlflow);
        }
    }

    @IsolatedMlflow
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClassMethodScopeTestCase {

        @BeforeEach
        void before(MlflowTracking mlflow) {
            see(mlflow);
        }

        @Test
        void one(MlflowTracking mlflow) {
            log(mlflow);
        }

        @Test
        void two(MlflowTracking mlflow) {
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
