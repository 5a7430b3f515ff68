package io.mmp.test.feast.serving;

import dev.feast.FeastClient;
import dev.feast.Row;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import feast.proto.serving.ServingServiceGrpc;
import feast.proto.types.ValueProto.Value;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.proto.ProtoValues;
import io.mmp.test.feast.registry.FeatureRegistry;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.table.Table;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The Feast Java SDK's client, with an error where it silently loses or mixes up values.
 *
 * <p>The client 0.38 packs rows into columns, which moves values to other rows where the rows have different keys; it returns no value
 * for types that Feast has had since, such as decimals; and it waits forever. Requests and responses are its own otherwise.
 *
 * @since 0.1.0
 */
public final class SdkClient extends FeastClient {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final ManagedChannel channel;

    private SdkClient(ManagedChannel channel) {
        super(channel, Optional.empty());
        this.channel = channel;
    }

    /** Connect without TLS to the server at the end of this channel, and give each call 30 seconds. */
    public static SdkClient connect(ManagedChannelBuilder<?> channel) {
        return connect(channel, DEADLINE);
    }

    /**
     * Return a client whose requests this store answers in this JVM, as a {@link FeatureServer} over it would, but over no network.
     *
     * @param registry declares what is served; it is asked anew for each request
     * @param store has the values
     */
    public static SdkClient inProcess(Supplier<FeatureRegistry> registry, OnlineStore store) {
        return new SdkClient(new InProcessChannel(new ServingService(registry, store).bindService()));
    }

    static SdkClient connect(ManagedChannelBuilder<?> channel, Duration deadline) {
        return new SdkClient(
                channel.usePlaintext().intercept(new Deadline(deadline)).build());
    }

    /**
     * Return a row for each of these rows, with the features added to it.
     *
     * @throws FeastException if the rows have different keys, or a value is of a type that the client does not know
     */
    @Override
    public List<Row> getOnlineFeatures(List<String> features, List<Row> rows) {
        requireSameKeys(rows);
        List<Row> answers = super.getOnlineFeatures(features, rows);
        for (int row = 0; row < answers.size(); row++) {
            for (var field : answers.get(row).getFields().entrySet()) {
                requireKnownType(row, field.getKey(), field.getValue());
            }
        }
        return answers;
    }

    /**
     * Return what the server has for these entities, in the types in which it arrives, those included that the SDK does not know.
     *
     * <p>Event timestamps are in whole seconds: the SDK keeps no more of them.
     *
     * @param registry declares the views of the features
     * @param entityRows the entities: a column for each join key of these views, and no others
     * @param features features named {@code view:feature}
     * @throws FeastException if there is no such view or feature, or a key is missing, null, or of another type than the view's
     */
    public OnlineFeatures read(FeatureRegistry registry, Table entityRows, String... features) {
        return new OnlineReader(super::getOnlineFeatures).read(registry.select(features), entityRows, features);
    }

    /** Send a request as it is, and return what the server answers or throw its status. */
    GetOnlineFeaturesResponse forward(GetOnlineFeaturesRequest request) {
        return ClientCalls.blockingUnaryCall(
                channel, ServingServiceGrpc.getGetOnlineFeaturesMethod(), CallOptions.DEFAULT, request);
    }

    /** Let calls under way finish for five seconds, and disconnect. */
    @Override
    public void close() {
        try {
            super.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("The Feast client cannot be closed", e);
        }
    }

    private static void requireSameKeys(List<Row> rows) {
        for (int row = 1; row < rows.size(); row++) {
            Set<String> first = new TreeSet<>(rows.get(0).getFields().keySet());
            Set<String> keys = new TreeSet<>(rows.get(row).getFields().keySet());
            if (!keys.equals(first)) {
                throw new FeastException(
                        "Row %s has the keys %s, but row 0 has %s; the Feast Java SDK would mix up their values. Ask for them in two calls."
                                .formatted(row, keys, first));
            }
        }
    }

    private static void requireKnownType(int row, String feature, Value value) {
        if (value.getValCase() == Value.ValCase.VAL_NOT_SET
                && !value.getUnknownFields().asMap().isEmpty()) {
            throw new FeastException(
                    "Feature '%s' of row %s is %s, a type that the Feast Java SDK 0.38 returns no value for. Read it with FeatureStore.online(Table, String...)."
                            .formatted(feature, row, ProtoValues.read(value).type()));
        }
    }

    /** Gives each call a deadline. */
    private record Deadline(Duration duration) implements ClientInterceptor {

        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return next.newCall(method, options.withDeadlineAfter(duration.toMillis(), TimeUnit.MILLISECONDS));
        }
    }
}
