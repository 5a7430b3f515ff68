package io.mmp.test.training;

import io.mmp.test.json.JsonReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart a safetensors file.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
final class Safetensors {

    private Safetensors() {}

    static void read(Sections sections, byte[] content) {
        if (content.length < Long.BYTES) {
            throw new TrainingException(
                    "it is cut short: the length of its header takes 8 bytes, and it has %s".formatted(content.length));
        }
        long length = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 0 || length > content.length - Long.BYTES) {
            throw new TrainingException("it is cut short: its header is to have %s bytes, and %s are left"
                    .formatted(Long.toUnsignedString(length), content.length - Long.BYTES));
        }
        int start = Long.BYTES + (int) length;
        String json = new String(content, Long.BYTES, (int) length, StandardCharsets.UTF_8);
        if (!(JsonReader.read(json) instanceof Map<?, ?> header)) {
            throw new TrainingException("its header is no JSON object");
        }
        header.forEach((name, entry) -> {
            if (!(entry instanceof Map<?, ?> members)) {
                throw new TrainingException("'%s' of its header is no object".formatted(name));
            } else if (name.equals("__metadata__")) {
                members.forEach(
                        (key, value) -> sections.text("metadata", String.valueOf(key), JsonDocument.canonical(value)));
            } else {
                tensor(sections, String.valueOf(name), members, content, start);
            }
        });
        if (sections.content().isEmpty()) {
            throw new TrainingException("it has no tensors");
        }
    }

    private static void tensor(Sections sections, String name, Map<?, ?> members, byte[] content, int start) {
        List<?> range = members.get("data_offsets") instanceof List<?> offsets ? offsets : List.of();
        int size = content.length - start;
        int from = range.size() == 2 ? offset(range.get(0), size) : -1;
        int to = range.size() == 2 ? offset(range.get(1), size) : -1;
        if (from < 0 || to < from) {
            throw new TrainingException("tensor '%s' is to be at %s, and the file has %s bytes of tensors"
                    .formatted(name, JsonDocument.canonical(members.get("data_offsets")), size));
        }
        String description = "%s %s".formatted(members.get("dtype"), JsonDocument.canonical(members.get("shape")));
        sections.bytes("tensors", name, description, content, start + from, to - from);
    }

    /** Return an offset, or -1 if it is none or beyond the end. */
    private static int offset(@Nullable Object value, int size) {
        return value instanceof BigDecimal offset
                        && offset.signum() >= 0
                        && offset.compareTo(BigDecimal.valueOf(size)) <= 0
                ? offset.intValue()
                : -1;
    }
}
