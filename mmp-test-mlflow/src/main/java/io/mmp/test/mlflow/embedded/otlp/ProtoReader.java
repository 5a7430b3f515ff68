package io.mmp.test.mlflow.embedded.otlp;

import io.mmp.test.mlflow.embedded.wire.JsonTree;
import io.mmp.test.mlflow.embedded.wire.RequestTooLargeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

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

    /** Marks the number of a field that holds an integer. */
    static final int VARINT = 1 << 29;

    /** Marks the number of a field that holds 64 bits. */
    static final int FIXED64 = 1 << 30;

    private static final int BYTES = 0;
    private static final List<Integer> KINDS = List.of(VARINT, FIXED64, BYTES);
    private static final int OPEN_GROUP = 3;
    private static final int CLOSE_GROUP = 4;
    private static final int FIXED32 = 5;
    private static final int MAX_VARINT = 10;

    /** Protobuf's limit for messages in messages. */
    private static final int MAX_DEPTH = 100;

    private final ByteBuffer buffer;
    private final int depth;
    private final AtomicInteger fields;
    private int kind;

    private ProtoReader(byte[] message, int depth, AtomicInteger fields) {
        if (depth > MAX_DEPTH) {
            throw new MalformedException("Messages are nested more than " + MAX_DEPTH + " deep");
        }
        this.buffer = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        this.depth = depth;
        this.fields = fields;
    }

    /** Read a message; all that is in it, at any depth, counts to one limit. */
    static ProtoReader of(byte[] message) {
        return new ProtoReader(message, 0, new AtomicInteger());
    }

    /**
     * Return the number of the next field, or 0 at the end; the field must then be read or skipped.
     *
     * <p>The number of a field that is no bytes, text or message is marked, so that a field of another kind than it should be is one
     * that is not known, as to protobuf.
     */
    int next() {
        while (buffer.hasRemaining()) {
            int tag = tag();
            int type = tag & 7;
            if (type < KINDS.size()) {
                kind = KINDS.get(type);
                return kind | (tag >>> 3);
            }
            skip(tag, depth + 1);
        }
        return 0;
    }

    private int tag() {
        long tag = rawVarint();
        long number = tag >>> 3;
        if (number < 1 || number >= 1 << 29) {
            throw new MalformedException("No field has the number " + number);
        }
        if (fields.incrementAndGet() > JsonTree.MAX_VALUES) {
            throw new RequestTooLargeException("The embedded server reads messages of at most " + JsonTree.MAX_VALUES
                    + " fields. Send fewer spans at a time.");
        }
        return (int) tag;
    }

    /** Read an integer or an enum. */
    long varint() {
        return rawVarint();
    }

    /** Read 64 bits. */
    long fixed64() {
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
        return inside(bytes());
    }

    /** Read bytes that were found inside as a message. */
    ProtoReader inside(byte[] message) {
        return new ProtoReader(message, depth + 1, fields);
    }

    /** Skip a field that is not known. */
    void skip() {
        skip(KINDS.indexOf(kind), depth);
    }

    private void skip(int tag, int level) {
        switch (tag & 7) {
            case 0 -> rawVarint();
            case 1 -> skipped(Long.BYTES);
            case 2 -> skipped(rawVarint());
            case OPEN_GROUP -> skipGroup(tag, level);
            case FIXED32 -> skipped(Integer.BYTES);
            default -> throw new MalformedException("Field type " + (tag & 7));
        }
    }

    private void skipGroup(int open, int level) {
        if (level > MAX_DEPTH) {
            throw new MalformedException("Groups are nested more than " + MAX_DEPTH + " deep");
        }
        int tag = tag();
        while ((tag & 7) != CLOSE_GROUP) {
            skip(tag, level + 1);
            tag = tag();
        }
        if (tag >>> 3 != open >>> 3) {
            throw new MalformedException("A group ends that did not begin");
        }
    }

    private void skipped(long length) {
        if (length < 0 || length > buffer.remaining()) {
            throw new MalformedException("A field ends behind its message");
        }
        buffer.position(buffer.position() + (int) length);
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
