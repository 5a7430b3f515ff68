package io.mmp.test.mlflow.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a file that a {@code Range} header asks for (RFC 9110): {@code bytes=0-4}, {@code bytes=5-} or {@code
 * bytes=-3}. Whoever asks for several parts at once gets the whole file.
 *
 * @param last the last byte, inclusive
 */
record ByteRange(long first, long last) {

    private static final Pattern SINGLE = Pattern.compile("bytes=(\\d*)-(\\d*)");

    /** Read a header; empty if it asks for no part or for several. */
    static Optional<ByteRange> of(String header, long size) {
        Matcher matcher = SINGLE.matcher(header.strip());
        if (!matcher.matches()
                || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return Optional.empty();
        }
        String end = matcher.group(2);
        if (matcher.group(1).isEmpty()) {
            return Optional.of(new ByteRange(Math.max(0, size - Long.parseLong(end)), size - 1));
        }
        long last = end.isEmpty() ? size - 1 : Math.min(Long.parseLong(end), size - 1);
        return Optional.of(new ByteRange(Long.parseLong(matcher.group(1)), last));
    }

    /** Return how many bytes this is. */
    long length() {
        return last - first + 1;
    }

    /** Tell whether the file has any of it. */
    boolean isWithin(long size) {
        return first < size && first <= last;
    }

    /** Copy this part of a file. */
    void copy(Path file, OutputStream out) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(first);
            byte[] buffer = new byte[8_192];
            for (long left = length(); left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    throw new IOException(file + " became shorter while it was read");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }
}
