package io.mmp.test.readiness;

import static io.mmp.test.readiness.ReadinessAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.server.ManagedServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same on a real PostgreSQL, whose names of types are its own. */
@Tag("e2e")
class PostgresContractTests {

    private static final String CONTRACT = """
            services:
              vectors:
                version: {sql: "select version()", matches: "^PostgreSQL [0-9]+"}
                schema:
                  chunks:
                    id: bigserial
                    path: text
                    tags: text[]
                    weight: double precision
                    seen: timestamp with time zone
                    name: varchar
                    meta: jsonb
                  app.files: {n: integer}
            """;

    @Test
    void a_schema_is_judged(@TempDir Path directory) throws Exception {
        assumeTrue(PostgresServer.isInstalled(), "there is no PostgreSQL");
        Path file = directory.resolve("contract.yaml");
        try (ManagedServer server = ManagedServer.start(PostgresServer.spec())) {
            String url = PostgresServer.jdbcUrl(server, "postgres");
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                statement.execute(
                        "create table chunks (id bigserial, path text, tags text[], weight float8, seen timestamptz, name varchar(9), meta jsonb)");
                statement.execute("create schema app");
                statement.execute("create table app.files (n int)");
            }
            Map<String, URI> stack = Map.of("vectors", URI.create(url));

            assertThat(EnvironmentContract.read(Files.writeString(file, CONTRACT)))
                    .isSatisfiedBy(stack);

            Files.writeString(
                    file, CONTRACT.replace("path: text", "path: varchar").replace("app.files", "app.fils"));
            assertThatThrownBy(() -> assertThat(EnvironmentContract.read(file)).isSatisfiedBy(stack))
                    .hasMessage("""

                            Expecting the stack to be as %1$s says, but there are 2 deviations:
                              %1$s, line 7, column 9: 'vectors' must have a column 'chunks.path' of type varchar, but it is of type text. Run its migrations, or change the contract.
                              %1$s, line 13, column 7: 'vectors' must have a table 'app.fils', but it has none in schema 'app'. Run its migrations. Did you mean 'files'?""".formatted(file));
        }
    }
}
