package io.mmp.test.feast.parity;

import io.mmp.test.feast.online.FeatureStatus;
import io.mmp.test.feast.online.OnlineValue;
import io.mmp.test.table.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What an online store returned for one entity and feature: the value, the event timestamp and the status judged together. */
record ServedValue(OnlineValue value) {

    /** Whether the store has an entry, as far as value and event timestamp tell. */
    enum Entry {
        THERE,
        NOT_THERE,
        UNKNOWN
    }

    /** Return whether there is an entry: Feast returns 1970 as event timestamp where there is none. */
    Entry entry() {
        Instant timestamp = value.eventTimestamp();
        if (value.value() != null || isTimed()) {
            return Entry.THERE;
        }
        return timestamp != null || value.status() == FeatureStatus.NOT_FOUND ? Entry.NOT_THERE : Entry.UNKNOWN;
    }

    /** Tell whether the status says something that value and event timestamp refute. */
    boolean isStatusFalse() {
        return switch (value.status()) {
            case PRESENT -> entry() == Entry.NOT_THERE;
            case NULL -> value.value() != null || entry() == Entry.NOT_THERE;
            case NOT_FOUND -> entry() == Entry.THERE;
            case UNKNOWN, OUTSIDE_MAX_AGE -> false;
        };
    }

    /** Tell whether the store said of which row the value is. */
    boolean isTimed() {
        Instant timestamp = value.eventTimestamp();
        return timestamp != null && !timestamp.equals(Instant.EPOCH);
    }

    /** Tell whether the value can be of a row with this event timestamp; SQLite keeps whole seconds of them. */
    boolean isOf(long number) {
        Instant timestamp = value.eventTimestamp();
        Instant event = Timestamps.instant(number);
        return timestamp == null || timestamp.equals(event) || timestamp.equals(event.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Print the value, the event timestamp and the status. */
    @Override
    public String toString() {
        return ParityText.value(value.type(), value.value())
                + (isTimed() ? " of " + value.eventTimestamp() : "")
                + (value.status() == FeatureStatus.UNKNOWN ? "" : " (" + value.status() + ")");
    }
}
