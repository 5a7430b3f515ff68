package io.mmp.test.recovery;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes values as text, such that two are the same text if and only if they are the same content. */
final class Content {

    private Content() {}

    /** Return the name of an id for people. */
    static String name(@Nullable Object id) {
        return id instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(id);
    }

    static String digest(@Nullable Object value) {
        try {
            String text = text(value);
            ByteBuffer bytes = ByteBuffer.allocate(text.length() * Character.BYTES);
            bytes.asCharBuffer().put(text); // no encoding, which would make all unpaired surrogates one
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-256", e);
        }
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof byte[] bytes) {
            return plain("bytes", HexFormat.of().formatHex(bytes));
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return plain("bytes", HexFormat.of().formatHex(bytes));
        }
        if (value instanceof Map<?, ?> map) {
            return sorted(
                    "map",
                    map.entrySet().stream()
                            .map(entry -> text(entry.getKey()) + "=" + text(entry.getValue()))
                            .toList());
        }
        if (value instanceof Set<?> set) {
            return sorted("set", texts(set));
        }
        if (value instanceof Collection<?> list) {
            return "list" + texts(list);
        }
        if (value.getClass().isArray()) {
            List<@Nullable Object> elements = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(Array.get(value, i));
            }
            return "list" + texts(elements);
        }
        return value instanceof Record row
                ? components(row)
                : plain(value.getClass().getName(), scalar(value));
    }

    private static String scalar(Object value) {
        if (value instanceof CharSequence
                || isNumberOfJdk(value)
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof TemporalAccessor
                || value instanceof TemporalAmount
                || value instanceof java.util.Date
                || value instanceof UUID
                || value instanceof URI) {
            return value.toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        throw new IllegalArgumentException(
                "The content of a %s is not known. Give rows as records, maps, lists, numbers, texts or dates."
                        .formatted(value.getClass().getName()));
    }

    private static boolean isNumberOfJdk(Object value) {
        return value instanceof Number && value.getClass().getName().startsWith("java.");
    }

    private static String components(Record row) {
        List<String> texts = new ArrayList<>();
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            Method accessor = component.getAccessor();
            try {
                accessor.setAccessible(true);
                texts.add(text(component.getName()) + "=" + text(accessor.invoke(row)));
            } catch (ReflectiveOperationException | RuntimeException e) {
                throw new IllegalArgumentException(
                        "The component %s of %s cannot be read: %s"
                                .formatted(component.getName(), row.getClass().getName(), e),
                        e);
            }
        }
        return "record" + texts;
    }

    private static List<String> texts(Collection<?> values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(text(value)));
        return texts;
    }

    private static String sorted(String kind, List<String> texts) {
        List<String> ordered = new ArrayList<>(texts);
        Collections.sort(ordered);
        return kind + ordered;
    }

    /** The length says where it ends, whatever characters are in it. */
    private static String plain(String type, String text) {
        return type + ":" + text.length() + ":" + text;
    }
}
