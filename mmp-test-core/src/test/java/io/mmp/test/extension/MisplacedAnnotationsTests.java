package io.mmp.test.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import io.mmp.test.container.EnabledIfDocker;
import io.mmp.test.lock.MachineLock;
import io.mmp.test.lock.ServerTest;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.testkit.engine.EngineTestKit;

class MisplacedAnnotationsTests {

    private static final String HERE = MisplacedAnnotationsTests.class.getName();

    @Test
    void a_server_test_without_test_fails() {
        assertThat(failures(selectClass(ForgottenTestCase.class)))
                .containsExactly(
                        "@ServerTest is on " + HERE + "$ForgottenTestCase.forgotten(), which is no test method, "
                                + "so that JUnit ignores it. Add @Test, or put it on a test method or on the class.");
    }

    @Test
    void so_does_each_annotation_that_brings_an_extension() {
        assertThat(failures(selectClass(OthersTestCase.class)))
                .hasSize(4)
                .anyMatch(message -> message.startsWith("@MachineLock is on " + HERE + "$OthersTestCase.before(), "))
                .anyMatch(message -> message.startsWith("@MachineLocks is on " + HERE + "$OthersTestCase.both(), "))
                .anyMatch(message -> message.startsWith("@Gpu is on " + HERE + "$OthersTestCase.gpu(), "))
                .anyMatch(message -> message.startsWith(
                        "@EnabledIfDocker is on " + HERE + "$OthersTestCase$InnerTestCase.docker(), "));
    }

    @Test
    void annotations_in_their_place_do_not() {
        assertThat(failures(selectClass(RightTestCase.class))).isEmpty();
        assertThat(failures(selectMethod(RightTestCase.class, "test"))).isEmpty();
    }

    @Test
    void it_is_found_by_its_method_its_package_and_its_unique_id() {
        String message = failures(selectClass(ForgottenTestCase.class)).get(0);
        assertThat(failures(selectMethod(ForgottenTestCase.class, "forgotten"))).containsExactly(message);
        assertThat(failures(selectPackage(getClass().getPackageName()))).contains(message);
        assertThat(failures(selectUniqueId("[engine:mmp-test]/[class:" + HERE + "$ForgottenTestCase]/[method:" + HERE
                        + "$ForgottenTestCase#forgotten()]")))
                .containsExactly(message);
    }

    @Test
    void it_has_the_tags_that_the_test_would_have() {
        Set<String> tags = EngineTestKit.engine("mmp-test")
                .selectors(selectClass(ForgottenTestCase.class))
                .execute()
                .testEvents()
                .started()
                .stream()
                .flatMap(event -> event.getTestDescriptor().getTags().stream())
                .map(TestTag::getName)
                .collect(Collectors.toSet());
        assertThat(tags).containsExactlyInAnyOrder("server", "integration");
    }

    private static List<String> failures(DiscoverySelector selector) {
        return EngineTestKit.engine("mmp-test").selectors(selector).execute().testEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow()
                        .getMessage())
                .toList();
    }

    @Retention(RetentionPolicy.RUNTIME)
    @MachineLock("gpu")
    @interface Gpu {}

    @Retention(RetentionPolicy.RUNTIME)
    @MachineLock("gpu")
    @Test
    @interface GpuTest {}

    @Tag("integration")
    static class ForgottenTestCase {

        @ServerTest
        void forgotten() {}
    }

    static class OthersTestCase {

        @BeforeEach
        @MachineLock("a")
        void before() {}

        @MachineLock("a")
        @MachineLock("b")
        void both() {}

        @Gpu
        void gpu() {}

        @Nested
        class InnerTestCase {

            @EnabledIfDocker
            void docker() {}
        }
    }

    @ServerTest
    static class RightTestCase {

        @Test
        @ServerTest
        void test() {}

        @GpuTest
        void meta() {}

        @ParameterizedTest
        @ValueSource(strings = "a")
        @EnabledIfDocker
        void parameterized(String value) {
            assertThat(value).isNotEmpty();
        }

        @Deprecated
        void helper() {}
    }
}
