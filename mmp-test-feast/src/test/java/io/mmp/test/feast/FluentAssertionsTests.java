package io.mmp.test.feast;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.engine.Engine;
import io.mmp.test.feast.history.EngineSource;
import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.history.PointInTimeAssert;
import io.mmp.test.feast.history.PointInTimeJoin;
import io.mmp.test.feast.history.TrainingSet;
import io.mmp.test.feast.history.TrainingSetAssert;
import io.mmp.test.feast.online.FeatureStatus;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.online.OnlineValue;
import io.mmp.test.feast.parity.EngineSourceAssert;
import io.mmp.test.feast.parity.IngestionAssert;
import io.mmp.test.feast.parity.OnlineAssert;
import io.mmp.test.feast.parity.ParityRules;
import io.mmp.test.feast.parity.TableAssert;
import io.mmp.test.feast.parity.Tolerance;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
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
            .retrieval()
            .returned(OTHERS);
    private static final OnlineFeatures SERVED = OnlineFeatures.of(
            ROWS.select(List.of("id")),
            Map.of("stats:v", List.of(OnlineValue.of(ValueType.INT64, 8L, FeatureStatus.PRESENT, TEN))));

    record Row(long id, Instant eventTimestamp, long v) {}

    @Test
    void what_changes_an_assertion_returns_itself() {
        PointInTimeAssert history = assertThat(WRONG);
        assertThat((Object) history.asOf(TEN)).isSameAs(history);
        TrainingSetAssert set = assertThat(TrainingSet.in(Engine.at("jdbc:duckdb:"), "training"));
        assertThat((Object) set.asOf(TEN).usingKnowledgeTime().usingOneEntityIn(2, 0.5))
                .isSameAs(set);
        EngineSourceAssert rows =
                assertThat(EngineSource.of(VIEW, Engine.at("jdbc:duckdb:").table("rows")));
        assertThat((Object) rows.using(ParityRules.strict())
                        .usingRangesOf(2)
                        .usingCheckpoint(Path.of("none"))
                        .usingProgress(line -> {})
                        .allowing(1, "lost")
                        .materializedUntil(TEN))
                .isSameAs(rows);
        OnlineAssert online = assertThat(SERVED);
        assertThat((Object) online.using(ParityRules.strict())).isSameAs(online);
        TableAssert table = assertThat(ROWS);
        assertThat((Object) table.using(ParityRules.strict())).isSameAs(table);
        IngestionAssert ingested = assertThat(SOURCE);
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
        assertThatThrownBy(() -> assertThat(SOURCE)
                        .as("mine")
                        .using(ParityRules.strict())
                        .materializedUntil(TEN)
                        .arrivedIn(ROWS)
                        .andIn(SERVED))
                .hasMessageStartingWith("[mine] ");
    }

    @Test
    void soft_assertions_collect_what_fails() {
        FeastSoftAssertions softly = new FeastSoftAssertions();
        softly.assertThat(WRONG).isPointInTimeCorrect();
        softly.assertThat(SERVED).using(ParityRules.strict()).agreesWith(TEN, SOURCE);
        softly.assertThat(OTHERS).agreesWith(ROWS, "id", "event_timestamp");
        softly.assertThat(SOURCE).arrivedIn(OTHERS).andIn(SERVED);
        softly.assertThat("AssertJ's").isEqualTo("own");
        assertThat(softly.assertionErrorsCollected()).hasSize(6);
        assertThatThrownBy(() -> FeastSoftAssertions.assertSoftly(
                        soft -> soft.assertThat(WRONG).as("mine").isPointInTimeCorrect()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("[mine] ");
        FeastSoftAssertions.assertSoftly(soft -> {
            soft.assertThat(ROWS).agreesWith(ROWS, "id");
            soft.assertThat(SOURCE).arrivedIn(ROWS);
            soft.assertThat(SERVED).hasStatus("stats:v", FeatureStatus.PRESENT);
        });
    }

    @Test
    void soft_assertions_keep_rules_and_descriptions() {
        SoftAssertions softly = new SoftAssertions();
        ParityRules lenient = ParityRules.strict().withTolerance("v", Tolerance.absolute(1));
        softly.proxy(TableAssert.class, Table.class, OTHERS).using(lenient).agreesWith(ROWS, "id", "event_timestamp");
        assertThat(softly.assertionErrorsCollected()).isEmpty();
        softly.proxy(PointInTimeAssert.class, HistoricalFeatures.class, WRONG)
                .as("mine")
                .asOf(TEN)
                .usingKnowledgeTime()
                .isPointInTimeCorrect()
                .hasNoFutureValues();
        assertThat(softly.assertionErrorsCollected())
                .singleElement()
                .satisfies(error -> assertThat(error).hasMessageStartingWith("[mine] "));
    }

    @Test
    void assertj_finds_the_assertions_by_their_factories_and_providers() {
        Object wrong = WRONG;
        assertThatThrownBy(() -> assertThat(wrong)
                        .as("mine")
                        .asInstanceOf(PointInTimeAssert.HISTORICAL_FEATURES)
                        .isPointInTimeCorrect())
                .hasMessageStartingWith("[mine] ");
        assertThatThrownBy(() -> assertThat((Object) SERVED)
                        .as("mine")
                        .asInstanceOf(OnlineAssert.ONLINE_FEATURES)
                        .hasStatus("stats:v", FeatureStatus.NOT_FOUND))
                .hasMessageStartingWith("[mine] ");
        assertThatThrownBy(() -> assertThat((Object) OTHERS)
                        .as("mine")
                        .asInstanceOf(TableAssert.TABLE)
                        .agreesWith(ROWS, "id"))
                .hasMessageStartingWith("[mine] ");
        assertThatThrownBy(() -> assertThat((Object) SOURCE)
                        .as("mine")
                        .asInstanceOf(IngestionAssert.INGESTED_ROWS)
                        .arrivedIn(OTHERS))
                .hasMessageStartingWith("[mine] ");
        assertThat((Object) SERVED)
                .asInstanceOf(OnlineAssert.ONLINE_FEATURES)
                .hasStatus("stats:v", FeatureStatus.PRESENT);
        assertThatThrownBy(() -> Assertions.assertThat(WRONG).isPointInTimeCorrect())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 row is wrong");
    }
}
