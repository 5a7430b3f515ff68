package io.mmp.test.mlflow;

import static io.mmp.test.mlflow.SeenServers.log;
import static io.mmp.test.mlflow.SeenServers.looks;
import static io.mmp.test.mlflow.SeenServers.see;
import static io.mmp.test.mlflow.SeenServers.servers;
import static io.mmp.test.mlflow.SeenServers.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.fixture.Scope;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What shares a server: scopes, nested and inherited classes, overriding annotations. */
@ResourceLock(SeenServers.RESOURCE)
class IsolatedMlflowScopeTests {

    @BeforeEach
    void forget() {
        SeenServers.forget();
    }

    @AfterEach
    void all_servers_are_gone() {
        SeenServers.assertGone();
    }

    @Test
    void scope_class_gives_one_server_to_all_methods_and_nested_classes() {
        succeed(3, ClassScopeTestCase.class);
        assertThat(looks()).isEqualTo(4);
        assertThat(servers()).hasSize(1);
    }

    @Test
    void a_method_annotation_comes_before_the_one_on_the_class() {
        succeed(2, OverrideTestCase.class);
        assertThat(servers()).hasSize(2);
    }

    @Test
    void a_nested_annotation_comes_before_the_one_around_it() {
        succeed(3, NestedOverrideTestCase.class);
        assertThat(servers()).hasSize(3);
    }

    @Test
    void the_annotation_is_inherited_and_each_subclass_has_its_own_server() {
        succeed(2, FirstTestCase.class, SecondTestCase.class);
        assertThat(servers()).hasSize(2);
    }

    @Test
    void the_annotation_works_as_a_meta_annotation() {
        succeed(2, MetaTestCase.class);
        assertThat(servers()).hasSize(1);
    }

    @Test
    void per_class_instances_take_the_server_of_the_class_in_their_constructor() {
        succeed(2, PerClassTestCase.class);
        assertThat(servers()).hasSize(1);
    }

    @Test
    void per_class_instances_with_scope_method_get_a_server_for_each_test() {
        succeed(2, PerClassMethodScopeTestCase.class);
        assertThat(servers()).hasSize(2);
    }

    @IsolatedMlflow(scope = Scope.CLASS)
    static class ClassScopeTestCase {

        @BeforeAll
        static void all(MlflowTracking mlflow) {
            see(mlflow);
        }

        @Test
        void one(MlflowTracking mlflow) {
            see(mlflow);
        }

        @Test
        void two(MlflowTracking mlflow) {
            see(mlflow);
        }

        @Nested
        class InnerTestCase {
            @Test
            void three(MlflowTracking mlflow) {
                see(mlflow);
            }
        }
    }

    @IsolatedMlflow(scope = Scope.CLASS)
    static class OverrideTestCase {

        @Test
        void of_the_class(MlflowTracking mlflow) {
            see(mlflow);
        }

        @Test
        @IsolatedMlflow
        void of_the_method(MlflowTracking mlflow) {
            log(mlflow);
        }
    }

    @IsolatedMlflow(scope = Scope.CLASS)
    static class NestedOverrideTestCase {

        @Test
        void outer(MlflowTracking mlflow) {
            see(mlflow);
        }

        @Nested
        @IsolatedMlflow
        class InnerTestCase {
            @Test
            void one(MlflowTracking mlflow) {
                log(mlflow);
            }

            @Test
            void two(MlflowTracking mlflow) {
                log(mlflow);
            }
        }
    }

    @IsolatedMlflow(scope = Scope.CLASS)
    abstract static class Base {

        @Test
        void inherited(MlflowTracking mlflow) {
            log(mlflow);
        }
    }

    static class FirstTestCase extends Base {}

    static class SecondTestCase extends Base {}

    @Retention(RetentionPolicy.RUNTIME)
    @IsolatedMlflow(scope = Scope.CLASS)
    @interface TrainingTest {}

    @TrainingTest
    static class MetaTestCase {

        @Test
        void one(MlflowTracking mlflow) {
            see(mlflow);
        }

        @Test
        void two(MlflowTracking mlflow) {
            see(mlflow);
        }
    }

    @IsolatedMlflow(scope = Scope.CLASS)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClassTestCase {

        PerClassTestCase(MlflowTracking mlflow) {
            see(mlflow);
        }

        @BeforeAll
        void all(MlflowTracking mlflow) {
            see(mlflow);
        }

        @Test
        void one(MlflowTracking mlflow) {
            see(mlflow);
        }

        @Test
        void two(MlflowTracking mlflow) {
            see(mlflow);
        }
    }

    @IsolatedMlflow
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClassMethodScopeTestCase {

        @BeforeEach
        void before(MlflowTracking mlflow) {
            see(mlflow);
        }

        @Test
        void one(MlflowTracking mlflow) {
            log(mlflow);
        }

        @Test
        void two(MlflowTracking mlflow) {
            log(mlflow);
        }
    }
}
