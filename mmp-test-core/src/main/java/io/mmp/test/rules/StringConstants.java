package io.mmp.test.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the texts of a class file, which ArchUnit does not import: the entries of its constant pool (Java Virtual Machine Specification, 4.4). */
final class StringConstants {

    private static final int UTF_8 = 1;
    private static final int STRING = 8;

    private StringConstants() {}

    static List<String> of(JavaClass type) {
        if (type.getSource().isEmpty()) {
            return List.of();
        }
        try (InputStream file = type.getSource().get().getUri().toURL().openStream()) {
            return read(new DataInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The class file of %s cannot be read".formatted(type.getName()), e);
        }
    }

    private static List<String> read(DataInputStream file) throws IOException {
        file.skipNBytes(8);
        int count = file.readUnsignedShort();
        String[] texts = new String[count];
        List<Integer> strings = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            int tag = file.readUnsignedByte();
            if (tag == UTF_8) {
                texts[i] = file.readUTF();
            } else if (tag == STRING) {
                strings.add(file.readUnsignedShort());
            } else {
                file.skipNBytes(lengthOf(tag));
                // A long and a double take two entries.
                i += tag == 5 || tag == 6 ? 1 : 0;
            }
        }
        return strings.stream().map(index -> texts[index]).toList();
    }

    private static int lengthOf(int tag) throws IOException {
        return switch (tag) {
            case 7, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case 5, 6 -> 8;
            default -> throw new IOException("A constant pool has no entry of the kind " + tag);
        };
    }
}
