package io.mmp.test.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads archives of {@code tar}: files, directories and links, with the long names of GNU's; other kinds of entries are refused.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html">the format ustar</a>
 */
final class TarArchive {

    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int MODE = 100;
    private static final int SIZE = 124;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int LINK = 157;
    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;
    private static final int MOST_TEXT = 64 * 1024;

    private final InputStream in;
    private final Path directory;
    private final Predicate<String> wanted;

    private TarArchive(InputStream in, Path directory, Predicate<String> wanted) {
        this.in = in;
        this.directory = directory.normalize();
        this.wanted = wanted;
    }

    /**
     * Unpack the entries whose names are wanted.
     *
     * @throws IOException if the archive is damaged, has an entry that leads out of the directory, or one of another kind
     */
    static void unpack(InputStream in, Path directory, Predicate<String> wanted) throws IOException {
        new TarArchive(in, directory, wanted).unpack();
    }

    private void unpack() throws IOException {
        String longName = "";
        String longLink = "";
        for (byte[] header = header(); header.length > 0; header = header()) {
            long size = number(header, SIZE, 12);
            char type = (char) header[TYPE];
            if (type == 'L') {
                longName = longText(size);
            } else if (type == 'K') {
                longLink = longText(size);
            } else if (type == 'x' || type == 'g') {
                throw new IOException("an entry of kind '%s', which is not supported".formatted(type));
            } else {
                String name = longName.isEmpty() ? name(header) : longName;
                String link = longLink.isEmpty() ? text(header, LINK, NAME) : longLink;
                entry(name.replaceFirst("^(\\./)+", ""), type, link, size, number(header, MODE, 8));
                longName = "";
                longLink = "";
            }
        }
    }

    private void entry(String name, char type, String link, long size, long mode) throws IOException {
        Path target = inside(directory.resolve(name), name);
        if (type == '5') {
            if (wanted.test(name)) {
                makeDirectory(target);
            }
            return;
        }
        if (wanted.test(name)) {
            makeDirectory(target.resolveSibling(""));
        }
        switch (type) {
            case '0', '\0' -> file(wanted.test(name) ? target : null, size, mode);
            case '2' -> {
                inside(target.resolveSibling(link), link);
                if (wanted.test(name)) {
                    Files.createSymbolicLink(target, Path.of(link));
                }
            }
            case '1' -> {
                if (wanted.test(name)) {
                    Files.createLink(target, inside(directory.resolve(link), link));
                }
            }
            default -> throw new IOException("'%s' is of kind '%s', which is not supported".formatted(name, type));
        }
    }

    /** Make a directory that all users may enter, whatever the umask: PostgreSQL runs as another where this one is root. */
    private void makeDirectory(Path path) throws IOException {
        Path made = path.normalize();
        if (!made.equals(directory) && !Files.isDirectory(made)) {
            makeDirectory(made.resolveSibling(""));
            Files.createDirectory(made);
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private Path inside(Path path, String name) throws IOException {
        if (!path.normalize().startsWith(directory)) {
            throw new IOException("'%s' leads out of the archive".formatted(name));
        }
        return path.normalize();
    }

    private void file(@Nullable Path file, long size, long mode) throws IOException {
        if (file == null) {
            in.skipNBytes(size);
        } else {
            try (OutputStream out = Files.newOutputStream(file)) {
                byte[] buffer = new byte[BLOCK * 128];
                for (long left = size; left > 0; ) {
                    int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                    if (read < 0) {
                        throw new EOFException("the archive ends inside of " + file.getFileName());
                    }
                    out.write(buffer, 0, read);
                    left -= read;
                }
            }
            Files.setPosixFilePermissions(
                    file, PosixFilePermissions.fromString((mode & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x"));
        }
        skipPadding(size);
    }

    /** Return the next header, an empty one at the end. */
    private byte[] header() throws IOException {
        byte[] header = in.readNBytes(BLOCK);
        if (header.length == 0 || Arrays.equals(header, new byte[BLOCK])) {
            return new byte[0];
        }
        if (header.length < BLOCK) {
            throw new EOFException("the archive ends inside of a header");
        }
        long expected = number(header, CHECKSUM, 8);
        Arrays.fill(header, CHECKSUM, TYPE, (byte) ' ');
        long sum = 0;
        for (byte b : header) {
            sum += b & 0xFF;
        }
        if (sum != expected) {
            throw new IOException(
                    "the archive is damaged: a header has the checksum %s, but says %s".formatted(sum, expected));
        }
        return header;
    }

    private String longText(long size) throws IOException {
        if (size > MOST_TEXT) {
            throw new IOException("a name of %s bytes".formatted(size));
        }
        byte[] bytes = in.readNBytes((int) size);
        skipPadding(size);
        return text(bytes, 0, bytes.length);
    }

    private void skipPadding(long size) throws IOException {
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    }

    private static String name(byte[] header) {
        String name = text(header, 0, NAME);
        boolean isUstar = text(header, 257, 6).equals("ustar"); // GNU's own has other things in the place of the prefix
        String prefix = isUstar ? text(header, PREFIX, PREFIX_LENGTH) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String text(byte[] bytes, int from, int length) {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, UTF_8);
    }

    private static long number(byte[] header, int from, int length) throws IOException {
        String octal = text(header, from, length).strip();
        try {
            return octal.isEmpty() ? 0 : Long.parseLong(octal, 8);
        } catch (NumberFormatException e) {
            throw new IOException("the archive is damaged: '%s' is no octal number".formatted(octal), e);
        }
    }
}
