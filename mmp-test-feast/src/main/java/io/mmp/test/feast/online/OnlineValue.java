package io.mmp.test.feast.online;

import static java.util.Objects.requireNonNull;

import io.mmp.test.table.ValueType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One cell of what an online store returned. A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class OnlineValue {

    private final ValueType type;
    private final @Nullable Object value;
    private final FeatureStatus status;
    private final @Nullable Instant eventTimestamp;

    private OnlineValue(
            ValueType type, @Nullable Object value, FeatureStatus status, @Nullable Instant eventTimestamp) {
        this.type = requireNonNull(type, "The type of a value must not be null; without a value it is NULL.");
        this.value = value;
        this.status = requireNonNull(status, "The status of a value must not be null.");
        this.eventTimestamp = eventTimestamp;
    }

    /**
     * Say what arrived.
     *
     * @param type the type in which the value arrived, which need not be the declared one; {@link ValueType#NULL} if there is no value
     * @param value the value, in the form that {@link ValueType} describes, or null; a timestamp is {@link Instant#MIN}
     *     where Feast wrote the least 64-bit integer, as it does for null
     * @param status what the store claims
     * @param eventTimestamp the event timestamp of the row that the value is from, or null if none was given; Feast writes 1970 for none
     */
    public static OnlineValue of(
            ValueType type, @Nullable Object value, FeatureStatus status, @Nullable Instant eventTimestamp) {
        return new OnlineValue(type, value, status, eventTimestamp);
    }

    /** Return a copy with this event timestamp, or without one. */
    public OnlineValue withEventTimestamp(@Nullable Instant instant) {
        return new OnlineValue(type, value, status, instant);
    }

    /** Return a copy with this status. */
    public OnlineValue withStatus(FeatureStatus other) {
        return new OnlineValue(type, value, other, eventTimestamp);
    }

    /** Return a copy with this value, in the type in which it arrived. */
    public OnlineValue withValue(ValueType otherType, @Nullable Object other) {
        return new OnlineValue(otherType, other, status, eventTimestamp);
    }

    /** Return the type in which the value arrived, which need not be the declared one; {@link ValueType#NULL} if there is no value. */
    public ValueType type() {
        return type;
    }

    /** Return the value, in the form that {@link ValueType} describes, or null. */
    public @Nullable Object value() {
        return value;
    }

    /** Return what the store claims. */
    public FeatureStatus status() {
        return status;
    }

    /** Return the event timestamp of the row that the value is from, or null if none was given; Feast writes 1970 for none. */
    public @Nullable Instant eventTimestamp() {
        return eventTimestamp;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OnlineValue online && parts().equals(online.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** Return what arrived, in one line. */
    @Override
    public String toString() {
        return "%s %s, %s, event timestamp %s".formatted(parts().toArray());
    }

    private List<@Nullable Object> parts() {
        return Arrays.asList(type, value, status, eventTimestamp);
    }
}
