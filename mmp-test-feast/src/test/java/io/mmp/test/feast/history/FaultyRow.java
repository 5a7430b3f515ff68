package io.mmp.test.feast.history;

import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.Field;
import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A row that an offline store returned with wrong values, and the circumstances that can have led to them. */
record FaultyRow(ValueFault fault) {

    boolean isNullForNaN(String feature) {
        return returned(feature) == null
                && right(source().column(feature)) instanceof Number number
                && Double.isNaN(number.doubleValue());
    }

    boolean isRounded(String feature) {
        return returned(feature) instanceof Double wrong
                && right(source().column(feature)) instanceof Number right
                && (right instanceof Long || right instanceof Integer)
                && wrong == right.doubleValue();
    }

    /** Tell whether the right row would have expired if the TTL had no fraction of a second. */
    boolean isBeyondTruncatedTtl() {
        Duration ttl = source().view().ttl();
        return !ttl.isZero()
                && right(source().eventColumn()) instanceof Instant event
                && event.plus(ttl.truncatedTo(ChronoUnit.SECONDS)).isBefore((Instant) cell("event_timestamp"));
    }

    boolean hasNoCreatedTimestamp() {
        return fault.right() != FeatureHistory.NONE
                && source().createdColumn()
                        .filter(created -> right(created) == null)
                        .isPresent();
    }

    boolean hasNullKey() {
        return keys().contains("null");
    }

    /** Tell whether the entity has a row without an event timestamp. */
    boolean hasUndatedRival() {
        FeatureSource source = source();
        return IntStream.range(0, source.rows().rowCount())
                .filter(row -> source.eventColumn().isNull(row))
                .anyMatch(row -> source.keyColumns().stream()
                        .map(column -> String.valueOf(column.get(row)))
                        .toList()
                        .equals(keys()));
    }

    /** Tell whether another entity was asked for at this time whose keys read the same without a separator. */
    boolean hasNamesake() {
        return IntStream.range(0, table().rowCount())
                .filter(row ->
                        table().column("event_timestamp").isSame(row, table().column("event_timestamp"), fault.row()))
                .mapToObj(this::keys)
                .anyMatch(keys -> !keys.equals(keys()) && String.join("", keys).equals(String.join("", keys())));
    }

    private List<String> keys() {
        return keys(fault.row());
    }

    private List<String> keys(int row) {
        return source().view().joinKeys().stream()
                .map((Field key) -> String.valueOf(
                        table().column(source().entityColumn(key)).get(row)))
                .toList();
    }

    private Table table() {
        return fault.check().features().returned();
    }

    private FeatureSource source() {
        return fault.check().source();
    }

    private @Nullable Object returned(String feature) {
        return cell(fault.check().features().join().columnOf(source(), feature));
    }

    private @Nullable Object cell(String column) {
        return table().column(column).get(fault.row());
    }

    private @Nullable Object right(Column column) {
        return fault.right() == FeatureHistory.NONE
                ? null
                : column.get(fault.check().history().row(fault.right()));
    }
}
