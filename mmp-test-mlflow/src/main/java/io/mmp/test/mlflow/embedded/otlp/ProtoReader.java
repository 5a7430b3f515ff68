package io.mmp.test.mlflow.embedded.otlp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the binary form of a protobuf message field by field, without the library.
 *
 * <p>See <a href="https://protobuf.dev/programming-guides/encoding/">the format</a>. Anything malformed is a
 * {@link MalformedException}.
 */
public final class ProtoReader {

    /** Says that the bytes are no message. */
    public static final class MalformedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message, null, false, false);
        }
    }

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int MAX_VARINT = 10;

    private final ByteBuffer buffer;
    private int type;

    private ProtoReader(ByteBuffer buffer) {
        this.buffer = buffer.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Read a message. */
    static ProtoReader of(byte[] message) {
        return new ProtoReader(ByteBuffer.wrap(message));
    }

    /** Return the number of the next field, or 0 at the end; the field must then be read or skipped. */
    int next() {
        if (!buffer.hasRemaining()) {
            return 0;
        }
        long tag = rawVarint();
        type = (int) (tag & 7);
        long number = tag >>> 3;
        if (number < 1 || number >= 1 << 29) {
            throw new MalformedException("No field has the number " + number);
        }
        return (int) number;
    }

    /** Read an integer or an enum. */
    long varint() {
        require(VARINT);
        return rawVarint();
    }

    /** Read 64 bits. */
    long fixed64() {
        require(FIXED64);
        need(Long.BYTES);
        return buffer.getLong();
    }

    /** Read a text. */
    String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new MalformedException("A text is not UTF-8");
        }
    }

    /** Read bytes. */
    byte[] bytes() {
        require(BYTES);
        long length = rawVarint();
        if (length < 0 || length > buffer.remaining()) {
            throw new MalformedException("A field ends behind its message");
        }
        byte[] bytes = new byte[(int) length];
        buffer.get(bytes);
        return bytes;
    }

    /** Read a message inside. */
    ProtoReader message() {
        return of(bytes());
    }

    /** Skip a field that is not known. */
    void skip() {
        switch (type) {
            case VARINT -> rawVarint();
            case FIXED64 -> fixed64();
            case BYTES -> bytes();
            case FIXED32 -> {
                need(Integer.BYTES);
                buffer.getInt();
            }
            default -> throw new MalformedException("Field type " + type);
        }
    }

    private void require(int expected) {
        if (type != expected) {
            throw new MalformedException("Field type " + type + " instead of " + expected);
        }
    }

    private void need(int bytes) {
        if (buffer.remaining() < bytes) {
            throw new MalformedException("A field ends behind its message");
        }
    }

    private long rawVarint() {
        long value = 0;
        for (int i = 0; i < MAX_VARINT; i++) {
            need(1);
            byte next = buffer.get();
            value |= (next & 0x7fL) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedException("An integer has more than " + MAX_VARINT + " bytes");
    }
}
