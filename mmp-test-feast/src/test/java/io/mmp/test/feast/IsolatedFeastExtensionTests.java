package io.mmp.test.feast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.feast.FeastClient;
import io.mmp.test.feast.embedded.EmbeddedFeast;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.fixture.Scope;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.HashSet;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The life of the feature stores in every kind of test that JUnit has. */
class IsolatedFeastExtensionTests {

    /** The servers that the test cases saw, one entry for each look. */
    private static final Queue<SeenStore> SEEN = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @AfterEach
    void all_servers_are_gone() {
        assertThat(SEEN).isNotEmpty();
        // For a moment a port may be that of a server of another test, which runs beside this one.
        await().untilAsserted(() -> assertThat(SEEN).noneMatch(SeenStore::accepts));
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

    private static Set<SeenStore> servers() {
        return new HashSet<>(SEEN);
    }

    private static void see(FeatureStore feast) {
        SEEN.add(SeenStore.of(feast, ((EmbeddedFeast) feast).address()));
    }

    /** Look at a feature store that must be empty. */
    private static void fill(FeatureStore feast) {
        see(feast);
        FeatureView view = FeatureView.named("only");
        assertThatThrownBy(() -> feast.source(view)).isInstanceOf(FeastException.class);
        feast.apply(view);
        assertThat(feast.source(view).rows().rowCount()).isZero();
    }

    @IsolatedFeast
    static class PlainTestCase {

        PlainTestCase(FeatureStore feast) {
            see(feast);
        }

        @BeforeEach
        void before(FeatureStore feast) {
            see(feast);
        }

        @Test
        void one(FeatureStore feast, FeastClient client) {
            assertThat(client).isSameAs(feast.online());
            fill(feast);
        }

        @Test
        void two(FeatureStore feast) {
            fill(feast);
        }

        @AfterEach
        void after(FeatureStore feast) {
            see(feast);
        }
    }

    @IsolatedFeast
    static class InvocationsTestCase {

        @RepeatedTest(2)
        void repeated(FeatureStore feast) {
            fill(feast);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", "b"})
        void parameterized(String value, FeatureStore feast) {
            assertThat(value).isNotEmpty();
            fill(feast);
        }

        @TestFactory
        Stream<DynamicTest> dynamic(FeatureStore feast) {
            return Stream.of(
                    DynamicTest.dynamicTest("one", () -> fill(feast)),
                    DynamicTest.dynamicTest("two", () -> see(feast)));
        }
    }

    @IsolatedFeast
    static class OuterTestCase {

        @Test
        void outer(FeatureStore feast) {
            fill(feast);
        }

        @Nested
        class FirstInnerTestCase {
            @Test
            void inner(FeatureStore feast) {
                fill(feast);
            }
        }

        @Nested
        class SecondInnerTestCase {
            @Test
            void inner(FeatureStore feast) {
                fill(feast);
            }
        }
    }

    @IsolatedFeast(scope = Scope.CLASS)
    static class ClassScopeTestCase {

        @BeforeAll
        static void all(FeatureStore feast) {
            see(feast);
        }

        @Test
        void one(FeatureStore feast) {
            see(feast);
        }

        @Test
        void two(FeatureStore feast) {
            see(feast);
        }

        @Nested
        class InnerTestCase {
            @Test
            void three(FeatureStore feast) {
                see(feast);
            }
        }
    }

    @IsolatedFeast(scope = Scope.CLASS)
    static class OverrideTestCase {

        @Test
        void of_the_class(FeatureStore feast) {
            see(feast);
        }

        @Test
        @IsolatedFeast
        void of_the_method(FeatureStore feast) {
            fill(feast);
        }
    }

    @IsolatedFeast(scope = Scope.CLASS)
    static class NestedOverrideTestCase {

        @Test
        void outer(FeatureStore feast) {
            see(feast);
        }

        @Nested
        @IsolatedFeast
        class InnerTestCase {
            @Test
            void one(FeatureStore feast) {
                fill(feast);
            }

            @Test
            void two(FeatureStore feast) {
                fill(feast);
            }
        }
    }

    @IsolatedFeast(scope = Scope.CLASS)
    abstract static class Base {

        @Test
        void inherited(FeatureStore feast) {
            fill(feast);
        }
    }

    static class FirstTestCase extends Base {}

    static class SecondTestCase extends Base {}

    @Retention(RetentionPolicy.RUNTIME)
    @IsolatedFeast(scope = Scope.CLASS)
    @interface RankingTest {}

    @RankingTest
    static class MetaTestCase {

        @Test
        void one(FeatureStore feast) {
            see(feast);
        }

        @Test
        void two(FeatureStore feast) {
            see(feast);
        }
    }

    static class MethodOnlyTestCase {

        MethodOnlyTestCase(FeatureStore feast) {
            see(feast);
        }

        @Test
        @IsolatedFeast
        void one(FeatureStore feast) {
            fill(feast);
        }
    }

    @IsolatedFeast(scope = Scope.CLASS)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClassTestCase {

        PerClassTestCase(FeatureStore feast) {
            see(feast);
        }

        @BeforeAll
        void all(FeatureStore feast) {
            see(feast);
        }

        @Test
        void one(FeatureStore feast) {
            see(feast);
        }

        @Test
        void two(FeatureStore feast) {
            see(feast);
        }
    }

    @IsolatedFeast
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClassMethodScopeTestCase {

        @BeforeEach
        void before(FeatureStore feast) {
            see(feast);
        }

        @Test
        void one(FeatureStore feast) {
            fill(feast);
        }

        @Test
        void two(FeatureStore feast) {
            fill(feast);
        }
    }

    @IsolatedFeast
    static class FailingTestCase {

        @Test
        void fails(FeatureStore feast) {
            see(feast);
            throw new IllegalStateException("on purpose");
        }
    }
}
