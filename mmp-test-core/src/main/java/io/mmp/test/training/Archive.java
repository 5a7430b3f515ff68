package io.mmp.test.training;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Takes apart zips and directories: each file in its own format, in the order of the names. */
final class Archive {

    /** How many archives are taken apart that are in each other: one that contains itself has no end. */
    private static final int MAX_DEPTH = 8;

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
            sections.include(
                    file.getKey(),
                    ModelFile.readPart(file.getKey(), file.getValue(), 0).sections());
        }
        return sections;
    }

    static ModelFormat zip(Sections sections, Path file, int depth) throws IOException {
        if (depth == MAX_DEPTH) {
            throw new TrainingException("more than %s archives are in each other".formatted(MAX_DEPTH));
        }
        try (ZipFile zip = open(file)) {
            SortedMap<String, ZipEntry> entries = withoutTorchFolder(entries(zip));
            if (entries.isEmpty()) {
                throw new TrainingException("it has no entries, or is no zip");
            }
            boolean arrays = entries.keySet().stream().allMatch(name -> name.endsWith(".npy"));
            for (Map.Entry<String, ZipEntry> entry : entries.entrySet()) {
                String name = entry.getKey();
                CRC32 checksum = new CRC32();
                try (InputStream in = new CheckedInputStream(zip.getInputStream(entry.getValue()), checksum)) {
                    if (arrays) {
                        String array = name.substring(0, name.length() - ".npy".length());
                        NumpyArray.read(sections, array, in.readAllBytes());
                    } else {
                        long size = entry.getValue().getSize();
                        sections.include(
                                name,
                                ModelFile.readPart(name, in, size, depth + 1).sections());
                    }
                    in.transferTo(OutputStream.nullOutputStream());
                }
                if (checksum.getValue() != entry.getValue().getCrc()) {
                    throw new TrainingException("entry '%s' is damaged: its checksum is another".formatted(name));
                }
            }
            return arrays ? ModelFormat.NPZ : ModelFormat.ZIP;
        } catch (ZipException | EOFException e) {
            throw new TrainingException(
                    String.valueOf(e.getMessage()).contains("END")
                            ? "it is cut short: the directory at its end is missing"
                            : "it is damaged: " + (e.getMessage() == null ? "an entry is cut short" : e.getMessage()),
                    e);
        }
    }

    /** Open it; names that are not UTF-8, which old programs write, are taken byte by byte. */
    private static ZipFile open(Path file) throws IOException {
        try {
            return open(file, StandardCharsets.UTF_8);
        } catch (ZipException | IllegalArgumentException e) {
            return open(file, StandardCharsets.ISO_8859_1);
        }
    }

    private static ZipFile open(Path file, Charset names) throws IOException {
        return new ZipFile(file.toFile(), ZipFile.OPEN_READ, names);
    }

    /** Leave out the folder that holds all of what PyTorch saves, and is named as the file was when it was saved. */
    private static SortedMap<String, ZipEntry> withoutTorchFolder(SortedMap<String, ZipEntry> entries) {
        String first = entries.isEmpty() ? "" : entries.firstKey();
        String folder = first.substring(0, first.indexOf('/') + 1);
        if (folder.isEmpty()
                || !entries.containsKey(folder + "data.pkl")
                || !entries.keySet().stream().allMatch(name -> name.startsWith(folder))) {
            return entries;
        }
        SortedMap<String, ZipEntry> inside = new TreeMap<>();
        entries.forEach((name, entry) -> inside.put(name.substring(folder.length()), entry));
        return inside;
    }

    private static SortedMap<String, ZipEntry> entries(ZipFile zip) {
        SortedMap<String, ZipEntry> entries = new TreeMap<>();
        Iterator<? extends ZipEntry> all = zip.entries().asIterator();
        while (all.hasNext()) {
            ZipEntry entry = all.next();
            if (!entry.isDirectory() && entries.put(entry.getName(), entry) != null) {
                throw new TrainingException("it has the entry '%s' twice, and readers do not agree on which counts"
                        .formatted(entry.getName()));
            }
        }
        return entries;
    }
}
