package io.mmp.test.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * What a container has written, without the frames in which the daemon sends it.
 *
 * <p>Each has eight bytes in front: 0, 1 or 2 for the stream, three zeros, and the length. The log of a container with a terminal has none.
 */
final class ContainerLog {

    private static final int HEADER = 8;

    private ContainerLog() {}

    static String text(byte[] frames) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ByteBuffer left = ByteBuffer.wrap(frames);
        while (left.remaining() >= HEADER) {
            int place = left.position();
            int length = left.getInt(place + 4);
            boolean framed = left.get(place) <= 2 && left.get(place) >= 0 && (left.getInt(place) & 0xFFFFFF) == 0;
            if (!framed || length < 0) {
                break;
            }
            int end = Math.min(length, left.remaining() - HEADER);
            text.write(frames, place + HEADER, end);
            left.position(place + HEADER + end);
        }
        text.write(frames, left.position(), left.remaining());
        return text.toString(UTF_8);
    }

    /**
     * Return the last lines that make so many characters: a line that was cut might show a part of a secret, which nobody would know again.
     * Of one line that is longer nothing is left.
     */
    static String tail(String text, int mostCharacters) {
        if (text.length() <= mostCharacters) {
            return text;
        }
        int cut = text.length() - mostCharacters;
        int end = text.indexOf('\n', cut - 1);
        return end < 0 ? "" : text.substring(end + 1);
    }
}
