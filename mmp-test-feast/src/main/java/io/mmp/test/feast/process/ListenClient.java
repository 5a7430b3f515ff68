package io.mmp.test.feast.process;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.mmp.test.feast.serving.SdkClient;

/**
 * Connects the Feast Java SDK to {@code feast listen}, which has its messages, but names the method otherwise.
 *
 * <p>The SDK calls {@code feast.serving.ServingService}, which no server of Feast in Python answers.
 */
final class ListenClient {

    private static final String ASKED_FOR = "feast.serving.ServingService/GetOnlineFeatures";
    private static final String ANSWERED = "GrpcFeatureServer/GetOnlineFeatures";

    private ListenClient() {}

    /** Connect to the server that listens on this port of this machine. */
    static SdkClient connect(int port) {
        return SdkClient.connect(ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .proxyDetector(address -> null) // a proxy cannot reach the loopback
                .intercept(new Renaming()));
    }

    private static final class Renaming implements ClientInterceptor {

        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return next.newCall(
                    method.getFullMethodName().equals(ASKED_FOR)
                            ? method.toBuilder().setFullMethodName(ANSWERED).build()
                            : method,
                    options);
        }
    }
}
