package io.mmp.test.mlflow.embedded.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Reads bodies within limits: one body has one, and so have all that the servers of this JVM read at a time. */
public final class JsonBody {

    /** The limit of one body. The largest field that MLflow keeps, the profile of a dataset, has half of it. */
    static final int MAX_BYTES = 32 << 20;

    private static final int SMALL = 64 << 10;
    private static final int KIBIBYTE = 1 << 10;
    private static final int PATIENCE_SECONDS = 10;
    private static final Semaphore KIBIBYTES = new Semaphore(2 * MAX_BYTES / KIBIBYTE, true);

    private JsonBody() {}

    /** Makes something of a body. */
    interface Reader<T> {
        /** Return the result; what it needs of the tree it copies. */
        T read(Optional<Object> json) throws IOException;
    }

    /**
     * Read a body of known length, or refuse it if it is too large.
     *
     * @param length the length that the request says, zero if it says none
     */
    static <T> T read(InputStream body, long length, Reader<T> reader) throws IOException {
        if (length > MAX_BYTES) {
            throw new RequestTooLargeException("The embedded server reads JSON bodies of at most " + MAX_BYTES
                    + " bytes; this one has " + length + ". Split it into several requests.");
        }
        int share = length <= SMALL ? 0 : (int) (length / KIBIBYTE);
        acquire(share);
        try {
            return reader.read(Json.read(bytes(body, (int) length)));
        } finally {
            KIBIBYTES.release(share);
        }
    }

    /** Makes something of the bytes of a body. */
    public interface BytesReader<T> {
        /** Return the result; what it needs of the bytes it copies. */
        T read(byte[] body) throws IOException;
    }

    /** Read a body that may be compressed, or of unknown length: what it will take is not known before it has been read. */
    public static <T> T readAll(HttpRequest request, BytesReader<T> reader) throws IOException {
        byte[] body = all(request.body());
        if (body.length > MAX_BYTES) {
            throw new RequestTooLargeException("The embedded server reads bodies of at most " + MAX_BYTES
                    + " bytes; this one has more. Send fewer spans at a time.");
        }
        boolean isSmall =
                body.length <= SMALL && request.header("Content-Encoding").isEmpty();
        int share = isSmall ? 0 : MAX_BYTES / KIBIBYTE;
        acquire(share);
        try {
            return reader.read(body);
        } finally {
            KIBIBYTES.release(share);
        }
    }

    private static byte[] all(InputStream body) {
        try {
            return body.readNBytes(MAX_BYTES + 1);
        } catch (IOException cutOff) {
            throw RestException.invalid("The request body ended before its header says that it does.");
        }
    }

    private static byte[] bytes(InputStream body, int length) {
        try {
            return body.readNBytes(length);
        } catch (IOException cutOff) {
            throw RestException.invalid("The request body ended before the " + length + " bytes that its header says.");
        }
    }

    private static void acquire(int share) {
        try {
            if (!KIBIBYTES.tryAcquire(share, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw RequestTooLargeException.besideOthers(
                        "The embedded servers of this JVM read other large bodies for " + PATIENCE_SECONDS
                                + " s now. Send fewer of them at a time.");
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw RequestTooLargeException.besideOthers("The embedded server is being closed.");
        }
    }
}
