package io.mmp.test.training;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes apart an array of NumPy: its type, shape and values, as if it were little-endian and in C order.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the format</a>
 */
final class NumpyArray {

    private static final Pattern SIMPLE = Pattern.compile("'descr':\\s*'([<>|=])([a-zA-Z])(\\d+)([^']*)'");
    private static final Pattern OBJECT = Pattern.compile("'descr':\\s*'\\|?O\\d*'");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([^)]*)\\)");

    private NumpyArray() {}

    static void read(Sections sections, String section, byte[] content) {
        int lengthBytes = content.length > 6 && content[6] >= 2 ? 4 : 2;
        int start = 8 + lengthBytes;
        if (content.length < start) {
            throw new TrainingException("it is cut short: it has %s bytes".formatted(content.length));
        }
        long length = 0;
        for (int i = lengthBytes - 1; i >= 0; i--) {
            length = length << 8 | (content[8 + i] & 0xff);
        }
        if (length > content.length - start) {
            throw new TrainingException("it is cut short: its header is to have %s bytes, and %s are left"
                    .formatted(length, content.length - start));
        }
        int data = start + (int) length;
        String header = new String(content, start, (int) length, StandardCharsets.UTF_8).strip();
        array(sections, section, header, Arrays.copyOfRange(content, data, content.length));
    }

    private static void array(Sections sections, String section, String header, byte[] data) {
        Matcher shape = SHAPE.matcher(header);
        Matcher type = SIMPLE.matcher(header);
        if (!shape.find()) {
            throw new TrainingException("its header has no shape: " + header);
        }
        int[] sizes = Arrays.stream(shape.group(1).split(","))
                .map(String::strip)
                .filter(size -> !size.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
        if (OBJECT.matcher(header).find()) {
            sections.text(section, "shape", Arrays.toString(sizes));
            sections.bytes(section, "values", "objects, pickled in %s bytes".formatted(data.length), data);
            sections.note(section + ": an array of objects is a pickle, of which only the bytes are compared");
        } else if (!type.find()) {
            sections.text(section, "header", header);
            sections.bytes(section, "values", "%s bytes".formatted(data.length), data);
            sections.note(section + ": the bytes of an array of records are compared as they are");
        } else {
            int width = Integer.parseInt(type.group(3)) * (type.group(2).equals("U") ? 4 : 1);
            require(sizes, width, data.length);
            byte[] little = type.group(1).equals(">") ? reversed(data, numberWidth(type.group(2), width)) : data;
            boolean fortran = header.contains("'fortran_order': True");
            String name = type.group(2) + type.group(3) + type.group(4);
            sections.text(section, "type", name);
            sections.text(section, "shape", Arrays.toString(sizes));
            byte[] values = fortran ? cOrder(little, sizes, width) : little;
            sections.bytes(section, "values", "%s %s".formatted(name, Arrays.toString(sizes)), values);
        }
    }

    /** Return how many bytes make a number: a complex one is two, a text many. */
    private static int numberWidth(String kind, int width) {
        return switch (kind) {
            case "c" -> width / 2;
            case "U" -> 4;
            case "S", "V" -> 1;
            default -> width;
        };
    }

    private static void require(int[] sizes, int width, int length) {
        long expected = width;
        for (int size : sizes) {
            expected = Math.multiplyExact(expected, (long) size);
        }
        if (expected != length) {
            throw new TrainingException(
                    "its values are to have %s bytes, and there are %s".formatted(expected, length));
        }
    }

    private static byte[] reversed(byte[] data, int width) {
        byte[] reversed = new byte[data.length];
        for (int i = 0; i < data.length; i++) {
            reversed[i] = data[i - i % width + width - 1 - i % width];
        }
        return reversed;
    }

    private static byte[] cOrder(byte[] data, int[] sizes, int width) {
        byte[] ordered = new byte[data.length];
        int[] index = new int[sizes.length];
        for (int to = 0; to < data.length; to += width) {
            int from = 0;
            for (int axis = sizes.length - 1; axis >= 0; axis--) {
                from = from * sizes[axis] + index[axis];
            }
            System.arraycopy(data, from * width, ordered, to, width);
            for (int axis = sizes.length - 1; axis >= 0 && ++index[axis] == sizes[axis]; axis--) {
                index[axis] = 0;
            }
        }
        return ordered;
    }
}
