package io.mmp.test.feast.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.feast.Row;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.serving.ServingServiceGrpc;
import feast.proto.types.ValueProto.Value;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.mmp.test.feast.online.FeatureStatus;
import io.mmp.test.feast.registry.FeatureRegistry;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.ValueType;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client in this JVM is held against one that goes over the network, at the same store. */
class InProcessChannelTests {

    private static final FeatureView STATS =
            FeatureView.named("stats").withJoinKey("driver", ValueType.STRING).withFeature("blob", ValueType.BYTES);
    private static final FeatureRegistry REGISTRY = FeatureRegistry.of("p", List.of(STATS));

    private final FeatureServer server = FeatureServer.start(() -> REGISTRY, InProcessChannelTests::answer);
    private final SdkClient near = SdkClient.inProcess(() -> REGISTRY, InProcessChannelTests::answer);

    /** The key says what becomes of the question. */
    private static List<OnlineRow> answer(FeatureView view, List<String> features, List<List<Value>> keys) {
        return keys.stream().map(key -> answer(key.get(0).getStringVal())).toList();
    }

    private static OnlineRow answer(String key) {
        return switch (key) {
            case "unavailable" -> throw new FeastException("The store is away.");
            case "wrong" -> throw new IllegalArgumentException("The key is wrong.");
            case "broken" -> throw new IllegalStateException("The store is broken.");
            default -> {
                ByteString blob =
                        key.equals("large") ? ByteString.copyFrom(new byte[5 << 20]) : ByteString.copyFromUtf8(key);
                Value value = Value.newBuilder().setBytesVal(blob).build();
                yield new OnlineRow(
                        FeatureStatus.PRESENT,
                        Timestamp.newBuilder().setSeconds(7).build(),
                        List.of(value));
            }
        };
    }

    @AfterEach
    void close() {
        near.close();
        server.close();
    }

    private static List<Row> ask(SdkClient client, String feature, String... keys) {
        return client.getOnlineFeatures(
                List.of(feature),
                java.util.Arrays.stream(keys)
                        .map(key -> Row.create().set("driver", key))
                        .toList());
    }

    @Test
    void values_statuses_and_timestamps_are_those_of_the_network() {
        List<Row> far = ask(server.client(), "stats:blob", "a", "", "\uD800");
        List<Row> rows = ask(near, "stats:blob", "a", "", "\uD800");

        assertThat(rows)
                .map(Row::getFields)
                .isEqualTo(far.stream().map(Row::getFields).toList());
        assertThat(rows)
                .map(row -> row.getStatus("blob"))
                .isEqualTo(far.stream().map(row -> row.getStatus("blob")).toList());
        assertThat(rows)
                .map(Row::getEntityTimestamp)
                .isEqualTo(far.stream().map(Row::getEntityTimestamp).toList());
        assertThat(rows.get(0).getFields().get("blob"))
                .isEqualTo(Value.newBuilder()
                        .setBytesVal(ByteString.copyFromUtf8("a"))
                        .build());
        // A text that UTF-8 has no bytes for does not arrive as it was.
        assertThat(rows.get(2).getFields().get("blob"))
                .isEqualTo(Value.newBuilder()
                        .setBytesVal(ByteString.copyFromUtf8("?"))
                        .build());
        assertThat(near.getFeastServingInfo()).isEqualTo(server.client().getFeastServingInfo());
    }

    @ParameterizedTest
    @ValueSource(strings = {"unavailable", "wrong", "broken", "large"})
    void failures_are_those_of_the_network(String key) {
        StatusRuntimeException far = failure(server.client(), "stats:blob", key);
        StatusRuntimeException failure = failure(near, "stats:blob", key);

        assertThat(failure).hasMessage(far.getMessage());
        assertThat(failure.getStatus().getCode()).isEqualTo(far.getStatus().getCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stats:none", "none:blob"})
    void refusals_are_those_of_the_network(String feature) {
        assertThat(failure(near, feature, "a"))
                .hasMessage(failure(server.client(), feature, "a").getMessage());
    }

    @Test
    void a_question_that_is_too_large_is_refused_as_on_the_network() {
        String key = "k".repeat(5 << 20);

        assertThat(failure(near, "stats:blob", key))
                .hasMessageStartingWith("RESOURCE_EXHAUSTED: gRPC message exceeds maximum size 4194304: ");
        assertThat(failure(server.client(), "stats:blob", key).getStatus().getCode())
                .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }

    private static StatusRuntimeException failure(SdkClient client, String feature, String key) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> ask(client, feature, key));
    }

    @Test
    void a_closed_client_asks_nothing() {
        near.close();
        SdkClient far = server.client();
        far.close();

        assertThat(failure(near, "stats:blob", "a"))
                .hasMessage(failure(far, "stats:blob", "a").getMessage());
    }

    @Test
    void a_method_that_the_service_lacks_is_unimplemented() {
        InProcessChannel channel =
                new InProcessChannel(new ServingService(() -> REGISTRY, InProcessChannelTests::answer).bindService());
        MethodDescriptor<GetOnlineFeaturesRequest, ?> other =
                ServingServiceGrpc.getGetOnlineFeaturesMethod().toBuilder()
                        .setFullMethodName("feast.serving.ServingService/Other")
                        .build();

        assertThatThrownBy(() -> ClientCalls.blockingUnaryCall(
                        channel, other, CallOptions.DEFAULT, GetOnlineFeaturesRequest.getDefaultInstance()))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessage("UNIMPLEMENTED: Method not found: feast.serving.ServingService/Other");
    }
}
