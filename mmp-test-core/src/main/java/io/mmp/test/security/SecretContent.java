package io.mmp.test.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Searches what a file has in it: its text, or that of its entries if it is an archive, to any depth up to a bound. */
final class SecretContent {

    private static final int DEEPEST = 8;
    private static final int BUFFER = 1 << 16;

    private final long mostUnpacked;
    private final SecretStream stream = new SecretStream();
    final List<SecretFinding> findings = new ArrayList<>();
    final List<String> unjudged = new ArrayList<>();
    final List<String> leftOut = new ArrayList<>();
    long files;
    long bytes;
    private long unpacked;

    SecretContent(long mostUnpacked) {
        this.mostUnpacked = mostUnpacked;
    }

    /** Says that an archive unpacks to more than is allowed, which ends the search of the whole file. */
    private static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLargeException(String message) {
            super(message);
        }
    }

    /** Search a file; what cannot be read of it is noted, and ends nothing but the search of it. */
    void file(String path, InputStream in) {
        unpacked = 0;
        try {
            entry(path, in, 0);
        } catch (TooLargeException e) {
            unjudged.add("%s (%s)".formatted(path, e.getMessage()));
        }
    }

    /** Search a file of this machine: of a zip its directory is read, which knows more than its entries one after the other, and may stand behind a script. */
    void file(String path, Path file) {
        if (path.matches("(?i).*\\.(?:jar|war|ear|zip|whl)")) {
            try (ZipFile zip = new ZipFile(file.toFile(), ISO_8859_1)) {
                unpacked = 0;
                bytes += Files.size(file);
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    if (!entry.isDirectory()) {
                        try (InputStream in = zip.getInputStream(entry)) {
                            entry(path + "!/" + entry.getName(), in, 1);
                        } catch (ZipException e) {
                            unjudged.add("%s!/%s (%s)".formatted(path, entry.getName(), e.getMessage()));
                        }
                    }
                }
                return;
            } catch (TooLargeException e) {
                unjudged.add("%s (%s)".formatted(path, e.getMessage()));
                return;
            } catch (IOException | IllegalArgumentException none) {
                // It is searched as what it is instead.
            }
        }
        try (InputStream in = Files.newInputStream(file)) {
            file(path, in);
        } catch (IOException e) {
            unjudged.add("%s (it cannot be read: %s)".formatted(path, e));
        }
    }

    private void entry(String path, InputStream in, int depth) throws TooLargeException {
        try {
            content(path, in, depth);
        } catch (TooLargeException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            // Zip says by the second that a name is in no known encoding.
            unjudged.add("%s (%s)".formatted(path, e.getMessage()));
        }
    }

    private void content(String path, InputStream raw, int depth) throws IOException {
        BufferedInputStream in = new BufferedInputStream(new Counted(raw, depth > 0), BUFFER);
        in.mark(BUFFER);
        byte[] start = in.readNBytes(LayerTar.BLOCK);
        in.reset();
        String packing = packing(start);
        if (!packing.isEmpty() && depth == DEEPEST) {
            throw new IOException("archives within archives, more than %s deep".formatted(DEEPEST));
        }
        switch (packing) {
            case "zip" -> zip(path, in, depth);
            case "tar" -> tar(path, in, depth);
            case "gzip" -> content(path + "!/" + unpackedName(path), new GZIPInputStream(in, BUFFER), depth + 1);
            case "" -> {
                files++;
                stream.search(in, path, findings::add);
            }
            default -> throw new IOException("packed by %s, which is not unpacked here".formatted(packing));
        }
    }

    private void zip(String path, InputStream in, int depth) throws IOException {
        // Names without a flag are in whatever encoding the packer had; each byte is a letter of this one.
        ZipInputStream zip = new ZipInputStream(in, ISO_8859_1);
        for (@Nullable ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (!entry.isDirectory()) {
                entry(path + "!/" + entry.getName(), zip, depth + 1);
            }
        }
    }

    private void tar(String path, InputStream in, int depth) throws IOException {
        LayerTar tar = new LayerTar(in);
        for (LayerTar.@Nullable Entry entry = tar.next(); entry != null; entry = tar.next()) {
            if (entry.isFile()) {
                entry(path + "!/" + entry.name(), tar, depth + 1);
            }
        }
    }

    static String packing(byte[] start) {
        String text = new String(start, ISO_8859_1);
        if (text.startsWith("PK\3\4") || text.startsWith("PK\5\6")) {
            return "zip";
        }
        if (text.startsWith("\u001f\u008b")) {
            return "gzip";
        }
        if (text.startsWith("(\u00b5/\u00fd")) {
            return "zstd";
        }
        if (text.startsWith("\u00fd7zXZ\0")) {
            return "xz";
        }
        if (text.startsWith("BZh") && text.startsWith("1AY&SY", 4)) {
            return "bzip2";
        }
        if (text.startsWith("7z\u00bc\u00af'\u001c")) {
            return "7-Zip";
        }
        if (text.startsWith("Rar!\u001a\7")) {
            return "RAR";
        }
        return LayerTar.isTar(start) ? "tar" : "";
    }

    private static String unpackedName(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name.replaceFirst("\\.tgz$", ".tar");
    }

    /** Counts what is read, and what of it was packed, which may be thousands of times as much as the file. */
    private final class Counted extends InputStream {

        private final InputStream in;
        private final boolean isUnpacked;

        Counted(InputStream in, boolean isUnpacked) {
            this.in = in;
            this.isUnpacked = isUnpacked;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            if (read > 0) {
                bytes += isUnpacked ? 0 : read;
                unpacked += isUnpacked ? read : 0;
                if (unpacked > mostUnpacked) {
                    throw new TooLargeException(
                            "it unpacks to more than %s bytes, as a zip bomb does; SecretScan.withMostUnpacked raises the limit"
                                    .formatted(mostUnpacked));
                }
            }
            return read;
        }
    }
}
