package io.mmp.test.feast;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.engine.Engine;
import io.mmp.test.feast.history.EngineSource;
import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.history.PointInTimeJoin;
import io.mmp.test.feast.history.TrainingSet;
import io.mmp.test.feast.online.FeatureStatus;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.online.OnlineValue;
import io.mmp.test.feast.parity.Cause;
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
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Gives the assertions null, where code that is not checked for it may. */
@NullUnmarked
class NullArgumentsTests {

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

    private static final TrainingSet SET = TrainingSet.in(Engine.at("jdbc:duckdb:"), "training");

    private static final EngineSource IN_ENGINE =
            EngineSource.of(VIEW, Engine.at("jdbc:duckdb:").table("rows"));

    private static final ParityRules STRICT = ParityRules.strict();

    record Row(long id, Instant eventTimestamp, long v) {}

    static Stream<Arguments> null_is_refused_by_name() {
        return Stream.of(
                refused("The instant to judge as of", () -> assertThat(WRONG).asOf(null)),
                refused("A view to judge", () -> assertThat(WRONG).isPointInTimeCorrect((FeatureView) null)),
                refused("A view to judge", () -> assertThat(WRONG).hasNoFutureValues((FeatureView[]) null)),
                refused("A view to judge", () -> assertThat(WRONG).respectsTtl(VIEW, null)),
                refused("A view to judge", () -> assertThat(WRONG).hasNoValuesCreatedLater((FeatureView) null)),
                refused("The instant to judge as of", () -> assertThat(SET).asOf(null)),
                refused("A view to judge", () -> assertThat(SET).isPointInTimeCorrect((FeatureView) null)),
                refused(
                        "The directory of the counterexamples",
                        () -> assertThat(SET).usingCounterexampleDirectory(null)),
                refused("The rules to compare by", () -> assertThat(IN_ENGINE).using(null)),
                refused(
                        "The file of the checkpoint",
                        () -> assertThat(IN_ENGINE).usingCheckpoint(null)),
                refused("The listener to progress", () -> assertThat(IN_ENGINE).usingProgress(null)),
                refused(
                        "The end of what was materialized",
                        () -> assertThat(IN_ENGINE).materializedUntil(null)),
                refused("The reason", () -> assertThat(IN_ENGINE).allowing(1, null)),
                refused("The online store to ask", () -> assertThat(IN_ENGINE).isServedBy(null, TEN)),
                refused("The online store to ask", () -> assertThat(IN_ENGINE).arrivedIn(null)),
                refused("The rules to compare by", () -> assertThat(SERVED).using(null)),
                refused("The instant to compare as of", () -> assertThat(SERVED).agreesWith(null, SOURCE)),
                refused("A source to compare with", () -> assertThat(SERVED).agreesWith(TEN, (FeatureSource) null)),
                refused(
                        "The historical features to compare with",
                        () -> assertThat(SERVED).agreesWith((HistoricalFeatures) null)),
                refused("The greatest age", () -> assertThat(SERVED).isNoOlderThan(null, TEN)),
                refused(
                        "The instant to take the age at",
                        () -> assertThat(SERVED).isNoOlderThan(Duration.ZERO, null)),
                refused("The name of the feature", () -> assertThat(SERVED).hasStatus(null, FeatureStatus.PRESENT)),
                refused("The status to expect", () -> assertThat(SERVED).hasStatus("stats:v", null)),
                refused("The feature with a tolerance", () -> STRICT.withTolerance(null, Tolerance.exact())),
                refused("The tolerance of a feature", () -> STRICT.withTolerance("v", null)),
                refused("The unit of timestamps", () -> STRICT.withTimestampsIn(null)),
                refused("The cause to accept", () -> STRICT.accepting(null, "a reason")),
                refused("The reason to accept a cause", () -> STRICT.accepting(Cause.EXPIRED, null)),
                refused("A source to look up wrong values in", () -> STRICT.withHistory(SOURCE, null)),
                refused("The directory of reports", () -> STRICT.writingReportsTo(null)),
                refused("The rules to compare by", () -> assertThat(ROWS).using(null)),
                refused("The expected table", () -> assertThat(ROWS).agreesWith(null, "id")),
                refused("A key column", () -> assertThat(ROWS).agreesWith(ROWS, "id", null)),
                refused("The rules to compare by", () -> assertThat(SOURCE).using(null)),
                refused(
                        "The end of what was materialized",
                        () -> assertThat(SOURCE).materializedUntil(null)),
                refused("The reason", () -> assertThat(SOURCE).allowing(1, null)),
                refused(
                        "The rows of the offline store",
                        () -> assertThat(SOURCE).arrivedIn((Table) null)),
                refused(
                        "The features of the online store",
                        () -> assertThat(SOURCE).arrivedIn((OnlineFeatures) null)),
                refused(
                        "The features of the online store",
                        () -> assertThat(SOURCE).andIn(null)));
    }

    private static Arguments refused(String what, ThrowingCallable call) {
        return Arguments.of(what, call);
    }

    @ParameterizedTest
    @MethodSource
    void null_is_refused_by_name(String what, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(what + " must not be null.");
    }

    static Stream<ThrowingCallable> what_is_judged_must_be_there() {
        return Stream.of(
                () -> assertThat((HistoricalFeatures) null).isPointInTimeCorrect(),
                () -> assertThat((OnlineFeatures) null).isNoOlderThan(Duration.ZERO, TEN),
                () -> assertThat((Table) null).agreesWith(ROWS, "id"),
                () -> assertThat((FeatureSource) null).arrivedIn(ROWS));
    }

    @ParameterizedTest
    @MethodSource
    void what_is_judged_must_be_there(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(AssertionError.class)
                .hasMessage("%nExpecting actual not to be null".formatted());
    }
}
