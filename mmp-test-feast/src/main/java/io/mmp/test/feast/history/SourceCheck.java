package io.mmp.test.feast.history;

import io.mmp.test.feast.table.Column;
import io.mmp.test.feast.table.Table;
import io.mmp.test.feast.view.FeatureSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

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

    private ValueFault explain(int row, int right) {
        int[] wrong = IntStream.range(0, returned.size())
                .filter(feature -> !isReturned(row, right, feature))
                .toArray();
        List<String> names =
                IntStream.of(wrong).mapToObj(source.features()::get).toList();
        boolean isNull =
                IntStream.of(wrong).allMatch(feature -> returned.get(feature).isNull(row));
        int origin = isReturned(row, FeatureHistory.NONE) || !matches.isMatchable(row)
                ? FeatureHistory.NONE
                : origin(row, wrong);
        Cause cause = isNull && origin == FeatureHistory.NONE ? Cause.MISSING : causeOf(row, origin);
        return new ValueFault(cause, row, this, names, right, origin);
    }

    /**
     * Return the position that the wrong values most likely come from: the one that counts if neither the TTL nor the created
     * timestamp is heeded, else the nearest in time that has all returned values, else the nearest that has the wrong ones.
     */
    private int origin(int row, int[] wrong) {
        int last = history.last(matches.group(row), matches.timestamp(row));
        if (last != FeatureHistory.NONE && isReturned(row, last)) {
            return last;
        }
        int whole = nearest(row, position -> isReturned(row, position));
        return whole != FeatureHistory.NONE
                ? whole
                : nearest(row, position -> IntStream.of(wrong).allMatch(f -> isReturned(row, position, f)));
    }

    private int nearest(int row, IntPredicate candidate) {
        long timestamp = matches.timestamp(row);
        int nearest = FeatureHistory.NONE;
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
        if (position == FeatureHistory.NONE) {
            return Cause.UNEXPLAINED;
        }
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
