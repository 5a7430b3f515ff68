package io.mmp.test.feast.process;

import dev.feast.FeastClient;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Takes the calls of the Feast Java SDK to {@code feast listen}, which has the same messages under another name.
 *
 * <p>The SDK calls {@code feast.serving.ServingService}, which no server of Feast in Python answers.
 */
final class ListenChannel extends ManagedChannel {

    private static final String ASKED_FOR = "feast.serving.ServingService/GetOnlineFeatures";
    private static final String ANSWERED = "GrpcFeatureServer/GetOnlineFeatures";

    private final ManagedChannel channel;

    private ListenChannel(ManagedChannel channel) {
        this.channel = channel;
    }

    /** Connect a client to the server that listens on this port of this machine. */
    static Client connect(int port) {
        ManagedChannel channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .build();
        return new Client(new ListenChannel(channel));
    }

    @Override
    public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
        return channel.newCall(
                method.getFullMethodName().equals(ASKED_FOR)
                        ? method.toBuilder().setFullMethodName(ANSWERED).build()
                        : method,
                options);
    }

    @Override
    public String authority() {
        return channel.authority();
    }

    @Override
    public ManagedChannel shutdown() {
        channel.shutdown();
        return this;
    }

    @Override
    public ManagedChannel shutdownNow() {
        channel.shutdownNow();
        return this;
    }

    @Override
    public boolean isShutdown() {
        return channel.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return channel.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return channel.awaitTermination(timeout, unit);
    }

    /** Opens the constructor that takes a channel. */
    static final class Client extends FeastClient {

        private final ManagedChannel channel;

        private Client(ManagedChannel channel) {
            super(channel, Optional.empty());
            this.channel = channel;
        }

        @Override
        public void close() {
            channel.shutdownNow();
        }
    }
}
