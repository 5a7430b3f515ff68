package io.mmp.test.feast;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static io.mmp.test.feast.FeastAssertions.assertThatIngested;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.history.PointInTimeAssert;
import io.mmp.test.feast.history.PointInTimeJoin;
import io.mmp.test.feast.online.FeatureStatus;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.online.OnlineValue;
import io.mmp.test.feast.parity.IngestionAssert;
import io.mmp.test.feast.parity.OnlineAssert;
import io.mmp.test.feast.parity.ParityRules;
import io.mmp.test.feast.parity.TableAssert;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Uses the assertions as AssertJ's own can be used: described, by other rules, with messages of one's own, softly. */
class FluentAssertionsTests {

    private static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");
    private static final FeatureView VIEW =
            FeatureView.named("stats").withJoinKey("id", ValueType.INT64).withFeature("v", ValueType.INT64);
    private static final Table ROWS = Table.ofRecords(Row.class, List.of(new Row(1, TEN, 7)));
    private static final Table OTHERS = Table.ofRecords(Row.class, List.of(new Row(1, TEN, 8)));
    private static final FeatureSource SOURCE = VIEW.from(ROWS);
    private static final HistoricalFeatures WRONG = PointInTimeJoin.of(ROWS.select(List.of("id", "event_timestamp")))
            .with(SOURCE)
            .returned(OTHERS);
    private static final OnlineFeatures SERVED = new OnlineFeatures(
            ROWS.select(List.of("id")),
            Map.of("stats:v", List.of(new OnlineValue(ValueType.INT64, 8L, FeatureStatus.PRESENT, TEN))));

    record Row(long id, Instant eventTimestamp, long v) {}

    @Test
    void what_changes_an_assertion_returns_itself() {
        PointInTimeAssert history = assertThat(WRONG);
        assertThat((Object) history.asOf(TEN)).isSameAs(history);
        OnlineAssert online = assertThat(SERVED);
        assertThat((Object) online.using(ParityRules.strict())).isSameAs(online);
        TableAssert table = assertThat(ROWS);
        assertThat((Object) table.using(ParityRules.strict())).isSameAs(table);
        IngestionAssert ingested = assertThatIngested(SOURCE);
        assertThat((Object) ingested.using(ParityRules.strict())
                        .materializedUntil(TEN)
                        .allowing(1, "known"))
                .isSameAs(ingested);
    }

    @Test
    void descriptions_and_messages_of_ones_own_survive() {
        assertThatThrownBy(() -> assertThat(WRONG).as("%s", "mine").asOf(TEN).isPointInTimeCorrect())
                .hasMessageStartingWith("[mine] ");
        assertThatThrownBy(() ->
                        assertThat(WRONG).withFailMessage("my words").asOf(TEN).isPointInTimeCorrect())
                .hasMessage("my words");
        assertThatThrownBy(() -> assertThat(SERVED)
                        .as("mine")
                        .using(ParityRules.strict())
                        .agreesWith(TEN, SOURCE))
                .hasMessageStartingWith("[mine] ");
        assertThatThrownBy(() -> assertThat(SERVED)
                        .withFailMessage("my words")
                        .using(ParityRules.strict())
                        .agreesWith(TEN, SOURCE))
                .hasMessage("my words");
        assertThatThrownBy(() -> assertThat(OTHERS)
                        .as("mine")
                        .using(ParityRules.strict())
                        .agreesWith(ROWS, "id"))
                .hasMessageStartingWith("[mine] ");
        assertThatThrownBy(() -> assertThatIngested(SOURCE)
                        .as("mine")
                        .using(ParityRules.strict())
                        .materializedUntil(TEN)
                        .arrivedIn(ROWS)
                        .andIn(SERVED))
                .hasMessageStartingWith("[mine] ");
    }

    @Test
    void soft_assertions_collect_what_fails() {
        SoftAssertions softly = new SoftAssertions();
        softly.proxy(PointInTimeAssert.class, HistoricalFeatures.class, WRONG).isPointInTimeCorrect();
        softly.proxy(OnlineAssert.class, OnlineFeatures.class, SERVED)
                .using(ParityRules.strict())
                .agreesWith(TEN, SOURCE);
        softly.proxy(TableAssert.class, Table.class, OTHERS).agreesWith(ROWS, "id", "event_timestamp");
        softly.proxy(IngestionAssert.class, FeatureSource.class, SOURCE)
                .arrivedIn(OTHERS)
                .andIn(SERVED);
        assertThat(softly.assertionErrorsCollected()).hasSize(5);
    }
}
