package io.mmp.test.training;

import io.mmp.test.training.ProtobufMessage.Field;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads tensors and attributes of ONNX: the values of a tensor may stand in any of eight fields, and mean the same. */
final class OnnxTensor {

    private static final List<String> TYPES = List.of(
            "undefined",
            "float32",
            "uint8",
            "int8",
            "uint16",
            "int16",
            "int32",
            "int64",
            "string",
            "bool",
            "float16",
            "float64",
            "uint32",
            "uint64",
            "complex64",
            "complex128",
            "bfloat16");

    private OnnxTensor() {}

    static void read(Sections sections, String name, ProtobufMessage tensor) {
        int type = (int) tensor.number(2);
        String description = "%s %s"
                .formatted(type >= 0 && type < TYPES.size() ? TYPES.get(type) : "type " + type, tensor.integers(1));
        List<Field> external = tensor.all(13);
        if (external.isEmpty()) {
            sections.bytes("initializers", name, description, values(tensor, type));
        } else {
            StringBuilder place = new StringBuilder(description).append(", external");
            external.forEach(entry -> place.append(
                    " %s=%s".formatted(entry.message().text(1), entry.message().text(2))));
            sections.text("initializers", name, place.toString());
            sections.note(
                    "the values of initializer '%s' are in another file, which is not digested: digest the directory"
                            .formatted(name));
        }
    }

    /** Return the values as {@code raw_data} has them: little-endian, without gaps. */
    private static byte[] values(ProtobufMessage tensor, int type) {
        ByteArrayOutputStream values = new ByteArrayOutputStream();
        // raw_data, float_data and double_data are little-endian already; repeated fields that are not packed come one
        // by one.
        for (int number : new int[] {9, 4, 10}) {
            tensor.all(number).forEach(field -> values.writeBytes(field.content()));
        }
        for (Field text : tensor.all(6)) {
            values.writeBytes((text.content().length + ":").getBytes(StandardCharsets.US_ASCII));
            values.writeBytes(text.content());
        }
        integers(values, tensor.integers(5), width(type));
        integers(values, tensor.integers(7), Long.BYTES);
        integers(values, tensor.integers(11), type == 12 ? Integer.BYTES : Long.BYTES);
        return values.toByteArray();
    }

    private static int width(int type) {
        return switch (type) {
            case 2, 3, 9 -> 1;
            case 4, 5, 10, 16 -> 2;
            default -> Integer.BYTES;
        };
    }

    private static void integers(ByteArrayOutputStream values, List<Long> integers, int width) {
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        integers.forEach(integer -> values.write(buffer.putLong(0, integer).array(), 0, width));
    }

    /** Print an attribute of a node: a number or a text, else how many bytes it has. */
    static String shown(ProtobufMessage attribute) {
        if (!attribute.all(2).isEmpty()) {
            byte[] bits = attribute.all(2).get(0).content();
            return String.valueOf(
                    bits.length == Float.BYTES
                            ? ByteBuffer.wrap(bits)
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .getFloat()
                            : "no float");
        } else if (!attribute.all(3).isEmpty()) {
            return String.valueOf(attribute.number(3));
        } else if (!attribute.all(4).isEmpty()) {
            return attribute.text(4);
        } else if (!attribute.all(8).isEmpty()) {
            return attribute.integers(8).toString();
        }
        return "%s bytes".formatted(attribute.canonical(1).length);
    }
}
