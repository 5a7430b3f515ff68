package io.mmp.test.table;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads cells from text; timestamps without a time zone are taken to be in the given one, if there is one. */
record TextCells(@Nullable ZoneId zone) {

    /** ISO 8601, or with a blank between date and time, as databases and pandas print it, or a date alone. */
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][ ]")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[ 'UTC'][XXXXX][XXX][XX][X]")
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            // Else the 30th of February would be the 28th.
            .withResolverStyle(ResolverStyle.STRICT);

    Object parse(ValueType type, String text) {
        return switch (type) {
            case INT32 -> Math.toIntExact(Numbers.parseLong(text));
            case INT64 -> Numbers.parseLong(text);
            case FLOAT -> Numbers.parseFloat(text);
            case DOUBLE -> Numbers.parseDouble(text);
            case BOOL -> bool(text);
            case STRING, JSON -> text;
            case DECIMAL -> new BigDecimal(text);
            case UUID, TIME_UUID -> uuid(text);
            case ZONED_TIMESTAMP -> zoned(text);
            case UNIX_TIMESTAMP -> timestamp(text);
            default -> throw new IllegalArgumentException("it has no form in text");
        };
    }

    private static boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t", "1", "1.0" -> true;
            case "false", "f", "0", "0.0" -> false;
            default -> throw new IllegalArgumentException("it must be true or false, t or f, 1 or 0");
        };
    }

    /** Read an identifier of 36 characters: Java takes shorter ones too, and fills them up. */
    private static UUID uuid(String text) {
        if (text.length() != 36) {
            throw new IllegalArgumentException("it must have 32 hexadecimal digits and 4 hyphens");
        }
        return UUID.fromString(text);
    }

    /** Read a date and time with its zone, unless they do not fit and Java would move one of them. */
    private static ZonedDateTime zoned(String text) {
        TemporalAccessor parsed = DateTimeFormatter.ISO_ZONED_DATE_TIME.parse(text);
        ZonedDateTime zoned = ZonedDateTime.from(parsed);
        LocalDateTime local =
                LocalDateTime.of(parsed.query(TemporalQueries.localDate()), parsed.query(TemporalQueries.localTime()));
        ZoneOffset offset = parsed.query(TemporalQueries.offset());
        if (!zoned.toLocalDateTime().equals(local)
                || (offset != null && !zoned.getOffset().equals(offset))) {
            throw new IllegalArgumentException("there was no such time in " + zoned.getZone());
        }
        return zoned;
    }

    private ZonedDateTime timestamp(String text) {
        ZonedDateTime plain = plainUtc(text);
        if (plain != null) {
            return plain;
        }
        boolean isUtc = text.endsWith(" UTC");
        TemporalAccessor parsed = TIMESTAMP.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        if (parsed instanceof OffsetDateTime offset) {
            return offset.toZonedDateTime();
        }
        LocalDateTime local = parsed instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) parsed;
        if (isUtc) {
            return local.atZone(ZoneOffset.UTC);
        }
        if (zone == null) {
            throw new IllegalArgumentException("its time zone is missing: add it, or say which one is meant");
        }
        return LocalTimes.in(zone, local);
    }

    /** Read what most files have, {@code 2026-03-01T12:00:00.123Z}, without a parser of formats; null if it is anything else. */
    private static @Nullable ZonedDateTime plainUtc(String text) {
        int length = text.length();
        if (length < 20
                || length > 30
                || text.charAt(length - 1) != 'Z'
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || (text.charAt(10) != 'T' && text.charAt(10) != ' ')
                || text.charAt(13) != ':'
                || text.charAt(16) != ':'
                || (length > 20 && (text.charAt(19) != '.' || length == 21))) {
            return null;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        int fraction = length == 20 ? 0 : digits(text, 20, length - 1);
        // What is out of range is for the parser, which says why.
        if (year < 0
                || month < 1
                || month > 12
                || day < 1
                || day > 28
                || hour < 0
                || hour > 23
                || minute < 0
                || minute > 59
                || second < 0
                || second > 59
                || fraction < 0) {
            return null;
        }
        for (int i = length; i < 30; i++) {
            fraction *= length == 20 ? 0 : 10;
        }
        return ZonedDateTime.of(year, month, day, hour, minute, second, fraction, ZoneOffset.UTC);
    }

    /** Return the number that these digits of ASCII are, or -1. */
    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
