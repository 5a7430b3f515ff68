package io.mmp.test.feast.history;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Rows of a feature view that hold every trap, and what stores of various faults return for them. */
final class DriverStats {

    private DriverStats() {}

    static final FeatureView VIEW = FeatureView.named("driver_stats")
            .withJoinKey("driver_id", ValueType.INT64)
            .withFeature("conv_rate", ValueType.DOUBLE)
            .withFeature("trips", ValueType.INT64)
            .withCreatedTimestamp("created")
            .withTtl(Duration.ofHours(2));
    static final Duration MICROSECOND = Duration.ofNanos(1000);
    static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");

    static final Table ROWS = Table.ofRecords(
            Row.class,
            List.of(
                    new Row(1, "09:00:00Z", "09:05:00Z", 0.1, 1),
                    new Row(1, "10:00:00Z", "10:05:00Z", 0.2, 2),
                    new Row(1, "10:00:00Z", "12:00:00Z", 0.3, 2),
                    new Row(1, "10:00:00.000001Z", "10:05:00Z", 0.4, 4),
                    new Row(1, "10:30:00Z", "10:31:00Z", 0.5, 5),
                    new Row(2, "07:59:59.999Z", "08:00:00Z", 0.6, 6)));

    record Row(long driverId, Instant eventTimestamp, Instant created, double convRate, long trips) {
        Row(long driverId, String event, String created, double convRate, long trips) {
            this(driverId, at(event), at(created), convRate, trips);
        }
    }

    record Entity(long driverId, Instant eventTimestamp, String label) {}

    static final Table ENTITIES = Table.ofRecords(
            Entity.class, List.of(new Entity(1, TEN, "a"), new Entity(2, TEN, "b"), new Entity(3, TEN, "c")));
    static final PointInTimeJoin JOIN = PointInTimeJoin.of(ENTITIES).with(VIEW.from(ROWS));

    static Instant at(String time) {
        return Instant.parse("2026-01-01T" + time);
    }

    static void assertFails(ThrowingCallable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion)
                .withMessage(message.replace("\n", System.lineSeparator()));
    }

    static void assertRefused(ThrowingCallable call, String message) {
        assertThatExceptionOfType(TableException.class).isThrownBy(call).withMessage(message);
    }

    /** Return what a store would return whose clock is off by this. */
    static Table joinedAt(Duration shift, FeatureView view) {
        return returnedAt(shift, view, JOIN, ROWS);
    }

    static Table returnedAt(Duration shift, FeatureView view, PointInTimeJoin join, Table rows) {
        Table entities = join.entityRows();
        List<Entity> shifted = IntStream.range(0, entities.rowCount())
                .mapToObj(row -> new Entity(
                        entities.column("driver_id").getLong(row),
                        TEN.plus(shift),
                        String.valueOf(entities.column("label").get(row))))
                .toList();
        Table joined = PointInTimeJoin.of(Table.ofRecords(Entity.class, shifted))
                .with(view.from(rows))
                .run();
        return returned(entities, joined);
    }

    /** Return entity rows with the values of other rows. */
    static Table returned(Table entities, Table values) {
        Column convRate = values.column("conv_rate");
        return entities.select(List.of("driver_id", "event_timestamp", "label"))
                .with("conv_rate", convRate)
                .with("trips", values.column("trips"));
    }
}
