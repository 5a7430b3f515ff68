package io.mmp.test.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the lines of an answer where they stand, without making text of what nobody asks for, and skips its body. */
final class AnswerReader {

    private static final int LONGEST_LINE = 64 << 10;
    private static final int LONGEST_SHOWN = 80;
    private static final int SKIPPED_AT_ONCE = 64 << 10;
    private static final byte[] PROTOCOL = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);
    /** {@code HTTP/1.1 200}. */
    private static final int STATUS_LINE = 12;

    private final ReadableByteChannel channel;
    private byte[] bytes = new byte[8 << 10];
    private ByteBuffer window = ByteBuffer.wrap(bytes);
    private int position;
    private int limit;
    private int lineStart;
    private int lineEnd;

    AnswerReader(ReadableByteChannel channel) {
        this.channel = channel;
    }

    /** Tell whether all that came has been read. */
    boolean isEmpty() {
        return position == limit;
    }

    /** Go to the next line. */
    void nextLine() throws IOException {
        int searched = position;
        while (true) {
            for (int i = searched; i < limit; i++) {
                if (bytes[i] == '\n') {
                    lineStart = position;
                    lineEnd = i > position && bytes[i - 1] == '\r' ? i - 1 : i;
                    position = i + 1;
                    return;
                }
            }
            if (limit - position > LONGEST_LINE) {
                throw new ProtocolException(
                        "The answer has a line of more than %s characters.".formatted(LONGEST_LINE));
            }
            searched = limit - position;
            makeRoom();
            require();
        }
    }

    boolean isLineEmpty() {
        return lineStart == lineEnd;
    }

    String line() {
        return new String(bytes, lineStart, lineEnd - lineStart, StandardCharsets.ISO_8859_1);
    }

    private String beginning() {
        return lineEnd - lineStart <= LONGEST_SHOWN ? line() : line().substring(0, LONGEST_SHOWN) + "...";
    }

    /** Return the status that the line tells. */
    int status() throws ProtocolException {
        int status = statusAt(lineStart, lineEnd);
        if (status < 0) {
            throw new ProtocolException(
                    "The answer starts with '%s', which is no status line of HTTP/1.1.".formatted(beginning()));
        }
        return status;
    }

    /** Return the status of what has come and has not been read, or -1 where it does not tell yet. */
    int statusAhead() {
        return statusAt(position, limit);
    }

    private int statusAt(int start, int end) {
        if (end - start < STATUS_LINE
                || !Arrays.equals(bytes, start, start + PROTOCOL.length, PROTOCOL, 0, PROTOCOL.length)
                || (bytes[start + 7] != '0' && bytes[start + 7] != '1')
                || bytes[start + 8] != ' '
                || (end - start > STATUS_LINE && bytes[start + STATUS_LINE] > ' ')) {
            return -1;
        }
        int status = 0;
        for (int i = start + 9; i < start + STATUS_LINE; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            status = 10 * status + digit;
        }
        return status;
    }

    /** Tell whether the status line is one of HTTP/1.1, and not of HTTP/1.0. */
    boolean isCurrentVersion() {
        return bytes[lineStart + 7] == '1';
    }

    /** Return the value of the header that the line is, in lower case, if it has this name, which is in lower case. */
    @Nullable
    String value(String name) {
        int colon = lineStart + name.length();
        if (colon >= lineEnd || bytes[colon] != ':') {
            return null;
        }
        for (int i = 0; i < name.length(); i++) {
            int letter = bytes[lineStart + i];
            if ((letter >= 'A' && letter <= 'Z' ? letter + 32 : letter) != name.charAt(i)) {
                return null;
            }
        }
        return new String(bytes, colon + 1, lineEnd - colon - 1, StandardCharsets.ISO_8859_1)
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** Read past so many bytes. */
    void skip(long length) throws IOException {
        long rest = length - Math.min(length, limit - position);
        position += (int) (length - rest);
        while (rest > 0) {
            makeRoomFor(rest);
            require();
            int step = (int) Math.min(rest, limit);
            position = step;
            rest -= step;
        }
    }

    /** Read to the end of the connection. */
    void skipAll() throws IOException {
        do {
            position = limit;
            makeRoomFor(SKIPPED_AT_ONCE);
        } while (fill() > 0);
    }

    /** Keep what there is to read at once; return false at the end of the connection. */
    boolean pull() throws IOException {
        makeRoom();
        return fill() >= 0;
    }

    private void require() throws IOException {
        if (fill() <= 0) {
            throw new EOFException("The server closed the connection before its answer was whole.");
        }
    }

    private int fill() throws IOException {
        int read = channel.read(window.clear().position(limit));
        limit += Math.max(0, read);
        return read;
    }

    /** Nothing is left to be read: be it in larger pieces, where there is much. */
    private void makeRoomFor(long length) {
        position = 0;
        limit = 0;
        if (length > bytes.length && bytes.length < SKIPPED_AT_ONCE) {
            use(new byte[SKIPPED_AT_ONCE]);
        }
    }

    private void makeRoom() {
        System.arraycopy(bytes, position, bytes, 0, limit - position);
        limit -= position;
        position = 0;
        if (limit == bytes.length) {
            use(Arrays.copyOf(bytes, 2 * bytes.length));
        }
    }

    private void use(byte[] larger) {
        bytes = larger;
        window = ByteBuffer.wrap(larger);
    }
}
