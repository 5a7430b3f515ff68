package io.mmp.test.database;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Has a database on the server that is given until its standard input ends; without one it asks the database of its environment. */
@IsolatedDatabase(schema = {"database/cases.sql", "database/models.sql"})
class HeldTestCase {

    public static void main(String[] args) throws SQLException {
        if (args.length == 0) {
            URI uri = URI.create(System.getenv("DATABASE_URL"));
            String url = "jdbc:postgresql://%s:%s%s?user=%s"
                    .formatted(uri.getHost(), uri.getPort(), uri.getPath(), uri.getUserInfo());
            try (Connection connection = DriverManager.getConnection(url)) {
                System.out.println(
                        SeenDatabases.ask(connection, "SELECT string_agg(name, ',' ORDER BY id) FROM models"));
            }
            return;
        }
        long failures = SeenDatabases.run(Map.of(DatabaseServers.PARAMETER, args[0]), HeldTestCase.class)
                .testEvents()
                .failed()
                .count();
        System.exit((int) failures);
    }

    static Process start(String server) throws IOException {
        return new ProcessBuilder(
                        "sh",
                        "-c",
                        "umask 077 && exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeldTestCase.class.getName(),
                        server)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void holds(TestDatabase database) throws IOException {
        System.out.println(database.uri().getPath().substring(1));
        System.in.read();
    }
}
