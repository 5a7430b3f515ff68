package io.mmp.test.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Searches a stream of any length in pieces that overlap, so that memory stays flat and nothing falls between two. */
final class SecretStream {

    private static final int PIECE = 1 << 20;

    /** More than the longest secret that a pattern finds. */
    private static final int OVERLAP = 1 << 16;

    /** What stands before a secret and tells what it is, such as the name of a field. */
    private static final int BEFORE = 512;

    private static final int LOOK = 1024;
    private static final int MOST_WIDE = 64 << 20;

    /** Libraries of cryptography have keys in them for the tests of themselves. */
    private static final Pattern LIBRARY = Pattern.compile(".*\\.(?:so|dll|dylib|a)(?:\\.[0-9.]+)?");

    /** One for all files: most are small, and a new one for each would cost more than their search. */
    private final byte[] piece = new byte[PIECE];

    void search(BufferedInputStream in, String path, Consumer<SecretFinding> found) throws IOException {
        in.mark(LOOK + 1);
        byte[] first = in.readNBytes(LOOK);
        in.reset();
        Charset charset = charset(first);
        if (charset.equals(ISO_8859_1)) {
            boolean isBinary = has(first, first.length, 0);
            search(in, path, isBinary ? SecretText.BINARY : SecretText.ofFile(path), found);
            return;
        }
        byte[] wide = in.readNBytes(MOST_WIDE + 1);
        if (wide.length > MOST_WIDE) {
            throw new IOException("a text in UTF-16 of more than %s MiB".formatted(MOST_WIDE >> 20));
        }
        byte[] narrow = new String(wide, charset).getBytes(UTF_8);
        search(new ByteArrayInputStream(narrow), path, SecretText.ofFile(path), found);
    }

    /** Each byte is taken as a letter, which costs nothing, and gives a secret in whatever encoding back as it was. */
    private void search(InputStream in, String path, SecretText kind, Consumer<SecretFinding> found)
            throws IOException {
        int length = 0;
        int from = 0;
        long line = 1;
        while (true) {
            length += in.readNBytes(piece, length, PIECE - length);
            boolean isEnd = length < PIECE;
            String text = new String(piece, 0, length, ISO_8859_1);
            int until = isEnd ? length : length - OVERLAP;
            int counted = 0;
            for (SecretSearch.Hit hit : SecretSearch.in(text, kind)) {
                boolean isSelfTest = kind == SecretText.BINARY
                        && hit.rule().equals(SecretRules.PRIVATE_KEY)
                        && LIBRARY.matcher(path).matches();
                if (hit.start() >= from && hit.start() < until && !isSelfTest) {
                    line += lines(text, counted, hit.start());
                    counted = hit.start();
                    found.accept(SecretFinding.of(hit, path, line));
                }
            }
            if (isEnd) {
                return;
            }
            int kept = until - BEFORE;
            line += counted <= kept ? lines(text, counted, kept) : -lines(text, kept, counted);
            System.arraycopy(piece, kept, piece, 0, length - kept);
            length -= kept;
            from = BEFORE;
        }
    }

    private static Charset charset(byte[] first) {
        if (first.length >= 2 && first[0] == (byte) 0xff && first[1] == (byte) 0xfe) {
            return UTF_16LE;
        }
        if (first.length >= 2 && first[0] == (byte) 0xfe && first[1] == (byte) 0xff) {
            return UTF_16BE;
        }
        // Without a mark: Latin letters have a zero as every other byte.
        int length = first.length & ~1;
        if (length >= 8 && zeros(first, length, 1) * 10 >= length * 4 && !has(first, length, 0, 2)) {
            return UTF_16LE;
        }
        return length >= 8 && zeros(first, length, 0) * 10 >= length * 4 && !has(first, length, 1, 2)
                ? UTF_16BE
                : ISO_8859_1;
    }

    private static int zeros(byte[] bytes, int length, int start) {
        int zeros = 0;
        for (int i = start; i < length; i += 2) {
            zeros += bytes[i] == 0 ? 1 : 0;
        }
        return zeros;
    }

    private static boolean has(byte[] bytes, int length, int start) {
        return has(bytes, length, start, 1);
    }

    private static boolean has(byte[] bytes, int length, int start, int step) {
        for (int i = start; i < length; i += step) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private static int lines(String text, int start, int end) {
        int lines = 0;
        for (int i = text.indexOf('\n', start); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) {
            lines++;
        }
        return lines;
    }
}
