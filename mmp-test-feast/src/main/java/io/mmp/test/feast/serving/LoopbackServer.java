package io.mmp.test.feast.serving;

import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import feast.proto.serving.ServingServiceGrpc;
import feast.proto.serving.ServingServiceGrpc.ServingServiceImplBase;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A gRPC server on the loopback with threads of its own, so that none is left when it is closed. */
final class LoopbackServer implements AutoCloseable {

    // Not the JDK's loopback: that is ::1 where IPv6 is preferred, and clients are told 127.0.0.1.
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final Server server;
    private final EventLoopGroup network;
    private final ExecutorService calls;

    private LoopbackServer(Server server, EventLoopGroup network, ExecutorService calls) {
        this.server = server;
        this.network = network;
        this.calls = calls;
    }

    /** Start a server of this service, by the name that the Java SDK calls it by and by that of {@code feast listen}, on a free port. */
    @SuppressWarnings(
            "deprecation") // what replaces NioEventLoopGroup is not in the Netty of gRPC versions that a user may have
    static LoopbackServer start(ServingServiceImplBase service) {
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
            return new LoopbackServer(server, network, calls);
        } catch (IOException e) {
            end(network, calls);
            throw new UncheckedIOException("The feature server cannot listen on the loopback", e);
        }
    }

    private static InetAddress loopback() throws UnknownHostException {
        return InetAddress.getByAddress(LOOPBACK);
    }

    /** The service of {@code feast listen}: its generated class has no package, and cannot be imported. */
    private static ServerServiceDefinition listenService(ServingServiceImplBase service) {
        MethodDescriptor<GetOnlineFeaturesRequest, GetOnlineFeaturesResponse> method =
                ServingServiceGrpc.getGetOnlineFeaturesMethod().toBuilder()
                        .setFullMethodName("GrpcFeatureServer/GetOnlineFeatures")
                        .build();
        return ServerServiceDefinition.builder("GrpcFeatureServer")
                .addMethod(method, ServerCalls.asyncUnaryCall(service::getOnlineFeatures))
                .build();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getListenSockets().get(0);
    }

    /** Return a client of this server, on its threads. */
    SdkClient client() {
        return SdkClient.connect(NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .proxyDetector(address -> null) // a proxy cannot reach the loopback
                .eventLoopGroup(network)
                .channelType(NioSocketChannel.class, InetSocketAddress.class)
                .executor(calls));
    }

    /** Stop listening, cut off what is under way, and end all threads. */
    @Override
    public void close() {
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
