package io.mmp.test.feast.engine;

import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.ServerSpec;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** A coordinator of Trino that is its only worker, with the catalogs {@code memory} and {@code tpch}. */
public final class LocalTrino implements AutoCloseable {

    private final JdbcDriver driver;
    private final ManagedServer server;

    private LocalTrino(JdbcDriver driver, ManagedServer server) {
        this.driver = driver;
        this.server = server;
    }

    /** Start it, or abort the test with the reason. */
    public static LocalTrino start() throws IOException {
        Path home = EngineFiles.of("trino");
        Path configuration = configuration();
        ServerSpec spec = ServerSpec.of(
                        "trino",
                        EngineFiles.java(24, Integer.MAX_VALUE).toString(),
                        "-Xmx1g",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--add-modules=jdk.incubator.vector",
                        "-Dconfig=" + configuration.resolve("config.properties"),
                        "-cp",
                        home.resolve("lib") + "/*",
                        "io.trino.server.TrinoServer")
                .withEnvironment(Map.of(
                        "TRINO_HOME", home.toString(),
                        "TRINO_CATALOGS", configuration.resolve("catalog").toString(),
                        "TRINO_PORT", "{port}"))
                .withHealth(HealthCheck.logLine(Pattern.compile("SERVER STARTED")))
                .withStartupTimeout(Duration.ofMinutes(3));
        JdbcDriver driver = JdbcDriver.load(home.resolve("jdbc"), "io.trino.jdbc.TrinoDriver");
        try {
            return new LocalTrino(driver, ManagedServer.start(spec));
        } catch (RuntimeException e) {
            try {
                driver.close();
            } catch (SQLException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    private static Path configuration() {
        try {
            return Path.of(LocalTrino.class
                            .getResource("trino/config.properties")
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Return the address for JDBC; tables without a schema are in {@code memory.default}. */
    public String url() {
        return "jdbc:trino://127.0.0.1:" + server.port() + "/memory/default?user=tests";
    }

    /** Return its process. */
    public ManagedServer server() {
        return server;
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            driver.close();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
