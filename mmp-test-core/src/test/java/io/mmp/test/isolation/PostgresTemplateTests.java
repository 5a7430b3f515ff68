package io.mmp.test.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mmp.test.container.EnabledIfDocker;
import io.mmp.test.container.SharedContainer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("e2e")
@EnabledIfDocker(image = ServerImages.POSTGRES)
class PostgresTemplateTests {

    private static SharedContainer container;
    private static SharedPostgres server;

    @BeforeAll
    static void start() {
        container = ServerImages.startPostgres();
        server = ServerImages.postgresIn(container);
    }

    @AfterAll
    static void stop() {
        if (container != null) {
            container.close();
        }
    }

    @Test
    void each_database_has_what_the_template_has_and_nothing_of_another() throws SQLException {
        try (PostgresTemplate template = PostgresTemplate.ensure(server, "orders", PostgresTemplateTests::orders);
                PostgresDatabase one = template.newDatabase();
                PostgresDatabase other = template.newDatabase()) {
            execute(one, "INSERT INTO orders VALUES (2)");

            assertThat(ask(one, "SELECT count(*) FROM orders")).isEqualTo("2");
            assertThat(ask(other, "SELECT count(*) FROM orders")).isEqualTo("1");
        }
    }

    @Test
    void a_closed_database_is_gone_even_while_somebody_is_connected() throws SQLException {
        try (PostgresTemplate template = PostgresTemplate.ensure(server, "orders", PostgresTemplateTests::orders)) {
            PostgresDatabase database = template.newDatabase();
            try (Connection connection = database.connect()) {
                database.close();

                assertThat(databases()).doesNotContain(database.name());
                assertThat(connection.isValid(1)).isFalse();
            }
        }
    }

    @Test
    void a_template_is_made_once_however_many_ask_for_it() throws Exception {
        AtomicInteger made = new AtomicInteger();
        PostgresSchema schema = connection -> {
            orders(connection);
            made.incrementAndGet();
        };
        ExecutorService sessions = Executors.newFixedThreadPool(8);
        try {
            Callable<String> test = () -> {
                try (PostgresTemplate template = PostgresTemplate.ensure(server, "raced", schema);
                        PostgresDatabase database = template.newDatabase()) {
                    return ask(database, "SELECT count(*) FROM orders");
                }
            };
            for (Future<String> count : sessions.invokeAll(List.of(test, test, test, test, test, test, test, test))) {
                assertThat(count.get()).isEqualTo("1");
            }
        } finally {
            sessions.shutdown();
        }
        assertThat(made).hasValue(1);
    }

    @Test
    void a_schema_that_fails_leaves_no_template_and_is_tried_again() throws SQLException {
        assertThatThrownBy(() -> PostgresTemplate.ensure(server, "broken", connection -> {
                    orders(connection);
                    throw new SQLException("no such column");
                }))
                .isInstanceOf(IsolationException.class)
                .hasMessage(
                        "The template 'broken' cannot be made on the PostgreSQL server at %s: no such column", server);

        try (PostgresTemplate template = PostgresTemplate.ensure(server, "broken", PostgresTemplateTests::orders);
                PostgresDatabase database = template.newDatabase()) {
            assertThat(ask(database, "SELECT count(*) FROM orders")).isEqualTo("1");
        }
    }

    @Test
    void nobody_can_connect_to_a_template() {
        PostgresTemplate.ensure(server, "sealed", PostgresTemplateTests::orders).close();

        assertThatThrownBy(() -> server.connect("mmp_template_sealed"))
                .hasMessageContaining("is not currently accepting connections");
    }

    @Test
    void the_databases_of_a_jvm_that_was_killed_are_dropped_and_those_of_others_are_not() throws Exception {
        try (PostgresTemplate template = PostgresTemplate.ensure(server, "orders", PostgresTemplateTests::orders);
                PostgresDatabase mine = template.newDatabase()) {
            Process jvm = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            HeldDatabase.class.getName(),
                            String.valueOf(server.port()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String theirs = jvm.inputReader().readLine();
            PostgresTemplate.ensure(server, "orders", PostgresTemplateTests::orders)
                    .close();
            assertThat(databases()).contains(mine.name(), theirs);

            jvm.destroyForcibly().waitFor();

            // The server notices the end of a connection on its own time.
            await().untilAsserted(() -> {
                PostgresTemplate.ensure(server, "orders", PostgresTemplateTests::orders)
                        .close();
                assertThat(databases()).contains(mine.name()).doesNotContain(theirs);
            });
        }
    }

    @Test
    void a_wrong_password_is_told_without_showing_it() {
        SharedPostgres locked = SharedPostgres.at(server.host(), server.port(), "postgres", "wrong");

        assertThatThrownBy(() -> PostgresTemplate.ensure(locked, "orders", PostgresTemplateTests::orders))
                .isInstanceOf(IsolationException.class)
                .hasMessage(
                        "The template 'orders' cannot be made on the PostgreSQL server at %s: FATAL: password authentication failed for user \"postgres\"",
                        server);
    }

    @Test
    void a_name_that_would_have_to_be_quoted_is_refused() {
        assertThatThrownBy(() -> PostgresTemplate.ensure(server, "x; DROP", PostgresTemplateTests::orders))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the name of a template must match [a-z][a-z0-9_]{0,39}, but is 'x; DROP'");
    }

    static void orders(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id int PRIMARY KEY)");
            statement.execute("INSERT INTO orders VALUES (1)");
        }
    }

    private static void execute(PostgresDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(PostgresDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return ask(connection, sql);
        }
    }

    private static List<String> databases() throws SQLException {
        try (Connection connection = server.connect()) {
            return List.of(ask(connection, "SELECT string_agg(datname, ',') FROM pg_database")
                    .split(",", -1));
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
