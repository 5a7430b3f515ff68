package io.mmp.test.feast.online;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.mmp.test.feast.parity.Cause;
import io.mmp.test.feast.parity.ParityRules;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Reads the answer that {@code feast serve} of Feast 0.67 gave over SQLite, after a materialization until ten o'clock: driver 1 has a late
 * correction, driver 2 an expired row, driver 3 nulls, driver 4 nothing.
 */
class HttpFeatureServerTests {

    private static final FeatureView VIEW = FeatureView.named("driver_stats")
            .withJoinKey("driver_id", ValueType.INT64)
            .withFeature("conv_rate", ValueType.DOUBLE)
            .withFeature("acc_rate", ValueType.FLOAT)
            .withFeature("trips", ValueType.INT64)
            .withFeature("city", ValueType.STRING)
            .withFeature("last_trip", ValueType.UNIX_TIMESTAMP)
            .withFeature("zones", ValueType.INT64_LIST)
            .withCreatedTimestamp("created")
            .withTtl(Duration.ofHours(2));
    private static final String[] FEATURES = VIEW.features().stream()
            .map(feature -> "driver_stats:" + feature.name())
            .toArray(String[]::new);
    private static final Table DRIVERS = Table.builder()
            .column("driver_id", ValueType.INT64)
            .row(1L)
            .row(2L)
            .row(3L)
            .row(4L)
            .build();

    record Row(
            long driverId,
            Instant eventTimestamp,
            Instant created,
            @Nullable Double convRate,
            @Nullable Float accRate,
            @Nullable Long trips,
            String city,
            @Nullable Instant lastTrip,
            @Nullable List<Long> zones) {}

    private static final Table ROWS = Table.ofRecords(
            Row.class,
            List.of(
                    new Row(1, at("09:00:00Z"), at("09:05:00Z"), 0.1, 0.1f, 1L, "a", at("08:50:00Z"), List.of(1L)),
                    new Row(1, at("10:00:00Z"), at("10:05:00Z"), 0.2, 0.2f, 2L, "b", at("09:55:00Z"), List.of(1L, 2L)),
                    new Row(
                            1,
                            at("10:00:00Z"),
                            at("12:00:00Z"),
                            0.3,
                            0.3f,
                            3L,
                            "c",
                            at("09:56:00Z"),
                            List.of(1L, 2L, 3L)),
                    new Row(2, at("07:59:59Z"), at("08:00:00Z"), 0.6, 0.6f, 6L, "", at("07:50:00Z"), List.of()),
                    new Row(3, at("09:30:00Z"), at("09:31:00Z"), null, null, null, "e", null, null)));

    private final List<String> requests = new ArrayList<>();
    private final Headers headers = new Headers();
    private HttpServer server;
    private HttpFeatureServer features;

    private static Instant at(String time) {
        return Instant.parse("2026-01-01T" + time);
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        features = new HttpFeatureServer(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Duration.ofSeconds(10));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void values_arrive_in_their_declared_types_and_agree_with_the_source_but_for_what_feast_is_known_to_do()
            throws IOException {
        answer(200, recorded());
        OnlineFeatures online = features.read(List.of(VIEW), DRIVERS, FEATURES);
        assertThat(requests)
                .containsExactly(
                        "{\"features\":[\"driver_stats:conv_rate\",\"driver_stats:acc_rate\",\"driver_stats:trips\","
                                + "\"driver_stats:city\",\"driver_stats:last_trip\",\"driver_stats:zones\"],"
                                + "\"entities\":{\"driver_id\":[1,2,3,4]},\"full_feature_names\":true}");
        // Feast refuses a body that is not said to be JSON, and any upgrade to HTTP/2.
        assertThat(headers.get("Content-Type")).containsExactly("application/json");
        assertThat(headers).doesNotContainKey("Upgrade");
        assertThat(online)
                .using(ParityRules.strict()
                        .accepting(Cause.EXPIRED, "Feast's servers do not enforce the TTL")
                        .accepting(Cause.NULL_TO_DEFAULT, "Feast writes the least integer for a null timestamp"))
                .agreesWith(at("10:00:00Z"), VIEW.from(ROWS));
        assertThat(ParityRules.strict()
                        .compare(online, at("10:00:00Z"), VIEW.from(ROWS))
                        .causes())
                .containsOnly(entry(Cause.EXPIRED, 6L), entry(Cause.NULL_TO_DEFAULT, 1L));
    }

    @Test
    void a_value_of_another_form_keeps_the_type_of_its_form() throws IOException {
        answer(200, recorded().replace("[3, 6, null, null]", "[3.0, \"6\", true, null]"));
        assertThat(features.read(List.of(VIEW), DRIVERS, FEATURES).features().get("driver_stats:trips"))
                .extracting(OnlineValue::type, OnlineValue::value)
                .containsExactly(
                        tuple(ValueType.DOUBLE, 3.0),
                        tuple(ValueType.STRING, "6"),
                        tuple(ValueType.BOOL, true),
                        tuple(ValueType.NULL, null));
    }

    @Test
    void what_cannot_be_read_is_told_with_the_server() throws IOException {
        answer(404, "{\"class\": \"FeatureViewNotFoundException\"}");
        assertRefused(
                () -> features.read(List.of(VIEW), DRIVERS, FEATURES),
                "The feature server at %s answered 404: {\"class\": \"FeatureViewNotFoundException\"}"
                        .formatted(features.uri()));
        assertRefused(
                () -> features.read(List.of(VIEW), DRIVERS, "driver_stats:nope"),
                "Feature 'driver_stats:nope' is of none of the views [driver_stats].");
        Table keys = Table.builder()
                .column("driver_id", ValueType.INT64)
                .row((Object) null)
                .build();
        assertRefused(
                () -> features.read(List.of(VIEW), keys, FEATURES),
                "Row 0: join key 'driver_id' must be an integer or text, but is null.");
        server.removeContext("/get-online-features");
        answer(200, recorded().replace("driver_stats__city", "driver_stats__town"));
        assertRefused(
                () -> features.read(List.of(VIEW), DRIVERS, "driver_stats:city"),
                "The feature server at %s returned [driver_id, driver_stats__zones, driver_stats__last_trip, driver_stats__conv_rate, driver_stats__trips, driver_stats__town, driver_stats__acc_rate], but not 'driver_stats:city'."
                        .formatted(features.uri()));
    }

    @Test
    void a_server_that_goes_away_in_mid_read_is_told() {
        server.createContext("/get-online-features", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.close();
        });
        assertThatExceptionOfType(OnlineException.class)
                .isThrownBy(() -> features.read(List.of(VIEW), DRIVERS, FEATURES))
                .withMessageStartingWith("The feature server at %s does not answer (".formatted(features.uri()));
        server.stop(0);
        assertRefused(
                () -> features.read(List.of(VIEW), DRIVERS, FEATURES),
                "The feature server at %s does not answer (ConnectException).".formatted(features.uri()));
    }

    @Test
    void a_server_that_stalls_in_mid_answer_is_told_in_time() throws InterruptedException {
        CountDownLatch isOver = new CountDownLatch(1);
        server.createContext("/get-online-features", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
                isOver.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            exchange.close();
        });
        HttpFeatureServer impatient = new HttpFeatureServer(features.uri(), Duration.ofMillis(300));
        try {
            assertRefused(
                    () -> impatient.read(List.of(VIEW), DRIVERS, FEATURES),
                    "The feature server at %s does not answer (not within PT0.3S).".formatted(features.uri()));
        } finally {
            isOver.countDown();
        }
    }

    @Test
    void what_is_no_answer_of_a_feature_server_is_told_with_what_was_expected() throws IOException {
        assertMalformed("<html>Bad gateway</html>", "JSON, but found: <html>Bad gateway</html>");
        assertMalformed("", "JSON, but found: ");
        assertMalformed("[1]", "a list metadata.feature_names, but found: [1]");
        assertMalformed("{\"results\": []}", "a list metadata.feature_names, but found: {results=[]}");
        assertMalformed("null", "a list metadata.feature_names, but found: null");
        assertMalformed(
                "{\"metadata\": {\"feature_names\": [\"a\"]}, \"results\": []}",
                "a list 'results' of 1 elements, but found: []");
        assertMalformed(
                "{\"metadata\": {\"feature_names\": [\"a\"]}}", "a list 'results' of 1 elements, but found: null");
        assertMalformed(
                ofConvRate("1"), "a list 'values' of 4 elements for 'driver_stats__conv_rate', but found: null");
        assertMalformed(
                ofConvRate("{\"values\": [0.1]}"),
                "a list 'values' of 4 elements for 'driver_stats__conv_rate', but found: [0.1]");
        assertMalformed(
                ofConvRate("{\"values\": [1, 2, 3, 4], \"event_timestamps\": []}"),
                "a list 'event_timestamps' of 4 elements for 'driver_stats__conv_rate', but found: []");
        assertMalformed(
                ofConvRate("{\"values\": [1, 2, 3, 4], \"event_timestamps\": [1, 2, 3, 4]}"),
                "event timestamps such as 2026-01-01T10:00:00Z for 'driver_stats__conv_rate', but found: 1");
        assertMalformed(
                recorded().replaceFirst("\"PRESENT\", \"NOT_FOUND\"", "\"NOT_FOUND\""),
                "a list 'statuses' of 4 elements for 'driver_stats__zones', but found: [PRESENT, PRESENT, NOT_FOUND]");
        assertMalformed("x".repeat(201), "JSON, but found: " + "x".repeat(200) + "...");
    }

    private static String ofConvRate(String result) {
        return "{\"metadata\": {\"feature_names\": [\"driver_stats__conv_rate\"]}, \"results\": [" + result + "]}";
    }

    private void assertMalformed(String body, String expected) {
        answer(200, body);
        String[] asked = body.contains("zones") ? FEATURES : new String[] {"driver_stats:conv_rate"};
        assertRefused(
                () -> features.read(List.of(VIEW), DRIVERS, asked),
                "The feature server at %s gave a malformed answer: expected %s".formatted(features.uri(), expected));
        server.removeContext("/get-online-features");
    }

    private void answer(int status, String body) {
        server.createContext("/get-online-features", exchange -> {
            headers.putAll(exchange.getRequestHeaders());
            requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private static String recorded() throws IOException {
        try (InputStream answer = HttpFeatureServerTests.class.getResourceAsStream("get-online-features.json")) {
            return new String(Objects.requireNonNull(answer).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatExceptionOfType(OnlineException.class).isThrownBy(call).withMessage(message);
    }
}
