package io.mmp.test.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Reads the cells of one column, page by page. */
final class ParquetCells {

    private static final String[] ENCODINGS = {
        "PLAIN",
        "GROUP_VAR_INT",
        "PLAIN_DICTIONARY",
        "RLE",
        "BIT_PACKED",
        "DELTA_BINARY_PACKED",
        "DELTA_LENGTH_BYTE_ARRAY",
        "DELTA_BYTE_ARRAY",
        "RLE_DICTIONARY",
        "BYTE_STREAM_SPLIT"
    };
    private static final int PLAIN = 0;
    private static final int PLAIN_DICTIONARY = 2;
    private static final int RLE_DICTIONARY = 8;

    private final ParquetLeaf leaf;
    private final ParquetLeaf.Form form;
    private final BitSet nulls = new BitSet();
    private final long[] longs;
    private final @Nullable Object[] texts;
    private long[] longDictionary = {};
    private String[] textDictionary = {};
    private int[] levels = {};
    private int[] places = {};
    private int size;

    ParquetCells(ParquetLeaf leaf, ParquetLeaf.Form form, int rowCount) {
        boolean isText = form == ParquetLeaf.Form.TEXT;
        this.leaf = leaf;
        this.form = form;
        this.longs = new long[isText ? 0 : rowCount];
        this.texts = new Object[isText ? rowCount : 0];
    }

    /** Read all cells of the column. */
    Column read(FileChannel file) throws IOException {
        for (ParquetChunk chunk : leaf.chunks()) {
            int end = Math.toIntExact(size + chunk.cells());
            ParquetPage page = new ParquetPage(file, chunk.codec());
            for (long position = chunk.start(); size < end; ) {
                if (position >= chunk.end()) {
                    throw damaged();
                }
                position = page.read(position);
                if (page.cells() > Math.max(end - size, page.size())) {
                    throw damaged();
                }
                take(page);
            }
            if (size != end) {
                throw damaged();
            }
        }
        if (size != Math.max(longs.length, texts.length)) {
            throw damaged();
        }
        return form == ParquetLeaf.Form.TEXT
                ? new ObjectColumn(form.type, texts)
                : new LongColumn(form.type, longs, nulls);
    }

    private static IOException damaged() {
        return new IOException("the pages do not have the cells that the footer promises");
    }

    private void take(ParquetPage page) throws IOException {
        byte[] bytes = page.bytes();
        if (page.type() == ParquetPage.DICTIONARY) {
            takeDictionary(page);
        } else if (page.type() == ParquetPage.DATA) {
            int start = leaf.isOptional() ? 4 : 0;
            takeCells(
                    page,
                    start,
                    leaf.isOptional() ? 4 + buffer(bytes, 0, page.size()).getInt() : 0);
        } else if (page.type() == ParquetPage.DATA_V2) {
            takeCells(page, 0, page.levelBytes());
        }
    }

    private void takeDictionary(ParquetPage page) throws IOException {
        if (form == ParquetLeaf.Form.TEXT) {
            textDictionary = new String[page.cells()];
            texts(page.bytes(), 0, page.size(), textDictionary, 0, page.cells());
        } else {
            longDictionary = new long[page.cells()];
            longs(page.bytes(), 0, page.size(), longDictionary, 0, page.cells());
            convert(longDictionary, 0, page.cells());
        }
    }

    /** Take the cells of a page: first come the levels, which tell nulls from cells that are there, then those alone. */
    private void takeCells(ParquetPage page, int from, int to) throws IOException {
        int cells = page.cells();
        int present = cells;
        if (leaf.isOptional()) {
            levels = levels.length < cells ? new int[cells] : levels;
            RunLengths.unpack(page.bytes(), from, to, 1, levels, cells);
            present = 0;
            for (int i = 0; i < cells; i++) {
                present += levels[i];
            }
        }
        takePresent(page, to, present);
        if (present < cells) {
            spread(cells, present);
        }
        size += cells;
    }

    private void takePresent(ParquetPage page, int start, int present) throws IOException {
        boolean isText = form == ParquetLeaf.Form.TEXT;
        if (page.encoding() == PLAIN) {
            if (isText) {
                texts(page.bytes(), start, page.size(), texts, size, present);
            } else {
                longs(page.bytes(), start, page.size(), longs, size, present);
                convert(longs, size, present);
            }
        } else if (page.encoding() == PLAIN_DICTIONARY || page.encoding() == RLE_DICTIONARY) {
            places = places.length < present ? new int[present] : places;
            if (present > 0) {
                RunLengths.unpack(page.bytes(), start + 1, page.size(), page.bytes()[start], places, present);
            }
            for (int i = 0; i < present; i++) {
                if (isText) {
                    texts[size + i] = textDictionary[places[i]];
                } else {
                    longs[size + i] = longDictionary[places[i]];
                }
            }
        } else {
            boolean isKnown = page.encoding() >= 0 && page.encoding() < ENCODINGS.length;
            throw new IOException("the encoding " + (isKnown ? ENCODINGS[page.encoding()] : page.encoding()));
        }
    }

    /** Move the cells that are there to their places, the last one first. */
    private void spread(int cells, int present) {
        int next = size + present;
        for (int i = cells - 1; i >= 0; i--) {
            boolean isNull = levels[i] == 0;
            if (isNull) {
                nulls.set(size + i);
            } else {
                next--;
            }
            if (form == ParquetLeaf.Form.TEXT) {
                texts[size + i] = isNull ? null : texts[next];
            } else {
                longs[size + i] = isNull ? 0 : longs[next];
            }
        }
    }

    private static ByteBuffer buffer(byte[] bytes, int from, int to) {
        return ByteBuffer.wrap(bytes, from, to - from).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void longs(byte[] bytes, int from, int to, long[] target, int at, int count) {
        ByteBuffer source = buffer(bytes, from, to);
        switch (form) {
            case BOOLEAN -> {
                for (int i = 0; i < count; i++) {
                    target[at + i] = (source.get(from + (i >>> 3)) >>> (i & 7)) & 1;
                }
            }
            case INT -> {
                for (int i = 0; i < count; i++) {
                    target[at + i] = source.getInt();
                }
            }
            case FLOAT -> {
                for (int i = 0; i < count; i++) {
                    target[at + i] = LongColumn.bits(source.getFloat());
                }
            }
            default -> source.asLongBuffer().get(target, at, count);
        }
    }

    /** Bring cells of eight bytes into the form of a column. */
    private void convert(long[] cells, int from, int count) {
        switch (form) {
            case DOUBLE -> {
                for (int i = from; i < from + count; i++) {
                    cells[i] = LongColumn.bits(Double.longBitsToDouble(cells[i]));
                }
            }
            case MILLIS -> {
                for (int i = from; i < from + count; i++) {
                    cells[i] = Timestamps.ofMicros(Math.multiplyExact(cells[i], 1_000L));
                }
            }
            case MICROS -> {
                for (int i = from; i < from + count; i++) {
                    cells[i] = Timestamps.ofMicros(cells[i]);
                }
            }
            case NANOS -> {
                for (int i = from; i < from + count; i++) {
                    cells[i] = Timestamps.ofNanos(cells[i]);
                }
            }
            default -> {}
        }
    }

    private static void texts(byte[] bytes, int from, int to, @Nullable Object[] target, int at, int count)
            throws CharacterCodingException {
        ByteBuffer source = buffer(bytes, from, to);
        for (int i = 0; i < count; i++) {
            int length = source.getInt();
            int start = source.position();
            source.position(start + length);
            String text = new String(bytes, start, length, StandardCharsets.UTF_8);
            if (text.indexOf('\uFFFD') >= 0) {
                // What is no UTF-8 would become this sign, and be read as if it were in the file.
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
            }
            target[at + i] = text;
        }
    }
}
