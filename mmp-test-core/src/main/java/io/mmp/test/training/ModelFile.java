package io.mmp.test.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A model file that was read: by its content where that tells the format, else by its name.
 *
 * @param name the name in messages
 * @param format what it is written in
 * @param sections what it says
 */
record ModelFile(String name, ModelFormat format, Sections sections) {

    /** What a Java array can hold, with room to spare. */
    private static final long LARGEST = Integer.MAX_VALUE - 16L;

    static ModelFile read(Path path) {
        Path fileName = path.getFileName();
        String name = fileName == null ? path.toString() : fileName.toString();
        try {
            if (Files.isDirectory(path)) {
                return new ModelFile(name, ModelFormat.DIRECTORY, Archive.directory(path));
            }
            return Files.size(path) > LARGEST ? large(name, path) : read(name, Files.readAllBytes(path));
        } catch (IOException e) {
            throw new TrainingException("'%s' cannot be read: %s".formatted(path, e), e);
        }
    }

    private static ModelFile large(String name, Path path) throws IOException {
        Hash hash = new Hash();
        byte[] buffer = new byte[1 << 20];
        try (InputStream in = Files.newInputStream(path)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                hash.add(buffer, 0, length);
            }
        }
        Sections sections = new Sections();
        sections.opaque("bytes", Files.size(path), hash.hex());
        sections.note("larger than 2 GiB, so that only its bytes are compared");
        return new ModelFile(name, ModelFormat.BYTES, sections);
    }

    /** Read a whole file, which must be what it begins as. */
    static ModelFile read(String name, byte[] content) {
        if (content.length == 0) {
            throw new TrainingException("'%s' is empty: there is no model to digest".formatted(name));
        }
        Sections sections = new Sections();
        ModelFormat format = format(name, content);
        try {
            format = fill(sections, format, name, content);
        } catch (TrainingException | IllegalArgumentException | IndexOutOfBoundsException | IOException e) {
            throw new TrainingException("'%s' cannot be read as %s: %s".formatted(name, format, e.getMessage()), e);
        }
        return new ModelFile(name, format, sections);
    }

    /** Read a part of something larger: what cannot be read is compared byte by byte. */
    static ModelFile readPart(String name, byte[] content) {
        if (content.length > 0) {
            try {
                return read(name, content);
            } catch (TrainingException e) {
                ModelFile bytes = bytes(name, content);
                bytes.sections().note("only its bytes are compared: " + e.getMessage());
                return bytes;
            }
        }
        return bytes(name, content);
    }

    private static ModelFile bytes(String name, byte[] content) {
        Sections sections = new Sections();
        sections.opaque("bytes", content.length, new Hash().add(content).hex());
        return new ModelFile(name, ModelFormat.BYTES, sections);
    }

    private static ModelFormat fill(Sections sections, ModelFormat format, String name, byte[] content)
            throws IOException {
        switch (format) {
            case LIGHTGBM -> LightGbmText.read(sections, text(content));
            case ONNX -> OnnxModel.read(sections, content);
            case SAFETENSORS -> Safetensors.read(sections, content);
            case NPY -> NumpyArray.read(sections, "array", content);
            case JSON -> {
                return JsonDocument.read(sections, JsonDocument.parse(text(content)), ModelFormat.JSON);
            }
            case UBJSON -> {
                return JsonDocument.read(sections, new UbjsonReader(content).document(), ModelFormat.UBJSON);
            }
            case YAML -> YamlDocument.read(sections, text(content), content);
            case CSV -> CsvDocument.read(sections, text(content));
            case ZIP -> {
                return Archive.zip(sections, name, content);
            }
            default -> {
                sections.opaque("bytes", content.length, new Hash().add(content).hex());
                sections.note("only its bytes are compared, so that equal models may differ in them");
            }
        }
        return format;
    }

    private static ModelFormat format(String name, byte[] content) {
        if (begins(content, "PK\3\4") || begins(content, "PK\5\6")) {
            return ModelFormat.ZIP;
        } else if (begins(content, "\u0093NUMPY")) {
            return ModelFormat.NPY;
        } else if (begins(content, "PAR1")) {
            return ModelFormat.PARQUET;
        } else if (content[0] == (byte) 0x80 && content.length > 1 && content[1] >= 2 && content[1] <= 5) {
            return ModelFormat.PICKLE;
        } else if (begins(content, "tree\n") || begins(content, "tree\r\n")) {
            return ModelFormat.LIGHTGBM;
        } else if (content[0] == '{' && content.length > 1 && "iUIlL$#N".indexOf(content[1]) >= 0) {
            return ModelFormat.UBJSON;
        }
        return byEnding(name.toLowerCase(Locale.ROOT), content);
    }

    private static ModelFormat byEnding(String name, byte[] content) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending) {
            case "onnx" -> ModelFormat.ONNX;
            case "safetensors" -> ModelFormat.SAFETENSORS;
            case "json" -> ModelFormat.JSON;
            case "ubj" -> ModelFormat.UBJSON;
            case "yaml", "yml", "mlmodel" -> ModelFormat.YAML;
            case "csv" -> ModelFormat.CSV;
            case "zip", "jar", "npz" -> ModelFormat.ZIP;
            case "npy" -> ModelFormat.NPY;
            case "pkl", "pickle", "joblib" -> ModelFormat.PICKLE;
            default -> begins(content, "{\"learner\"") ? ModelFormat.JSON : ModelFormat.BYTES;
        };
    }

    private static boolean begins(byte[] content, String magic) {
        byte[] bytes = magic.getBytes(StandardCharsets.ISO_8859_1);
        return content.length >= bytes.length
                && new String(content, 0, bytes.length, StandardCharsets.ISO_8859_1).equals(magic);
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
