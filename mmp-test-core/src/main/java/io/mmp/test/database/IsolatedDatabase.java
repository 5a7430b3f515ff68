package io.mmp.test.database;

import io.mmp.test.fixture.Scope;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test a database of its own with its schema applied.
 *
 * <pre>{@code
 * @IsolatedDatabase(schema = "schema.sql")
 * class FraudCaseTests {
 *     @Test
 *     void opens_a_case(DataSource database) {
 *         new FraudCases(database).open("tx-1");
 *         assertThat(new FraudCases(database).all()).hasSize(1);
 *     }
 * }
 * }</pre>
 *
 * <p>Tests, {@code @BeforeEach} methods and constructors take a parameter of type {@link javax.sql.DataSource} or {@link TestDatabase}; the
 * database is made when the first of them is resolved and is gone when its scope ends. Connections that the test has left open are closed
 * then, a warning says where they were opened, and the report entry {@value TestDatabase#OPEN_CONNECTIONS} has their number. An annotation on a method comes before the one on its class, and that
 * before the one on an enclosing class. May be used as a meta-annotation.
 *
 * @since 0.1.0
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(IsolatedDatabaseExtension.class)
public @interface IsolatedDatabase {

    /**
     * The SQL scripts that are run in the new database, in this order: names from the root of the class path, such as {@code schema.sql}
     * or {@code db/V1__cases.sql}, in UTF-8.
     *
     * <p>They are split into statements as {@code psql} does, quotes, comments, dollar quotes and the bodies of functions included. The
     * first statement that the database refuses ends the test with its script, line and text. Programs that migrate by themselves
     * (Flyway, Liquibase) need none.
     */
    String[] schema() default {};

    /** What runs the database. */
    Server server() default Server.DEFAULT;

    /** How long a database lives. */
    Scope scope() default Scope.METHOD;

    /** What becomes of the work of a test. */
    End end() default End.DROP;

    /** What runs a database. */
    enum Server {
        /**
         * What the configuration parameter or system property {@code mmp.database.server} says: {@code EMBEDDED}, {@code POSTGRES}, or the
         * address of a server that runs already, such as {@code postgresql://user:password@127.0.0.1:5432}, where each scope gets a
         * database of its own. Without it {@link #EMBEDDED}.
         */
        DEFAULT,

        /**
         * H2 in its PostgreSQL mode, in the memory of this JVM; needs {@code com.h2database:h2} 2.2 or later.
         *
         * <p>H2 because it is Java alone (2.7 MB), is there in milliseconds, and holds values to the types of their columns as PostgreSQL
         * does. SQLite (14 MB, native) keeps text in a column of numbers, and DuckDB (85 MB, native) has no cascading foreign keys: a test
         * would pass on either that fails on PostgreSQL. What H2 lacks of PostgreSQL, such as {@code ON CONFLICT DO UPDATE}, partial indexes,
         * PL/pgSQL and extensions, it refuses: that is a test for {@link #POSTGRES}.
         */
        EMBEDDED,

        /**
         * A real PostgreSQL, one server for all tests of this JVM, started with the first and ended with the last; needs
         * {@code org.postgresql:postgresql}, and the programs of {@link PostgresServer}, on the machine or on the class path.
         */
        POSTGRES
    }

    /** What becomes of the work of a test. */
    enum End {
        /** It is dropped with its database, of which each scope has a new one. */
        DROP,

        /**
         * It is rolled back: the test works in one transaction, in a database that the tests with the same schema use in turn, never two at
         * once. Only for {@link Scope#METHOD}.
         *
         * <p>All connections of the data source are that one transaction. Their {@code commit} and {@code rollback} work as ever, by
         * savepoints, but while one of them has auto-commit off there is no other. What cannot be undone by a rollback is not: sequences
         * go on counting. A statement that ends the transaction itself ({@code COMMIT} as text; in H2 {@code CREATE TABLE} and its like)
         * fails the test at its end.
         */
        ROLLBACK
    }
}
