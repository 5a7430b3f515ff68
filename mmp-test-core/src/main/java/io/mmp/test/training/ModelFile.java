package io.mmp.test.training;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A model file that was read: by its content where that tells the format, else by its name.
 *
 * @param name the name in messages
 * @param format what it is written in
 * @param sections what it says
 */
record ModelFile(String name, ModelFormat format, Sections sections) {

    private static final String ONLY_BYTES = "only its bytes are compared, so that equal models may differ in them";

    /** What a Java array can hold, with room to spare. */
    private static final long LARGEST = Integer.MAX_VALUE - 16L;

    /** What of a part is kept in memory; a larger one goes through a temporary file. */
    private static final long LARGEST_IN_MEMORY = 64L << 20;

    static ModelFile read(Path path) {
        Path fileName = path.getFileName();
        String name = fileName == null ? path.toString() : fileName.toString();
        try {
            return Files.isDirectory(path)
                    ? new ModelFile(name, ModelFormat.DIRECTORY, Archive.directory(path))
                    : read(name, path, 0);
        } catch (IOException e) {
            throw new TrainingException("'%s' cannot be read: %s".formatted(path, e), e);
        } catch (UncheckedIOException e) {
            throw new TrainingException("'%s' cannot be read: %s".formatted(path, e.getCause()), e);
        }
    }

    /** Read a whole file, which must be what it begins as. */
    static ModelFile read(String name, byte[] content) {
        try {
            return read(name, content, 0);
        } catch (IOException e) {
            throw new TrainingException("'%s' cannot be read: %s".formatted(name, e), e);
        }
    }

    /** Read a part of something larger: what cannot be read is compared byte by byte. */
    static ModelFile readPart(String name, Path file, int depth) throws IOException {
        try {
            return Files.size(file) == 0 ? empty(name) : read(name, file, depth);
        } catch (TrainingException e) {
            ModelFile bytes = bytes(name, file);
            bytes.sections().note("only its bytes are compared: " + e.getMessage());
            return bytes;
        }
    }

    /** Read a part of something larger, to its end. */
    static ModelFile readPart(String name, InputStream in, long size, int depth) throws IOException {
        BufferedInputStream content = new BufferedInputStream(in);
        content.mark(ModelFormat.HEAD);
        byte[] head = content.readNBytes(ModelFormat.HEAD);
        content.reset();
        ModelFormat format = head.length == 0 ? ModelFormat.BYTES : ModelFormat.of(name, head);
        if (head.length == 0) {
            return empty(name);
        } else if (format.isOpaque()) {
            Hash hash = new Hash();
            Sections sections = new Sections();
            sections.opaque("bytes", hash.addAll(content), hash.hex());
            sections.note(ONLY_BYTES);
            return new ModelFile(name, format, sections);
        } else if (format.isReadFromFile() || size > LARGEST_IN_MEMORY) {
            return inTemporaryFile(content, file -> readPart(name, file, depth));
        }
        byte[] bytes = content.readAllBytes();
        try {
            return read(name, bytes, depth);
        } catch (TrainingException e) {
            Sections sections = new Sections();
            sections.opaque("bytes", bytes.length, new Hash().add(bytes).hex());
            sections.note("only its bytes are compared: " + e.getMessage());
            return new ModelFile(name, ModelFormat.BYTES, sections);
        }
    }

    private static ModelFile empty(String name) {
        Sections sections = new Sections();
        sections.opaque("bytes", 0, new Hash().hex());
        return new ModelFile(name, ModelFormat.BYTES, sections);
    }

    private static ModelFile bytes(String name, Path file) throws IOException {
        Hash hash = new Hash();
        Sections sections = new Sections();
        try (InputStream in = Files.newInputStream(file)) {
            sections.opaque("bytes", hash.addAll(in), hash.hex());
        }
        return new ModelFile(name, ModelFormat.BYTES, sections);
    }

    private interface FileReader {
        ModelFile read(Path file) throws IOException;
    }

    private static ModelFile inTemporaryFile(InputStream content, FileReader reader) throws IOException {
        Path file = Files.createTempFile("mmp-test-", ".model");
        try {
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
            return reader.read(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static ModelFile read(String name, Path file, int depth) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(ModelFormat.HEAD);
        }
        ModelFormat format = formatOf(name, head);
        if (format.isOpaque()) {
            ModelFile bytes = bytes(name, file);
            bytes.sections().note(ONLY_BYTES);
            return new ModelFile(name, format, bytes.sections());
        } else if (!format.isReadFromFile()) {
            if (Files.size(file) <= LARGEST) {
                return read(name, Files.readAllBytes(file), depth);
            }
            ModelFile bytes = bytes(name, file);
            bytes.sections().note("a %s larger than 2 GiB, so that only its bytes are compared".formatted(format));
            return bytes;
        }
        Sections sections = new Sections();
        try {
            format = switch (format) {
                case ZIP -> Archive.zip(sections, file, depth);
                case PARQUET -> ParquetRows.read(sections, file);
                default -> Safetensors.read(sections, file);
            };
        } catch (TrainingException | IllegalArgumentException e) {
            throw unreadable(name, format, e);
        }
        return new ModelFile(name, format, sections);
    }

    private static ModelFile read(String name, byte[] content, int depth) throws IOException {
        ModelFormat format = formatOf(name, content);
        if (format.isReadFromFile()) {
            return inTemporaryFile(new ByteArrayInputStream(content), file -> read(name, file, depth));
        }
        Sections sections = new Sections();
        try {
            format = fill(sections, format, content);
        } catch (TrainingException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw unreadable(name, format, e);
        }
        return new ModelFile(name, format, sections);
    }

    private static ModelFormat formatOf(String name, byte[] content) {
        if (content.length == 0) {
            throw new TrainingException("'%s' is empty: there is no model to digest".formatted(name));
        }
        return ModelFormat.of(name, content);
    }

    private static TrainingException unreadable(String name, ModelFormat format, RuntimeException reason) {
        return new TrainingException(
                "'%s' cannot be read as %s: %s".formatted(name, format, reason.getMessage()), reason);
    }

    private static ModelFormat fill(Sections sections, ModelFormat format, byte[] content) {
        switch (format) {
            case LIGHTGBM -> LightGbmText.read(sections, text(content));
            case ONNX -> OnnxModel.read(sections, content);
            case NPY -> NumpyArray.read(sections, "array", content);
            case JSON -> {
                return JsonDocument.read(sections, JsonDocument.parse(text(content)), ModelFormat.JSON);
            }
            case UBJSON -> {
                return JsonDocument.read(sections, new UbjsonReader(content).document(), ModelFormat.UBJSON);
            }
            case YAML -> yaml(sections, content);
            case CSV -> CsvDocument.read(sections, text(content));
            default -> {
                sections.opaque("bytes", content.length, new Hash().add(content).hex());
                sections.note(ONLY_BYTES);
            }
        }
        return format;
    }

    private static void yaml(Sections sections, byte[] content) {
        if (OptionalLibrary.YAML.isThere()) {
            YamlDocument.read(sections, text(content));
        } else {
            sections.opaque("bytes", content.length, new Hash().add(content).hex());
            sections.note("only its bytes are compared: " + OptionalLibrary.YAML.remedy());
        }
    }

    private static String text(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new TrainingException("it is not UTF-8", e);
        }
    }
}
