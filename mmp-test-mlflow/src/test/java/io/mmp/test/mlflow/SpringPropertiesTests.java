package io.mmp.test.mlflow;

import static io.mmp.test.mlflow.SeenServers.succeed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.mmp.test.fixture.Scope;
import io.mmp.test.mlflow.spring.MlflowProperties;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.mlflow.tracking.MlflowClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.test.annotation.DirtiesContext.MethodMode;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.ContextHierarchy;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** The tracking URI in the context of a Spring application, whose own client logs to the server of the test that runs. */
@NullUnmarked
@ResourceLock(SeenServers.RESOURCE)
class SpringPropertiesTests {

    private static final AtomicInteger CONTEXTS = new AtomicInteger();

    @BeforeEach
    void count_contexts() {
        CONTEXTS.set(0);
    }

    @AfterEach
    void forget() {
        SeenServers.forget();
    }

    @Test
    void each_test_method_has_its_server_behind_the_uri_of_one_context() {
        succeed(7, MethodTestCase.class, OtherMethodTestCase.class);
        assertThat(CONTEXTS).hasValueLessThan(2); // another test may have left it in the cache
    }

    @Test
    void each_class_has_its_server_behind_the_uri_of_one_context() {
        succeed(5, ClassTestCase.class, OtherClassTestCase.class);
        assertThat(CONTEXTS).hasValueLessThan(2); // another test may have left it in the cache
    }

    @Test
    void an_instance_for_all_methods_has_a_server_for_each() {
        succeed(2, PerClassTestCase.class);
    }

    @Test
    void an_annotation_on_a_method_is_enough() {
        succeed(1, OnMethodTestCase.class);
    }

    @Test
    void an_extension_in_a_field_leads_the_context_too() {
        succeed(4, StaticFieldTestCase.class, InstanceFieldTestCase.class);
    }

    @Test
    void a_context_that_is_started_anew_leads_to_the_server_of_its_test() {
        succeed(4, AnewTestCase.class, BeforeTestCase.class);
        assertThat(CONTEXTS).hasValue(5);
    }

    @Test
    void parents_of_a_context_lead_there_too() {
        succeed(1, HierarchyTestCase.class);
        assertThat(CONTEXTS).hasValue(2);
    }

    @Test
    void what_is_written_at_the_start_is_on_the_server_of_a_class_that_has_the_context_for_itself() {
        succeed(2, StartingClassTestCase.class, OtherStartingClassTestCase.class);
    }

    @Test
    void what_is_written_at_the_start_is_missed_by_no_test_silently() {
        SeenServers.run(StartingMethodTestCase.class)
                .testEvents()
                .assertStatistics(stats -> stats.started(2).succeeded(1).failed(1))
                .assertThatEvents()
                .haveExactly(
                        1,
                        finishedWithFailure(message(
                                ("The application writes to MLflow while its context starts (POST /api/2.0/mlflow/experiments/create): the server of %1$s.first() has that, "
                                                + "and the one of %1$s.second(), for which the context was kept, has not. Start the context anew for each server: add @DirtiesContext to "
                                                + "classes with @IsolatedMlflow(scope = CLASS), or else @DirtiesContext(classMode = AFTER_EACH_TEST_METHOD).")
                                        .formatted(StartingMethodTestCase.class.getName()))));
    }

    @Test
    void a_context_without_a_server_has_no_uri() {
        succeed(1, NoServerTestCase.class);
    }

    /** An application as people write them: its client is made of a property. */
    @Configuration
    static class Application {

        Application() {
            CONTEXTS.incrementAndGet();
        }

        @Bean
        MlflowClient client(@Value("${mlflow.tracking-uri}") String uri) {
            return new MlflowClient(uri);
        }
    }

    static class WritingApplication extends Application {

        @Bean
        String experiment(MlflowClient client) {
            return client.createExperiment("of the start");
        }
    }

    static class ParentApplication extends Application {}

    static class ReadingApplication extends Application {

        @Bean
        String experiment(MlflowClient client) {
            return client.getExperimentByName("Default").orElseThrow().getExperimentId();
        }
    }

    /** Log by the client of the application and find it, alone, on the server of the test. */
    private static void log(MlflowClient ofApplication, MlflowTracking mlflow) {
        String run = ofApplication.createRun("0").getRunId();
        assertThat(mlflow.client()
                        .searchRuns(List.of("0"), "", null, 10, List.of())
                        .getItems())
                .singleElement()
                .satisfies(found -> assertThat(found.getInfo().getRunId()).isEqualTo(run));
    }

    @IsolatedMlflow
    @SpringJUnitConfig(Application.class)
    static class MethodTestCase {

        @Autowired
        private MlflowClient own;

        @RepeatedTest(2)
        void by_a_field(MlflowTracking mlflow) {
            log(own, mlflow);
        }

        @Test
        void by_a_parameter(@Autowired MlflowClient parameter, MlflowTracking mlflow) {
            log(parameter, mlflow);
        }

        @Test
        void without_a_parameter_of_ours() {
            own.createRun("0");
        }

        @Nested
        class Inner {

            @Test
            void nested(MlflowTracking mlflow) {
                log(own, mlflow);
            }
        }
    }

    @SpringJUnitConfig(Application.class)
    @IsolatedMlflow
    static class OtherMethodTestCase {

        private final MlflowClient own;
        private final String run;

        @Autowired
        OtherMethodTestCase(MlflowClient own) {
            this.own = own;
            this.run = own.createRun("0").getRunId();
        }

        @BeforeEach
        void before(MlflowTracking mlflow) {
            own.setTag(run, "of", "@BeforeEach");
        }

        @RepeatedTest(2)
        void by_its_constructor(MlflowTracking mlflow) {
            assertThat(mlflow.client().getRun(run).getData().getTagsList())
                    .anyMatch(tag -> tag.getKey().equals("of"));
        }
    }

    @IsolatedMlflow(scope = Scope.CLASS)
    @SpringJUnitConfig(ReadingApplication.class)
    static class ClassTestCase {

        private static String run;

        @BeforeAll
        static void train(@Autowired MlflowClient own) {
            run = own.createRun("0").getRunId();
        }

        @RepeatedTest(2)
        void one_server(MlflowTracking mlflow) {
            assertThat(mlflow.client().getRun(run).getInfo().getExperimentId()).isEqualTo("0");
        }

        @Nested
        class Inner {

            @Test
            void nested(MlflowTracking mlflow, @Autowired MlflowClient own) {
                assertThat(own.getRun(run).getInfo())
                        .isEqualTo(mlflow.client().getRun(run).getInfo());
            }

            @Test
            @IsolatedMlflow
            void innermost(MlflowTracking mlflow, @Autowired MlflowClient own) {
                log(own, mlflow);
            }
        }
    }

    @IsolatedMlflow(scope = Scope.CLASS)
    @SpringJUnitConfig(ReadingApplication.class)
    static class OtherClassTestCase {

        @Test
        void another_server(MlflowTracking mlflow, @Autowired MlflowClient own) {
            log(own, mlflow);
        }
    }

    @IsolatedMlflow
    @SpringJUnitConfig(Application.class)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClassTestCase {

        @Autowired
        private MlflowClient own;

        @RepeatedTest(2)
        void test(MlflowTracking mlflow) {
            log(own, mlflow);
        }
    }

    @SpringJUnitConfig(Application.class)
    static class OnMethodTestCase {

        @Test
        @IsolatedMlflow
        void test(MlflowTracking mlflow, @Autowired MlflowClient own) {
            log(own, mlflow);
        }
    }

    @SpringJUnitConfig(WritingApplication.class)
    @TestPropertySource(properties = "for = StaticFieldTestCase")
    static class StaticFieldTestCase {

        @RegisterExtension
        static final MlflowExtension MLFLOW = MlflowExtension.newInstance().build();

        @Test
        void test(@Autowired MlflowClient own) {
            log(own, MLFLOW);
        }

        @Test
        void has_what_the_start_wrote() {
            assertThat(MLFLOW.client().getExperimentByName("of the start")).isPresent();
        }
    }

    @SpringJUnitConfig(Application.class)
    static class InstanceFieldTestCase {

        @RegisterExtension
        final MlflowExtension mlflow = MlflowExtension.newInstance().build();

        @RepeatedTest(2)
        void test(@Autowired MlflowClient own) {
            log(own, mlflow);
        }
    }

    @IsolatedMlflow
    @SpringJUnitConfig(WritingApplication.class)
    @DirtiesContext(classMode = ClassMode.AFTER_EACH_TEST_METHOD)
    static class AnewTestCase {

        @RepeatedTest(2)
        void has_what_the_start_wrote(MlflowTracking mlflow, @Autowired MlflowClient own) {
            assertThat(mlflow.client().getExperimentByName("of the start")).isPresent();
            log(own, mlflow);
        }
    }

    @IsolatedMlflow
    @SpringJUnitConfig(Application.class)
    @TestPropertySource(properties = "for = BeforeTestCase")
    static class BeforeTestCase {

        @Autowired
        private MlflowClient own;

        @DirtiesContext(methodMode = MethodMode.BEFORE_METHOD)
        @RepeatedTest(2)
        void test(MlflowTracking mlflow) {
            log(own, mlflow);
        }
    }

    @IsolatedMlflow
    @ContextHierarchy({
        @ContextConfiguration(name = "parent", classes = ParentApplication.class),
        @ContextConfiguration(name = "child", classes = HierarchyTestCase.Child.class)
    })
    @ExtendWith(SpringExtension.class)
    static class HierarchyTestCase {

        @Configuration
        static class Child {

            Child() {
                CONTEXTS.incrementAndGet();
            }

            @Bean
            MlflowClient childClient(@Value("${mlflow.tracking-uri}") String uri) {
                return new MlflowClient(uri);
            }
        }

        @Test
        void test(
                MlflowTracking mlflow,
                @Autowired @Qualifier("client") MlflowClient ofParent,
                @Autowired @Qualifier("childClient") MlflowClient ofChild) {
            log(ofParent, mlflow);
            mlflow.client()
                    .deleteRun(ofChild.searchRuns(List.of("0"), "").get(0).getRunId());
            log(ofChild, mlflow);
        }
    }

    @IsolatedMlflow(scope = Scope.CLASS)
    @DirtiesContext
    @SpringJUnitConfig(WritingApplication.class)
    static class StartingClassTestCase {

        @Test
        void test(MlflowTracking mlflow) {
            assertThat(mlflow.client().getExperimentByName("of the start")).isPresent();
        }
    }

    static class OtherStartingClassTestCase extends StartingClassTestCase {}

    @IsolatedMlflow
    @SpringJUnitConfig(WritingApplication.class)
    @TestPropertySource(properties = "for = StartingMethodTestCase")
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class StartingMethodTestCase {

        @Test
        void first(MlflowTracking mlflow) {
            assertThat(mlflow.client().getExperimentByName("of the start")).isPresent();
        }

        @Test
        void second() {}
    }

    @SpringJUnitConfig
    static class NoServerTestCase {

        @Configuration
        static class Empty {}

        @Test
        void test(@Autowired Environment environment) {
            assertThat(environment.getProperty("mlflow.tracking-uri")).isNull();
        }
    }

    @Test
    void the_uri_has_all_the_names_that_applications_use() {
        succeed(1, NamesTestCase.class);
    }

    @IsolatedMlflow
    @MlflowProperties("ml.registry.url")
    @SpringJUnitConfig(Application.class)
    static class NamesTestCase {

        @Nested
        class Inner {

            @Test
            void test(@Autowired Environment environment) {
                String uri = environment.getRequiredProperty("mlflow.tracking-uri");
                assertThat(uri).startsWith("http://127.0.0.1:");
                assertThat(List.of("MLFLOW_TRACKING_URI", "mlflow.tracking.uri", "ml.registry.url"))
                        .allSatisfy(name ->
                                assertThat(environment.getProperty(name)).isEqualTo(uri));
            }
        }
    }
}
