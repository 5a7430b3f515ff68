package io.mmp.test.feast.serving;

import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import feast.proto.serving.ServingServiceGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.grpc.stub.ServerCalls;
import io.mmp.test.feast.registry.FeatureRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A Feast feature server inside this JVM: what the Feast Java SDK talks to, over any {@link OnlineStore}.
 *
 * <p>It serves {@code feast.serving.ServingService}, and {@code GrpcFeatureServer/GetOnlineFeatures} as {@code feast listen} does. The
 * reference is {@code feast listen} of Feast 0.67, in these points too:
 * <ul>
 *   <li>the vectors of the join keys come first, with the status PRESENT and the event timestamp 1970;
 *   <li>the TTL is not enforced, and an expired value is PRESENT (Feast's server in Go says OUTSIDE_MAX_AGE, and returns it as well);
 *   <li>a null is PRESENT, not NULL_VALUE;
 *   <li>unknown views, features and feature services, and features of one name, are refused with its statuses and words (its server in
 *       Go returns nulls for unknown features).
 * </ul>
 * It differs where the reference says nothing or nothing useful: a join key that is missing, null or of another type than the view's is
 * refused with INVALID_ARGUMENT, and so is a column that is no join key. It listens on the loopback only, without TLS.
 *
 * @since 0.1.0
 */
public final class FeatureServer implements AutoCloseable {

    // Not the JDK's loopback: that is ::1 where IPv6 is preferred, and clients are told 127.0.0.1.
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final Server server;
    private final EventLoopGroup network;
    private final ExecutorService calls;
    private final SdkClient client;

    private FeatureServer(Server server, EventLoopGroup network, ExecutorService calls) {
        this.server = server;
        this.network = network;
        this.calls = calls;
        this.client = SdkClient.connect(NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .proxyDetector(address -> null) // a proxy cannot reach the loopback
                .eventLoopGroup(network)
                .channelType(NioSocketChannel.class, InetSocketAddress.class)
                .executor(calls));
    }

    /** Start a server on a free port of the loopback; the registry is asked anew for each request. */
    @SuppressWarnings(
            "deprecation") // what replaces NioEventLoopGroup is not in the Netty of gRPC versions that a user may have
    public static FeatureServer start(Supplier<FeatureRegistry> registry, OnlineStore store) {
        ServingService service = new ServingService(registry, store);
        // Threads of its own, so that none is left when it is closed.
        EventLoopGroup network = new NioEventLoopGroup(1, new DefaultThreadFactory("mmp-feast-network", true));
        ExecutorService calls = Executors.newCachedThreadPool(new DefaultThreadFactory("mmp-feast-call", true));
        try {
            Server server = NettyServerBuilder.forAddress(new InetSocketAddress(loopback(), 0))
                    .bossEventLoopGroup(network)
                    .workerEventLoopGroup(network)
                    .channelType(NioServerSocketChannel.class)
                    .executor(calls)
                    .addService(service)
                    .addService(listenService(service))
                    .build()
                    .start();
            return new FeatureServer(server, network, calls);
        } catch (IOException e) {
            end(network, calls);
            throw new UncheckedIOException("The feature server cannot listen on the loopback", e);
        }
    }

    private static InetAddress loopback() throws UnknownHostException {
        return InetAddress.getByAddress(LOOPBACK);
    }

    /** The service of {@code feast listen}: its generated class has no package, and cannot be imported. */
    private static ServerServiceDefinition listenService(ServingService service) {
        MethodDescriptor<GetOnlineFeaturesRequest, GetOnlineFeaturesResponse> method =
                ServingServiceGrpc.getGetOnlineFeaturesMethod().toBuilder()
                        .setFullMethodName("GrpcFeatureServer/GetOnlineFeatures")
                        .build();
        return ServerServiceDefinition.builder("GrpcFeatureServer")
                .addMethod(method, ServerCalls.asyncUnaryCall(service::getOnlineFeatures))
                .build();
    }

    /** Return where the server listens, for clients of one's own. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getListenSockets().get(0);
    }

    /** Return a client of this server, which is closed with it. */
    public SdkClient client() {
        return client;
    }

    /** Stop listening, cut off what is under way, and end all threads. */
    @Override
    public void close() {
        client.close();
        server.shutdownNow();
        try {
            server.awaitTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end(network, calls);
    }

    private static void end(EventLoopGroup network, ExecutorService calls) {
        network.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
        calls.shutdownNow();
    }
}
