package io.mmp.test.feast;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.history.Retrieval;
import io.mmp.test.feast.online.FeatureStatus;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.online.OnlineValue;
import io.mmp.test.feast.parity.ParityRules;
import io.mmp.test.feast.parity.Tolerance;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Runs what the Javadoc of the assertions says passes and fails: a driver has 3 trips at nine o'clock and 5 at eleven. */
class AssertionExamplesTests {

    private static final Instant NINE = at("09:00:00Z");
    private static final Instant ELEVEN = at("11:00:00Z");
    private static final Instant NOON = at("12:00:00Z");
    private static final FeatureView VIEW = FeatureView.named("stats")
            .withJoinKey("driver_id", ValueType.INT64)
            .withFeature("trips", ValueType.INT64)
            .withCreatedTimestamp("created")
            .withTtl(Duration.ofHours(4));
    private static final Table ROWS = rows(3L, 5L);
    private static final FeatureSource SOURCE = VIEW.from(ROWS);

    private static Instant at(String time) {
        return Instant.parse("2026-01-01T" + time);
    }

    /** Return both rows, the later of which was written at 13:00. */
    private static Table rows(Long atNine, Long atEleven) {
        return Table.builder()
                .column("driver_id", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .column("created", ValueType.UNIX_TIMESTAMP)
                .column("trips", ValueType.INT64)
                .row(1L, NINE, NINE, atNine)
                .row(1L, ELEVEN, at("13:00:00Z"), atEleven)
                .build();
    }

    private static HistoricalFeatures returned(String time, @Nullable Long trips) {
        Table entities = Table.builder()
                .column("driver_id", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .row(1L, at(time))
                .build();
        Table values =
                Table.builder().column("trips", ValueType.INT64).row(trips).build();
        return Retrieval.of(entities).with(SOURCE).returned(entities.with("trips", values.column("trips")));
    }

    private static OnlineFeatures served(Long trips, Instant event) {
        return OnlineFeatures.of(
                Table.builder().column("driver_id", ValueType.INT64).row(1L).build(),
                Map.of("stats:trips", List.of(OnlineValue.of(ValueType.INT64, trips, FeatureStatus.PRESENT, event))));
    }

    private static void fails(String cause, ThrowingCallable assertion) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion)
                .withMessageContaining("(" + cause + ": 1");
    }

    @Test
    void historical_features() {
        HistoricalFeatures three = returned("12:00:00Z", 3L);
        HistoricalFeatures five = returned("12:00:00Z", 5L);

        assertThat(three).asOf(at("10:00:00Z")).isPointInTimeCorrect();
        assertThat(three).usingKnowledgeTime().isPointInTimeCorrect();
        fails("superseded value", () -> assertThat(three).isPointInTimeCorrect());

        assertThat(five).isPointInTimeCorrect();
        assertThat(returned("10:00:00Z", 3L)).hasNoFutureValues();
        fails("future value", () -> assertThat(returned("10:00:00Z", 5L)).hasNoFutureValues());

        assertThat(three).hasNoValuesCreatedLater();
        fails("value created later", () -> assertThat(five).hasNoValuesCreatedLater());

        assertThat(returned("16:00:00Z", null)).respectsTtl();
        fails(
                "value beyond the TTL",
                () -> assertThat(returned("16:00:00Z", 5L)).respectsTtl());
    }

    @Test
    void a_row_that_was_dropped_is_judged_as_of_the_same_instant_and_by_what_was_known() {
        HistoricalFeatures five = returned("12:00:00Z", 5L);
        HistoricalFeatures none = five.retrieval().returned(five.returned().rows());

        fails("dropped row", () -> assertThat(none).isPointInTimeCorrect());
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(none).isPointInTimeCorrect())
                .withMessageContaining("trips=5");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(none).asOf(at("10:00:00Z")).isPointInTimeCorrect())
                .withMessageContaining("trips=3");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(none).usingKnowledgeTime().isPointInTimeCorrect())
                .withMessageContaining("trips=3");
    }

    @Test
    void online_features() {
        OnlineFeatures five = served(5L, ELEVEN);

        assertThat(five).agreesWith(NOON, SOURCE);
        fails("stale value", () -> assertThat(served(3L, NINE)).agreesWith(NOON, SOURCE));

        ParityRules rules = ParityRules.strict().withTolerance("stats:trips", Tolerance.absolute(1));
        assertThat(served(4L, ELEVEN)).using(rules).agreesWith(NOON, SOURCE);
        fails("value", () -> assertThat(served(4L, ELEVEN)).agreesWith(NOON, SOURCE));

        assertThat(five).agreesWith(returned("12:00:00Z", 5L));
        fails("wrong offline", () -> assertThat(five).agreesWith(returned("12:00:00Z", 3L)));

        assertThat(five).isNoOlderThan(Duration.ofHours(1), NOON);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(five).isNoOlderThan(Duration.ofMinutes(59), NOON))
                .withMessage(
                        "%nExpecting values at most PT59M old at 2026-01-01T12:00:00Z, but 1 is not:%n  driver_id=1: stats:trips is of 2026-01-01T11:00:00Z, PT1H old"
                                .formatted());
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> assertThat(five).isNoOlderThan(Duration.ofHours(-1), NOON))
                .withMessage("The greatest age must not be negative, but is PT-1H.");

        assertThat(five).hasStatus("stats:trips", FeatureStatus.PRESENT);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(five).hasStatus("stats:trips", FeatureStatus.NOT_FOUND));
    }

    @Test
    void ingested_rows() {
        Table doubles = Table.builder()
                .column("driver_id", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .column("created", ValueType.UNIX_TIMESTAMP)
                .column("trips", ValueType.DOUBLE)
                .row(1L, NINE, NINE, 3.0)
                .row(1L, ELEVEN, at("13:00:00Z"), 5.0)
                .build();
        assertThat(SOURCE).arrivedIn(ROWS).andIn(served(5L, ELEVEN));
        fails("value", () -> assertThat(SOURCE).arrivedIn(rows(3L, 6L)));
        fails("stale value", () -> assertThat(SOURCE).arrivedIn(ROWS).andIn(served(3L, NINE)));
        fails("stale value", () -> assertThat(SOURCE).arrivedIn(served(3L, NINE)));

        assertThat(SOURCE).using(ParityRules.strict().ignoringTypes()).arrivedIn(doubles);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(SOURCE).arrivedIn(doubles));

        assertThat(SOURCE).materializedUntil(at("10:00:00Z")).arrivedIn(served(3L, NINE));

        assertThat(SOURCE).allowing(1, "lost by the broker on Monday").arrivedIn(ROWS.rows(0));
        fails("missing row", () -> assertThat(SOURCE).arrivedIn(ROWS.rows(0)));
    }

    @Test
    void tables() {
        String[] keys = {"driver_id", "event_timestamp"};
        assertThat(ROWS.rows(1, 0)).agreesWith(ROWS, keys);
        fails("missing row", () -> assertThat(ROWS.rows(1)).agreesWith(ROWS, keys));

        ParityRules rules = ParityRules.strict().withTolerance("trips", Tolerance.absolute(1));
        assertThat(rows(3L, 6L)).using(rules).agreesWith(ROWS, keys);
        fails("value", () -> assertThat(rows(3L, 6L)).agreesWith(ROWS, keys));
    }
}
