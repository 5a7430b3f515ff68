package io.mmp.test.feast.redis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import feast.proto.serving.ServingAPIProto.FeatureList;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import feast.proto.serving.ServingServiceGrpc;
import feast.proto.types.ValueProto.RepeatedValue;
import feast.proto.types.ValueProto.Value;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.mmp.test.database.RedisServer;
import io.mmp.test.feast.proto.ProtoValues;
import io.mmp.test.feast.registry.FeatureRegistry;
import io.mmp.test.feast.serving.FeatureServer;
import io.mmp.test.json.JsonReader;
import io.mmp.test.redis.RedisClient;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.table.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Aliases, renamed keys, versions, stream views and odd views are served as real Feast serves them; odd_project.py asked it. */
@Tag("e2e")
@SuppressWarnings("unchecked") // odd_project.py writes its answers so
class OddProjectTests {

    private final ManagedServer redis;
    private final RedisOnlineStore store;
    private final FeatureServer server;
    private final ManagedChannel channel;
    private final FeatureRegistry untold;
    private FeatureRegistry registry;

    OddProjectTests(@TempDir Path directory) throws IOException {
        assumeTrue(RedisServer.isInstalled(), "redis-server is not in PATH");
        untold = FeatureRegistry.read(Files.write(directory.resolve("registry.db"), bytes("odd-registry.db")), "odd");
        registry = untold.withOnlineVersions();
        redis = ManagedServer.start(RedisServer.spec());
        store = RedisOnlineStore.at(redis.uri(), "odd");
        server = FeatureServer.start(() -> registry, store);
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", server.address().getPort())
                .usePlaintext()
                .build();
        fill();
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = OddProjectTests.class.getResourceAsStream(name)) {
            return requireNonNull(in).readAllBytes();
        }
    }

    private void fill() throws IOException {
        try (RedisClient connection = RedisClient.open(redis.uri())) {
            String lines = new String(bytes("odd-redis.txt"), StandardCharsets.US_ASCII);
            for (String line : lines.strip().split("\n", -1)) {
                String[] entry = line.split(" ", -1);
                connection.send(List.of(
                        "HSET".getBytes(StandardCharsets.US_ASCII),
                        HexFormat.of().parseHex(entry[0]),
                        HexFormat.of().parseHex(entry[1]),
                        HexFormat.of().parseHex(entry[2].equals("-") ? "" : entry[2])));
                connection.flush();
                assertThat(connection.answer()).isEqualTo("1");
            }
        }
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.close();
        store.close();
        redis.close();
    }

    /** Ask as odd_project.py did, with INT64 keys as all its entities have. */
    private GetOnlineFeaturesResponse ask(Object features, List<Map<String, Object>> rows, boolean fullNames) {
        GetOnlineFeaturesRequest.Builder request =
                GetOnlineFeaturesRequest.newBuilder().setFullFeatureNames(fullNames);
        if (features instanceof String service) {
            request.setFeatureService(service);
        } else {
            request.setFeatures(FeatureList.newBuilder().addAllVal((List<String>) features));
        }
        for (String key : rows.get(0).keySet()) {
            RepeatedValue.Builder column = RepeatedValue.newBuilder();
            rows.forEach(row ->
                    column.addVal(Value.newBuilder().setInt64Val(((Number) requireNonNull(row.get(key))).longValue())));
            request.putEntities(key, column.build());
        }
        return ServingServiceGrpc.newBlockingStub(channel).getOnlineFeatures(request.build());
    }

    private static Map<String, List<?>> values(GetOnlineFeaturesResponse response) {
        Map<String, List<?>> values = new TreeMap<>();
        for (int i = 0; i < response.getResultsCount(); i++) {
            List<Object> column = new ArrayList<>();
            response.getResults(i)
                    .getValuesList()
                    .forEach(value -> column.add(ProtoValues.read(value).value()));
            values.put(response.getMetadata().getFeatureNames().getVal(i), column);
        }
        return values;
    }

    @Test
    void requests_are_answered_as_real_feast_answers_them() throws IOException {
        String text = new String(bytes("odd-answers.json"), StandardCharsets.UTF_8);
        int compared = 0;
        for (Map<String, Object> asked : (List<Map<String, Object>>) requireNonNull(JsonReader.read(text))) {
            Object features = requireNonNull(asked.get("features"));
            List<Map<String, Object>> rows = (List<Map<String, Object>>) requireNonNull(asked.get("rows"));
            boolean fullNames = (boolean) requireNonNull(asked.get("full_names"));
            if (features.equals("mixed")) {
                continue; // needs on-demand features: a test of its own
            }
            if (asked.containsKey("error")) {
                assertThatThrownBy(() -> ask(features, rows, fullNames))
                        .as("%s", asked)
                        .isInstanceOf(StatusRuntimeException.class)
                        .hasMessage("UNKNOWN: Exception calling application: " + asked.get("error"));
            } else {
                Map<String, List<?>> expected = new TreeMap<>();
                ((Map<String, List<Object>>) requireNonNull(asked.get("answer")))
                        .forEach((name, column) -> expected.put(
                                name, column.stream().map(OddProjectTests::cell).toList()));
                assertThat(values(ask(features, rows, fullNames)))
                        .as("%s", asked)
                        .isEqualTo(expected);
            }
            compared++;
        }
        assertThat(compared).isEqualTo(21);
    }

    /** Return a value of Python's, printed as JSON, as a cell. */
    private static Object cell(Object json) {
        if (json instanceof BigDecimal number) {
            return number.scale() > 0 ? (Object) number.doubleValue() : (Object) number.longValueExact();
        }
        return json instanceof String text && text.endsWith("+00:00")
                ? Instant.parse(text.replace(' ', 'T').replace("+00:00", "Z"))
                : json;
    }

    @Test
    void of_a_service_with_on_demand_features_the_others_are_served() {
        assertThat(values(ask("mixed", List.of(Map.of("rider_id", 1)), false)))
                .isEqualTo(Map.of("rider_id", List.of(1L), "trips", List.of(3L)));
        assertThat(registry.leftOutOf("mixed"))
                .containsExactly(Map.entry(
                        "demanded:trips_and_bonus",
                        "on-demand feature views are computed by Feast's Python servers only."));
        assertThatThrownBy(() -> ask(List.of("demanded:trips_and_bonus"), List.of(Map.of("rider_id", 1)), false))
                .hasMessage(
                        "UNIMPLEMENTED: Feature view 'demanded' is not served here: on-demand feature views are computed by Feast's Python servers only.");
    }

    @Test
    void old_values_are_not_served_where_nobody_said_that_versions_are_apart() {
        registry = untold;

        assertThatThrownBy(() -> ask(List.of("riders:trips"), List.of(Map.of("rider_id", 1)), false))
                .hasMessage(
                        "UNAVAILABLE: The online store has values under 'riders_v1', as a project with 'enable_online_feature_view_versioning: true' writes them; without them old values would be served. Say FeatureRegistry.withOnlineVersions().");
        assertThatThrownBy(() -> ask(List.of("riders@v0:trips"), List.of(Map.of("rider_id", 1)), false))
                .hasMessage(
                        "UNKNOWN: Exception calling application: Version-qualified ref 'riders@v0' not supported: online versioning is disabled. Set 'enable_online_feature_view_versioning: true' under 'registry' in feature_store.yaml.");
        assertThat(values(ask(List.of("places:heat"), List.of(Map.of("place_id", 1)), false)))
                .containsEntry("heat", List.of(0.25));
    }

    @Test
    void a_key_is_asked_for_under_its_name_in_the_service() {
        assertThatThrownBy(() -> ask("keyed", List.of(Map.of("place_id", 2)), false))
                .hasMessage(
                        "INVALID_ARGUMENT: The entity rows have [place_id], but the views that are asked for have the join keys [where] only.");
        assertThat(untold.views()).extracting(view -> view.name()).contains("fossils", "clocks", "streamed");
        assertThat(untold.views())
                .filteredOn(view -> view.name().equals("clocks"))
                .allSatisfy(clocks -> assertThat(clocks.features())
                        .extracting(field -> field.type())
                        .containsExactly(ValueType.UNIX_TIMESTAMP, ValueType.INT64));
    }
}
