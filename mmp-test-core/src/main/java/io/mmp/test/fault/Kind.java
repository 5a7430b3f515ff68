package io.mmp.test.fault;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** What a fault does, as it was asked for. */
sealed interface Kind
        permits Latency, Bandwidth, SlowClose, Stall, Slices, Limit, Reset, Down, HalfOpen, HttpStatus, CorruptBody {

    /** Return what it does to one direction of a connection. */
    Effect effect(Strike strike);

    /** Return whether it is of whole connections, so that it has no direction. */
    default boolean isOfConnections() {
        return false;
    }

    /** Return whether a share of it is one of HTTP requests. */
    default boolean isOfHttp() {
        return false;
    }

    /** Print a duration such as {@code 1.5 s} or {@code 20 ms}. */
    static String print(Duration duration) {
        BigDecimal millis = BigDecimal.valueOf(duration.toNanos(), 6);
        return millis.compareTo(BigDecimal.valueOf(1000)) < 0
                ? number(millis) + " ms"
                : number(millis.movePointLeft(3)) + " s";
    }

    /** Print a number with four digits at most after the point, and no exponent. */
    static String number(BigDecimal number) {
        return number.setScale(4, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }
}
