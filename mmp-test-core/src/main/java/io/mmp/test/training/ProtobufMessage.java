package io.mmp.test.training;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A protobuf message without its schema: its fields in the order of the file.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
final class ProtobufMessage {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    /**
     * One field.
     *
     * @param number the number in the schema
     * @param type the wire type
     * @param value the value of a varint
     * @param content the bytes of the value, without number and length
     */
    record Field(int number, int type, long value, byte[] content) {

        String text() {
            return new String(content, StandardCharsets.UTF_8);
        }

        ProtobufMessage message() {
            return new ProtobufMessage(content);
        }
    }

    private final List<Field> fields = new ArrayList<>();
    private final byte[] bytes;
    private int position;

    ProtobufMessage(byte[] bytes) {
        this.bytes = bytes;
        while (position < bytes.length) {
            fields.add(field());
        }
    }

    List<Field> fields() {
        return fields;
    }

    List<Field> all(int number) {
        return fields.stream().filter(field -> field.number() == number).toList();
    }

    /** Return a text; empty if there is none. As protobuf has it, the last one counts. */
    String text(int number) {
        List<Field> found = all(number);
        return found.isEmpty() ? "" : found.get(found.size() - 1).text();
    }

    /** Return a number; 0 if there is none. */
    long number(int number) {
        List<Field> found = all(number);
        return found.isEmpty() ? 0 : found.get(found.size() - 1).value();
    }

    /** Return the integers of a repeated field, packed or not. */
    List<Long> integers(int number) {
        List<Long> integers = new ArrayList<>();
        for (Field field : all(number)) {
            if (field.type() == BYTES) {
                ProtobufMessage packed = new ProtobufMessage(new byte[0], field.content());
                while (packed.position < packed.bytes.length) {
                    integers.add(packed.varint());
                }
            } else {
                integers.add(field.value());
            }
        }
        return integers;
    }

    private ProtobufMessage(byte[] none, byte[] packed) {
        this.bytes = packed;
    }

    /** Return the bytes with the fields in the order of their numbers, without some of them. */
    byte[] canonical(Integer... without) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Integer> left = List.of(without);
        fields.stream()
                .filter(field -> !left.contains(field.number()))
                .sorted(Comparator.comparingInt(Field::number))
                .forEach(field ->
                        out.writeBytes(("%s:%s:%s:".formatted(field.number(), field.type(), field.content().length)
                                        + new String(field.content(), StandardCharsets.ISO_8859_1))
                                .getBytes(StandardCharsets.ISO_8859_1)));
        return out.toByteArray();
    }

    private Field field() {
        int start = position;
        long tag = varint();
        int number = (int) (tag >>> 3);
        int type = (int) (tag & 7);
        if (number == 0) {
            throw new TrainingException("it is no protobuf message: byte %s starts no field".formatted(start));
        }
        int from = position;
        return switch (type) {
            case VARINT -> {
                long value = varint();
                yield new Field(number, type, value, Arrays.copyOfRange(bytes, from, position));
            }
            case FIXED64 -> new Field(number, type, 0, take(8));
            case BYTES -> new Field(number, type, 0, take(varint()));
            case FIXED32 -> new Field(number, type, 0, take(4));
            default ->
                throw new TrainingException(
                        "it is no protobuf message: byte %s has the unknown wire type %s".formatted(start, type));
        };
    }

    private byte[] take(long length) {
        if (length < 0 || length > bytes.length - position) {
            throw new TrainingException("it is cut short: %s bytes are announced at byte %s, and %s are left"
                    .formatted(length, position, bytes.length - position));
        }
        position += (int) length;
        return Arrays.copyOfRange(bytes, position - (int) length, position);
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = take(1)[0];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new TrainingException(
                "it is no protobuf message: a number ends nowhere before byte %s".formatted(position));
    }
}
