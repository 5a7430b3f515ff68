package io.mmp.test.feast.parity;

import static java.util.Objects.requireNonNull;

import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.json.JsonReader;
import io.mmp.test.json.JsonWriter;
import io.mmp.test.table.TableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Keeps in a file how far a comparison has come: a line with a checksum, and JSON.
 *
 * <p>Keys and values of the data stand in it as plain text, so that nobody but its owner can read it, where files have POSIX permissions.
 */
record Checkpoint(Path file) {

    private static final String HEAD = "mmp-test parity 1 ";

    private static final FileAttribute<Set<PosixFilePermission>> OWN =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /**
     * Return what an earlier run has done, or nothing if there is no file.
     *
     * @throws TableException if the file is damaged, or of another comparison
     */
    Optional<StreamProgress> load(Map<String, String> identity, FeatureSource shape) {
        String text;
        try {
            if (Files.notExists(file)) {
                return Optional.empty();
            }
            text = Files.readString(file);
        } catch (IOException e) {
            throw damaged(e);
        }
        int end = text.indexOf('\n');
        String body = text.substring(end + 1);
        if (end < 0 || !text.substring(0, end).equals(HEAD + checksum(body))) {
            throw damaged(null);
        }
        try {
            Map<?, ?> tree = (Map<?, ?>) requireNonNull(JsonReader.read(body));
            requireSame(identity, (Map<?, ?>) requireNonNull(tree.get("of")));
            StreamProgress progress = new StreamProgress(Tally.ofTree((Map<?, ?>) requireNonNull(tree.get("tally"))));
            progress.entities = Long.parseLong(text(tree, "entities"));
            progress.isJudged = Boolean.parseBoolean(text(tree, "judged"));
            progress.last = key((List<?>) requireNonNull(tree.get("last")));
            if (progress.last.size() != shape.view().joinKeys().size()) {
                throw damaged(null);
            }
            return Optional.of(progress);
        } catch (ClassCastException | IllegalArgumentException | NullPointerException e) {
            throw damaged(e);
        }
    }

    private static String text(Map<?, ?> tree, String name) {
        return (String) requireNonNull(tree.get(name));
    }

    private void requireSame(Map<String, String> identity, Map<?, ?> found) {
        identity.forEach((name, value) -> {
            if (!value.equals(found.get(name))) {
                throw new TableException(
                        "Checkpoint %s is of another comparison: its %s was %s, and is %s now. Delete it to compare from the start, or name another file."
                                .formatted(file, name, found.get(name), value));
            }
        });
    }

    private TableException damaged(@Nullable Exception cause) {
        return new TableException(
                "Checkpoint %s cannot be read, or is damaged. Delete it to compare from the start.".formatted(file),
                cause);
    }

    /** Replace the file at once: who is killed meanwhile leaves the old one. */
    void save(Map<String, String> identity, StreamProgress progress) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("of", identity);
        tree.put("entities", String.valueOf(progress.entities));
        tree.put("judged", String.valueOf(progress.isJudged));
        tree.put("last", texts(requireNonNull(progress.last)));
        tree.put("tally", progress.tally.tree());
        String body = JsonWriter.write(tree);
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.createDirectories(requireNonNull(file.toAbsolutePath().getParent()));
            // One that a kill has left may be of another mask.
            Files.deleteIfExists(next);
            if (next.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(next, OWN);
            }
            Files.writeString(next, HEAD + checksum(body) + "\n" + body);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The checkpoint cannot be written to " + file + ".", e);
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The checkpoint " + file + " cannot be deleted.", e);
        }
    }

    private static String checksum(String body) {
        CRC32 sum = new CRC32();
        sum.update(body.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }

    private static List<String> texts(List<Object> key) {
        List<String> texts = new ArrayList<>();
        key.forEach(part -> texts.add(part.getClass().getSimpleName() + " " + part));
        return texts;
    }

    private static List<Object> key(List<?> texts) {
        List<Object> key = new ArrayList<>();
        for (Object part : texts) {
            String[] parts = ((String) part).split(" ", 2);
            key.add(
                    switch (parts[0]) {
                        case "Integer" -> Integer.valueOf(parts[1]);
                        case "Long" -> Long.valueOf(parts[1]);
                        case "Float" -> Float.valueOf(parts[1]);
                        case "Double" -> Double.valueOf(parts[1]);
                        case "BigDecimal" -> new BigDecimal(parts[1]);
                        case "String" -> parts[1];
                        case "UUID" -> UUID.fromString(parts[1]);
                        case "Instant" -> Instant.parse(parts[1]);
                        default -> throw new IllegalArgumentException(parts[0]);
                    });
        }
        return key;
    }

    /** Return where it is. */
    @Override
    public String toString() {
        return file.toString();
    }
}
