package io.mmp.test.table;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

/** Finds the instants of timestamps without a time zone, and refuses those that are none, or two. */
final class LocalTimes {

    private LocalTimes() {}

    /**
     * Return the instant that was this date and time in a time zone.
     *
     * @throws IllegalArgumentException if the clocks there skipped it, or showed it twice
     */
    static ZonedDateTime in(ZoneId zone, LocalDateTime local) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.size() == 1) {
            return ZonedDateTime.ofLocal(local, zone, offsets.get(0));
        }
        throw new IllegalArgumentException(
                offsets.isEmpty()
                        ? "has %s, which clocks in %s skipped".formatted(local, zone)
                        : "has %s, which clocks in %s showed twice, at %s and at %s: add the offset"
                                .formatted(local, zone, offsets.get(0), offsets.get(1)));
    }
}
