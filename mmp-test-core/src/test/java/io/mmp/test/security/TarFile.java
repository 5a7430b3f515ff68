package io.mmp.test.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Writes the tar files of the tests, odd ones too. */
final class TarFile {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    TarFile with(String name, String content) {
        return with(name, content.getBytes(UTF_8));
    }

    TarFile with(String name, byte[] content) {
        return entry(name, '0', content);
    }

    /** Add an entry whose name stands in a header of PAX. */
    TarFile withPax(String name, String content) {
        String record = " path=" + name + "\n";
        int length = record.getBytes(UTF_8).length;
        int digits = String.valueOf(length + 3).length();
        entry("pax", 'x', (length + digits + record).getBytes(UTF_8));
        return with("short", content);
    }

    /** Add an entry whose name stands in a header of GNU. */
    TarFile withLongName(String name, String content) {
        entry("././@LongLink", 'L', (name + "\0").getBytes(UTF_8));
        return with("short", content);
    }

    TarFile entry(String name, char type, byte[] content) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644");
        put(
                header,
                124,
                ("0".repeat(11) + Integer.toOctalString(content.length))
                        .substring(Integer.toOctalString(content.length).length()));
        header[156] = (byte) type;
        put(header, 257, "ustar");
        bytes.writeBytes(header);
        bytes.writeBytes(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
        return this;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] letters = text.getBytes(UTF_8);
        System.arraycopy(letters, 0, header, at, letters.length);
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes.toByteArray(), bytes.size() + 1024);
    }
}
