package io.mmp.test.feast.serving;

import static java.util.Objects.requireNonNull;

import io.grpc.Attributes;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call of one request, which is answered once it was sent. */
final class InProcessCall<Q, A> extends ClientCall<Q, A> {

    /** What gRPC takes in one message, unless it is told otherwise. */
    private static final int MOST_BYTES = 4 << 20;

    private final MethodDescriptor<Q, A> method;
    private final @Nullable ServerMethodDefinition<Q, A> service;
    private final Supplier<Status> refusal;
    private @Nullable Listener<A> listener;
    private Metadata headers = new Metadata();
    private @Nullable Q request;
    private boolean isClosed;

    /** Call a method of a service, which is null if it has none of this name, unless the call is refused. */
    InProcessCall(
            MethodDescriptor<Q, A> method, @Nullable ServerMethodDefinition<Q, A> service, Supplier<Status> refusal) {
        this.method = method;
        this.service = service;
        this.refusal = refusal;
    }

    @Override
    public void start(Listener<A> responses, Metadata sent) {
        listener = responses;
        headers = sent;
    }

    @Override
    public void request(int messages) {
        // All of them are delivered.
    }

    @Override
    public void sendMessage(Q message) {
        request = message;
    }

    @Override
    public void halfClose() {
        Status refused = refusal.get();
        if (!refused.isOk()) {
            end(refused, new Metadata());
        } else if (service == null) {
            end(
                    Status.UNIMPLEMENTED.withDescription("Method not found: " + method.getFullMethodName()),
                    new Metadata());
        } else {
            answer(service, requireNonNull(request, "The request must be sent first."));
        }
    }

    private void answer(ServerMethodDefinition<Q, A> answering, Q asked) {
        try {
            Q received = method.parseRequest(bytes(method.streamRequest(asked)));
            ServerCall.Listener<Q> server = answering.getServerCallHandler().startCall(new Answering(), headers);
            server.onMessage(received);
            server.onHalfClose();
            server.onComplete();
        } catch (RuntimeException e) {
            Status status = Status.fromThrowable(e);
            boolean isDefect = status.getCode() == Status.Code.UNKNOWN;
            end(isDefect ? status.withDescription("Application error processing RPC") : status, new Metadata());
        }
    }

    private static InputStream bytes(InputStream message) {
        try (message) {
            byte[] bytes = message.readAllBytes();
            if (bytes.length > MOST_BYTES) {
                throw Status.RESOURCE_EXHAUSTED
                        .withDescription("gRPC message exceeds maximum size %s: %s".formatted(MOST_BYTES, bytes.length))
                        .asRuntimeException();
            }
            return new ByteArrayInputStream(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {
        end(Status.CANCELLED.withDescription(message).withCause(cause), new Metadata());
    }

    private void end(Status status, Metadata trailers) {
        if (!isClosed) {
            isClosed = true;
            requireNonNull(listener, "The call must be started first.").onClose(status, trailers);
        }
    }

    /** The service's side of the call. */
    private final class Answering extends ServerCall<Q, A> {

        @Override
        public void request(int messages) {
            // The one that there is comes anyway.
        }

        @Override
        public void sendHeaders(Metadata sent) {
            requireNonNull(listener).onHeaders(sent);
        }

        @Override
        public void sendMessage(A message) {
            requireNonNull(listener).onMessage(method.parseResponse(bytes(method.streamResponse(message))));
        }

        @Override
        public void close(Status status, Metadata trailers) {
            // A cause does not travel over a network either.
            end(status.withCause(null), trailers);
        }

        @Override
        public boolean isCancelled() {
            return isClosed;
        }

        @Override
        public MethodDescriptor<Q, A> getMethodDescriptor() {
            return method;
        }

        @Override
        public Attributes getAttributes() {
            return Attributes.EMPTY;
        }
    }
}
