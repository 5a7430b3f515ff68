package io.mmp.test.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.fixture.Scope;
import io.mmp.test.mlflow.spring.MlflowProperties;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlflow.tracking.MlflowClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Test classes of an application on Spring, for {@link SpringPropertiesTests}. */
@NullUnmarked
final class SpringTestCases {

    static final AtomicInteger CONTEXTS = new AtomicInteger();

    private SpringTestCases() {}

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
    static void log(MlflowClient ofApplication, MlflowTracking mlflow) {
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

    @SpringJUnitConfig
    static class NoServerTestCase {

        @Configuration
        static class Empty {}

        @Test
        void test(@Autowired Environment environment) {
            assertThat(environment.getProperty("mlflow.tracking-uri")).isNull();
        }
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
