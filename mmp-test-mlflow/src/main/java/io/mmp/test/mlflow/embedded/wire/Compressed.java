package io.mmp.test.mlflow.embedded.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Reads compressed bodies as Python does, up to the limit of bodies that are not compressed. */
public final class Compressed {

    private static final int TRAILER = 8;

    private Compressed() {}

    /** Decompress gzip, of which several may follow one another; zeros may be behind, but nothing else. */
    public static byte[] gzip(byte[] body) throws IOException {
        if (body.length == 0) {
            return body;
        }
        try (Gzip stream = new Gzip(body)) {
            byte[] plain = all(stream);
            for (int i = stream.end(); i < body.length; i++) {
                if (body[i] != 0) {
                    throw new IOException("Bytes behind the end");
                }
            }
            return plain;
        }
    }

    /** Decompress deflate; some clients send the stream without its head. */
    public static byte[] deflate(byte[] body) throws IOException {
        try {
            return inflated(body, new Inflater());
        } catch (IOException withoutHead) {
            return inflated(body, new Inflater(true));
        }
    }

    private static byte[] inflated(byte[] body, Inflater inflater) throws IOException {
        try (InputStream stream = new InflaterInputStream(new ByteArrayInputStream(body), inflater)) {
            return all(stream);
        } finally {
            inflater.end();
        }
    }

    private static byte[] all(InputStream stream) throws IOException {
        byte[] plain = stream.readNBytes(JsonBody.MAX_BYTES + 1);
        if (plain.length > JsonBody.MAX_BYTES) {
            throw new RequestTooLargeException("The embedded server reads bodies of at most " + JsonBody.MAX_BYTES
                    + " bytes; this one is compressed and has more. Send fewer spans at a time.");
        }
        return plain;
    }

    /** The JDK's stream, which ends in silence where something else follows. */
    private static final class Gzip extends GZIPInputStream {

        private final int length;

        Gzip(byte[] body) throws IOException {
            super(new ByteArrayInputStream(body), body.length);
            length = body.length;
        }

        /** Return where the last compressed part ends, when all has been read. */
        int end() {
            return Math.min(length, length - inf.getRemaining() + TRAILER);
        }
    }
}
