package io.mmp.test.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts what one side of an HTTP/1.1 connection sends into heads, bodies and what frames them (RFC 9112). What is not HTTP/1.1 passes as it is. */
final class HttpStream {

    private static final int LONGEST_HEAD = 256 * 1024;
    private static final Pattern CHUNKED = Pattern.compile("(?im)^transfer-encoding:[^\\r\\n]*chunked[ \\t]*\\r?$");
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length:[ \\t]*(\\d{1,18})[ \\t]*\\r?$");

    /** What is done with the messages. */
    interface Reader {

        /** Take a head with the empty line that ends it, and return whether its body has a length, as others have of their headers. */
        Framing head(String head);

        /** Take bytes of the message, in their order: those of its body, or those around it. */
        void bytes(ByteBuffer bytes, boolean ofBody);

        /** Take the end of the message. */
        void end();
    }

    /** How a body is framed. */
    enum Framing {
        /** By the headers; without any there is no body. */
        HEADERS,
        /** By the headers; without any it goes on until the connection is closed. */
        HEADERS_OR_CLOSE,
        /** There is none, whatever the headers say. */
        NONE,
        /** No message follows: this is not HTTP/1.1, or no longer. */
        OPAQUE
    }

    private enum State {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILERS,
        OPAQUE
    }

    private final Pattern firstLine;
    private final Reader reader;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private State state = State.HEAD;
    private boolean isFirstLine = true;
    private boolean untilClose;
    private long left;

    /** Cut a stream whose messages begin with lines of a form; the first one that does not is the end of HTTP. */
    HttpStream(Pattern firstLine, Reader reader) {
        this.firstLine = firstLine;
        this.reader = reader;
    }

    /** Return whether the next byte begins a message. */
    boolean isBetweenMessages() {
        return state == State.HEAD && line.size() == 0;
    }

    void feed(ByteBuffer data) {
        while (data.hasRemaining()) {
            switch (state) {
                case HEAD -> head(data);
                case BODY, CHUNK -> body(data);
                case CHUNK_SIZE -> chunkSize(data);
                case CHUNK_END -> chunkEnd(data);
                case TRAILERS -> trailers(data);
                case OPAQUE -> {
                    reader.bytes(data.slice(), false);
                    data.position(data.limit());
                }
            }
        }
    }

    /** Return what is held back since its message was not complete when the stream ended. */
    ByteBuffer rest() {
        ByteBuffer rest = ByteBuffer.wrap(line.toByteArray());
        line.reset();
        return rest;
    }

    private void head(ByteBuffer data) {
        while (data.hasRemaining()) {
            byte next = data.get();
            line.write(next);
            if ((isFirstLine && !mayBeFirstLine(next)) || line.size() > LONGEST_HEAD) {
                state = State.OPAQUE;
                reader.bytes(rest(), false);
                return;
            }
            isFirstLine &= next != '\n';
            if (next == '\n' && isBlankLineAtEnd()) {
                isFirstLine = true;
                ByteBuffer bytes = ByteBuffer.wrap(line.toByteArray());
                String head = line.toString(ISO_8859_1);
                line.reset();
                begin(head, bytes);
                return;
            }
        }
    }

    /** Return whether what has come of a first line may be one: other protocols wait for an answer without an empty line. */
    private boolean mayBeFirstLine(byte next) {
        if (next == '\n') {
            return firstLine.matcher(line.toString(ISO_8859_1)).matches();
        }
        return (next >= ' ' || next == '\r') && (line.size() > 1 || (next >= 'A' && next <= 'Z'));
    }

    private boolean isBlankLineAtEnd() {
        byte[] bytes = line.toByteArray();
        int end = bytes.length - 1;
        int before = end > 0 && bytes[end - 1] == '\r' ? end - 2 : end - 1;
        return before >= 0 && bytes[before] == '\n';
    }

    private void begin(String head, ByteBuffer bytes) {
        Framing framing = reader.head(head);
        reader.bytes(bytes, false);
        Matcher length = LENGTH.matcher(head);
        if (framing == Framing.OPAQUE) {
            state = State.OPAQUE;
        } else if (framing == Framing.NONE) {
            reader.end();
        } else if (CHUNKED.matcher(head).find()) {
            state = State.CHUNK_SIZE;
        } else if (length.find()) {
            body(Long.parseLong(length.group(1)), false);
        } else {
            body(0, framing == Framing.HEADERS_OR_CLOSE);
        }
    }

    private void body(long length, boolean ofClose) {
        left = length;
        untilClose = ofClose;
        if (length == 0 && !ofClose) {
            reader.end();
        } else {
            state = State.BODY;
        }
    }

    private void body(ByteBuffer data) {
        int size = untilClose ? data.remaining() : (int) Math.min(left, data.remaining());
        reader.bytes(data.slice(data.position(), size), true);
        data.position(data.position() + size);
        left -= size;
        if (!untilClose && left == 0) {
            boolean wasChunk = state == State.CHUNK;
            state = wasChunk ? State.CHUNK_END : State.HEAD;
            if (!wasChunk) {
                reader.end();
            }
        }
    }

    /** Take a line, and return it when it is complete. */
    private String line(ByteBuffer data) {
        while (data.hasRemaining()) {
            byte next = data.get();
            line.write(next);
            if (next == '\n' || line.size() > LONGEST_HEAD) {
                String text = line.toString(ISO_8859_1);
                reader.bytes(rest(), false);
                return text;
            }
        }
        return "";
    }

    private void chunkSize(ByteBuffer data) {
        String text = line(data);
        if (text.isEmpty()) {
            return;
        }
        String digits = text.replaceFirst("[;\\s].*", "").strip().toLowerCase(Locale.ROOT);
        if (!digits.matches("[0-9a-f]{1,15}")) {
            state = State.OPAQUE;
            return;
        }
        left = Long.parseLong(digits, 16);
        untilClose = false;
        state = left == 0 ? State.TRAILERS : State.CHUNK;
    }

    private void chunkEnd(ByteBuffer data) {
        if (!line(data).isEmpty()) {
            state = State.CHUNK_SIZE;
        }
    }

    private void trailers(ByteBuffer data) {
        String text = line(data);
        if (!text.isEmpty() && text.isBlank()) {
            state = State.HEAD;
            reader.end();
        }
    }
}
