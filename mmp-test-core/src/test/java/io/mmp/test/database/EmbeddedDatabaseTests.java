package io.mmp.test.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EmbeddedDatabaseTests extends DatabaseLifeTests {

    EmbeddedDatabaseTests() {
        super("EMBEDDED");
    }

    @Test
    @IsolatedDatabase(server = IsolatedDatabase.Server.EMBEDDED)
    void it_is_out_of_reach_of_other_programs(TestDatabase database) {
        for (ThrowingCallable call : new ThrowingCallable[] {database::uri, database::environment}) {
            assertThatThrownBy(call)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "The database is in the memory of this JVM, where no other program reaches it. For one that does choose server = POSTGRES, or -Dmmp.database.server=POSTGRES.");
        }
    }

    @Test
    void a_table_that_is_made_in_a_test_to_roll_back_fails_it() {
        run(CreatingTestCase.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        SeenDatabases.failure(text -> text.startsWith(
                                "The work of this test cannot be rolled back: a statement has ended its transaction")));
    }

    @IsolatedDatabase(end = IsolatedDatabase.End.ROLLBACK)
    static class CreatingTestCase {
        @Test
        void creates(TestDatabase database) throws SQLException {
            SeenDatabases.execute(database.dataSource(), "CREATE TABLE a (id int)");
        }
    }

    @Test
    @IsolatedDatabase(server = IsolatedDatabase.Server.EMBEDDED)
    void names_and_nulls_are_as_in_postgres(TestDatabase database) throws SQLException {
        SeenDatabases.execute(
                database.dataSource(), "CREATE TABLE Mixed (Id int, ok boolean, doc jsonb, at timestamptz)");
        SeenDatabases.execute(
                database.dataSource(), "INSERT INTO mixed (id) VALUES (NULL), (1) ON CONFLICT DO NOTHING");

        assertThat(
                        SeenDatabases.ask(
                                database.dataSource(),
                                "SELECT column_name FROM information_schema.columns WHERE table_name = 'mixed' ORDER BY ordinal_position"))
                .isEqualTo("id");
        assertThat(SeenDatabases.ask(database.dataSource(), "SELECT id FROM mixed ORDER BY id"))
                .isEqualTo("1");
    }

    @Test
    @IsolatedDatabase(server = IsolatedDatabase.Server.EMBEDDED)
    void what_it_lacks_it_refuses(TestDatabase database) throws SQLException {
        SeenDatabases.execute(database.dataSource(), "CREATE TABLE a (id int PRIMARY KEY, n int)");
        for (String sql : new String[] {
            "INSERT INTO a VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET n = 2",
            "CREATE INDEX i ON a (n) WHERE n > 0",
            "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$",
            "CREATE EXTENSION pgcrypto"
        }) {
            assertThatThrownBy(() -> SeenDatabases.execute(database.dataSource(), sql))
                    .as(sql)
                    .isInstanceOf(SQLException.class);
        }
    }
}
