package io.mmp.test.mlflow;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.cause;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.mmp.test.fixture.Scope;
import io.mmp.test.mlflow.process.MlflowInstallationException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.mlflow.tracking.MlflowContext;

class IsolatedMlflowMisuseTests {

    @Test
    void scope_class_on_a_method_is_refused() {
        assertFailure(
                ClassScopeOnMethodTestCase.class,
                Map.of(),
                ExtensionConfigurationException.class,
                "@IsolatedMlflow(scope = CLASS) is on method " + ClassScopeOnMethodTestCase.class.getName()
                        + ".test(), whose server cannot outlive it. Put it on the class, or use scope METHOD.");
    }

    @Test
    void an_annotation_on_a_method_that_is_no_test_is_refused() {
        assertFailure(
                LifecycleMethodTestCase.class,
                Map.of(),
                ExtensionConfigurationException.class,
                "@IsolatedMlflow is on " + LifecycleMethodTestCase.class.getName()
                        + ".before(), which is no test method. Put it on a test method or on the class.");
    }

    @Test
    void a_parameter_of_before_all_needs_scope_class() {
        assertFailure(
                BeforeAllTestCase.class,
                Map.of(),
                ParameterResolutionException.class,
                "@IsolatedMlflow on " + BeforeAllTestCase.class.getName()
                        + " gives a server to each test method, and none runs yet. For a server in @BeforeAll, "
                        + "@AfterAll or the constructor of a PER_CLASS instance use @IsolatedMlflow(scope = CLASS).");
    }

    @Test
    void a_parameter_of_another_mlflow_type_is_not_claimed() {
        assertFailure(
                WrongTypeTestCase.class,
                Map.of(),
                ParameterResolutionException.class,
                "No ParameterResolver registered for parameter [org.mlflow.tracking.MlflowContext mlflow] in method [void "
                        + WrongTypeTestCase.class.getName() + ".test(org.mlflow.tracking.MlflowContext)].");
    }

    @Test
    void two_annotations_that_differ_are_refused() {
        assertFailure(
                ConflictTestCase.class,
                Map.of(),
                ExtensionConfigurationException.class,
                ConflictTestCase.class.getName() + " has 2 different @IsolatedMlflow annotations: "
                        + "[server = EMBEDDED, scope = METHOD, server = DEFAULT, scope = CLASS]. Keep one.");
    }

    @Test
    void an_unknown_server_in_the_configuration_is_refused() {
        assertFailure(
                ConfiguredTestCase.class,
                Map.of("mmp.mlflow.server", "embeded"),
                ExtensionConfigurationException.class,
                "mmp.mlflow.server is 'embeded', but must be EMBEDDED, PROCESS, CONTAINER or a tracking URI "
                        + "such as http://127.0.0.1:5000.");
    }

    @Test
    void an_unknown_start_in_the_configuration_is_refused() {
        assertFailure(
                ConfiguredTestCase.class,
                Map.of("mmp.mlflow.server", "PROCESS", "mmp.mlflow.process.start", "hot"),
                MlflowInstallationException.class,
                "mmp.mlflow.process.start must be warm or plain, but is 'hot'.");
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
        @IsolatedMlflow(scope = Scope.CLASS)
        void test(MlflowTracking mlflow) {}
    }

    @IsolatedMlflow
    static class LifecycleMethodTestCase {

        @BeforeEach
        @IsolatedMlflow
        void before(MlflowTracking mlflow) {}

        @Test
        void test() {}
    }

    @IsolatedMlflow
    static class BeforeAllTestCase {

        @BeforeAll
        static void all(MlflowTracking mlflow) {}

        @Test
        void test() {}
    }

    @IsolatedMlflow
    static class WrongTypeTestCase {

        @Test
        void test(MlflowContext mlflow) {}
    }

    @Retention(RetentionPolicy.RUNTIME)
    @IsolatedMlflow(server = IsolatedMlflow.Server.EMBEDDED)
    @interface OnEmbedded {}

    @OnEmbedded
    @IsolatedMlflow(scope = Scope.CLASS)
    static class ConflictTestCase {

        @Test
        void test(MlflowTracking mlflow) {}
    }

    @IsolatedMlflow
    static class ConfiguredTestCase {

        @Test
        void test(MlflowTracking mlflow) {}
    }
}
