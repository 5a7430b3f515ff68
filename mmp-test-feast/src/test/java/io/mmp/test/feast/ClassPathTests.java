package io.mmp.test.feast;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.feast.FeastClient;
import dev.feast.Row;
import feast.proto.serving.ServingAPIProto.FeatureList;
import feast.proto.serving.ServingAPIProto.FieldStatus;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse.FeatureVector;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponseMetadata;
import feast.proto.serving.ServingServiceGrpc.ServingServiceImplBase;
import feast.proto.types.ValueProto.Value;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.Service.Metric;
import org.testcontainers.utility.DockerImageName;

class ClassPathTests {

    @Test
    void the_feast_client_reads_from_a_server_in_this_jvm() throws Exception {
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new OneValue())
                .build()
                .start();
        FeastClient client = FeastClient.create("127.0.0.1", server.getPort());
        try {
            List<Row> rows = client.getOnlineFeatures(
                    List.of("stats:trips"), List.of(Row.create().set("driver", 1L)));

            assertThat(rows).singleElement().satisfies(row -> {
                assertThat(row.getLong("trips")).isEqualTo(7);
                assertThat(row).hasToString("driver:int64_val: 1, trips:int64_val: 7");
            });
        } finally {
            client.close();
            server.shutdownNow().awaitTermination();
        }
    }

    @Test
    void messages_of_the_feast_client_become_text_and_json_and_come_back() throws InvalidProtocolBufferException {
        Value value = Value.newBuilder().setInt64Val(1L << 60).build();
        Value.Builder back = Value.newBuilder();
        JsonFormat.parser().merge(JsonFormat.printer().print(value), back);

        assertThat(value).hasToString("int64_val: 1152921504606846976\n");
        assertThat(back.build()).isEqualTo(value);
    }

    @Test
    void messages_of_the_mlflow_client_become_text_and_json_in_the_same_jvm() throws Exception {
        Metric metric = Metric.newBuilder().setKey("auc").setValue(0.5).build();
        Metric.Builder back = Metric.newBuilder();
        org.mlflow_project.google.protobuf.util.JsonFormat.parser()
                .merge(
                        org.mlflow_project.google.protobuf.util.JsonFormat.printer()
                                .print(metric),
                        back);

        assertThat(metric).hasToString("key: \"auc\"\nvalue: 0.5\n");
        assertThat(back.build()).isEqualTo(metric);
    }

    @Test
    void testcontainers_describes_a_container_in_the_same_jvm() {
        assertThat(DockerImageName.parse("redis:7").getVersionPart()).isEqualTo("7");
    }

    @Test
    void neither_junit_4_nor_its_company_comes_with_the_feast_client() {
        assertThat(Splitter.on(File.pathSeparatorChar).split(System.getProperty("java.class.path")))
                .map(entry -> new File(entry).getName())
                .anyMatch(name -> name.startsWith("feast-serving-client"))
                .noneMatch(name -> name.matches("(junit-4|hamcrest-core|grpc-testing|opencensus).*"));
    }

    private static final class OneValue extends ServingServiceImplBase {

        @Override
        public void getOnlineFeatures(
                GetOnlineFeaturesRequest request, StreamObserver<GetOnlineFeaturesResponse> observer) {
            observer.onNext(GetOnlineFeaturesResponse.newBuilder()
                    .setMetadata(GetOnlineFeaturesResponseMetadata.newBuilder()
                            .setFeatureNames(FeatureList.newBuilder().addVal("trips")))
                    .addResults(FeatureVector.newBuilder()
                            .addValues(Value.newBuilder().setInt64Val(7))
                            .addStatuses(FieldStatus.PRESENT)
                            .addEventTimestamps(com.google.protobuf.Timestamp.getDefaultInstance()))
                    .build());
            observer.onCompleted();
        }
    }
}
