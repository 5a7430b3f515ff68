package io.mmp.test.database;

import static io.mmp.test.database.SeenDatabases.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.database.IsolatedDatabase.End;
import io.mmp.test.database.IsolatedDatabase.Server;
import io.mmp.test.fixture.Scope;
import java.net.URI;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.testkit.engine.Events;

class IsolatedDatabaseMisuseTests {

    private static final String NESTED = IsolatedDatabaseMisuseTests.class.getName() + "$";

    @Test
    void a_statement_that_is_refused_is_told_with_its_script_line_and_text() {
        failWith(
                BrokenTestCase.class,
                "Schema script 'database/broken.sql', line 5: the database refuses 'CREATE TABL broken ( id int )': Syntax error in SQL statement \"CREATE [*]TABL broken (");
    }

    @Test
    void scripts_that_are_none_are_told() {
        failWith(EmptyTestCase.class, "Schema script 'database/empty.sql' has no statement.");
        failWith(LatinTestCase.class, "Schema script 'database/latin.sql' is not in UTF-8.");
        failWith(UnendedTestCase.class, "Schema script 'database/unended.sql', line 2: the quote ' does not end.");
        failWith(
                MissingTestCase.class,
                "Schema script 'missing.sql' of %sMissingTestCase is not on the class path: put it into src/test/resources, and name it from there."
                        .formatted(NESTED));
        failWith(
                BesideTestCase.class,
                "Schema script 'postgres.sh' of %sBesideTestCase is not at the root of the class path, but beside the test: name it 'io/mmp/test/database/postgres.sh'."
                        .formatted(NESTED));
    }

    @Test
    void a_rollback_for_a_class_is_refused() {
        failWith(
                RollbackClassTestCase.class,
                "end = ROLLBACK is for each test method: the tests of %sRollbackClassTestCase would share one transaction. Use scope METHOD or an instance field, or end = DROP."
                        .formatted(NESTED));
    }

    @Test
    void a_static_field_that_rolls_back_is_refused() {
        SeenDatabases.run(Map.of(), RollbackFieldTestCase.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        failure(
                                "end = ROLLBACK is for each test method: the tests of %sRollbackFieldTestCase would share one transaction. Use scope METHOD or an instance field, or end = DROP."
                                                .formatted(NESTED)::equals));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '^', delimiter = '|', textBlock = """
            ORACLE                                | mmp.database.server is 'ORACLE', but must be EMBEDDED, POSTGRES or the address of a server such as postgresql://user:password@127.0.0.1:5432.
            postgresql://127.0.0.1:5432           | 'postgresql://127.0.0.1:5432' is not the address of a PostgreSQL server such as postgresql://user:password@127.0.0.1:5432, without a database: each test gets its own.
            postgresql://me:secret@localhost/shop | 'postgresql://me:***@localhost/shop' is not the address of a PostgreSQL server such as postgresql://user:password@127.0.0.1:5432, without a database: each test gets its own.
            """)
    void a_server_that_there_cannot_be_is_refused_without_its_password(String server, String message) {
        failWith(PlainTestCase.class, Map.of(DatabaseServers.PARAMETER, server), message);
    }

    @Test
    void a_server_that_does_not_answer_is_told_without_its_password() {
        Events events = SeenDatabases.run(
                        Map.of(DatabaseServers.PARAMETER, "postgresql://me:secret@127.0.0.1:1"), PlainTestCase.class)
                .testEvents();
        events.assertThatEvents()
                .haveExactly(
                        1,
                        failure(text -> text.startsWith(
                                        "A template cannot be made on the PostgreSQL server at 127.0.0.1:1: Connection to 127.0.0.1:1 refused.")
                                && !text.contains("secret")));
    }

    @Test
    void an_extension_that_contradicts_itself_is_refused() {
        assertThatThrownBy(() -> DatabaseExtension.newInstance()
                        .server(Server.EMBEDDED)
                        .uri(URI.create("postgresql://me:secret@localhost"))
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "The server at postgresql://me@localhost:5432 runs already: leave out server(...), or uri(...).");
        assertThatThrownBy(() -> DatabaseExtension.newInstance().build().jdbcUrl())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "The database runs only while its tests do. Is the DatabaseExtension field annotated with @RegisterExtension?");
    }

    @Test
    void extend_with_is_told_what_to_write_instead() {
        SeenDatabases.run(Map.of(), ExtendedTestCase.class)
                .allEvents()
                .assertThatEvents()
                .haveAtLeastOne(
                        failure(
                                text -> text.contains(
                                        "@ExtendWith(DatabaseExtension.class) is not supported. Use @IsolatedDatabase, or @RegisterExtension on a field with DatabaseExtension.newInstance().build().")));
    }

    @Test
    void a_missing_driver_is_told_with_its_coordinates() {
        JdbcDriver absent = new JdbcDriver(
                "no.such.Driver", "com.h2database:h2", "A database in memory", JdbcDriver.H2.alternative());

        assertThatThrownBy(absent::require)
                .isInstanceOf(DatabaseException.class)
                .hasMessage(
                        "A database in memory needs com.h2database:h2 on the class path of the tests: add it with scope test, or choose PostgreSQL with mmp.database.server=POSTGRES, which needs org.postgresql:postgresql.");
        JdbcDriver.H2.require();
        JdbcDriver.POSTGRES.require();
    }

    @Test
    void addresses_are_read_and_written_as_clients_do() {
        PostgresAddress address = PostgresAddress.parse("postgres://m%40e:p%2Fw+%25@[::1]:6543/");

        assertThat(address).isEqualTo(new PostgresAddress("[::1]", 6543, "m@e", "p/w+%"));
        assertThat(address.jdbcUrl("x")).isEqualTo("jdbc:postgresql://[::1]:6543/x?user=m%40e&password=p%2Fw%2B%25");
        assertThat(address.environment("x", Map.of("PGOPTIONS", "-c a=b", "PGSSLMODE", "require", "HOME", "/")))
                .isEqualTo(Map.of(
                        "DATABASE_URL", "postgresql://m%40e:p%2Fw%2B%25@[::1]:6543/x",
                        "PGHOST", "::1",
                        "PGPORT", "6543",
                        "PGDATABASE", "x",
                        "PGUSER", "m@e",
                        "PGPASSWORD", "p/w+%",
                        "PGOPTIONS", "",
                        "PGSSLMODE", "prefer"));
        assertThat(address).hasToString("postgresql://m%40e@[::1]:6543");
    }

    private static void failWith(Class<?> testCase, String start) {
        failWith(testCase, Map.of(), start);
    }

    private static void failWith(Class<?> testCase, Map<String, String> parameters, String start) {
        SeenDatabases.run(parameters, testCase)
                .testEvents()
                .assertThatEvents()
                .haveExactly(1, failure(text -> text.startsWith(start)));
    }

    @IsolatedDatabase(schema = "database/broken.sql", server = Server.EMBEDDED)
    static class BrokenTestCase extends NeedyTestCase {}

    @IsolatedDatabase(schema = "database/broken.sql")
    static class ScriptTestCase extends NeedyTestCase {}

    @IsolatedDatabase(schema = {"database/cases.sql", "database/empty.sql"})
    static class EmptyTestCase extends NeedyTestCase {}

    @IsolatedDatabase(schema = "database/latin.sql")
    static class LatinTestCase extends NeedyTestCase {}

    @IsolatedDatabase(schema = "database/unended.sql")
    static class UnendedTestCase extends NeedyTestCase {}

    @IsolatedDatabase(schema = "missing.sql")
    static class MissingTestCase extends NeedyTestCase {}

    @IsolatedDatabase(schema = "postgres.sh")
    static class BesideTestCase extends NeedyTestCase {}

    @IsolatedDatabase(scope = Scope.CLASS, end = End.ROLLBACK)
    static class RollbackClassTestCase extends NeedyTestCase {}

    @IsolatedDatabase
    static class PlainTestCase extends NeedyTestCase {}

    @ExtendWith(DatabaseExtension.class)
    static class ExtendedTestCase extends NeedyTestCase {}

    static class RollbackFieldTestCase extends NeedyTestCase {
        @RegisterExtension
        static final DatabaseExtension DATABASE =
                DatabaseExtension.newInstance().end(End.ROLLBACK).build();
    }

    abstract static class NeedyTestCase {
        @Test
        void needs(DataSource database) {
            assertThat(database).isNotNull();
        }
    }
}
