package io.mmp.test.table;

import java.util.ArrayList;
import java.util.List;

/**
 * What the end of a Parquet file says of its columns, and where they are.
 *
 * @param rowCount the rows of the file
 * @param columns the columns at the top, in order; a group of columns is one of them
 */
record ParquetLayout(long rowCount, List<ParquetLeaf> columns) {

    /** Read what a footer says. */
    static ParquetLayout of(ThriftReader footer) {
        List<ParquetLeaf> schema = new ArrayList<>();
        List<List<ParquetChunk>> groups = new ArrayList<>();
        long[] rows = {0};
        footer.struct(field -> {
            switch (field) {
                case 2 ->
                    footer.structs(() -> {
                        ParquetLeaf leaf = new ParquetLeaf();
                        schema.add(leaf);
                        return part -> leaf.take(footer, part);
                    });
                case 3 -> rows[0] = footer.integer();
                case 4 ->
                    footer.structs(() -> {
                        List<ParquetChunk> chunks = new ArrayList<>();
                        groups.add(chunks);
                        return part -> part == 1 && takeChunks(footer, chunks);
                    });
                default -> {
                    return false;
                }
            }
            return true;
        });
        return new ParquetLayout(rows[0], top(schema, groups));
    }

    private static boolean takeChunks(ThriftReader footer, List<ParquetChunk> chunks) {
        footer.structs(() -> {
            ParquetChunk chunk = new ParquetChunk();
            chunks.add(chunk);
            return part -> chunk.take(footer, part);
        });
        return true;
    }

    /** Give the leaves of the schema their chunks, which are in the same order in each group of rows. */
    private static List<ParquetLeaf> top(List<ParquetLeaf> schema, List<List<ParquetChunk>> groups) {
        List<ParquetLeaf> top = new ArrayList<>();
        int leaf = 0;
        int behind = 1;
        for (int i = 1; i < schema.size(); i++) {
            ParquetLeaf element = schema.get(i);
            if (i == behind) {
                top.add(element);
                behind = i + 1;
            }
            behind += element.children();
            if (element.isLeaf()) {
                for (List<ParquetChunk> chunks : groups) {
                    element.chunks().add(chunks.get(leaf));
                }
                leaf++;
            }
        }
        return top;
    }
}
