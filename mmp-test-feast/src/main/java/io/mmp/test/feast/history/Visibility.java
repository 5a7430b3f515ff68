package io.mmp.test.feast.history;

import io.mmp.test.table.Timestamps;
import java.time.Instant;

/**
 * Says which rows of a source an entity row may see.
 *
 * @param clock whether rows count from their event timestamp on, or only once they are created as well
 * @param asOf the end of what has happened and is known: a number of {@link Timestamps}
 */
record Visibility(Clock clock, long asOf) {

    /** Which timestamp hides rows from an entity row. */
    enum Clock {
        EVENT,
        KNOWLEDGE
    }

    private static final long ALWAYS = Long.MAX_VALUE;

    /** Rows are seen from their event timestamp on. */
    static final Visibility EVENT_TIME = new Visibility(Clock.EVENT, ALWAYS);

    Visibility withKnowledgeTime() {
        return new Visibility(Clock.KNOWLEDGE, asOf);
    }

    Visibility asOf(Instant instant) {
        return new Visibility(clock, Timestamps.numberUntil(instant));
    }

    /** Return the greatest event timestamp that an entity row of this event timestamp sees. */
    long eventLimit(long timestamp) {
        return Math.min(timestamp, asOf);
    }

    /** Return the greatest created timestamp that an entity row of this event timestamp sees. */
    long createdLimit(long timestamp) {
        return clock == Clock.KNOWLEDGE ? Math.min(timestamp, asOf) : asOf;
    }
}
