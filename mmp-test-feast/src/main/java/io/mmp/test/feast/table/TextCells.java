package io.mmp.test.feast.table;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads cells from text; timestamps without a time zone are taken to be in the given one, if there is one. */
record TextCells(@Nullable ZoneId zone) {

    /** ISO 8601, or with a blank between date and time, as databases and pandas print it. */
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][ ]")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    Object parse(ValueType type, String text) {
        return switch (type) {
            case INT32 -> Integer.valueOf(text);
            case INT64 -> Long.valueOf(text);
            case FLOAT -> Float.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case BOOL -> bool(text);
            case STRING, JSON -> text;
            case DECIMAL -> new BigDecimal(text);
            case UUID, TIME_UUID -> UUID.fromString(text);
            case ZONED_TIMESTAMP -> ZonedDateTime.parse(text);
            case UNIX_TIMESTAMP -> timestamp(text);
            default -> throw new IllegalArgumentException("it has no form in text");
        };
    }

    private static boolean bool(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.parseBoolean(text);
        }
        throw new IllegalArgumentException("it must be true or false");
    }

    private ZonedDateTime timestamp(String text) {
        TemporalAccessor parsed = TIMESTAMP.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        if (parsed instanceof OffsetDateTime offset) {
            return offset.toZonedDateTime();
        }
        if (zone == null) {
            throw new IllegalArgumentException("its time zone is missing: add it, or say which one is meant");
        }
        return ((LocalDateTime) parsed).atZone(zone);
    }
}
