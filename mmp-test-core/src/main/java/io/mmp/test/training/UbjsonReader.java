package io.mmp.test.training;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads UBJSON, draft 12, as maps, lists, strings, {@code BigDecimal}s, booleans and null.
 *
 * @see <a href="https://ubjson.org">the specification</a>
 */
final class UbjsonReader {

    private static final int MAX_DEPTH = 64;

    private final ByteBuffer in;
    private int depth;

    UbjsonReader(byte[] content) {
        in = ByteBuffer.wrap(content);
    }

    @Nullable
    Object document() {
        try {
            Object value = value(marker());
            if (in.hasRemaining()) {
                throw new TrainingException("it has %s bytes after its end".formatted(in.remaining()));
            }
            return value;
        } catch (BufferUnderflowException e) {
            throw new TrainingException("it is cut short after %s bytes".formatted(in.limit()), e);
        }
    }

    private char marker() {
        char marker = (char) in.get();
        return marker == 'N' ? marker() : marker;
    }

    private @Nullable Object value(char marker) {
        return switch (marker) {
            case 'Z' -> null;
            case 'T' -> true;
            case 'F' -> false;
            case 'i', 'U', 'I', 'l', 'L' -> BigDecimal.valueOf(integer(marker));
            case 'd' -> decimal(in.getFloat());
            case 'D' -> decimal(in.getDouble());
            case 'C' -> String.valueOf((char) in.get());
            case 'S' -> string();
            case 'H' -> new BigDecimal(string());
            case '[' -> array();
            case '{' -> object();
            default ->
                throw new TrainingException(
                        "it has the unknown type %s at byte %s".formatted((int) marker, in.position() - 1));
        };
    }

    private long integer(char marker) {
        return switch (marker) {
            case 'i' -> in.get();
            case 'U' -> in.get() & 0xff;
            case 'I' -> in.getShort();
            case 'l' -> in.getInt();
            case 'L' -> in.getLong();
            default -> throw new TrainingException("it has no length at byte %s".formatted(in.position() - 1));
        };
    }

    /** Return the shortest decimal that is this float, which is what writers of JSON write. */
    private static Object decimal(float value) {
        return Float.isFinite(value)
                ? shortest(new BigDecimal(value), 9, decimal -> decimal.floatValue() == value)
                : "\0" + value;
    }

    private static Object decimal(double value) {
        return Double.isFinite(value)
                ? shortest(new BigDecimal(value), 17, decimal -> decimal.doubleValue() == value)
                : "\0" + value;
    }

    // Float.toString and Double.toString are not always the shortest before JDK 19.
    private static BigDecimal shortest(BigDecimal exact, int mostDigits, Predicate<BigDecimal> isSame) {
        for (int digits = 1; digits < mostDigits; digits++) {
            BigDecimal shorter = exact.round(new MathContext(digits));
            if (isSame.test(shorter)) {
                return shorter;
            }
        }
        return exact.round(new MathContext(mostDigits));
    }

    private String string() {
        return new String(bytes(size(integer(marker()))), StandardCharsets.UTF_8);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** Refuse a length that the rest of the file cannot have, before memory is taken for it. */
    private int size(long size) {
        if (size < 0 || size > in.remaining()) {
            throw new TrainingException("it is cut short: %s elements at byte %s, where %s bytes are left"
                    .formatted(size, in.position(), in.remaining()));
        }
        return (int) size;
    }

    private List<@Nullable Object> array() {
        enter();
        Head head = head();
        List<@Nullable Object> elements = new ArrayList<>();
        if (head.size() >= 0) {
            for (long i = 0; i < head.size(); i++) {
                elements.add(value(head.type() == 0 ? marker() : head.type()));
            }
        } else {
            for (char marker = marker(); marker != ']'; marker = marker()) {
                elements.add(value(marker));
            }
        }
        depth--;
        return elements;
    }

    private Map<String, @Nullable Object> object() {
        enter();
        Head head = head();
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        if (head.size() >= 0) {
            for (long i = 0; i < head.size(); i++) {
                String name = string();
                put(members, name, value(head.type() == 0 ? marker() : head.type()));
            }
        } else {
            while (peek() != '}') {
                String name = string();
                put(members, name, value(marker()));
            }
            in.get();
        }
        depth--;
        return members;
    }

    private void put(Map<String, @Nullable Object> members, String name, @Nullable Object value) {
        if (members.containsKey(name)) {
            throw new TrainingException(
                    "it has the name '%s' twice in an object before byte %s".formatted(name, in.position()));
        }
        members.put(name, value);
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw new TrainingException("it has more than %s levels".formatted(MAX_DEPTH));
        }
    }

    private char peek() {
        return (char) in.duplicate().get();
    }

    /**
     * What a container says of its content in advance.
     *
     * @param type the type of all elements; 0 if each has its own
     * @param size the number of elements; -1 if an end follows them
     */
    private record Head(char type, int size) {}

    private Head head() {
        char type = 0;
        if (in.hasRemaining() && peek() == '$') {
            in.get();
            type = (char) in.get();
        }
        if (in.hasRemaining() && peek() == '#') {
            in.get();
            return new Head(type, size(integer(marker())));
        }
        if (type != 0) {
            throw new TrainingException("it has a type without a count at byte %s".formatted(in.position()));
        }
        return new Head(type, -1);
    }
}
