package io.mmp.test.feast.parity;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static io.mmp.test.feast.parity.ServedTable.AS_OF;
import static io.mmp.test.feast.parity.ServedTable.VIEW;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.online.OnlineValue;
import io.mmp.test.feast.redis.RedisOnlineStore;
import io.mmp.test.feast.registry.FeatureRegistry;
import io.mmp.test.feast.serving.SdkClient;
import io.mmp.test.table.JdbcTables;
import io.mmp.test.table.Table;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A second JVM that compares a {@link ServedTable}, and prints a line for each time that it asks Redis, and what it found. */
final class StreamedJvm {

    /** Ends its output where nothing is wrong. */
    static final String AGREES = "they agree";

    private static final int ASKED = 1_000;

    private StreamedJvm() {}

    /**
     * Start it.
     *
     * @param heap such as {@code 48m}
     * @param way {@code streamed}, or {@code local} to read all of the table and of the store first
     * @param directory for its temporary files, among which DuckDB's are that a kill leaves, and for its report
     */
    static Process start(String heap, ServedTable table, String way, Path directory, Path checkpoint, int range)
            throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "-Djava.util.logging.config.file=/dev/null",
                        "-Djava.io.tmpdir=" + directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        StreamedJvm.class.getName(),
                        way,
                        table.url(),
                        table.redis().toString(),
                        table.project(),
                        String.valueOf(table.keys()),
                        directory.toString(),
                        checkpoint.toString(),
                        String.valueOf(range))
                .redirectErrorStream(true)
                .start();
    }

    /** Run it, and return what it prints. */
    static String run(String heap, ServedTable table, String way, Path directory, Path checkpoint, int range)
            throws IOException {
        Process process = start(heap, table, way, directory, checkpoint, range);
        try {
            return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    public static void main(String... arguments) throws Exception {
        ServedTable table =
                new ServedTable(arguments[1], URI.create(arguments[2]), arguments[3], Integer.parseInt(arguments[4]));
        ParityRules rules = ParityRules.strict().writingReportsTo(Path.of(arguments[5]));
        try (RedisOnlineStore redis = RedisOnlineStore.at(table.redis(), table.project());
                SdkClient client = client(table, redis)) {
            OnlineLookup online = (entities, features) -> {
                System.out.printf("asked for %s from %s%n", entities.rowCount(), entities.row(0));
                return client.read(registry(table), entities, features);
            };
            if (arguments[0].equals("local")) {
                assertThat(readAll(entities(table), online)).using(rules).agreesWith(AS_OF, VIEW.from(rows(table)));
            } else {
                assertThat(table.source())
                        .using(rules)
                        .usingCheckpoint(Path.of(arguments[6]))
                        .usingRangesOf(Integer.parseInt(arguments[7]))
                        .isServedBy(online, AS_OF);
            }
            System.out.println(AGREES);
        } catch (AssertionError e) {
            System.out.println(e.getMessage());
        }
    }

    static SdkClient client(ServedTable table, RedisOnlineStore redis) {
        return SdkClient.inProcess(() -> registry(table), redis);
    }

    static FeatureRegistry registry(ServedTable table) {
        return FeatureRegistry.of(table.project(), List.of(VIEW));
    }

    static Table rows(ServedTable table) throws SQLException {
        return read(table, "SELECT * FROM customer_stats");
    }

    static Table entities(ServedTable table) throws SQLException {
        return read(table, "SELECT DISTINCT customer_id FROM customer_stats ORDER BY customer_id");
    }

    private static Table read(ServedTable table, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(table.url())) {
            return JdbcTables.read(connection, query);
        }
    }

    /** Ask for all entities, as many at once as are asked for of a table in an engine. */
    static OnlineFeatures readAll(Table entities, OnlineLookup online) {
        Map<String, List<OnlineValue>> values = new LinkedHashMap<>();
        VIEW.features().forEach(feature -> values.put(VIEW.name() + ":" + feature.name(), new ArrayList<>()));
        String[] features = values.keySet().toArray(String[]::new);
        for (int from = 0; from < entities.rowCount(); from += ASKED) {
            int to = Math.min(entities.rowCount(), from + ASKED);
            Table part = entities.rows(IntStream.range(from, to).toArray());
            online.read(part, features)
                    .features()
                    .forEach((feature, served) ->
                            values.getOrDefault(feature, List.of()).addAll(served));
        }
        return OnlineFeatures.of(entities, values);
    }
}
