package io.mmp.test.table;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Reads the timestamps that Spark and Hive write in 96 bits: the nanoseconds of a day, and its Julian number. */
final class Int96Timestamps {

    private static final long JULIAN_1970 = 2_440_588;
    private static final long SECONDS_OF_DAY = 86_400;

    private Int96Timestamps() {}

    static JdbcColumn column(String name, ResultSetMetaData metaData, int index, @Nullable ZoneId zone)
            throws SQLException {
        if (metaData.getColumnType(index) != Types.BLOB) {
            throw new TableException(
                    "Column '%s' has timestamps of 96 bits within others, for which there is no value type."
                            .formatted(name));
        }
        if (zone == null) {
            throw new TableException(
                    "Column '%s' has timestamps without a time zone: say which one is meant.".formatted(name));
        }
        return new JdbcColumn(name, ValueType.UNIX_TIMESTAMP, (rows, i, cells) -> {
            byte[] bytes = rows.getBytes(i);
            cells.add(bytes == null ? null : LocalTimes.in(zone, local(bytes)).toInstant());
        });
    }

    private static LocalDateTime local(byte[] bytes) {
        ByteBuffer parts = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long nanos = parts.getLong();
        long day = Integer.toUnsignedLong(parts.getInt()) - JULIAN_1970;
        return LocalDateTime.ofInstant(
                Instant.ofEpochSecond(day * SECONDS_OF_DAY).plusNanos(nanos), ZoneOffset.UTC);
    }
}
