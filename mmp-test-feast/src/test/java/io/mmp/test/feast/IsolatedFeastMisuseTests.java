package io.mmp.test.feast;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.cause;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.feast.Row;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.fixture.Scope;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.testkit.engine.EngineTestKit;

class IsolatedFeastMisuseTests {

    @Test
    void scope_class_on_a_method_is_refused() {
        assertFailure(
                ClassScopeOnMethodTestCase.class,
                Map.of(),
                ExtensionConfigurationException.class,
                "@IsolatedFeast(scope = CLASS) is on method " + ClassScopeOnMethodTestCase.class.getName()
                        + ".test(), whose feature store cannot outlive it. Put it on the class, or use scope METHOD.");
    }

    @Test
    void an_annotation_on_a_method_that_is_no_test_is_refused() {
        assertFailure(
                LifecycleMethodTestCase.class,
                Map.of(),
                ExtensionConfigurationException.class,
                "@IsolatedFeast is on " + LifecycleMethodTestCase.class.getName()
                        + ".before(), which is no test method. Put it on a test method or on the class.");
    }

    @Test
    void a_parameter_of_before_all_needs_scope_class() {
        assertFailure(
                BeforeAllTestCase.class,
                Map.of(),
                ParameterResolutionException.class,
                "@IsolatedFeast on " + BeforeAllTestCase.class.getName()
                        + " gives a feature store to each test method, and none runs yet. For a feature store in @BeforeAll, "
                        + "@AfterAll or the constructor of a PER_CLASS instance use @IsolatedFeast(scope = CLASS).");
    }

    @Test
    void a_parameter_of_another_feast_type_is_not_claimed() {
        assertFailure(
                WrongTypeTestCase.class,
                Map.of(),
                ParameterResolutionException.class,
                "No ParameterResolver registered for parameter [dev.feast.Row feast] in method [void "
                        + WrongTypeTestCase.class.getName() + ".test(dev.feast.Row)].");
    }

    @Test
    void two_annotations_that_differ_are_refused() {
        assertFailure(
                ConflictTestCase.class,
                Map.of(),
                ExtensionConfigurationException.class,
                ConflictTestCase.class.getName() + " has 2 different @IsolatedFeast annotations: "
                        + "[server = EMBEDDED, scope = METHOD, server = DEFAULT, scope = CLASS]. Keep one.");
    }

    @Test
    void an_unknown_server_in_the_configuration_is_refused() {
        assertFailure(
                ConfiguredTestCase.class,
                Map.of("mmp.feast.server", "embeded"),
                ExtensionConfigurationException.class,
                "mmp.feast.server is 'embeded', but must be EMBEDDED or PROCESS.");
    }

    private static void assertFailure(
            Class<?> testCase, Map<String, String> configuration, Class<? extends Throwable> type, String text) {
        var failure = instanceOf(type);
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testCase))
                .configurationParameters(configuration)
                .execute()
                .allEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        type == ParameterResolutionException.class
                                ? finishedWithFailure(failure, message(text))
                                : finishedWithFailure(cause(failure, message(text))));
    }

    static class ClassScopeOnMethodTestCase {

        @Test
        @IsolatedFeast(scope = Scope.CLASS)
        void test(FeatureStore feast) {}
    }

    @IsolatedFeast
    static class LifecycleMethodTestCase {

        @BeforeEach
        @IsolatedFeast
        void before(FeatureStore feast) {}

        @Test
        void test() {}
    }

    @IsolatedFeast
    static class BeforeAllTestCase {

        @BeforeAll
        static void all(FeatureStore feast) {}

        @Test
        void test() {}
    }

    @IsolatedFeast
    static class WrongTypeTestCase {

        @Test
        void test(Row feast) {}
    }

    @Retention(RetentionPolicy.RUNTIME)
    @IsolatedFeast(server = IsolatedFeast.Server.EMBEDDED)
    @interface OnEmbedded {}

    @OnEmbedded
    @IsolatedFeast(scope = Scope.CLASS)
    static class ConflictTestCase {

        @Test
        void test(FeatureStore feast) {}
    }

    @IsolatedFeast
    static class ConfiguredTestCase {

        @Test
        void test(FeatureStore feast) {}
    }
}
