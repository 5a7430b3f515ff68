package io.mmp.test.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.mmp.test.server.ServerSpec;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventConditions;
import org.junit.platform.testkit.engine.EventStatistics;
import org.junit.platform.testkit.engine.TestExecutionResultConditions;

@Tag("integration")
class ServiceGroupFixtureTests {

    /** The groups that the test cases saw, one entry for each look. */
    private static final Queue<ServiceGroup> SEEN = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @Test
    void a_static_field_gives_one_group_to_the_class_and_its_nested_classes() {
        run(stats -> stats.started(3).succeeded(3), StaticTestCase.class);
        assertThat(SEEN).hasSize(5);
        assertThat(Set.copyOf(SEEN)).hasSize(1);
        assertAllAreGone();
    }

    @Test
    void a_test_that_fails_reports_the_state_and_the_output_of_each_service() {
        assertThat(EngineTestKit.engine("junit-jupiter")
                        .selectors(selectClass(KillingTestCase.class))
                        .execute()
                        .allEvents()
                        .reportingEntryPublished()
                        .stream()
                        .map(event -> event.getRequiredPayload(ReportEntry.class)
                                .getKeyValuePairs()
                                .get("mmp.failure.group")))
                .singleElement()
                .asString()
                .matches(
                        "(?s)Group of 2 services: a at http://127\\.0\\.0\\.1:\\d+, b at http://127\\.0\\.0\\.1:\\d+\\.\n"
                                + "  a: running\n  b: killed\nLast output:\n  a \\| .*\n  b \\| .*");
    }

    @Test
    void an_instance_field_gives_one_group_to_each_invocation() {
        run(stats -> stats.started(5).succeeded(5), InstanceTestCase.class);
        assertThat(SEEN).hasSize(10);
        assertThat(Set.copyOf(SEEN))
                .as("@BeforeEach and the test see the same group")
                .hasSize(5);
        assertAllAreGone();
    }

    @Test
    void an_instance_field_of_a_per_class_instance_gives_one_group_to_each_method_of_nested_classes_too() {
        run(stats -> stats.started(2).succeeded(2), PerClassTestCase.class);
        assertThat(Set.copyOf(SEEN)).hasSize(2);
        assertAllAreGone();
    }

    @Test
    void classes_that_inherit_a_static_field_work_in_parallel() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(FirstTestCase.class), selectClass(SecondTestCase.class))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .execute()
                .testEvents()
                .assertStatistics(stats -> stats.started(2).succeeded(2));
        assertAllAreGone();
    }

    @Test
    void a_failing_test_leaves_no_group() {
        run(stats -> stats.started(1).failed(1), FailingTestCase.class);
        assertThat(SEEN).hasSize(1);
        assertAllAreGone();
    }

    @Test
    void a_failing_start_fails_the_test_with_the_groups_message() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(BrokenTestCase.class))
                .execute()
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        EventConditions.finishedWithFailure(
                                TestExecutionResultConditions.instanceOf(ServiceGroupException.class),
                                TestExecutionResultConditions.message(message ->
                                        message.startsWith("The group of 1 service was not started: 'broken'")
                                                && message.contains("exited with code 4 after"))));
    }

    @Test
    void a_field_that_was_not_registered_says_so() {
        assertThatThrownBy(() -> fixture().uri("part"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The group runs only while its tests do. "
                        + "Is the ServiceGroupFixture field annotated with @RegisterExtension?");
    }

    private static void run(Consumer<EventStatistics> expected, Class<?> testCase) {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testCase))
                .execute()
                .testEvents()
                .assertStatistics(expected);
    }

    private static void assertAllAreGone() {
        assertThat(SEEN).isNotEmpty().allMatch(group -> group.state("part") == ServiceState.STOPPED);
    }

    private static ServiceGroupFixture fixture() {
        return ServiceGroupFixture.of(() -> GroupSpec.of(PartMain.part("part")));
    }

    private static void see(ServiceGroupFixture fixture) {
        assertThat(fixture.group().state("part")).isEqualTo(ServiceState.RUNNING);
        assertThat(fixture.uri("part")).isEqualTo(fixture.group().uri("part"));
        SEEN.add(fixture.group());
    }

    static class StaticTestCase {

        @RegisterExtension
        static final ServiceGroupFixture GROUP = fixture();

        @BeforeAll
        static void all() {
            see(GROUP);
        }

        @Test
        void one() {
            see(GROUP);
        }

        @Nested
        class InnerTestCase {

            @BeforeAll
            static void inner() {
                see(GROUP);
            }

            @Test
            void two() {
                see(GROUP);
            }

            @Test
            void three() {
                see(GROUP);
            }
        }
    }

    static class InstanceTestCase {

        @RegisterExtension
        final ServiceGroupFixture group = fixture();

        @BeforeEach
        void before() {
            see(group);
        }

        @Test
        void plain() {
            see(group);
        }

        @RepeatedTest(2)
        void repeated() {
            see(group);
        }

        @ParameterizedTest
        @ValueSource(ints = 1)
        void parameterized(int value) {
            assertThat(value).isPositive();
            see(group);
        }

        @TestFactory
        Stream<DynamicTest> dynamic() {
            return Stream.of(DynamicTest.dynamicTest("dynamic", () -> see(group)));
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClassTestCase {

        @RegisterExtension
        final ServiceGroupFixture group = fixture();

        @Test
        void one() {
            see(group);
        }

        @Nested
        class InnerTestCase {

            @Test
            void two() {
                see(group);
            }
        }
    }

    abstract static class Base {

        @RegisterExtension
        static final ServiceGroupFixture GROUP = fixture();

        @Test
        void inherited() {
            see(GROUP);
        }
    }

    static class FirstTestCase extends Base {}

    static class SecondTestCase extends Base {}

    static class FailingTestCase {

        @RegisterExtension
        final ServiceGroupFixture group = fixture();

        @Test
        void fails() {
            see(group);
            throw new IllegalStateException("on purpose");
        }
    }

    static class BrokenTestCase {

        @RegisterExtension
        final ServiceGroupFixture group = ServiceGroupFixture.of(
                () -> GroupSpec.of(Service.of(ServerSpec.of("broken", "sh", "-c", "exit 4", "sh", "{port}"))));

        @Test
        void never_runs() {
            see(group);
        }
    }

    static class KillingTestCase {

        @RegisterExtension
        static final ServiceGroupFixture GROUP = ServiceGroupFixture.of(
                () -> GroupSpec.of(PartMain.part("a"), PartMain.part("b").withDependency("a")));

        @Test
        void fails() {
            GROUP.group().kill("b");
            throw new IllegalStateException("on purpose");
        }
    }
}
