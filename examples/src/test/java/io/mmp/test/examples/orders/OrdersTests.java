package io.mmp.test.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.container.ContainerSpec;
import io.mmp.test.container.EnabledIfDocker;
import io.mmp.test.container.SharedContainer;
import io.mmp.test.fixture.ContainerFixture;
import io.mmp.test.isolation.PostgresDatabase;
import io.mmp.test.isolation.PostgresTemplate;
import io.mmp.test.isolation.SharedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** Tests code that needs PostgreSQL: one server for all builds on this machine, and a database for each test. */
@Tag("e2e")
@EnabledIfDocker(image = "mmp-test/postgres:15")
class OrdersTests {

    @RegisterExtension
    static final ContainerFixture POSTGRES = ContainerFixture.of(ContainerSpec.of(
            "postgres",
            "mmp-test/postgres:15",
            image -> new GenericContainer<>(image)
                    .withExposedPorts(5432)
                    .withEnv("POSTGRES_PASSWORD", "secret")
                    .waitingFor(Wait.forLogMessage(".*ready to accept connections.*", 2))));

    private static PostgresTemplate template;
    private PostgresDatabase database;

    @BeforeAll
    static void make_the_template() {
        SharedContainer container = POSTGRES.container();
        SharedPostgres server = SharedPostgres.at(container.host(), container.port(5432), "postgres", "secret");
        template = PostgresTemplate.ensure(server, "orders_v1", OrdersTests::migrate);
    }

    @AfterAll
    static void disconnect() {
        template.close();
    }

    @BeforeEach
    void copy_the_template() {
        database = template.newDatabase();
    }

    @AfterEach
    void drop_the_database() {
        database.close();
    }

    @RepeatedTest(2)
    void a_test_sees_its_own_rows_and_no_others() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO orders VALUES (1, 'espresso')");

            try (ResultSet count = statement.executeQuery("SELECT count(*) FROM orders")) {
                count.next();
                assertThat(count.getInt(1)).isEqualTo(1);
            }
        }
    }

    private static void migrate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id int PRIMARY KEY, product text)");
        }
    }
}
