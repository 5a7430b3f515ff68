package io.mmp.test.feast.serving;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.util.concurrent.TimeUnit;

/**
 * A channel whose calls a service answers on the thread of the caller.
 *
 * <p>gRPC's network costs the first call of a JVM half a second and more of class loading. What is asked and answered passes through its
 * bytes here as it would there, and what is larger than a message may be is refused in gRPC's words.
 */
final class InProcessChannel extends ManagedChannel {

    private final ServerServiceDefinition service;
    private volatile boolean isShutdown;

    InProcessChannel(ServerServiceDefinition service) {
        this.service = service;
    }

    @Override
    @SuppressWarnings("unchecked") // the service has the types of its methods
    public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
        return new InProcessCall<>(
                method, (ServerMethodDefinition<Q, A>) service.getMethod(method.getFullMethodName()), this::refusal);
    }

    private Status refusal() {
        return isShutdown ? Status.UNAVAILABLE.withDescription("Channel shutdown invoked") : Status.OK;
    }

    @Override
    public String authority() {
        return "in-process";
    }

    @Override
    public ManagedChannel shutdown() {
        isShutdown = true;
        return this;
    }

    @Override
    public ManagedChannel shutdownNow() {
        return shutdown();
    }

    @Override
    public boolean isShutdown() {
        return isShutdown;
    }

    @Override
    public boolean isTerminated() {
        return isShutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isShutdown;
    }
}
