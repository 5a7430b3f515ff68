package io.mmp.test.table;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The end of a Parquet file, which says of what types its columns are.
 *
 * <p>DuckDB cuts timestamps in nanoseconds to microseconds if they are in UTC, and all that are in 96 bits. It reads the former whole once
 * the footer calls them local, and the latter once it calls them twelve bytes.
 */
final class ParquetFooter {

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int INT96 = 3;
    /** The type of a fixed number of bytes, and twelve, as Thrift writes them; the header of an integer in the next field. */
    private static final byte TWELVE_BYTES = 14;

    private static final byte TWELVE = 24;
    private static final byte NEXT_INTEGER = 0x15;
    private static final byte ONE_FIELD = 0x10;

    private final byte[] bytes;
    private final long start;
    private final List<Element> schema = new ArrayList<>();
    /** Where the physical types of the column chunks stand, if they are of 96 bits. */
    private final List<Integer> int96Chunks = new ArrayList<>();

    private ParquetFooter(byte[] bytes, long start) {
        this.bytes = bytes;
        this.start = start;
    }

    /** How the timestamps of a column are stored which DuckDB would cut. */
    enum Stored {
        NANOS_IN_UTC,
        INT96
    }

    /** A node of the schema, and where in the footer its parts stand. */
    private static final class Element {
        private String name = "";
        private long children;
        private int behindType;
        private boolean isInt96;
        private int utc;
        private boolean isNanos;
    }

    /** Read the footer of a file, or return null if it has none that can be read, which is left to DuckDB to say. */
    static @Nullable ParquetFooter of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer end = read(channel, channel.size() - 8, 8).order(ByteOrder.LITTLE_ENDIAN);
            int length = end.getInt();
            long start = channel.size() - 8 - length;
            if (!end.equals(ByteBuffer.wrap(MAGIC)) || length < 0 || start < 0) {
                return null;
            }
            ParquetFooter footer =
                    new ParquetFooter(read(channel, start, length).array(), start);
            footer.parse();
            return footer;
        } catch (EOFException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (position < 0 || channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException();
            }
        }
        return buffer.flip();
    }

    private void parse() {
        ThriftReader reader = new ThriftReader(bytes);
        reader.struct(field -> {
            if (field == 2) {
                reader.structs(() -> {
                    Element element = new Element();
                    schema.add(element);
                    return part -> parseElement(reader, element, part);
                });
            } else if (field == 4) {
                reader.structs(() -> part -> part == 1 && parseChunks(reader));
            }
            return field == 2 || field == 4;
        });
    }

    private static boolean parseElement(ThriftReader reader, Element element, int field) {
        switch (field) {
            case 1 -> {
                element.isInt96 = reader.integer() == INT96;
                element.behindType = reader.position();
            }
            case 4 -> element.name = reader.text();
            case 5 -> element.children = reader.integer();
            case 10 -> reader.struct(logical -> logical == 8 && parseTimestamp(reader, element));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean parseTimestamp(ThriftReader reader, Element element) {
        reader.struct(field -> {
            if (field == 1) {
                element.utc = reader.isTrue() ? reader.position() - 1 : 0;
            } else if (field == 2) {
                reader.struct(unit -> {
                    element.isNanos = unit == 3;
                    return false;
                });
            }
            return field == 1 || field == 2;
        });
        return true;
    }

    private boolean parseChunks(ThriftReader reader) {
        reader.structs(() -> chunk -> {
            if (chunk == 3) {
                reader.struct(field -> {
                    if (field == 1 && reader.integer() == INT96) {
                        int96Chunks.add(reader.position() - 1);
                    }
                    return field == 1;
                });
            }
            return chunk == 3;
        });
        return true;
    }

    /** Return a reader at its start. */
    ThriftReader reader() {
        return new ThriftReader(bytes);
    }

    /** Return how the columns are stored which DuckDB would cut. */
    Map<String, Stored> cut() {
        Map<String, Stored> cut = new LinkedHashMap<>();
        for (int next = 1; next < schema.size(); ) {
            int end = behind(next);
            for (Element element : schema.subList(next, end)) {
                if (element.isInt96) {
                    cut.put(schema.get(next).name, Stored.INT96);
                } else if (element.isNanos && element.utc > 0) {
                    cut.putIfAbsent(schema.get(next).name, Stored.NANOS_IN_UTC);
                }
            }
            next = end;
        }
        return cut;
    }

    /** Return the index behind an element of the schema and all that is in it. */
    private int behind(int index) {
        int next = index + 1;
        for (long i = 0; i < schema.get(index).children; i++) {
            next = behind(next);
        }
        return next;
    }

    /** Write a copy of the file in which DuckDB finds all that these columns hold. */
    void writeCopy(Path file, Path copy) throws IOException {
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        byte[] footer = changed();
        ByteBuffer end = ByteBuffer.allocate(footer.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        end.put(footer).putInt(footer.length).put(MAGIC).flip();
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            channel.truncate(start);
            while (end.hasRemaining()) {
                channel.write(end, start + end.position());
            }
        }
    }

    private byte[] changed() {
        byte[] changed = bytes.clone();
        int96Chunks.forEach(position -> changed[position] = TWELVE_BYTES);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 16);
        int written = 0;
        for (Element element : schema) {
            if (element.isNanos && element.utc > 0) {
                // The type of a field and its value, if that is true or false, are one number: 1 is true, 2 is false.
                changed[element.utc]++;
            }
            if (element.isInt96) {
                int next = element.behindType;
                changed[next - 1] = TWELVE_BYTES;
                out.write(changed, written, next - written);
                boolean hasLength = changed[next] == NEXT_INTEGER;
                out.write(NEXT_INTEGER);
                out.write(TWELVE);
                changed[next] -= hasLength ? 0 : ONE_FIELD;
                written = hasLength ? next + 2 : next;
            }
        }
        out.write(changed, written, changed.length - written);
        return out.toByteArray();
    }
}
