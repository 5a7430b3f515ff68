package io.mmp.test.feast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.grpc.StatusRuntimeException;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The address of a feature server in the context of a Spring application, whose own client reads the feature store of the test that runs. */
@NullUnmarked
class SpringPropertiesTests {

    @BeforeEach
    void count_contexts() {
        SpringTestCases.CONTEXTS.set(0);
    }

    @Test
    void each_test_method_has_its_store_behind_the_address_of_one_context() {
        succeed(6, SpringTestCases.MethodTestCase.class, SpringTestCases.OtherMethodTestCase.class);
        assertThat(SpringTestCases.CONTEXTS).hasValueLessThan(2); // another test may have left it in the cache
    }

    @Test
    void each_class_has_its_store_behind_the_address_of_one_context() {
        succeed(5, SpringTestCases.ClassTestCase.class, SpringTestCases.OtherClassTestCase.class);
        assertThat(SpringTestCases.CONTEXTS).hasValueLessThan(2); // another test may have left it in the cache
    }

    @Test
    void an_instance_for_all_methods_has_a_store_for_each() {
        succeed(2, SpringTestCases.PerClassTestCase.class);
    }

    @Test
    void an_annotation_on_a_method_is_enough() {
        succeed(1, SpringTestCases.OnMethodTestCase.class);
    }

    @Test
    void an_extension_in_a_field_leads_the_context_too() {
        succeed(4, SpringTestCases.StaticFieldTestCase.class, SpringTestCases.InstanceFieldTestCase.class);
        assertThat(SpringTestCases.CONTEXTS).hasValueLessThan(2);
    }

    @Test
    void a_context_that_is_started_anew_leads_to_the_store_of_its_test() {
        succeed(4, SpringContextTestCases.AnewTestCase.class, SpringContextTestCases.BeforeTestCase.class);
        assertThat(SpringTestCases.CONTEXTS).hasValue(5);
    }

    @Test
    void parents_of_a_context_lead_there_too() {
        succeed(2, SpringContextTestCases.HierarchyTestCase.class);
        assertThat(SpringTestCases.CONTEXTS).hasValue(2);
    }

    @Test
    void an_application_may_read_while_it_starts() {
        succeed(2, SpringContextTestCases.ReadingMethodTestCase.class);
        assertThat(SpringTestCases.CONTEXTS).hasValue(1);
    }

    @Test
    void a_context_without_a_store_has_no_address() {
        succeed(1, SpringTestCases.NoStoreTestCase.class);
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
    void a_request_between_two_tests_reads_from_the_store_of_neither() {
        succeed(1, SpringContextTestCases.BetweenTestCase.class);
        assertThatThrownBy(() -> SpringTestCases.read(SpringContextTestCases.BetweenTestCase.client))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessage(
                        "FAILED_PRECONDITION: The application sent GetOnlineFeatures between two tests, when no test has a feature store. Let it end what it does before the test ends, or use @IsolatedFeast(scope = CLASS).");
        succeed(1, SpringContextTestCases.AfterwardsTestCase.class);
        assertThat(SpringTestCases.CONTEXTS).hasValue(1);
    }

    @Test
    void the_address_has_all_the_names_that_applications_use() {
        succeed(1, SpringTestCases.NamesTestCase.class);
    }

    private static void succeed(int tests, Class<?>... testCases) {
        EngineTestKit.engine("junit-jupiter")
                .selectors(Stream.of(testCases)
                        .map(testCase -> selectClass(testCase))
                        .toArray(DiscoverySelector[]::new))
                .execute()
                .testEvents()
                .assertStatistics(stats -> stats.started(tests).succeeded(tests));
    }
}
