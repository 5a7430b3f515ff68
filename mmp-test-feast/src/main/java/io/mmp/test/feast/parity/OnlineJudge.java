package io.mmp.test.feast.parity;

import io.mmp.test.feast.history.FeatureHistory;
import io.mmp.test.feast.online.FeatureStatus;
import io.mmp.test.table.Column;
import io.mmp.test.table.Timestamps;
import java.time.Duration;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges what an online store returned for one feature.
 *
 * @param entities the entities that were asked for, and their rows in the source
 * @param values the values of the feature in the source
 * @param rule how values are compared
 */
record OnlineJudge(EntityHistory entities, Column values, CellRule rule) {

    private static final int NONE = FeatureHistory.NONE;

    /** Return the value that the source says is right. */
    @Nullable
    Object right(int entity) {
        return isLive(entity) ? valueAt(entities.last(entity)) : null;
    }

    private @Nullable Object valueAt(int position) {
        return values.get(entities.history().row(position));
    }

    private boolean isLive(int entity) {
        int last = entities.last(entity);
        return last != NONE && !entities.isExpired(entity, last);
    }

    /** Return why what was served is wrong, or null if it is not. */
    @Nullable
    Cause judge(int entity, @Nullable Object right, ServedValue served) {
        Cause cause = isLive(entity) || right != null ? judgeLive(entity, right, served) : judgeNothing(entity, served);
        return cause == null && served.isStatusFalse() ? Cause.FALSE_STATUS : cause;
    }

    /** Judge what was served where there is nothing to serve: no row, or only an expired one. */
    private @Nullable Cause judgeNothing(int entity, ServedValue served) {
        Object value = served.value().value();
        boolean isExpired = entities.last(entity) != NONE;
        if (isExpired && (value == null || served.value().status() == FeatureStatus.OUTSIDE_MAX_AGE)) {
            return null;
        }
        if (value == null && !served.isTimed()) {
            return null;
        }
        if (!entities.isKnown(entity)) {
            return Cause.NOT_IN_SOURCE;
        }
        int origin = entities.nearest(entity, isOrigin(served));
        if (origin != NONE) {
            return entities.causeOf(entity, origin);
        }
        return value == null ? Cause.EVENT_TIMESTAMP : Conversions.ofNull(null, value);
    }

    /** Judge what was served where there is a row that counts, or the offline store says so. */
    private @Nullable Cause judgeLive(int entity, @Nullable Object right, ServedValue served) {
        if (served.entry() == ServedValue.Entry.NOT_THERE) {
            return isLive(entity) ? Cause.NOT_MATERIALIZED : Cause.OFFLINE;
        }
        int last = entities.last(entity);
        Cause cause =
                rule.difference(right, served.value().type(), served.value().value());
        if (cause != null && isOfTie(entity, last, served)) {
            return null;
        }
        boolean isElsewhere = last != NONE && !served.isOf(entities.history().event(last));
        if (cause != null && (isElsewhere || isOpen(cause))) {
            int origin = entities.nearest(entity, isOrigin(served));
            if (origin == last && isLive(entity)) {
                // What is served is what the source has, so that the value it is compared with cannot be.
                return Cause.OFFLINE;
            }
            return origin == NONE ? cause : entities.isTie(entity, origin) ? null : entities.causeOf(entity, origin);
        }
        if (cause == null && isElsewhere) {
            return causeOfTimestamp(entity, served);
        }
        return cause == null && served.value().status() == FeatureStatus.OUTSIDE_MAX_AGE ? Cause.FALSE_STATUS : cause;
    }

    /** Tell whether what was served is exactly the value of another row that counts as much as the last one. */
    private boolean isOfTie(int entity, int last, ServedValue served) {
        for (int position = last - 1; position >= 0 && last != NONE && entities.isTieOf(entity, position); position--) {
            if (served.isOf(entities.history().event(position))
                    && rule.difference(
                                    valueAt(position),
                                    served.value().type(),
                                    served.value().value())
                            == null) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOpen(Cause cause) {
        return cause == Cause.VALUE || cause == Cause.UNEXPECTED_VALUE || cause == Cause.MISSING_VALUE;
    }

    /** Return why the event timestamp of a right value is not that of the right row. */
    private Cause causeOfTimestamp(int entity, ServedValue served) {
        FeatureHistory history = entities.history();
        int origin = entities.nearest(entity, position -> served.isOf(history.event(position)));
        if (origin != NONE) {
            return entities.causeOf(entity, origin);
        }
        long right = history.event(entities.last(entity));
        Duration shift =
                Duration.between(Timestamps.instant(right), served.value().eventTimestamp());
        return Conversions.isZoneShift(shift) ? Cause.TIME_ZONE_SHIFT : Cause.EVENT_TIMESTAMP;
    }

    /** Print a right value, and the event timestamp of the row that counts. */
    String describe(int entity, @Nullable Object right) {
        return ParityText.value(rule.type(), right)
                + (isLive(entity)
                        ? " of " + Timestamps.instant(entities.history().event(entities.last(entity)))
                        : "");
    }

    private IntPredicate isOrigin(ServedValue served) {
        return position -> served.isOf(entities.history().event(position))
                && rule.isSame(valueAt(position), served.value().value());
    }
}
