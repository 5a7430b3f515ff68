package io.mmp.test.feast.parity;

/**
 * Why a value is not the right one.
 *
 * @since 0.1.0
 */
public enum Cause {
    /** A row that should be there is not. */
    MISSING_ROW("missing row"),
    /** A row is there that should not be. */
    EXTRA_ROW("extra row"),
    /** The online store has no entry for an entity that has a row in the source. */
    NOT_MATERIALIZED("not materialized"),
    /** The online store has a value for an entity that has no row in the source, such as one that was deleted there. */
    NOT_IN_SOURCE("not in the source"),
    /** The value is of an older row of the entity. */
    STALE("stale value"),
    /** The value is of an older row of the entity that was written later than the right one. */
    BACKFILL("backfill"),
    /** The value is of a row with the right event timestamp that was corrected later; Redis keeps it. */
    LATE_CORRECTION("late correction"),
    /** The value is older than the TTL allows; no Python server enforces the TTL. */
    EXPIRED("expired value"),
    /** The value is of a row that was still in the future. */
    FUTURE("future value"),
    /** The value is right, but the event timestamp with it is of no row. */
    EVENT_TIMESTAMP("event timestamp"),
    /** The status contradicts the value and the event timestamp, such as PRESENT where there is no entry. */
    FALSE_STATUS("false status"),
    /** The online value is that of the source, so that the offline value is the wrong one. */
    OFFLINE("wrong offline"),
    /** A number went through 32 bits of floating point. */
    FLOAT32_ROUNDING("float32 rounding"),
    /** An integer became, or went through, a double. */
    INT_WIDENED("int widened to double"),
    /** A decimal went through a double. */
    DECIMAL_ROUNDING("decimal rounded to double"),
    /** A timestamp is off by whole quarters of an hour. */
    TIME_ZONE_SHIFT("time-zone shift"),
    /** Null became zero, false, an empty text or list, or the least timestamp. */
    NULL_TO_DEFAULT("null to default"),
    /** NaN became null. */
    NAN_TO_NULL("NaN to null"),
    /** The end of the value is cut off: digits, text, elements, or parts of a second. */
    TRUNCATION("truncation"),
    /** The text looks like the right one, and differs in characters that cannot be seen. */
    INVISIBLE("differs in invisible characters"),
    /** The value is right, but of another type, or of a type that cannot hold it. */
    TYPE("type"),
    /** There is no value where there should be one. */
    MISSING_VALUE("null instead of a value"),
    /** There is a value where there should be none. */
    UNEXPECTED_VALUE("value instead of null"),
    /** The value is another one, for no reason that is known. */
    VALUE("value");

    private final String words;

    Cause(String words) {
        this.words = words;
    }

    /** Tell whether a value with this cause was compared, and is what a conversion made of the right one; others are just not it. */
    boolean isOfTheRightValue() {
        return switch (this) {
            case EVENT_TIMESTAMP,
                    FALSE_STATUS,
                    FLOAT32_ROUNDING,
                    INT_WIDENED,
                    DECIMAL_ROUNDING,
                    TIME_ZONE_SHIFT,
                    NULL_TO_DEFAULT,
                    NAN_TO_NULL,
                    TRUNCATION,
                    INVISIBLE,
                    TYPE -> true;
            default -> false;
        };
    }

    /** Return the cause as it stands in reports. */
    @Override
    public String toString() {
        return words;
    }
}
