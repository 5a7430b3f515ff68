package io.mmp.test.profile;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type that one text is read as.
 *
 * @param rule what such a text must be, such as {@code a whole number, such as 42}
 * @param example a value of it
 * @param reader reads it, and throws an {@link IllegalArgumentException} or {@link DateTimeException} if it is not so
 */
record SettingType(String rule, String example, Function<String, Object> reader) {

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+(?:_[0-9]+)*");
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?");
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,15})\\s*(ns|us|ms|s|min|m|h|d)");

    private static final SettingType INT = new SettingType(
            "a whole number from -2147483648 to 2147483647",
            "42",
            text -> whole(text).intValueExact());
    private static final SettingType LONG = new SettingType(
            "a whole number of at most 64 bits", "42", text -> whole(text).longValueExact());
    private static final SettingType DOUBLE = new SettingType("a decimal number", "0.5", SettingType::decimal);
    private static final SettingType BOOLEAN = new SettingType("true or false", "true", SettingType::truth);

    private static final Map<Class<?>, SettingType> ALL = Map.ofEntries(
            Map.entry(String.class, new SettingType("a text", "text", text -> text)),
            Map.entry(int.class, INT),
            Map.entry(Integer.class, INT),
            Map.entry(long.class, LONG),
            Map.entry(Long.class, LONG),
            Map.entry(double.class, DOUBLE),
            Map.entry(Double.class, DOUBLE),
            Map.entry(boolean.class, BOOLEAN),
            Map.entry(Boolean.class, BOOLEAN),
            Map.entry(
                    Duration.class,
                    new SettingType(
                            "a number with a unit (ns, us, ms, s, m, h, d), or of the form PT1H30M",
                            "30s",
                            SettingType::duration)),
            Map.entry(Instant.class, new SettingType("an instant", "2026-01-31T12:00:00Z", Instant::parse)),
            Map.entry(LocalDate.class, new SettingType("a date", "2026-01-31", LocalDate::parse)),
            Map.entry(URI.class, new SettingType("a URI", "http://localhost:5000", text -> URI.create(filled(text)))),
            Map.entry(Path.class, new SettingType("a path", "target/model", text -> Path.of(filled(text)))));

    /** Return the type that a class is read as; empty if it is none that one text can be. */
    static Optional<SettingType> of(Class<?> type) {
        return type.isEnum() ? Optional.of(ofEnum(type)) : Optional.ofNullable(ALL.get(type));
    }

    private static SettingType ofEnum(Class<?> type) {
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .toList();
        return new SettingType(
                "one of " + String.join(", ", names),
                names.isEmpty() ? "" : names.get(0),
                text -> type.getEnumConstants()[index(names, text)]);
    }

    private static int index(List<String> names, String text) {
        int index = names.indexOf(text);
        if (index < 0) {
            throw new IllegalArgumentException(text);
        }
        return index;
    }

    /** Read a text; empty if it is not what it must be. */
    Optional<Object> read(String text) {
        try {
            return Optional.of(reader.apply(text));
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException notOne) {
            // Each says it in words of its own, none of them in those of the file: the rule does.
            return Optional.empty();
        }
    }

    private static BigInteger whole(String text) {
        // Digits of other scripts and suffixes such as L are no numbers in a file that machines read.
        require(WHOLE.matcher(text).matches());
        return new BigInteger(text.replace("_", ""));
    }

    private static double decimal(String text) {
        require(DECIMAL.matcher(text).matches());
        double value = new BigDecimal(text).doubleValue();
        require(Double.isFinite(value));
        return value;
    }

    private static boolean truth(String text) {
        require(text.equals("true") || text.equals("false"));
        return text.equals("true");
    }

    private static Duration duration(String text) {
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches()) {
            return Duration.parse(text);
        }
        long number = Long.parseLong(amount.group(1));
        return switch (amount.group(2)) {
            case "ns" -> Duration.ofNanos(number);
            case "us" -> Duration.ofNanos(Math.multiplyExact(number, 1_000));
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofMinutes(number);
        };
    }

    /** Refuse an empty text, which is a valid URI and the working directory. */
    private static String filled(String text) throws InvalidPathException {
        require(!text.isEmpty());
        return text;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
    }
}
