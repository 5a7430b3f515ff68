package io.mmp.test.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of texts and bytes. */
final class Hash {

    private static final int BUFFER = 1 << 14;

    private final MessageDigest sha256;

    Hash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String of(String text) {
        return new Hash().add(text).hex();
    }

    Hash add(String text) {
        return add(utf8(text));
    }

    /** Return the bytes of a text, and of one that has half a character, which UTF-8 does not, those of its chars behind a mark. */
    static byte[] utf8(String text) {
        if (text.chars().noneMatch(unit -> Character.isSurrogate((char) unit))
                || StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteBuffer bytes = ByteBuffer.allocate(1 + 2 * text.length()).put((byte) 0xff);
        text.chars().forEach(unit -> bytes.putChar((char) unit));
        return bytes.array();
    }

    Hash add(byte... bytes) {
        sha256.update(bytes);
        return this;
    }

    Hash add(byte[] bytes, int offset, int length) {
        sha256.update(bytes, offset, length);
        return this;
    }

    /** Add what is left in a buffer, which stays as it is. */
    Hash add(ByteBuffer bytes) {
        sha256.update(bytes.duplicate());
        return this;
    }

    /** Add a part of a file. */
    Hash add(FileChannel file, long offset, long length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(length, BUFFER));
        for (long at = offset; at < offset + length; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), offset + length - at));
            while (buffer.hasRemaining()) {
                if (file.read(buffer, at + buffer.position()) < 0) {
                    throw new IOException("it became shorter while it was read");
                }
            }
            sha256.update(buffer.flip());
        }
        return this;
    }

    /** Add all that follows, and return how many bytes that were. */
    long addAll(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            sha256.update(buffer, 0, length);
            size += length;
        }
        return size;
    }

    /** Add a name so that no two lists of names are the same bytes. */
    Hash addName(String name) {
        byte[] bytes = utf8(name);
        return add(bytes.length + ":").add(bytes);
    }

    String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }
}
