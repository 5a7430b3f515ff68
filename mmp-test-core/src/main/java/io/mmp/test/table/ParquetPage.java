package io.mmp.test.table;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.GZIPInputStream;

/** One page of a column: its header, and its bytes, unpacked. */
final class ParquetPage {

    /** Headers hold two cells at most, of which writers cut long ones. */
    private static final int MOST_HEADER = 16 << 10;

    /** What DEFLATE, which packs tighter than Snappy, makes of zeros. */
    private static final int MOST_RATIO = 1032;

    static final int DATA = 0;
    static final int DICTIONARY = 2;
    static final int DATA_V2 = 3;

    private final FileChannel file;
    private final int codec;
    private byte[] packed = {};
    private byte[] bytes = {};
    private int type;
    private int size;
    private int packedSize;
    private int cells;
    private int encoding;
    private int levelBytes;
    private boolean isPacked;

    ParquetPage(FileChannel file, int codec) {
        this.file = file;
        this.codec = codec;
    }

    /** Read the page at this position, and return the position behind it. */
    long read(long position) throws IOException {
        int most = (int) Math.min(MOST_HEADER, file.size() - position);
        byte[] header = new byte[Math.max(0, most)];
        fill(header, header.length, position);
        ThriftReader reader = new ThriftReader(header);
        isPacked = codec != 0;
        levelBytes = 0;
        reader.struct(field -> take(reader, field));
        long start = position + reader.position();
        boolean isCredible = packedSize <= file.size() - start && size <= MOST_RATIO * (packedSize + 64L);
        if (packedSize < 0 || size < 0 || !isCredible) {
            throw new IOException("the page at %s is damaged".formatted(position));
        }
        packed = packed.length < packedSize ? new byte[packedSize] : packed;
        fill(packed, packedSize, start);
        unpack();
        return start + packedSize;
    }

    private void fill(byte[] target, int length, long position) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(target, 0, length);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException();
            }
        }
    }

    private boolean take(ThriftReader reader, int field) {
        switch (field) {
            case 1 -> type = (int) reader.integer();
            case 2 -> size = (int) reader.integer();
            case 3 -> packedSize = (int) reader.integer();
            case 5, 7 -> reader.struct(part -> takeCells(reader, part, 2));
            case 8 -> reader.struct(part -> takeLevels(reader, part) || takeCells(reader, part, 4));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean takeCells(ThriftReader reader, int field, int encodingField) {
        if (field == 1) {
            cells = (int) reader.integer();
        } else if (field == encodingField) {
            encoding = (int) reader.integer();
        }
        return field == 1 || field == encodingField;
    }

    private boolean takeLevels(ThriftReader reader, int field) {
        if (field == 5) {
            levelBytes = (int) reader.integer();
        } else if (field == 7) {
            isPacked &= reader.isTrue();
        }
        return field == 5 || field == 7;
    }

    private void unpack() throws IOException {
        if (!isPacked) {
            byte[] swapped = bytes;
            bytes = packed;
            packed = swapped;
            size = packedSize;
            return;
        }
        bytes = bytes.length < size ? new byte[size] : bytes;
        // The levels of a page of the second version are not compressed.
        System.arraycopy(packed, 0, bytes, 0, levelBytes);
        if (codec == 1) {
            Snappy.unpack(packed, levelBytes, packedSize, bytes, levelBytes, size - levelBytes);
        } else {
            inflate();
        }
    }

    private void inflate() throws IOException {
        int count = size - levelBytes;
        try (InputStream unpacked =
                new GZIPInputStream(new ByteArrayInputStream(packed, levelBytes, packedSize - levelBytes))) {
            if (unpacked.readNBytes(bytes, levelBytes, count) != count) {
                throw new EOFException();
            }
        }
    }

    int type() {
        return type;
    }

    int cells() {
        return cells;
    }

    int encoding() {
        return encoding;
    }

    int levelBytes() {
        return levelBytes;
    }

    int size() {
        return size;
    }

    byte[] bytes() {
        return bytes;
    }
}
