package io.mmp.test.mlflow.embedded.wire;

import io.mmp.test.mlflow.embedded.python.Python;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Describes fields of the types that protobuf's JSON spells in a way of its own: maps, times, masks, enums, any JSON. */
public final class ProtoField {

    private static final Pattern TIME = Pattern.compile(
            "(\\d{4})-(\\d{1,2})-(\\d{1,2})T(\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\.(\\d{0,9}))?(?:Z|([+-])(\\d+):(\\d+))");
    private static final long MAX_DURATION_SECONDS = 315_576_000_000L;
    private static final double NANOS = 1e9;

    private ProtoField() {}

    /** Describe texts by name, kept as a map. */
    public static Field map(String name) {
        return field(name, (json, sink) -> {
            Map<String, String> entries = new LinkedHashMap<>();
            sink.accept(entries);
            if (!(json instanceof Map<?, ?> map)) {
                return false;
            }
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Object value = entry.getValue();
                if (value == null
                        || !FieldType.STRING.read(
                                value, text -> entries.put(String.valueOf(entry.getKey()), (String) text))) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Describe a time such as {@code 2026-01-01T00:00:00.5Z}, kept as milliseconds since 1970. */
    public static Field timestamp(String name) {
        return millis(name, ProtoField::timestampMillis);
    }

    /** Describe a duration such as {@code 1.5s}, kept as milliseconds. */
    public static Field duration(String name) {
        return millis(name, ProtoField::durationMillis);
    }

    /** Describe any JSON value, in which all numbers are floats; {@code null} is like no value. */
    public static Field json(String name) {
        return field(name, (json, sink) -> {
            sink.accept(FloatTree.of(json));
            return true;
        });
    }

    /** Describe paths such as {@code assessmentName,rationale}, kept as a list in snake case. */
    public static Field mask(String name) {
        return field(name, (json, sink) -> {
            if (!(json instanceof String text) || text.contains("_")) {
                sink.accept(List.of());
                return false;
            }
            sink.accept(text.isEmpty() ? List.of() : List.of(snakeCase(text).split(",", -1)));
            return true;
        });
    }

    /** Describe an enumeration, sent as a name or as a number, the first name's being 0; unknown names are ignored. */
    public static Field enumeration(String name, List<String> values) {
        Field.Reader reader = (json, sink) -> {
            if (json instanceof String text && values.contains(text)) {
                sink.accept(text);
                return true;
            }
            if (json.equals(Double.NaN)
                    || (json instanceof String text && Python.integer(text).isEmpty())) {
                return true;
            }
            Optional<String> value = Python.truncated(json)
                    .filter(number -> number >= 0 && number < values.size())
                    .map(values::get);
            value.ifPresent(sink);
            return value.isPresent();
        };
        return new Field(name, false, reader, json -> json instanceof String, List.of());
    }

    /** Describe an enumeration that takes any number: one that has no name is like none, as unknown names are. */
    public static Field openEnumeration(String name, List<String> values) {
        Field.Reader named = enumeration(name, values).reader();
        Field.Reader reader = (json, sink) -> {
            Optional<BigInteger> number = wholePart(json);
            if (number.isEmpty()) {
                return named.read(json, sink);
            }
            boolean fits = number.get().bitLength() < Integer.SIZE;
            return fits && (!isNamed(number.get(), values) || named.read(json, sink));
        };
        return new Field(name, false, reader, json -> json instanceof String, List.of());
    }

    private static boolean isNamed(BigInteger number, List<String> values) {
        return number.signum() >= 0 && number.compareTo(BigInteger.valueOf(values.size())) < 0;
    }

    private static Optional<BigInteger> wholePart(Object json) {
        if (json instanceof Number number) {
            return Double.isFinite(number.doubleValue())
                    ? Optional.of(new BigDecimal(number.toString()).toBigInteger())
                    : Optional.empty();
        }
        return json instanceof String text ? Python.integer(text) : Optional.empty();
    }

    private static Field field(String name, Field.Reader reader) {
        return new Field(name, false, reader, json -> json != null, List.of());
    }

    /** A text that is no time leaves the field behind with a zero in it. */
    private static Field millis(String name, Function<String, OptionalLong> parser) {
        return field(name, (Object json, Consumer<Object> sink) -> {
            OptionalLong millis = json instanceof String text ? parser.apply(text) : OptionalLong.empty();
            sink.accept(millis.orElse(0));
            return millis.isPresent();
        });
    }

    private static OptionalLong timestampMillis(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return OptionalLong.empty();
        }
        try {
            long seconds = LocalDateTime.of(
                            number(time.group(1)),
                            number(time.group(2)),
                            number(time.group(3)),
                            number(time.group(4)),
                            number(time.group(5)),
                            number(time.group(6)))
                    .toEpochSecond(ZoneOffset.UTC);
            if (time.group(8) != null) {
                long offset = Math.addExact(
                        Math.multiplyExact(Long.parseLong(time.group(9)), 3600L),
                        Math.multiplyExact(Long.parseLong(time.group(10)), 60L));
                seconds = time.group(8).equals("+") ? seconds - offset : seconds + offset;
            }
            boolean isInRange = seconds >= TraceTime.FIRST_SECOND && seconds <= TraceTime.LAST_SECOND;
            return isInRange
                    ? OptionalLong.of(seconds * 1000 + fraction(time.group(7)) / 1_000_000)
                    : OptionalLong.empty();
        } catch (DateTimeException | ArithmeticException | NumberFormatException noTime) {
            return OptionalLong.empty();
        }
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private static long fraction(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? 0 : Math.round(Double.parseDouble("0." + digits) * NANOS);
    }

    private static OptionalLong durationMillis(String text) {
        if (!text.endsWith("s")) {
            return OptionalLong.empty();
        }
        String number = text.substring(0, text.length() - 1);
        int point = number.indexOf('.');
        Optional<Long> seconds = Python.integer(point < 0 ? number : number.substring(0, point))
                .filter(value -> value.bitLength() < 63)
                .map(value -> value.longValueExact());
        Optional<Double> fraction = point < 0 ? Optional.of(0.0) : Python.decimal("0" + number.substring(point));
        if (seconds.isEmpty() || fraction.isEmpty() || Math.abs(seconds.get()) > MAX_DURATION_SECONDS) {
            return OptionalLong.empty();
        }
        long nanos = Math.round(fraction.get() * NANOS);
        return OptionalLong.of(seconds.get() * 1000 + (number.startsWith("-") ? -nanos : nanos) / 1_000_000);
    }

    private static String snakeCase(String text) {
        StringBuilder snake = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (Character.isUpperCase(point)) {
                snake.append('_').appendCodePoint(Character.toLowerCase(point));
            } else {
                snake.appendCodePoint(point);
            }
        });
        return snake.toString();
    }
}
