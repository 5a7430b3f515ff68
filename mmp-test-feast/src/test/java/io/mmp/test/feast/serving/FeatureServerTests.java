package io.mmp.test.feast.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feast.Row;
import feast.proto.serving.ServingAPIProto.FeatureList;
import feast.proto.serving.ServingAPIProto.FieldStatus;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import feast.proto.serving.ServingServiceGrpc;
import feast.proto.types.ValueProto.RepeatedValue;
import feast.proto.types.ValueProto.Value;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.mmp.test.feast.registry.FeatureRegistry;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the reference says was measured with {@code feast listen} 0.67. */
class FeatureServerTests {

    private static final FeatureView STATS =
            FeatureView.named("stats").withJoinKey("driver_id", ValueType.INT64).withFeature("trips", ValueType.INT64);
    private static final FeatureView SHIFTS = FeatureView.named("shifts")
            .withJoinKey("shift", ValueType.INT32)
            .withJoinKey("city", ValueType.STRING)
            .withFeature("load", ValueType.DOUBLE);
    private static final FeatureRegistry REGISTRY =
            FeatureRegistry.of("p", List.of(STATS, SHIFTS)).withService("all", "stats:trips", "shifts:load");

    private final FeatureServer server = FeatureServer.start(
            () -> REGISTRY,
            (view, features, keys) -> keys.stream()
                    .map(key -> OnlineRow.notFound(features.size()))
                    .toList());
    private final ManagedChannel channel = ManagedChannelBuilder.forAddress(
                    "127.0.0.1", server.address().getPort())
            .usePlaintext()
            .build();

    @AfterEach
    void close() {
        channel.shutdownNow();
        server.close();
    }

    private static GetOnlineFeaturesRequest.Builder request(String... features) {
        return GetOnlineFeaturesRequest.newBuilder()
                .setFeatures(FeatureList.newBuilder().addAllVal(List.of(features)))
                .putEntities(
                        "driver_id",
                        RepeatedValue.newBuilder()
                                .addVal(Value.newBuilder().setInt64Val(1))
                                .build());
    }

    private GetOnlineFeaturesResponse ask(GetOnlineFeaturesRequest.Builder request) {
        return ServingServiceGrpc.newBlockingStub(channel).getOnlineFeatures(request.build());
    }

    @Test
    void the_vectors_of_the_entities_come_first() {
        GetOnlineFeaturesResponse response = ask(request("stats:trips").setFullFeatureNames(true));

        assertThat(response.getMetadata().getFeatureNames().getValList()).containsExactly("driver_id", "stats__trips");
        assertThat(response.getResults(0).getValues(0).getInt64Val()).isEqualTo(1);
        assertThat(response.getResults(0).getStatuses(0)).isEqualTo(FieldStatus.PRESENT);
        assertThat(response.getResults(1).getStatuses(0)).isEqualTo(FieldStatus.NOT_FOUND);
        assertThat(response.getResults(1).getEventTimestamps(0).getSeconds()).isZero();
    }

    @Test
    void a_feature_service_stands_for_its_features_and_the_method_of_feast_listen_is_served() {
        RepeatedValue shift = RepeatedValue.newBuilder()
                .addVal(Value.newBuilder().setInt32Val(1))
                .build();
        RepeatedValue city = RepeatedValue.newBuilder()
                .addVal(Value.newBuilder().setStringVal("Bonn"))
                .build();
        GetOnlineFeaturesRequest request = request()
                .setFeatureService("all")
                .putEntities("shift", shift)
                .putEntities("city", city)
                .build();
        var listen = ServingServiceGrpc.getGetOnlineFeaturesMethod().toBuilder()
                .setFullMethodName("GrpcFeatureServer/GetOnlineFeatures")
                .build();

        assertThat(ClientCalls.blockingUnaryCall(channel, listen, CallOptions.DEFAULT, request)
                        .getMetadata()
                        .getFeatureNames()
                        .getValList())
                .containsExactly("city", "driver_id", "shift", "trips", "load");
    }

    @Test
    void what_feast_refuses_is_refused_in_its_words() {
        assertRefused(
                request("stats:nope"),
                "UNKNOWN: Exception calling application: 'Feature nope not found in projection stats'");
        assertRefused(
                request("nofv:x"),
                "UNKNOWN: Exception calling application: Feature view nofv does not exist in project p");
        assertRefused(
                request("trips"),
                "UNKNOWN: Exception calling application: Invalid feature reference 'trips'. "
                        + "Expected format: '<feature_view>:<feature>' or '<feature_view>@<version>:<feature>'");
        assertRefused(
                request("stats:trips", "stats:trips"),
                "UNKNOWN: Exception calling application: Duplicate features named trips found.\nTo resolve this collision, either use the "
                        + "full feature name by setting 'full_feature_names=True', or ensure that the features in question have "
                        + "different names.");
        assertRefused(
                request("stats:trips", "stats:trips").setFullFeatureNames(true),
                "UNKNOWN: Exception calling application: Duplicate features named stats__trips found.\nTo resolve this collision, please "
                        + "ensure that the feature views or their own features have different names. If you're intentionally joining "
                        + "the same feature view twice on different sets of entities, please rename one of the feature views with "
                        + "'.with_name'.");
        assertRefused(
                request().setFeatureService("none"), "INTERNAL: Feature service none does not exist in project p");
        assertRefused(request(), "UNKNOWN: Exception calling application: No features specified for retrieval");
    }

    private void assertRefused(GetOnlineFeaturesRequest.Builder request, String message) {
        assertThatThrownBy(() -> ask(request))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessage(message);
    }

    @Test
    void entities_in_which_feast_would_find_nothing_are_refused_with_the_reason() {
        assertTrap(
                Row.create().set("driver_id", 1),
                "stats:trips",
                "INVALID_ARGUMENT: Entity 'driver_id' is INT32 in row 0, but INT64 in view 'stats'; Feast would find no features for it. "
                        + "Set it to a Long, such as row.set(\"driver_id\", 1L).");
        assertTrap(
                Row.create().set("driver_id", Value.getDefaultInstance()),
                "stats:trips",
                "INVALID_ARGUMENT: Entity 'driver_id' is null in row 0, but view 'stats' knows no entity without it. Leave the row out.");
        assertTrap(
                Row.create().set("shift", 1),
                "shifts:load",
                "INVALID_ARGUMENT: View 'shifts' has the join keys [shift, city], but the entity rows have [shift]. Set 'city' in each row.");
        assertTrap(
                Row.create().set("driver_id", 1L).set("driver", 1L),
                "stats:trips",
                "INVALID_ARGUMENT: The entity rows have [driver], but the views that are asked for have the join keys [driver_id] only.");
        assertTrap(
                Row.create(),
                "stats:trips",
                "INVALID_ARGUMENT: The request has no entities. Ask for one row at least, with the join keys set.");
    }

    private void assertTrap(Row row, String feature, String message) {
        assertThatThrownBy(() -> server.client().getOnlineFeatures(List.of(feature), List.of(row)))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessage(message);
    }

    @Test
    void rows_with_different_keys_are_refused_by_client_and_server() {
        List<Row> rows = List.of(Row.create().set("driver_id", 1L), Row.create().set("shift", 1));
        assertThatThrownBy(() -> server.client().getOnlineFeatures(List.of("stats:trips"), rows))
                .isInstanceOf(FeastException.class)
                .hasMessage(
                        "Row 1 has the keys [shift], but row 0 has [driver_id]; the Feast Java SDK would mix up their values. "
                                + "Ask for them in two calls.");

        RepeatedValue two = RepeatedValue.newBuilder()
                .addVal(Value.newBuilder().setInt32Val(1))
                .addVal(Value.newBuilder().setInt32Val(2))
                .build();
        assertRefused(
                request("stats:trips").putEntities("shift", two),
                "INVALID_ARGUMENT: All entity rows must have the same columns: 'driver_id' has a value in 1 of 2 rows. "
                        + "Set it in each of them.");
    }

    @Test
    void typed_reads_refuse_keys_that_cannot_match() {
        assertUnreadable(
                Table.builder().column("driver_id", ValueType.INT32).row(1).build(),
                "Join key 'driver_id' is INT32 in the entity rows, but INT64 in view 'stats'; Feast would find no features for it.");
        assertUnreadable(
                Table.builder()
                        .column("driver_id", ValueType.INT64)
                        .row((Object) null)
                        .build(),
                "Join key 'driver_id' is null in entity row 0, but view 'stats' knows no entity without it.");
        assertUnreadable(
                Table.builder().column("id", ValueType.INT64).row(1L).build(),
                "Column 'id' of the entity rows is no join key of the views that are read; these have [driver_id].");
    }

    private void assertUnreadable(Table entityRows, String message) {
        assertThatThrownBy(() -> server.client().read(REGISTRY, entityRows, "stats:trips"))
                .isInstanceOf(FeastException.class)
                .hasMessage(message);
    }

    @Test
    void a_server_that_does_not_answer_in_time_is_given_up() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        OnlineStore stuck = (view, features, keys) -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ended.countDown();
            return List.of();
        };
        FeatureServer slow = FeatureServer.start(() -> REGISTRY, stuck);
        SdkClient client = SdkClient.connect(
                ManagedChannelBuilder.forAddress("127.0.0.1", slow.address().getPort()), Duration.ofMillis(300));
        try {
            assertThatThrownBy(() -> client.getOnlineFeatures(
                            List.of("stats:trips"), List.of(Row.create().set("driver_id", 1L))))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageStartingWith("DEADLINE_EXCEEDED");
        } finally {
            client.close();
            end.countDown();
            ended.await();
            slow.close();
        }
    }
}
