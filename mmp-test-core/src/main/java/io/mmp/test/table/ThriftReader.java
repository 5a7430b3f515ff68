package io.mmp.test.table;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Walks through what is written in Thrift's compact protocol, without knowing what it means. */
final class ThriftReader {

    private static final int STOP = 0;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int LONG = 6;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int STRUCT = 12;

    private final byte[] bytes;
    private int position;
    private int field;
    private int type;

    ThriftReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes what stands at the position of the reader, or leaves it to be skipped. */
    interface Visitor {
        /** Return whether the value of this field was read. */
        boolean take(int field);
    }

    int position() {
        return position;
    }

    /** Read the fields of a struct, and skip those that nobody takes. */
    void struct(Visitor visitor) {
        int previous = 0;
        while (true) {
            int header = next();
            if (header == STOP) {
                return;
            }
            int delta = header >>> 4;
            int ownType = header & 15;
            int own = delta == 0 ? (int) integer() : previous + delta;
            field = own;
            type = ownType;
            if (!visitor.take(own)) {
                skip(ownType);
            }
            previous = own;
        }
    }

    /** Tell whether the field at hand, of which nothing but the header is there, is true. */
    boolean isTrue() {
        return type == 1;
    }

    /** Read a list of structs, each with a visitor of its own. */
    void structs(Supplier<Visitor> visitors) {
        int size = listSize(next());
        for (int i = 0; i < size; i++) {
            struct(visitors.get());
        }
    }

    String text() {
        int length = (int) varint();
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    /** Read an integer of any width. */
    long integer() {
        long zigzag = varint();
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    private int listSize(int header) {
        int size = header >>> 4;
        return size == 15 ? (int) varint() : size;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = next();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
    }

    private int next() {
        return bytes[position++] & 0xFF;
    }

    private void skip(int skipped) {
        if (skipped <= FALSE) {
            return;
        }
        if (skipped == BYTE) {
            position++;
        } else if (skipped <= LONG) {
            varint();
        } else if (skipped == DOUBLE) {
            position += 8;
        } else if (skipped == BINARY) {
            int length = (int) varint();
            position += length;
        } else if (skipped <= SET) {
            int header = next();
            skipElements(listSize(header), header & 15);
        } else if (skipped == MAP) {
            skipMap();
        } else if (skipped == STRUCT) {
            struct(ignored -> false);
        } else {
            throw new IllegalArgumentException("field %s is of the unknown Thrift type %s".formatted(field, skipped));
        }
    }

    private void skipMap() {
        int size = (int) varint();
        int types = size == 0 ? 0 : next();
        for (int i = 0; i < size; i++) {
            skipElements(1, types >>> 4);
            skipElements(1, types & 15);
        }
    }

    /** Skip elements of a collection, where booleans take a byte each. */
    private void skipElements(int count, int elementType) {
        for (int i = 0; i < count; i++) {
            if (elementType <= FALSE) {
                position++;
            } else {
                skip(elementType);
            }
        }
    }
}
