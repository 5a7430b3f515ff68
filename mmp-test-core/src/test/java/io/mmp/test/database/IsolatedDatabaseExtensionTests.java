package io.mmp.test.database;

import static io.mmp.test.database.SeenDatabases.open;
import static io.mmp.test.database.SeenDatabases.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.fixture.Scope;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of the databases in every kind of test that JUnit has. */
@ResourceLock(SeenDatabases.RESOURCE)
class IsolatedDatabaseExtensionTests {

    static final Map<String, String> IN_PARALLEL = Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "8");

    @BeforeEach
    void forget() {
        SeenDatabases.forget();
    }

    @AfterEach
    void all_databases_are_gone() {
        SeenDatabases.assertGone();
    }

    @Test
    void each_test_gets_a_database_of_its_own_and_shares_it_with_its_before_each() {
        succeed(2, PlainTestCase.class);
        assertThat(SeenDatabases.all()).hasSize(2);
    }

    @Test
    void each_invocation_of_a_repeated_a_parameterized_and_a_dynamic_test_gets_a_database() {
        succeed(5, InvocationsTestCase.class);
        assertThat(SeenDatabases.all()).hasSize(5);
    }

    @Test
    void nested_inherited_composed_and_registered_ones_get_theirs() {
        succeed(2, OuterTestCase.class);
        succeed(2, InheritingTestCase.class);
        succeed(1, ComposedTestCase.class);
        succeed(2, FieldTestCase.class);
        assertThat(SeenDatabases.all()).hasSize(7);
    }

    @Test
    void a_class_can_share_one() {
        succeed(2, SharedTestCase.class);
        assertThat(SeenDatabases.all()).hasSize(1);
    }

    @Test
    void tests_that_run_in_parallel_do_not_share() {
        SeenDatabases.run(IN_PARALLEL, PlainTestCase.class, InvocationsTestCase.class, OuterTestCase.class)
                .testEvents()
                .assertStatistics(stats -> stats.started(9).succeeded(9));
        assertThat(SeenDatabases.all()).hasSize(9);
    }

    @Test
    void a_failing_test_leaves_no_database() {
        SeenDatabases.run(Map.of(), FailingTestCase.class)
                .testEvents()
                .assertStatistics(stats -> stats.started(1).failed(1));
        assertThat(SeenDatabases.all()).hasSize(1);
    }

    @IsolatedDatabase(schema = {"database/cases.sql", "/database/models.sql"})
    static class PlainTestCase {

        private DataSource before;

        @BeforeEach
        void before(DataSource database) {
            before = database;
        }

        @Test
        void one(TestDatabase database, DataSource source) throws SQLException {
            assertThat(source).isSameAs(before).isSameAs(database.dataSource());
            open(database);
        }

        @Test
        void two(TestDatabase database) throws SQLException {
            open(database);
        }
    }

    static class InheritingTestCase extends PlainTestCase {}

    @Retention(RetentionPolicy.RUNTIME)
    @IsolatedDatabase(schema = {"database/cases.sql", "database/models.sql"})
    @interface Cases {}

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class ComposedTestCase {

        @Test
        @Cases
        void one(TestDatabase database) throws SQLException {
            open(database);
        }
    }

    @Cases
    static class InvocationsTestCase {

        @RepeatedTest(2)
        void repeated(TestDatabase database) throws SQLException {
            open(database);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", "b"})
        void parameterized(String value, TestDatabase database) throws SQLException {
            assertThat(value).isNotEmpty();
            open(database);
        }

        @TestFactory
        Stream<DynamicTest> dynamic(TestDatabase database) {
            return Stream.of(DynamicTest.dynamicTest("one", () -> open(database)));
        }
    }

    @Cases
    static class OuterTestCase {

        @Test
        void outer(TestDatabase database) throws SQLException {
            open(database);
        }

        @Nested
        class InnerTestCase {
            @Test
            void inner(TestDatabase database) throws SQLException {
                open(database);
            }
        }
    }

    @IsolatedDatabase(schema = "database/cases.sql", scope = Scope.CLASS)
    static class SharedTestCase {

        @BeforeAll
        static void fill(DataSource database) throws SQLException {
            SeenDatabases.execute(database, "INSERT INTO models (name) VALUES ('fraud')");
        }

        @Test
        void one(TestDatabase database) throws SQLException {
            open(database);
            SeenDatabases.execute(database.dataSource(), "DELETE FROM cases");
        }

        @Test
        void two(TestDatabase database) throws SQLException {
            one(database);
        }
    }

    static class FieldTestCase {

        @RegisterExtension
        final DatabaseExtension database = DatabaseExtension.newInstance()
                .schema("database/cases.sql", "database/models.sql")
                .build();

        @Test
        void one() throws SQLException {
            open(database);
        }

        @Test
        void two(TestDatabase parameter) throws SQLException {
            assertThat(parameter.jdbcUrl()).isEqualTo(database.jdbcUrl());
            open(parameter);
        }
    }

    @Cases
    static class FailingTestCase {

        @Test
        void fails(TestDatabase database) throws SQLException {
            open(database);
            throw new IllegalStateException("on purpose");
        }
    }
}
