package io.mmp.test.monitor;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads a line that is a sample. */
final class SampleReader {

    static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*+");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*+");
    private static final Pattern BLANKS = Pattern.compile("[ \\t]*+");
    private static final Pattern TOKEN = Pattern.compile("[^ \\t]++");
    private static final Pattern MILLIS = Pattern.compile("[+-]?\\d{1,18}");
    private static final int EXEMPLAR_LENGTH = 128;

    private final Dialect dialect;

    SampleReader(Dialect dialect) {
        this.dialect = dialect;
    }

    Sample read(Cursor line) {
        String name = line.require(NAME, "the name of a metric");
        skipBlanks(line);
        Map<String, String> labels = line.take("{") ? labels(line) : Map.of();
        separator(line);
        double value = number(line);
        Instant timestamp = null;
        Exemplar exemplar = null;
        if (dialect == Dialect.PROMETHEUS) {
            timestamp = line.isAtEnd() ? null : timestamp(line);
        } else {
            timestamp = line.isAt(" ") && !line.isAt(" # ") ? secondsAfterSpace(line) : null;
            exemplar = line.take(" # ") ? exemplar(line) : null;
        }
        if (!line.isAtEnd()) {
            throw line.expected(timestamp == null ? "a timestamp or the end of the line" : "the end of the line");
        }
        return new Sample(name, labels, value, timestamp, exemplar, line.number());
    }

    private void skipBlanks(Cursor line) {
        if (dialect == Dialect.PROMETHEUS) {
            line.take(BLANKS);
        }
    }

    private void separator(Cursor line) {
        if (dialect == Dialect.OPENMETRICS) {
            line.require(" ");
        } else {
            line.take(BLANKS);
        }
    }

    private Map<String, String> labels(Cursor line) {
        Map<String, String> labels = new LinkedHashMap<>();
        skipBlanks(line);
        while (!line.take("}")) {
            int start = line.position();
            String name = line.require(LABEL, labels.isEmpty() ? "the name of a label or '}'" : "the name of a label");
            if (name.equals("__name__")) {
                throw line.wrongAt(start, "the label '__name__' is the name of the metric, which stands before '{'");
            }
            skipBlanks(line);
            line.require("=");
            skipBlanks(line);
            line.require("\"");
            if (labels.put(name, value(line)) != null) {
                throw line.wrongAt(start, "the label '%s' is here twice".formatted(name));
            }
            skipBlanks(line);
            if (!line.take(",")) {
                line.require("}");
                break;
            }
            skipBlanks(line);
            // A comma after the last label is left out by OpenMetrics alone.
            if (dialect == Dialect.OPENMETRICS && line.isAt("}")) {
                throw line.expected("the name of a label");
            }
        }
        return Collections.unmodifiableMap(labels);
    }

    private String value(Cursor line) {
        StringBuilder value = new StringBuilder();
        while (!line.take("\"")) {
            if (line.isAtEnd()) {
                throw line.wrong("the value of a label has no closing quote; a line feed in it is written \\n");
            }
            char character = line.next();
            value.append(character == '\\' ? escaped(line, "\"", dialect) : String.valueOf(character));
        }
        return value.toString();
    }

    /** Return what a backslash and the next character stand for. */
    static String escaped(Cursor line, String others, Dialect dialect) {
        int start = line.position() - 1;
        char character = line.isAtEnd() ? ' ' : line.next();
        if (character == 'n') {
            return "\n";
        }
        if (character == '\\' || others.indexOf(character) >= 0) {
            return String.valueOf(character);
        }
        if (dialect == Dialect.OPENMETRICS && line.position() > start + 1) {
            return "\\" + character;
        }
        throw line.wrongAt(
                start,
                "a backslash is written \\\\, and stands before n%s otherwise"
                        .formatted(others.isEmpty() ? "" : " and \" alone"));
    }

    private static double number(Cursor line) {
        int start = line.position();
        String text = line.require(TOKEN, "a value");
        try {
            return Numbers.parse(text);
        } catch (NumberFormatException e) {
            throw line.wrongAt(
                    start, "the value must be a number, NaN, +Inf or -Inf, but is '%s'".formatted(text.strip()));
        }
    }

    private static Instant timestamp(Cursor line) {
        line.take(BLANKS);
        int start = line.position();
        String text = line.require(TOKEN, "a timestamp");
        if (!MILLIS.matcher(text).matches()) {
            throw line.wrongAt(
                    start,
                    "the timestamp must be in whole milliseconds since 1970, but is '%s'".formatted(text.strip()));
        }
        return Instant.ofEpochMilli(Long.parseLong(text));
    }

    private static Instant secondsAfterSpace(Cursor line) {
        line.require(" ");
        int start = line.position();
        String text = line.require(TOKEN, "a timestamp");
        if (!Numbers.isReal(text)) {
            throw line.wrongAt(
                    start, "the timestamp must be in seconds since 1970, but is '%s'".formatted(text.strip()));
        }
        try {
            BigDecimal seconds = BigDecimal.valueOf(Double.parseDouble(text)).setScale(9, RoundingMode.HALF_UP);
            BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
            return Instant.ofEpochSecond(
                    whole.longValueExact(),
                    seconds.subtract(whole).movePointRight(9).longValueExact());
        } catch (ArithmeticException | NumberFormatException | DateTimeException e) {
            throw line.wrongAt(start, "the timestamp '%s' is out of range".formatted(text.strip()));
        }
    }

    private Exemplar exemplar(Cursor line) {
        int start = line.position();
        line.require("{");
        Map<String, String> labels = labels(line);
        int length = labels.entrySet().stream()
                .mapToInt(label -> codePoints(label.getKey()) + codePoints(label.getValue()))
                .sum();
        if (length > EXEMPLAR_LENGTH) {
            throw line.wrongAt(
                    start,
                    "the labels of an exemplar may have %s characters, but have %s".formatted(EXEMPLAR_LENGTH, length));
        }
        separator(line);
        double value = number(line);
        return new Exemplar(labels, value, line.isAt(" ") ? secondsAfterSpace(line) : null);
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }
}
