package io.mmp.test.examples.rag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.server.ManagedServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the vector store promises, whether it is the real one or the reduced one. */
@Tag("e2e")
@EnabledIfVectorStore
@ChecklistItem("39.4")
class VectorStoreTests {

    private static final String ROWS = "SELECT id || '=' || text FROM notes ORDER BY id";

    @Test
    void what_was_committed_is_there_after_sigkill() throws Exception {
        try (ManagedServer server = ManagedServer.start(VectorStore.best().spec())) {
            // A connection whose server is gone cannot be closed in peace.
            Connection doomed = connect(server);
            run(doomed, "CREATE TABLE notes (id int PRIMARY KEY, text text NOT NULL)");
            run(doomed, "INSERT INTO notes SELECT n, '파일 ' || n FROM generate_series(1, 500) AS n");
            List<String> before = column(doomed, ROWS);
            doomed.setAutoCommit(false);
            run(doomed, "INSERT INTO notes VALUES (501, 'never committed')");

            server.kill();
            assertThatThrownBy(() -> connect(server)).isInstanceOf(SQLException.class);

            server.restart();

            try (Connection connection = connect(server)) {
                assertThat(column(connection, ROWS)).hasSize(500).isEqualTo(before);
            }
        }
    }

    @Test
    void another_store_has_nothing_of_one_that_was_closed() throws Exception {
        try (ManagedServer first = ManagedServer.start(VectorStore.best().spec());
                Connection connection = connect(first)) {
            run(connection, "CREATE TABLE notes (id int)");
        }
        try (ManagedServer second = ManagedServer.start(VectorStore.best().spec());
                Connection connection = connect(second)) {
            assertThat(column(connection, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
                    .isEmpty();
        }
    }

    @Test
    void the_real_one_finds_neighbours_by_its_index() throws Exception {
        VectorStore store = VectorStore.best();
        assumeTrue(store.reduction().isEmpty(), store.reduction());
        try (ManagedServer server = ManagedServer.start(store.spec());
                Connection connection = connect(server)) {
            run(connection, "CREATE EXTENSION vector");
            run(connection, "CREATE TABLE points (id int PRIMARY KEY, place vector(3))");
            run(
                    connection,
                    "INSERT INTO points SELECT n, ARRAY[cos(n), sin(n), n / 1000.0]::vector FROM generate_series(1, 2000) AS n");
            run(connection, "CREATE INDEX ON points USING hnsw (place vector_cosine_ops)");
            run(connection, "ANALYZE points");
            String nearest = "SELECT id FROM points ORDER BY place <=> '[0.5403, 0.8415, 0.001]' LIMIT 1";

            assertThat(column(connection, "EXPLAIN " + nearest)).anyMatch(line -> line.contains("Index Scan using"));
            assertThat(column(connection, nearest)).containsExactly("1");
            assertThat(column(connection, "SELECT extversion FROM pg_extension WHERE extname = 'vector'"))
                    .containsExactly("0.6.2");
        }
    }

    @Test
    void the_reduced_one_says_what_it_lacks_and_why() {
        assumeTrue(PostgresServer.isInstalled(), "PostgreSQL is not installed");

        assertThat(VectorStore.reduced("No Python.\nLast output: ...").reduction())
                .isEqualTo("PostgreSQL without pgvector: No Python.");
    }

    private static Connection connect(ManagedServer server) throws SQLException {
        return DriverManager.getConnection(PostgresServer.jdbcUrl(server, "postgres"));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
