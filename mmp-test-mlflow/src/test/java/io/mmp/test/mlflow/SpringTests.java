package io.mmp.test.mlflow;

import static io.mmp.test.mlflow.CompetingResolversTests.OWN;
import static io.mmp.test.mlflow.SeenServers.log;
import static io.mmp.test.mlflow.SeenServers.servers;
import static io.mmp.test.mlflow.SeenServers.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.mlflow.tracking.MlflowClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestConstructor.AutowireMode;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Tests of an application whose Spring context has a client of its own. */
@NullUnmarked
@ResourceLock(SeenServers.RESOURCE)
class SpringTests {

    @BeforeEach
    void forget() {
        SeenServers.forget();
    }

    @AfterEach
    void all_servers_are_gone() {
        SeenServers.assertGone();
    }

    @Test
    void a_parameter_that_spring_injects_is_not_ours() {
        succeed(2, ParameterTestCase.class);
        assertThat(servers()).hasSize(2);
    }

    @Test
    void a_constructor_that_spring_autowires_is_not_ours() {
        succeed(3, AutowiredTestCase.class, AllTestCase.class);
        assertThat(servers()).hasSize(3);
    }

    @Test
    void a_constructor_that_spring_leaves_alone_is_ours() {
        succeed(1, AnnotatedOnlyTestCase.class);
        assertThat(servers()).hasSize(1);
    }

    static class Application {

        @Bean
        MlflowClient client() {
            return OWN;
        }
    }

    @IsolatedMlflow
    @SpringJUnitConfig(Application.class)
    static class ParameterTestCase {

        @Test
        void autowired(@Autowired MlflowClient own, MlflowClient ours, MlflowTracking mlflow) {
            assertThat(own).isSameAs(OWN);
            assertThat(ours).isSameAs(mlflow.client());
            log(mlflow);
        }

        @Test
        void qualified(@Qualifier("client") MlflowClient own, MlflowTracking mlflow) {
            assertThat(own).isSameAs(OWN);
            log(mlflow);
        }
    }

    @IsolatedMlflow
    @SpringJUnitConfig(Application.class)
    static class AutowiredTestCase {

        private final MlflowClient own;

        @Autowired
        AutowiredTestCase(MlflowClient own) {
            this.own = own;
        }

        @Test
        void test(MlflowTracking mlflow) {
            assertThat(own).isSameAs(OWN);
            log(mlflow);
        }
    }

    @IsolatedMlflow
    @SpringJUnitConfig(Application.class)
    @TestConstructor(autowireMode = AutowireMode.ALL)
    static class AllTestCase {

        private final MlflowClient own;

        AllTestCase(MlflowClient own) {
            this.own = own;
        }

        @Test
        void test(MlflowTracking mlflow) {
            assertThat(own).isSameAs(OWN);
            log(mlflow);
        }

        @Nested
        class InnerTestCase {

            private final MlflowClient inner;

            InnerTestCase(MlflowClient own) {
                this.inner = own;
            }

            @Test
            void test(MlflowTracking mlflow) {
                assertThat(inner).isSameAs(OWN);
                log(mlflow);
            }
        }
    }

    @IsolatedMlflow
    @SpringJUnitConfig(Application.class)
    @TestConstructor(autowireMode = AutowireMode.ANNOTATED)
    static class AnnotatedOnlyTestCase {

        private final MlflowClient ours;

        AnnotatedOnlyTestCase(MlflowClient ours) {
            this.ours = ours;
        }

        @Test
        void test(MlflowTracking mlflow) {
            assertThat(ours).isSameAs(mlflow.client());
            log(mlflow);
        }
    }
}
