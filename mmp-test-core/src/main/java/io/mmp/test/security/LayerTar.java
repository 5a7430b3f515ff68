package io.mmp.test.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a tar (ustar, with the long names of GNU and PAX) from front to end. Of an entry that is not read to its end the rest is passed over. */
final class LayerTar extends InputStream {

    static final int BLOCK = 512;

    private static final int LONGEST_HEADER = 1 << 20;

    private final InputStream in;
    private long left;
    private long padding;

    LayerTar(InputStream in) {
        this.in = in;
    }

    /**
     * What stands in a tar.
     *
     * @param isFile not so for directories, links and devices
     */
    record Entry(String name, boolean isFile) {}

    static boolean isTar(byte[] start) {
        return start.length >= 263 && new String(start, 257, 5, ISO_8859_1).equals("ustar");
    }

    /** Go to the next entry, whose bytes this stream then has. */
    @Nullable
    Entry next() throws IOException {
        String longName = "";
        Map<String, String> pax = new HashMap<>();
        while (true) {
            in.skipNBytes(left + padding);
            left = 0;
            padding = 0;
            byte[] header = in.readNBytes(BLOCK);
            if (header.length == 0 || isZero(header)) {
                return null;
            }
            if (header.length < BLOCK) {
                throw new EOFException("the tar ends within a header");
            }
            char type = (char) header[156];
            String size = pax.getOrDefault("size", "");
            begin(size.isEmpty() || "xgLK".indexOf(type) >= 0 ? number(header) : decimal(size));
            if (type == 'L') {
                longName = text(headerBytes());
            } else if (type == 'x') {
                pax.putAll(pax(headerBytes()));
            } else if (type != 'g' && type != 'K') {
                String prefix = new String(header, 257, 6, ISO_8859_1).equals("ustar\0") ? field(header, 345, 155) : "";
                String name = field(header, 0, 100);
                String full = prefix.isEmpty() ? name : prefix + "/" + name;
                String chosen = longName.isEmpty() ? pax.getOrDefault("path", full) : longName;
                // '0' and zero are files, '7' is one in one piece, 'S' one with holes.
                boolean isFile = type == '0' || type == 0 || type == '7' || type == 'S';
                return new Entry(pax.getOrDefault("GNU.sparse.name", chosen), isFile && !name.endsWith("/"));
            }
        }
    }

    private void begin(long size) throws IOException {
        if (size < 0) {
            throw new IOException("the tar has an entry of a negative size");
        }
        left = size;
        padding = (BLOCK - size % BLOCK) % BLOCK;
    }

    private byte[] headerBytes() throws IOException {
        if (left > LONGEST_HEADER) {
            throw new IOException("the tar has a header of %s bytes".formatted(left));
        }
        return readNBytes((int) left);
    }

    private static Map<String, String> pax(byte[] bytes) throws IOException {
        Map<String, String> records = new HashMap<>();
        int start = 0;
        while (start < bytes.length && bytes[start] != 0) {
            int blank = start;
            while (blank < bytes.length && bytes[blank] != ' ') {
                blank++;
            }
            long length = decimal(new String(bytes, start, blank - start, ISO_8859_1));
            if (length <= blank - start + 1 || start + length > bytes.length) {
                throw new IOException("the tar has a PAX header that is cut off");
            }
            String record = new String(bytes, blank + 1, (int) (start + length) - blank - 2, UTF_8);
            int equal = record.indexOf('=');
            if (equal > 0) {
                records.put(record.substring(0, equal), record.substring(equal + 1));
            }
            start += (int) length;
        }
        return records;
    }

    private static long decimal(String digits) throws IOException {
        try {
            return Long.parseLong(digits.strip());
        } catch (NumberFormatException e) {
            throw new IOException("the tar has '%s' where a number should be".formatted(digits), e);
        }
    }

    /** Return the size: octal digits, or the number itself of what is too large for them. */
    private static long number(byte[] header) throws IOException {
        if ((header[124] & 0x80) != 0) {
            long number = header[124] & 0x7f;
            for (int i = 125; i < 136; i++) {
                number = (number << 8) | (header[i] & 0xff);
            }
            return number;
        }
        String digits = field(header, 124, 12).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new IOException("the tar has '%s' where a size should be".formatted(digits), e);
        }
    }

    private static String field(byte[] header, int start, int length) {
        int end = start;
        while (end < start + length && header[end] != 0) {
            end++;
        }
        return new String(header, start, end - start, UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8).replace("\0", "");
    }

    private static boolean isZero(byte[] block) {
        for (byte each : block) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        int read = in.read(bytes, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new EOFException("the tar ends within an entry");
        }
        left -= read;
        return read;
    }
}
