package io.mmp.test.python;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packages of Python that are made on the spot, so that no index is asked. */
final class Wheel {

    private Wheel() {}

    /** Make a wheel in a directory.
     *
     * @param metadata further lines of its metadata */
    static Path in(Path wheels, String name, String version, String metadata) throws IOException {
        String info = name + "-" + version + ".dist-info/";
        Path wheel = wheels.resolve(name + "-" + version + "-py3-none-any.whl");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
            write(
                    zip,
                    info + "METADATA",
                    "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n" + metadata);
            write(
                    zip,
                    info + "WHEEL",
                    "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
            write(zip, info + "RECORD", info + "METADATA,,\n" + info + "WHEEL,,\n" + info + "RECORD,,\n");
        }
        return wheel;
    }

    private static void write(ZipOutputStream zip, String file, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(file));
        zip.write(text.getBytes(UTF_8));
        zip.closeEntry();
    }
}
