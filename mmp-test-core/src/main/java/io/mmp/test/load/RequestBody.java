package io.mmp.test.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects what a publisher has to say, which may be on another thread. */
final class RequestBody implements Flow.Subscriber<ByteBuffer> {

    private static final byte[] NOTHING = {};

    private final ByteArrayOutputStream bytes;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile @Nullable Throwable failure;

    private RequestBody(int expected) {
        bytes = new ByteArrayOutputStream(expected);
    }

    static byte[] of(HttpRequest request) throws IOException {
        Optional<BodyPublisher> publisher = request.bodyPublisher();
        if (publisher.isEmpty() || publisher.get().contentLength() == 0) {
            return NOTHING;
        }
        long length = publisher.get().contentLength();
        RequestBody body = new RequestBody((int) Math.max(64, Math.min(length, 1 << 28)));
        publisher.get().subscribe(body);
        return body.whole();
    }

    private byte[] whole() throws IOException {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the body was read.", e);
        }
        Throwable thrown = failure;
        if (thrown != null) {
            throw new IOException("The body cannot be read (%s).".formatted(thrown), thrown);
        }
        return bytes.toByteArray();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer item) {
        byte[] piece = new byte[item.remaining()];
        item.get(piece);
        bytes.writeBytes(piece);
    }

    @Override
    public void onError(Throwable throwable) {
        failure = throwable;
        end.countDown();
    }

    @Override
    public void onComplete() {
        end.countDown();
    }
}
