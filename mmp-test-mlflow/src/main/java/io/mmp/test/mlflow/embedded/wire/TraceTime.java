package io.mmp.test.mlflow.embedded.wire;

import io.mmp.test.mlflow.embedded.python.UnhandledRequestException;
import java.math.BigDecimal;
import java.time.Instant;

/** Spells the times of traces as protobuf's JSON does; MLflow keeps milliseconds of them. */
public final class TraceTime {

    /** The first second that protobuf's timestamps know, the start of the year 1. */
    static final long FIRST_SECOND = -62_135_596_800L;

    /** The last second that protobuf's timestamps know, the end of the year 9999. */
    static final long LAST_SECOND = 253_402_300_799L;

    private TraceTime() {}

    /** Return a time such as {@code 2026-01-01T00:00:00.500Z}. */
    public static String timestamp(long millis) {
        long seconds = Math.floorDiv(millis, 1000L);
        if (seconds < FIRST_SECOND || seconds > LAST_SECOND) {
            throw new UnhandledRequestException("Protobuf has no such time");
        }
        return Instant.ofEpochMilli(millis).toString();
    }

    /** Return a duration such as {@code 1.500s}. */
    public static String duration(long millis) {
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : BigDecimal.valueOf(millis, 3) + "s";
    }
}
