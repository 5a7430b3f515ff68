package io.mmp.test.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.fixture.Scope;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.mlflow.tracking.MlflowClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.test.annotation.DirtiesContext.MethodMode;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.ContextHierarchy;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Test classes whose context is started anew, has parents, writes while it starts, or is used by several at once. */
@NullUnmarked
final class SpringContextTestCases {

    private SpringContextTestCases() {}

    @IsolatedMlflow
    @SpringJUnitConfig(SpringTestCases.WritingApplication.class)
    @DirtiesContext(classMode = ClassMode.AFTER_EACH_TEST_METHOD)
    static class AnewTestCase {

        @RepeatedTest(2)
        void has_what_the_start_wrote(MlflowTracking mlflow, @Autowired MlflowClient own) {
            assertThat(mlflow.client().getExperimentByName("of the start")).isPresent();
            SpringTestCases.log(own, mlflow);
        }
    }

    @IsolatedMlflow
    @SpringJUnitConfig(SpringTestCases.Application.class)
    @TestPropertySource(properties = "for = BeforeTestCase")
    static class BeforeTestCase {

        @Autowired
        private MlflowClient own;

        @DirtiesContext(methodMode = MethodMode.BEFORE_METHOD)
        @RepeatedTest(2)
        void test(MlflowTracking mlflow) {
            SpringTestCases.log(own, mlflow);
        }
    }

    @IsolatedMlflow
    @ContextHierarchy({
        @ContextConfiguration(name = "parent", classes = SpringTestCases.ParentApplication.class),
        @ContextConfiguration(name = "child", classes = HierarchyTestCase.Child.class)
    })
    @ExtendWith(SpringExtension.class)
    static class HierarchyTestCase {

        @Configuration
        static class Child {

            Child() {
                SpringTestCases.CONTEXTS.incrementAndGet();
            }

            @Bean
            MlflowClient childClient(@Value("${mlflow.tracking-uri}") String uri) {
                return new MlflowClient(uri);
            }
        }

        @RepeatedTest(2)
        void test(
                MlflowTracking mlflow,
                @Autowired @Qualifier("client") MlflowClient ofParent,
                @Autowired @Qualifier("childClient") MlflowClient ofChild) {
            SpringTestCases.log(ofParent, mlflow);
            mlflow.client()
                    .deleteRun(ofChild.searchRuns(List.of("0"), "", null, 10, List.of())
                            .getItems()
                            .get(0)
                            .getInfo()
                            .getRunId());
            SpringTestCases.log(ofChild, mlflow);
        }
    }

    @IsolatedMlflow
    @SpringJUnitConfig(SpringTestCases.Application.class)
    @Execution(ExecutionMode.CONCURRENT)
    static class AtOnceTestCase {

        private static final CyclicBarrier BOTH = new CyclicBarrier(2);

        @Test
        void one(@Autowired MlflowClient own, MlflowTracking mlflow) throws Exception {
            refused(own, mlflow);
        }

        @Test
        void other(@Autowired MlflowClient own, MlflowTracking mlflow) throws Exception {
            refused(own, mlflow);
        }

        private static void refused(MlflowClient own, MlflowTracking mlflow) throws Exception {
            BOTH.await(10, TimeUnit.SECONDS);
            try {
                assertThatThrownBy(() -> own.createRun("0"))
                        .hasStackTraceContaining("These run at once and share an application")
                        .hasStackTraceContaining("AtOnceTestCase.one()")
                        .hasStackTraceContaining("AtOnceTestCase.other()");
                assertThat(mlflow.client().getExperiment("0").getName()).isEqualTo("Default");
            } finally {
                BOTH.await(10, TimeUnit.SECONDS);
            }
        }
    }

    @IsolatedMlflow(scope = Scope.CLASS)
    @DirtiesContext
    @SpringJUnitConfig(SpringTestCases.WritingApplication.class)
    static class StartingClassTestCase {

        @Test
        void test(MlflowTracking mlflow) {
            assertThat(mlflow.client().getExperimentByName("of the start")).isPresent();
        }
    }

    static class OtherStartingClassTestCase extends StartingClassTestCase {}

    @IsolatedMlflow
    @SpringJUnitConfig(SpringTestCases.WritingApplication.class)
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

    /** Has a context that needs what a {@code @BeforeAll} method starts, as with a server that stands for another one. */
    @IsolatedMlflow(scope = Scope.CLASS)
    @SpringJUnitConfig
    static class PreparedTestCase {

        @Configuration
        static class Needing {

            @Bean
            String needed(@Value("${needed}") String needed) {
                return needed;
            }
        }

        private static boolean prepared;

        @DynamicPropertySource
        static void properties(DynamicPropertyRegistry registry) {
            registry.add("needed", () -> {
                assertThat(prepared).isTrue();
                return "prepared";
            });
        }

        @BeforeAll
        static void prepare() {
            prepared = true;
        }

        @Test
        void test(@Autowired String needed) {
            assertThat(needed).isEqualTo("prepared");
        }
    }

    @SpringJUnitConfig(WritingInBeforeAll.class)
    static class PreparedFieldTestCase {

        @RegisterExtension
        static final MlflowExtension MLFLOW = MlflowExtension.newInstance().build();

        private static boolean prepared;

        @BeforeAll
        static void prepare() {
            assertThat(WritingInBeforeAll.STARTED).isFalse();
            prepared = true;
        }

        @Test
        void test(@Autowired MlflowClient own) {
            assertThat(prepared).isTrue();
            SpringTestCases.log(own, MLFLOW);
            assertThat(MLFLOW.client().getExperimentByName("of the start")).isPresent();
        }
    }

    @Configuration
    static class WritingInBeforeAll extends SpringTestCases.WritingApplication {

        private static final AtomicBoolean STARTED = new AtomicBoolean();

        WritingInBeforeAll() {
            STARTED.set(true);
        }
    }
}
