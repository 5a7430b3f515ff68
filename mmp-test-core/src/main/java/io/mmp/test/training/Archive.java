package io.mmp.test.training;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Takes apart zips and directories: each file in its own format, in the order of the names. */
final class Archive {

    private static final int END_LENGTH = 22;

    private Archive() {}

    static Sections directory(Path directory) throws IOException {
        Sections sections = new Sections();
        SortedMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            paths.filter(path -> !Files.isDirectory(path)).forEach(path -> {
                String name = directory.relativize(path).toString().replace('\\', '/');
                if (!Files.isRegularFile(path)) {
                    throw new TrainingException("'%s' is no file, or a link that leads nowhere".formatted(path));
                }
                files.put(name, path);
            });
        }
        if (files.isEmpty()) {
            throw new TrainingException("'%s' has no files: there is no model to digest".formatted(directory));
        }
        for (Map.Entry<String, Path> file : files.entrySet()) {
            sections.include(file.getKey(), part(file.getKey(), file.getValue()).sections());
        }
        return sections;
    }

    private static ModelFile part(String name, Path file) throws IOException {
        return Files.size(file) > Integer.MAX_VALUE - 16L
                ? ModelFile.read(file)
                : ModelFile.readPart(name, Files.readAllBytes(file));
    }

    static ModelFormat zip(Sections sections, String name, byte[] content) throws IOException {
        SortedMap<String, byte[]> entries = entries(content);
        if (entries.isEmpty()) {
            throw new TrainingException("it has no entries, or is no zip");
        }
        boolean arrays = entries.keySet().stream().allMatch(entry -> entry.endsWith(".npy"));
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            if (arrays) {
                String array = entry.getKey().substring(0, entry.getKey().length() - ".npy".length());
                NumpyArray.read(sections, array, entry.getValue());
            } else {
                sections.include(
                        entry.getKey(),
                        ModelFile.readPart(entry.getKey(), entry.getValue()).sections());
            }
        }
        return arrays ? ModelFormat.NPZ : ModelFormat.ZIP;
    }

    private static SortedMap<String, byte[]> entries(byte[] content) throws IOException {
        int expected = countAtEnd(content);
        int found = 0;
        SortedMap<String, byte[]> entries = new TreeMap<>();
        try (InputStream bytes = new ByteArrayInputStream(content);
                ZipInputStream zip = new ZipInputStream(bytes)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                found++;
                if (!entry.isDirectory() && entries.put(entry.getName(), zip.readAllBytes()) != null) {
                    throw new TrainingException("it has the entry '%s' twice".formatted(entry.getName()));
                }
            }
        }
        // More than 65,534 entries are counted elsewhere.
        if (found != expected && expected != 0xffff) {
            throw new TrainingException("it is to have %s entries, and %s can be read".formatted(expected, found));
        }
        return entries;
    }

    /** Return the number of entries from the record at the end, without which the file is cut short. */
    private static int countAtEnd(byte[] content) {
        for (int at = content.length - END_LENGTH; at >= 0; at--) {
            if (content[at] == 'P' && content[at + 1] == 'K' && content[at + 2] == 5 && content[at + 3] == 6) {
                return (content[at + 10] & 0xff) | (content[at + 11] & 0xff) << 8;
            }
        }
        throw new TrainingException("it is cut short: the directory at its end is missing");
    }
}
