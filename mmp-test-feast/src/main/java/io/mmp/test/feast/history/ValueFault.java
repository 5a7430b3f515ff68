package io.mmp.test.feast.history;

import static java.util.Objects.requireNonNull;

import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.Field;
import io.mmp.test.table.Table;
import io.mmp.test.table.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row with wrong values from one source.
 *
 * @param cause why they are wrong
 * @param suspected why they may be, where the cause is {@link FaultCause#WRONG}, or null
 * @param row the row of the returned table
 * @param check the source, compared with the returned table
 * @param features the features that are wrong
 * @param right the position in the source's history that counts, or {@link FeatureHistory#NONE}
 * @param origin the position that the wrong values come from, or {@link FeatureHistory#NONE}
 */
record ValueFault(
        FaultCause cause,
        @Nullable FaultCause suspected,
        int row,
        SourceCheck check,
        List<String> features,
        int right,
        int origin)
        implements Fault {

    /** Tell whether this is the cause, as far as the values tell. */
    boolean isOrMayBe(FaultCause other) {
        return cause == other || suspected == other;
    }

    private String explanation() {
        return suspected == null ? cause.toString() : "%s, may be a %s".formatted(cause, suspected);
    }

    @Override
    public String line() {
        return "%s at %s: %s has %s, right is %s (%s)"
                .formatted(
                        Fault.print(keys()),
                        instant(),
                        check.source().name(),
                        Fault.print(returnedValues()),
                        Fault.print(rightValues()),
                        explanation());
    }

    @Override
    public int size() {
        return features.size() + (right == FeatureHistory.NONE ? 0 : 1) + (origin == FeatureHistory.NONE ? 0 : 1);
    }

    @Override
    public Map<String, String> counterexample() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("entity", Fault.print(keys()));
        lines.put("instant", String.valueOf(instant()));
        lines.put("returned", Fault.print(returnedValues()));
        lines.put("right", Fault.print(rightValues()));
        lines.put("right row", right == FeatureHistory.NONE ? "none" : sourceRow(right));
        lines.put("returned row", origin == FeatureHistory.NONE ? noOrigin() : sourceRow(origin));
        lines.put("cause", explanation() + reason());
        return lines;
    }

    /** Say what no row has, or that the right row has it, changed. */
    private String noOrigin() {
        return switch (cause) {
            case INT_ROUNDED, FLOAT32_ROUNDED, NAN_TO_NULL, TRUNCATED, TIME_ZONE_SHIFT, INVISIBLE ->
                "the right row, changed";
            default -> "none of this entity";
        };
    }

    private String reason() {
        if (origin == FeatureHistory.NONE) {
            return "";
        }
        Instant event = Timestamps.instant(check.history().event(origin));
        Instant timestamp = requireNonNull(instant());
        return switch (suspected == null ? cause : suspected) {
            case FUTURE -> ", %s after the instant".formatted(Duration.between(timestamp, event));
            case EXPIRED ->
                ", %s before the instant, and the TTL is %s"
                        .formatted(
                                Duration.between(event, timestamp),
                                check.source().view().ttl());
            default -> "";
        };
    }

    @Nullable
    Instant instant() {
        return (Instant)
                table().column(check.features().retrieval().eventTimestamp()).get(row);
    }

    private Map<String, @Nullable Object> keys() {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        for (Field key : check.source().view().joinKeys()) {
            String column = check.source().entityColumn(key);
            keys.put(column, table().column(column).get(row));
        }
        return keys;
    }

    private Table table() {
        return check.features().returned();
    }

    private Map<String, @Nullable Object> returnedValues() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String feature : features) {
            String column = check.features().retrieval().columnOf(check.source(), feature);
            values.put(feature, table().column(column).get(row));
        }
        return values;
    }

    private Map<String, @Nullable Object> rightValues() {
        return valuesAt(right);
    }

    private Map<String, @Nullable Object> valuesAt(int position) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String feature : features) {
            values.put(
                    feature,
                    position == FeatureHistory.NONE
                            ? null
                            : check.source().column(feature).get(check.history().row(position)));
        }
        return values;
    }

    private String sourceRow(int position) {
        FeatureSource source = check.source();
        int sourceRow = check.history().row(position);
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        cells.put(source.view().eventTimestamp(), source.eventColumn().get(sourceRow));
        source.view()
                .createdTimestamp()
                .ifPresent(created -> cells.put(created, source.column(created).get(sourceRow)));
        cells.putAll(valuesAt(position));
        return Fault.print(cells);
    }
}
