package io.mmp.test.contract;

import io.mmp.test.table.CsvFormat;
import io.mmp.test.table.CsvRows;
import io.mmp.test.table.CsvRows.CellParser;
import io.mmp.test.table.ValueType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** Reads dates, which are the midnights in UTC with which they begin. */
final class DateText {

    private static final CellParser TIMESTAMP =
            CsvRows.parser(ValueType.UNIX_TIMESTAMP, CsvFormat.detected(), ZoneOffset.UTC);

    private DateText() {}

    static Instant parse(String text) {
        if (text.length() == 10) {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        Instant instant = timestamp(text);
        if (!isDate(instant)) {
            throw new IllegalArgumentException("it has a time of day");
        }
        return instant;
    }

    /** Read a date or a timestamp, in UTC if it has no time zone. */
    static Instant timestamp(String text) {
        return (Instant) TIMESTAMP.parse(text);
    }

    static boolean isDate(Object value) {
        return value instanceof Instant instant
                && instant.atOffset(ZoneOffset.UTC).toLocalTime().equals(LocalTime.MIDNIGHT);
    }
}
