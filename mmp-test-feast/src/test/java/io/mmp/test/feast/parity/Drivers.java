package io.mmp.test.feast.parity;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.feast.history.FeatureHistory;
import io.mmp.test.feast.online.FeatureStatus;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.online.OnlineValue;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import io.mmp.test.table.Timestamps;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** Rows of a feature view, and an online store that serves them without a fault, in which tests plant some. */
final class Drivers {

    static final FeatureView VIEW = FeatureView.named("driver_stats")
            .withJoinKey("driver_id", ValueType.INT64)
            .withFeature("conv_rate", ValueType.DOUBLE)
            .withFeature("trips", ValueType.INT64)
            .withFeature("last_trip", ValueType.UNIX_TIMESTAMP)
            .withCreatedTimestamp("created")
            .withTtl(Duration.ofHours(2));
    static final Instant TEN = at("10:00:00Z");
    static final String CONV_RATE = "driver_stats:conv_rate";
    static final String TRIPS = "driver_stats:trips";
    static final String LAST_TRIP = "driver_stats:last_trip";

    /** Driver 1 has a late correction and a row of the future, driver 2 only an expired row, driver 3 nulls. */
    static final Table ROWS = Table.ofRecords(
            Row.class,
            List.of(
                    new Row(1, at("09:00:00Z"), at("09:05:00Z"), 0.1, 1L, at("08:50:00Z")),
                    new Row(1, TEN, at("10:05:00Z"), 0.2, 2L, at("09:55:00Z")),
                    new Row(1, TEN, at("12:00:00Z"), 0.3, 3L, at("09:56:00Z")),
                    new Row(1, at("10:30:00Z"), at("10:31:00Z"), 0.5, 5L, at("10:20:00Z")),
                    new Row(2, at("07:59:59Z"), at("08:00:00Z"), 0.6, 6L, at("07:50:00Z")),
                    new Row(3, at("09:30:00Z"), at("09:31:00Z"), null, null, null)));

    static final FeatureSource SOURCE = VIEW.from(ROWS);
    static final Table ENTITIES = Table.builder()
            .column("driver_id", ValueType.INT64)
            .row(1L)
            .row(2L)
            .row(3L)
            .row(4L)
            .build();

    record Row(
            long driverId,
            Instant eventTimestamp,
            Instant created,
            @Nullable Double convRate,
            @Nullable Long trips,
            @Nullable Instant lastTrip) {}

    private Drivers() {}

    static Instant at(String time) {
        return Instant.parse("2026-01-01T" + time);
    }

    /** Return what a store serves at ten that has all rows, honours the TTL and never lies. */
    static OnlineFeatures served() {
        return served(SOURCE, ENTITIES);
    }

    static OnlineFeatures served(FeatureSource source, Table entities) {
        EntityHistory histories =
                new EntityHistory(source, entities, entity -> Timestamps.numberUntil(at("10:00:00Z")));
        Map<String, List<OnlineValue>> features = new LinkedHashMap<>();
        for (String feature : source.features()) {
            List<OnlineValue> values = new ArrayList<>();
            for (int entity = 0; entity < entities.rowCount(); entity++) {
                int last = histories.last(entity);
                values.add(
                        last == FeatureHistory.NONE || histories.isExpired(entity, last)
                                ? new OnlineValue(ValueType.NULL, null, FeatureStatus.NOT_FOUND, Instant.EPOCH)
                                : entry(source, feature, histories.history().row(last)));
            }
            features.put(source.name() + ":" + feature, values);
        }
        return new OnlineFeatures(entities, features);
    }

    /** Return what a store serves of a row. */
    static OnlineValue entry(FeatureSource source, String feature, int row) {
        Object value = source.column(feature).get(row);
        Instant event = (Instant) source.eventColumn().get(row);
        return value == null
                ? new OnlineValue(ValueType.NULL, null, FeatureStatus.NULL, event)
                : new OnlineValue(source.column(feature).type(), value, FeatureStatus.PRESENT, event);
    }

    /** Return features with one value of driver 1, 2, 3 or 4 replaced. */
    static OnlineFeatures with(OnlineFeatures served, String feature, int driver, UnaryOperator<OnlineValue> fault) {
        Map<String, List<OnlineValue>> features = new LinkedHashMap<>(served.features());
        List<OnlineValue> values = new ArrayList<>(served.features().getOrDefault(feature, List.of()));
        values.set(driver - 1, fault.apply(values.get(driver - 1)));
        features.put(feature, values);
        return new OnlineFeatures(served.entityRows(), features);
    }

    static OnlineValue changed(OnlineValue value, ValueType type, Object other) {
        return new OnlineValue(type, other, value.status(), value.eventTimestamp());
    }

    static void assertFails(ThrowingCallable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion)
                .withMessage(message.replace("\n", System.lineSeparator()));
    }

    static void assertRefused(ThrowingCallable call, String message) {
        assertThatExceptionOfType(TableException.class).isThrownBy(call).withMessage(message);
    }
}
