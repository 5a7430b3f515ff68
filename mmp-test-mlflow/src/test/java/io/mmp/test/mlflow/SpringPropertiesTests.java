package io.mmp.test.mlflow;

import static io.mmp.test.mlflow.SeenServers.succeed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The tracking URI in the context of a Spring application, whose own client logs to the server of the test that runs. */
@NullUnmarked
@ResourceLock(SeenServers.RESOURCE)
class SpringPropertiesTests {

    @BeforeEach
    void count_contexts() {
        SpringTestCases.CONTEXTS.set(0);
    }

    @AfterEach
    void forget() {
        SeenServers.forget();
    }

    @Test
    void each_test_method_has_its_server_behind_the_uri_of_one_context() {
        succeed(7, SpringTestCases.MethodTestCase.class, SpringTestCases.OtherMethodTestCase.class);
        assertThat(SpringTestCases.CONTEXTS).hasValueLessThan(2); // another test may have left it in the cache
    }

    @Test
    void each_class_has_its_server_behind_the_uri_of_one_context() {
        succeed(5, SpringTestCases.ClassTestCase.class, SpringTestCases.OtherClassTestCase.class);
        assertThat(SpringTestCases.CONTEXTS).hasValueLessThan(2); // another test may have left it in the cache
    }

    @Test
    void an_instance_for_all_methods_has_a_server_for_each() {
        succeed(2, SpringTestCases.PerClassTestCase.class);
    }

    @Test
    void an_annotation_on_a_method_is_enough() {
        succeed(1, SpringTestCases.OnMethodTestCase.class);
    }

    @Test
    void an_extension_in_a_field_leads_the_context_too() {
        succeed(4, SpringTestCases.StaticFieldTestCase.class, SpringTestCases.InstanceFieldTestCase.class);
    }

    @Test
    void a_context_that_is_started_anew_leads_to_the_server_of_its_test() {
        succeed(4, SpringContextTestCases.AnewTestCase.class, SpringContextTestCases.BeforeTestCase.class);
        assertThat(SpringTestCases.CONTEXTS).hasValue(5);
    }

    @Test
    void parents_of_a_context_lead_there_too() {
        succeed(2, SpringContextTestCases.HierarchyTestCase.class);
        assertThat(SpringTestCases.CONTEXTS).hasValue(2);
    }

    @Test
    void a_context_is_started_after_its_class_is_prepared() {
        succeed(2, SpringContextTestCases.PreparedTestCase.class, SpringContextTestCases.PreparedFieldTestCase.class);
    }

    @Test
    void what_is_written_at_the_start_is_on_the_server_of_a_class_that_has_the_context_for_itself() {
        succeed(
                2,
                SpringContextTestCases.StartingClassTestCase.class,
                SpringContextTestCases.OtherStartingClassTestCase.class);
    }

    @Test
    void what_is_written_at_the_start_is_missed_by_no_test_silently() {
        SeenServers.run(SpringContextTestCases.StartingMethodTestCase.class)
                .testEvents()
                .assertStatistics(stats -> stats.started(2).succeeded(1).failed(1))
                .assertThatEvents()
                .haveExactly(
                        1,
                        finishedWithFailure(message(
                                ("The application writes to MLflow while its context starts (POST /api/2.0/mlflow/experiments/create): the server of %1$s.first() has that, "
                                                + "and the one of %1$s.second(), for which the context was kept, has not. Start the context anew for each server: add @DirtiesContext to "
                                                + "classes with @IsolatedMlflow(scope = CLASS), or else @DirtiesContext(classMode = AFTER_EACH_TEST_METHOD).")
                                        .formatted(SpringContextTestCases.StartingMethodTestCase.class.getName()))));
    }

    @Test
    void a_context_without_a_server_has_no_uri() {
        succeed(1, SpringTestCases.NoServerTestCase.class);
    }

    @Test
    void tests_that_run_at_once_cannot_share_a_context() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(SpringContextTestCases.AtOnceTestCase.class))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
                .execute()
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(2));
    }

    @Test
    void the_uri_has_all_the_names_that_applications_use() {
        succeed(1, SpringTestCases.NamesTestCase.class);
    }
}
