package io.mmp.test.mlflow.embedded.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Spells and reads values as Python does, because MLflow's messages and limits are made of Python's. */
public final class Python {

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d++(_\\d++)*+");
    private static final Pattern DECIMAL = Pattern.compile(
            "[+-]?(\\d++(_\\d++)*+\\.?(\\d++(_\\d++)*+)?|\\.\\d++(_\\d++)*+)" + "([eE][+-]?\\d++(_\\d++)*+)?");

    /** A longer text is no number to {@code int}: to read it would take time that grows with the square of its length. */
    private static final int MAX_DIGITS = 4_300;

    private static final Pattern NOT_ASCII = Pattern.compile("[\\x80-\\xff]");

    private Python() {}

    /** Return the name of a JSON value's type, such as {@code NoneType} or {@code dict}. */
    public static String typeName(@Nullable Object value) {
        if (value == null) {
            return "NoneType";
        }
        if (value instanceof String) {
            return "str";
        }
        if (value instanceof Boolean) {
            return "bool";
        }
        if (value instanceof List) {
            return "list";
        }
        if (value instanceof Map) {
            return "dict";
        }
        return value instanceof Double ? "float" : "int";
    }

    /** Read {@code int(text)}; empty where Python raises a ValueError. */
    public static Optional<BigInteger> integer(String text) {
        String stripped = number(text);
        return INTEGER.matcher(stripped).matches() && digits(stripped) <= MAX_DIGITS
                ? Optional.of(new BigInteger(stripped.replace("_", "")))
                : Optional.empty();
    }

    /** Read {@code int(value)} of a JSON value, which cuts a fraction off; empty where Python raises an error. */
    public static Optional<Integer> truncated(Object json) {
        if (json instanceof Boolean flag) {
            return Optional.of(flag ? 1 : 0);
        }
        if (json instanceof Double number && number.isInfinite()) {
            throw new UnhandledRequestException("Infinity is no integer");
        }
        if (json instanceof Number number) {
            return Optional.of(number.intValue());
        }
        return json instanceof String text ? integer(text).map(BigInteger::intValue) : Optional.empty();
    }

    /** Read {@code float(text)}; empty where Python raises a ValueError. */
    public static Optional<Double> decimal(String text) {
        String stripped = number(text);
        if (DECIMAL.matcher(stripped).matches()) {
            return Optional.of(Double.valueOf(stripped.replace("_", "")));
        }
        return switch (stripped.toLowerCase(Locale.ROOT)) {
            case "nan", "+nan", "-nan" -> Optional.of(Double.NaN);
            case "inf", "+inf", "infinity", "+infinity" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
            default -> Optional.empty();
        };
    }

    /** Read {@code float(text)}, or fail as MLflow does, which does not expect Python's ValueError. */
    public static double toFloat(String text) {
        return decimal(text).orElseThrow(() -> new UnhandledRequestException(text + " is no float"));
    }

    /** Return {@code repr} of a tuple of texts, such as {@code ('a',)}. */
    public static String tuple(List<String> texts) {
        return texts.stream()
                .map(text -> repr(text))
                .collect(Collectors.joining(", ", "(", texts.size() == 1 ? ",)" : ")"));
    }

    /** Return {@code text[:length]}, which counts code points. */
    public static String head(String text, int length) {
        return text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length));
    }

    /** Return a text without the space around it and with ASCII for the digits of all scripts, which Python reads alike. */
    private static String number(String text) {
        StringBuilder ascii = new StringBuilder();
        PythonText.strip(text, PythonText::isSpaceAroundNumber)
                .codePoints()
                .map(point -> Character.isDigit(point) ? '0' + Character.digit(point, 10) : point)
                .forEach(ascii::appendCodePoint);
        return ascii.toString();
    }

    private static long digits(String number) {
        return number.chars().filter(c -> c >= '0' && c <= '9').count();
    }

    /** Return what {@code int(text)} complains about, of which Python shows 200 characters. */
    public static String noInteger(@Nullable Object text) {
        return "invalid literal for int() with base 10: " + head(repr(text), 200);
    }

    /** Return {@code repr} of a float: {@code 0.1}, {@code 1e-05}, {@code 1e+16}, {@code nan}. */
    public static String repr(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            String plain = shortest.toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        String digits = shortest.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return String.format(
                Locale.ROOT,
                "%s%se%s%02d",
                value < 0 ? "-" : "",
                mantissa,
                exponent < 0 ? "-" : "+",
                Math.abs(exponent));
    }

    /** Return {@code repr} of a JSON value. */
    public static String repr(@Nullable Object value) {
        if (value instanceof String text) {
            return repr(text);
        }
        if (value instanceof List<?> items) {
            return items.stream().map(Python::repr).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        return value == null ? "None" : value instanceof Double number ? repr(number.doubleValue()) : value.toString();
    }

    /** Return {@code repr} of bytes, such as {@code b'ok\x9e'}. */
    public static String repr(byte[] bytes) {
        String text = repr(new String(bytes, StandardCharsets.ISO_8859_1));
        return "b"
                + NOT_ASCII
                        .matcher(text)
                        .replaceAll(high -> String.format(
                                Locale.ROOT, "\\\\x%02x", (int) high.group().charAt(0)));
    }

    /** Return {@code repr} of a string: in single quotes, or in double quotes if it holds only single ones. */
    public static String repr(String text) {
        char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
        StringBuilder quoted = new StringBuilder().append(quote);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\\' -> quoted.append("\\\\");
                default -> {
                    if (point == quote) {
                        quoted.append('\\').append(quote);
                    } else if (PythonText.isPrintable(point)) {
                        quoted.appendCodePoint(point);
                    } else {
                        quoted.append(escape(point));
                    }
                }
            }
        });
        return quoted.append(quote).toString();
    }

    private static String escape(int point) {
        String form = point < 0x100 ? "\\x%02x" : point < 0x10000 ? "\\u%04x" : "\\U%08x";
        return String.format(Locale.ROOT, form, point);
    }
}
