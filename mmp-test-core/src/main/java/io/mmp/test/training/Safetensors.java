package io.mmp.test.training;

import io.mmp.test.json.JsonReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart a safetensors file.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
final class Safetensors {

    /** What the reference implementation allows. */
    private static final long LARGEST_HEADER = 100_000_000;

    private Safetensors() {}

    static ModelFormat read(Sections sections, Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            read(sections, file);
        }
        return ModelFormat.SAFETENSORS;
    }

    private static void read(Sections sections, FileChannel file) throws IOException {
        if (file.size() < Long.BYTES) {
            throw new TrainingException(
                    "it is cut short: the length of its header takes 8 bytes, and it has %s".formatted(file.size()));
        }
        long length = ByteBuffer.wrap(bytes(file, 0, Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (length < 0 || length > file.size() - Long.BYTES) {
            throw new TrainingException("it is cut short: its header is to have %s bytes, and %s are left"
                    .formatted(Long.toUnsignedString(length), file.size() - Long.BYTES));
        } else if (length > LARGEST_HEADER) {
            throw new TrainingException(
                    "its header is to have %s bytes, and %s are allowed".formatted(length, LARGEST_HEADER));
        }
        long start = Long.BYTES + length;
        String json = new String(bytes(file, Long.BYTES, (int) length), StandardCharsets.UTF_8);
        if (!(JsonReader.readDistinct(json) instanceof Map<?, ?> header)) {
            throw new TrainingException("its header is no JSON object");
        }
        long left = file.size() - start;
        for (Map.Entry<?, ?> entry : header.entrySet()) {
            String name = String.valueOf(entry.getKey());
            if (!(entry.getValue() instanceof Map<?, ?> members)) {
                throw new TrainingException("'%s' of its header is no object".formatted(name));
            } else if (name.equals("__metadata__")) {
                members.forEach(
                        (key, value) -> sections.text("metadata", String.valueOf(key), JsonDocument.canonical(value)));
            } else {
                left -= tensor(sections, name, members, file, start);
            }
        }
        if (sections.content().isEmpty()) {
            throw new TrainingException("it has no tensors");
        } else if (left > 0) {
            sections.note("%s bytes belong to no tensor, and are not compared".formatted(left));
        }
    }

    private static byte[] bytes(FileChannel file, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && file.read(bytes, offset + bytes.position()) >= 0) {
            // A read may return less than was asked for.
        }
        return bytes.array();
    }

    /** Keep a tensor, and return how many bytes it has. */
    private static long tensor(Sections sections, String name, Map<?, ?> members, FileChannel file, long start)
            throws IOException {
        List<?> range = members.get("data_offsets") instanceof List<?> offsets ? offsets : List.of();
        long size = file.size() - start;
        long from = range.size() == 2 ? offset(range.get(0), size) : -1;
        long to = range.size() == 2 ? offset(range.get(1), size) : -1;
        if (from < 0 || to < from) {
            throw new TrainingException("tensor '%s' is to be at %s, and the file has %s bytes of tensors"
                    .formatted(name, JsonDocument.canonical(members.get("data_offsets")), size));
        }
        String description = "%s %s".formatted(members.get("dtype"), JsonDocument.canonical(members.get("shape")));
        sections.bytes("tensors", name, description, file, start + from, to - from);
        return to - from;
    }

    /** Return an offset, or -1 if it is none or beyond the end. */
    private static long offset(@Nullable Object value, long size) {
        return value instanceof BigDecimal offset
                        && offset.signum() >= 0
                        && offset.compareTo(BigDecimal.valueOf(size)) <= 0
                ? offset.longValue()
                : -1;
    }
}
