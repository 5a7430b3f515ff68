package io.mmp.test.feast.history;

import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Compares the values that a feature store returned with the right ones of one source, and finds where wrong ones come from. */
final class SourceCheck {

    private final HistoricalFeatures features;
    private final FeatureSource source;
    private final Visibility visibility;
    private final FeatureHistory history;
    private final Matches matches;
    private final List<Column> returned;
    private final List<Column> values;

    SourceCheck(HistoricalFeatures features, FeatureSource source, Visibility visibility) {
        Table table = features.returned();
        this.features = features;
        this.source = source;
        this.visibility = visibility;
        this.history = new FeatureHistory(source);
        this.matches = new Matches(features.join(), visibility, history, table);
        this.returned = source.features().stream()
                .map(feature -> table.column(features.join().columnOf(source, feature)))
                .toList();
        this.values = source.features().stream().map(source::column).toList();
    }

    /** Return a fault for each row of the returned table that has a wrong value. */
    List<ValueFault> faults() {
        List<ValueFault> faults = new ArrayList<>();
        for (int row = 0; row < features.returned().rowCount(); row++) {
            int right = matches.position(row);
            if (!isAnyTieReturned(row, right)) {
                faults.add(explain(row, right));
            }
        }
        return faults;
    }

    /** Tell whether a row has the right values; where rows of the source tie, those of each are right. */
    private boolean isAnyTieReturned(int row, int right) {
        if (isReturned(row, right)) {
            return true;
        }
        if (right == FeatureHistory.NONE) {
            return false;
        }
        int start = history.start(matches.group(row));
        for (int tie = right - 1; tie >= start && history.isTie(tie, right); tie--) {
            if (isReturned(row, tie)) {
                return true;
            }
        }
        return false;
    }

    private boolean isReturned(int row, int position) {
        for (int feature = 0; feature < returned.size(); feature++) {
            if (!isReturned(row, position, feature)) {
                return false;
            }
        }
        return true;
    }

    private boolean isReturned(int row, int position, int feature) {
        return position == FeatureHistory.NONE
                ? returned.get(feature).isNull(row)
                : returned.get(feature).isSame(row, values.get(feature), history.row(position));
    }

    /**
     * Find the best explanation: a row of the entity that has all returned values, or a known loss of the right ones; a row that has the
     * wrong ones alone may be one, but has the other features against it.
     */
    private ValueFault explain(int row, int right) {
        int[] wrong = IntStream.range(0, returned.size())
                .filter(feature -> !isReturned(row, right, feature))
                .toArray();
        boolean isNull =
                IntStream.of(wrong).allMatch(feature -> returned.get(feature).isNull(row));
        int whole = isReturned(row, FeatureHistory.NONE) ? FeatureHistory.NONE : whole(row);
        if (whole != FeatureHistory.NONE && !isNull) {
            return fault(row, right, wrong, whole, isSure(row, whole));
        }
        Optional<Cause> loss = loss(row, right, wrong, Losses::sure);
        if (loss.isPresent()) {
            return fault(loss.get(), row, right, wrong);
        }
        if (whole != FeatureHistory.NONE) {
            return fault(row, right, wrong, whole, isSure(row, whole));
        }
        loss = loss(row, right, wrong, Losses::possible);
        if (loss.isPresent() || isNull) {
            return fault(loss.orElse(Cause.MISSING), row, right, wrong);
        }
        int part = nearest(row, position -> IntStream.of(wrong).allMatch(f -> isReturned(row, position, f)));
        return part == FeatureHistory.NONE
                ? fault(Cause.UNEXPLAINED, row, right, wrong)
                : fault(row, right, wrong, part, false);
    }

    private ValueFault fault(Cause cause, int row, int right, int[] wrong) {
        return new ValueFault(cause, null, row, this, names(wrong), right, FeatureHistory.NONE);
    }

    private ValueFault fault(int row, int right, int[] wrong, int origin, boolean isSure) {
        Cause cause = causeOf(row, origin);
        return isSure
                ? new ValueFault(cause, null, row, this, names(wrong), right, origin)
                : new ValueFault(Cause.WRONG, cause, row, this, names(wrong), right, origin);
    }

    private List<String> names(int[] wrong) {
        return IntStream.of(wrong).mapToObj(source.features()::get).toList();
    }

    /** Return the first loss if each wrong value is one of the right value. */
    private Optional<Cause> loss(
            int row,
            int right,
            int[] wrong,
            BiFunction<@Nullable Object, @Nullable Object, Optional<Cause>> recognise) {
        if (right == FeatureHistory.NONE) {
            return Optional.empty();
        }
        List<Optional<Cause>> losses = IntStream.of(wrong)
                .mapToObj(feature -> recognise.apply(
                        values.get(feature).get(history.row(right)),
                        returned.get(feature).get(row)))
                .toList();
        return losses.stream().allMatch(Optional::isPresent) ? losses.get(0) : Optional.empty();
    }

    /**
     * Return the position of the row that has all returned values: the one that counts if neither the TTL nor the created timestamp is
     * heeded, else the nearest in time.
     */
    private int whole(int row) {
        if (!matches.isMatchable(row)) {
            return FeatureHistory.NONE;
        }
        int last = history.last(matches.group(row), matches.timestamp(row));
        return last != FeatureHistory.NONE && isReturned(row, last)
                ? last
                : nearest(row, position -> isReturned(row, position));
    }

    /**
     * Tell whether a row that has all returned values is where they come from. A single value may be in any row by chance; then only a
     * neighbour in time, or the latest row, is.
     */
    private boolean isSure(int row, int origin) {
        if (returned.size() > 1) {
            return true;
        }
        int group = matches.group(row);
        int start = history.start(group);
        int last = history.last(group, matches.timestamp(row));
        int next = last == FeatureHistory.NONE ? start : last + 1;
        return origin == history.end(group) - 1 || isNeighbour(origin, next, group) || isNeighbour(origin, last, group);
    }

    private boolean isNeighbour(int origin, int position, int group) {
        return position >= history.start(group)
                && position < history.end(group)
                && (Math.abs(origin - position) <= 1 || history.event(origin) == history.event(position));
    }

    /** Tell whether the source knows the entity of any returned row. */
    boolean knowsAny() {
        return IntStream.range(0, features.returned().rowCount()).anyMatch(matches::isMatchable);
    }

    private int nearest(int row, IntPredicate candidate) {
        int nearest = FeatureHistory.NONE;
        if (!matches.isMatchable(row)) {
            return nearest;
        }
        long timestamp = matches.timestamp(row);
        for (int position = history.start(matches.group(row)); position < history.end(matches.group(row)); position++) {
            if (candidate.test(position)
                    && (nearest == FeatureHistory.NONE
                            || distance(position, timestamp) < distance(nearest, timestamp))) {
                nearest = position;
            }
        }
        return nearest;
    }

    private long distance(int position, long timestamp) {
        return Math.abs(history.event(position) - timestamp);
    }

    private Cause causeOf(int row, int position) {
        long timestamp = matches.timestamp(row);
        if (history.event(position) > visibility.eventLimit(timestamp)) {
            return Cause.FUTURE;
        }
        if (history.isCreatedAfter(position, visibility.createdLimit(timestamp))) {
            return Cause.CREATED_LATER;
        }
        return matches.isExpired(row, position) ? Cause.EXPIRED : Cause.SUPERSEDED;
    }

    HistoricalFeatures features() {
        return features;
    }

    FeatureSource source() {
        return source;
    }

    FeatureHistory history() {
        return history;
    }
}
