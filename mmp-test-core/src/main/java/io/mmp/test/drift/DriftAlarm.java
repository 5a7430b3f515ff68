package io.mmp.test.drift;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a detector says of two tables: nothing, or an alarm, with the columns that it blames if it tells them.
 *
 * @since 0.1.0
 */
public final class DriftAlarm {

    private static final DriftAlarm NONE = new DriftAlarm(false, Set.of());
    private static final DriftAlarm RAISED = new DriftAlarm(true, Set.of());

    private final boolean isRaised;
    private final Set<String> columns;

    private DriftAlarm(boolean isRaised, Set<String> columns) {
        this.isRaised = isRaised;
        this.columns = columns;
    }

    /** Return that there is no alarm. */
    public static DriftAlarm none() {
        return NONE;
    }

    /** Return an alarm that blames no column. */
    public static DriftAlarm raised() {
        return RAISED;
    }

    /** Return an alarm because of these columns, or none if there are none. */
    public static DriftAlarm in(Collection<String> columns) {
        return columns.isEmpty()
                ? NONE
                : new DriftAlarm(true, Collections.unmodifiableSet(new LinkedHashSet<>(columns)));
    }

    /** Return an alarm because of these columns, or none if there are none. */
    public static DriftAlarm in(String... columns) {
        return in(List.of(columns));
    }

    /** Tell whether there is an alarm. */
    public boolean isRaised() {
        return isRaised;
    }

    /** Return the columns that are blamed, in the detector's order. */
    public Set<String> columns() {
        return columns;
    }

    /** Two alarms are equal if they blame the same columns, in any order. */
    @Override
    public boolean equals(Object other) {
        return other instanceof DriftAlarm alarm && isRaised == alarm.isRaised && columns.equals(alarm.columns);
    }

    @Override
    public int hashCode() {
        return columns.hashCode() + (isRaised ? 1 : 0);
    }

    /** Return it in words. */
    @Override
    public String toString() {
        return !isRaised ? "no alarm" : columns.isEmpty() ? "an alarm" : "an alarm in " + String.join(", ", columns);
    }
}
