package io.mmp.test.feast.history;

import io.mmp.test.table.Cells;
import io.mmp.test.table.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Recognises a wrong value as what a feature store made of the right one, as measured with Feast 0.67. */
final class Losses {

    private static final Duration QUARTER = Duration.ofMinutes(15);
    /** Zones are from 12 hours behind to 14 hours ahead of UTC. */
    private static final Duration WIDEST = Duration.ofHours(26);

    private Losses() {}

    /** Return the loss that leads from the right value to the returned one and hardly to it from another. */
    static Optional<Cause> sure(@Nullable Object right, @Nullable Object returned) {
        if (right instanceof List<?> one && returned instanceof List<?> other && one.size() == other.size()) {
            return ofElements(one, other);
        }
        if (right instanceof String one && returned instanceof String other) {
            return Texts.lookAlike(one, other) ? Optional.of(Cause.INVISIBLE) : Optional.empty();
        }
        if (!(right instanceof Number number)) {
            return Optional.empty();
        }
        if (returned == null) {
            return isNaN(number) ? Optional.of(Cause.NAN_TO_NULL) : Optional.empty();
        }
        return returned instanceof Number found ? ofNumbers(number, found) : Optional.empty();
    }

    private static Optional<Cause> ofNumbers(Number right, Number returned) {
        double rounded = right.doubleValue();
        if (right instanceof Integer || right instanceof Long) {
            boolean isRounded = Cells.same(rounded, returned) || returned.equals((long) rounded);
            return isRounded ? Optional.of(Cause.INT_ROUNDED) : Optional.empty();
        }
        boolean isNarrow = right instanceof Double && Double.compare(returned.doubleValue(), (float) rounded) == 0;
        return isNarrow && !isNaN(right) ? Optional.of(Cause.FLOAT32_ROUNDED) : Optional.empty();
    }

    private static boolean isNaN(Number number) {
        return Double.isNaN(number.doubleValue());
    }

    private static Optional<Cause> ofElements(List<?> right, List<?> returned) {
        Optional<Cause> found = Optional.empty();
        Iterator<?> others = returned.iterator();
        for (Object one : right) {
            Object other = others.next();
            if (!Cells.same(one, other)) {
                Optional<Cause> cause = sure(one, other);
                if (cause.isEmpty() || (found.isPresent() && !found.equals(cause))) {
                    return Optional.empty();
                }
                found = cause;
            }
        }
        return found;
    }

    /** Return the loss that may lead from the right value to the returned one, if no row has the returned one. */
    static Optional<Cause> possible(@Nullable Object right, @Nullable Object returned) {
        if (!(right instanceof Instant one && returned instanceof Instant other)) {
            return Optional.empty();
        }
        Duration shift = Duration.between(one, other).abs();
        if (shift.compareTo(WIDEST) <= 0 && shift.toNanos() % QUARTER.toNanos() == 0) {
            return Optional.of(Cause.TIME_ZONE_SHIFT);
        }
        return Stream.of(ChronoUnit.MILLIS, ChronoUnit.SECONDS, ChronoUnit.DAYS)
                        .anyMatch(unit -> one.truncatedTo(unit).equals(other))
                ? Optional.of(Cause.TRUNCATED)
                : Optional.empty();
    }
}
