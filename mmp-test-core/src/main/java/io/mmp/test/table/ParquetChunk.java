package io.mmp.test.table;

import org.jspecify.annotations.Nullable;

/** The cells of one column in one group of rows: where they are in the file, and how they are compressed. */
final class ParquetChunk {

    private static final String[] CODECS = {"UNCOMPRESSED", "SNAPPY", "GZIP", "LZO", "BROTLI", "LZ4", "ZSTD", "LZ4_RAW"
    };

    private boolean isElsewhere;
    private int codec;
    private long cells;
    private long bytes;
    private long data;
    private long dictionary;

    /** Take a field of {@code ColumnChunk}. */
    boolean take(ThriftReader footer, int field) {
        if (field == 3) {
            footer.struct(part -> takeMetaData(footer, part));
            return true;
        }
        // A file beside this one, or a key without which nothing can be read.
        isElsewhere |= field == 1 || field == 8 || field == 9;
        return false;
    }

    private boolean takeMetaData(ThriftReader footer, int field) {
        switch (field) {
            case 4 -> codec = (int) footer.integer();
            case 5 -> cells = footer.integer();
            case 7 -> bytes = footer.integer();
            case 9 -> data = footer.integer();
            case 11 -> dictionary = footer.integer();
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Return why the chunk cannot be read without DuckDB, or null if it can. */
    @Nullable
    String obstacle() {
        if (isElsewhere) {
            return "is encrypted or in another file";
        }
        return codec <= 2 ? null : "is compressed with " + (codec < CODECS.length ? CODECS[codec] : "codec " + codec);
    }

    int codec() {
        return codec;
    }

    long cells() {
        return cells;
    }

    /** Return where the first page starts. */
    long start() {
        return dictionary > 0 ? Math.min(dictionary, data) : data;
    }

    long end() {
        return start() + bytes;
    }
}
