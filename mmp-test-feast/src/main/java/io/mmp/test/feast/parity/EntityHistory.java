package io.mmp.test.feast.parity;

import io.mmp.test.feast.history.FeatureHistory;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.table.Column;
import io.mmp.test.table.KeyIndex;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import io.mmp.test.table.Timestamps;
import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;

/** For each of some entities, each at an instant of its own, the rows of a source: the right one, and those that wrong values are of. */
final class EntityHistory {

    /** The instant of an entity for which everything has happened, and nothing expired. */
    static final long END_OF_TIME = Long.MAX_VALUE;

    private static final int NONE = FeatureHistory.NONE;

    private final FeatureHistory history;
    private final int[] groups;
    private final IntToLongFunction asOf;
    private final Duration ttl;

    /**
     * Look up entities in a source.
     *
     * @param entities have a column for each join key
     * @param asOf gives for a row of the entities the end of what has happened: a number of {@link Timestamps}
     */
    EntityHistory(FeatureSource source, Table entities, IntToLongFunction asOf) {
        List<Column> keys = source.view().joinKeys().stream()
                .map(key -> {
                    Column column = entities.column(source.entityColumn(key));
                    if (!column.type().isJoinableWith(source.column(key.name()).type())) {
                        throw new TableException("Join key '%s' is %s, but %s in the rows of view '%s'."
                                .formatted(
                                        source.entityColumn(key),
                                        column.type(),
                                        source.column(key.name()).type(),
                                        source.view().name()));
                    }
                    return column;
                })
                .toList();
        this.history = new FeatureHistory(source);
        this.groups = history.keys().groupsOf(keys, entities.rowCount());
        this.asOf = asOf;
        this.ttl = source.view().ttl();
    }

    FeatureHistory history() {
        return history;
    }

    /** Tell whether the source has any row of an entity. */
    boolean isKnown(int entity) {
        return groups[entity] != KeyIndex.NONE;
    }

    /** Return the position of the last row of an entity that has happened, expired or not, or {@link FeatureHistory#NONE}. */
    int last(int entity) {
        return isKnown(entity) ? history.last(groups[entity], asOf.applyAsLong(entity)) : NONE;
    }

    /** Tell whether the TTL of the row at a position has ended. */
    boolean isExpired(int entity, int position) {
        long instant = asOf.applyAsLong(entity);
        return !ttl.isZero()
                && instant != END_OF_TIME
                && position != NONE
                && Timestamps.isLonger(history.event(position), instant, ttl);
    }

    /** Return the position of the row of an entity that is nearest to the last one and fits, or {@link FeatureHistory#NONE}. */
    int nearest(int entity, IntPredicate fits) {
        if (!isKnown(entity)) {
            return NONE;
        }
        int last = last(entity);
        int start = history.start(groups[entity]);
        for (int position = last; position >= start; position--) {
            if (fits.test(position)) {
                return position;
            }
        }
        for (int position = Math.max(start, last + 1); position < history.end(groups[entity]); position++) {
            if (fits.test(position)) {
                return position;
            }
        }
        return NONE;
    }

    /** Tell whether the row at a position counts as much as the last one, because no timestamp tells them apart. */
    boolean isTie(int entity, int position) {
        int last = last(entity);
        return last != NONE && history.isTie(position, last);
    }

    /** Tell whether a position is of an entity, and its row counts as much as the last one. */
    boolean isTieOf(int entity, int position) {
        return position >= history.start(groups[entity]) && isTie(entity, position);
    }

    /** Return why a value of the row at a position is wrong. */
    Cause causeOf(int entity, int position) {
        if (history.event(position) > asOf.applyAsLong(entity)) {
            return Cause.FUTURE;
        }
        int last = last(entity);
        if (isExpired(entity, last)) {
            return Cause.EXPIRED;
        }
        if (history.event(position) == history.event(last)) {
            return Cause.LATE_CORRECTION;
        }
        return history.isCreatedLater(position, last) ? Cause.BACKFILL : Cause.STALE;
    }
}
