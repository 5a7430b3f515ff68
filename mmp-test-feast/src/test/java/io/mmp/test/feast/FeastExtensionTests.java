package io.mmp.test.feast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.mmp.test.feast.store.FeastException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The life of the feature stores that a field gives, in every kind of test that JUnit has. */
class FeastExtensionTests {

    @BeforeEach
    void forget() {
        FeastExtensionTestCases.SEEN.clear();
    }

    @AfterEach
    void all_servers_are_gone() {
        // For a moment a port may be that of a server of another test, which runs beside this one.
        await().untilAsserted(() -> assertThat(FeastExtensionTestCases.SEEN).noneMatch(SeenStore::accepts));
    }

    @Test
    void a_static_field_gives_one_store_to_a_class_and_its_nested_classes() {
        succeed(3, FeastExtensionTestCases.StaticTestCase.class);
        assertThat(FeastExtensionTestCases.SEEN).hasSize(7);
        assertThat(servers()).hasSize(1);
    }

    @Test
    void an_instance_field_gives_one_store_to_each_invocation() {
        succeed(7, FeastExtensionTestCases.InstanceTestCase.class);
        assertThat(servers()).hasSize(6);
    }

    @Test
    void an_instance_field_of_a_per_class_instance_gives_one_store_to_each_method() {
        succeed(3, FeastExtensionTestCases.PerClassTestCase.class);
        assertThat(servers()).hasSize(3);
    }

    @Test
    void classes_that_inherit_a_field_have_a_store_each() {
        succeed(1, FeastExtensionTestCases.FirstTestCase.class);
        succeed(1, FeastExtensionTestCases.SecondTestCase.class);
        assertThat(servers()).hasSize(2);
    }

    @Test
    void tests_in_parallel_have_a_store_each() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(FeastExtensionTestCases.ParallelTestCase.class))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
                .execute()
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(2));
        assertThat(servers()).hasSize(2);
    }

    @Test
    void the_innermost_of_field_and_annotation_gives_the_parameter() {
        succeed(2, FeastExtensionTestCases.InnermostTestCase.class);
        assertThat(servers()).hasSize(3);
    }

    @Test
    void a_field_and_an_annotation_of_one_class_are_refused() {
        run(FeastExtensionTestCases.BothTestCase.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        finishedWithFailure(
                                instanceOf(ParameterResolutionException.class),
                                message(
                                        "Parameter FeatureStore of %1$s could come from each of these: @IsolatedFeast, FeastExtension in field %1$s.FEAST. Keep one, or use the fields of the extensions instead of a parameter."
                                                .formatted(FeastExtensionTestCases.BothTestCase.class.getName()))));
    }

    @Test
    void a_failing_test_leaves_no_server() {
        run(FeastExtensionTestCases.FailingTestCase.class).testEvents().assertStatistics(stats -> stats.failed(1));
        assertThat(servers()).hasSize(1);
    }

    @Test
    void a_store_that_refuses_its_views_fails_the_test() {
        run(FeastExtensionTestCases.RefusedTestCase.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        finishedWithFailure(
                                instanceOf(FeastException.class),
                                message("Join key 'id' is STRING in view 'other', but INT64 elsewhere.")));
    }

    @Test
    void the_server_of_the_builder_comes_before_that_of_the_configuration() {
        run(FeastExtensionTestCases.StoresTestCase.class, "mmp.feast.server", "nonsense")
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(1));
        run(FeastExtensionTestCases.FailingTestCase.class, "mmp.feast.server", "nonsense")
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        finishedWithFailure(
                                message("mmp.feast.server is 'nonsense', but must be EMBEDDED or PROCESS.")));
    }

    @Test
    void a_field_without_register_extension_says_so() {
        assertThatThrownBy(FeastExtension.newInstance().build()::online)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "The feature store runs only while its tests do. Is the FeastExtension field annotated with @RegisterExtension?");
    }

    @Test
    void the_class_of_the_extension_says_what_to_use_instead() {
        run(FeastExtensionTestCases.ExtendedTestCase.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        finishedWithFailure(
                                instanceOf(ExtensionConfigurationException.class),
                                message(
                                        "@ExtendWith(FeastExtension.class) is not supported. Use @IsolatedFeast, or @RegisterExtension on a field with FeastExtension.newInstance().build().")));
    }

    private static Set<SeenStore> servers() {
        return Set.copyOf(FeastExtensionTestCases.SEEN);
    }

    private static void succeed(int tests, Class<?> testCase) {
        run(testCase)
                .testEvents()
                .assertStatistics(stats -> stats.started(tests).succeeded(tests));
    }

    private static EngineExecutionResults run(Class<?> testCase, String... parameters) {
        EngineTestKit.Builder tests = EngineTestKit.engine("junit-jupiter").selectors(selectClass(testCase));
        for (int i = 0; i < parameters.length; i += 2) {
            tests.configurationParameter(parameters[i], parameters[i + 1]);
        }
        return tests.execute();
    }
}
