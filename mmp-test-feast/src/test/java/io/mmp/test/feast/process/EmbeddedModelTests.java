package io.mmp.test.feast.process;

import static io.mmp.test.feast.process.ModelValues.NOON;
import static io.mmp.test.feast.process.Tables.asked;
import static io.mmp.test.feast.process.Tables.ids;
import static io.mmp.test.table.ValueType.BOOL;
import static io.mmp.test.table.ValueType.DOUBLE;
import static io.mmp.test.table.ValueType.INT32;
import static io.mmp.test.table.ValueType.INT64;
import static io.mmp.test.table.ValueType.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.feast.EnabledIfFeastProcess;
import io.mmp.test.feast.embedded.EmbeddedFeast;
import io.mmp.test.feast.process.FeastStores.Offline;
import io.mmp.test.feast.process.FeastStores.Online;
import io.mmp.test.feast.process.ModelValues.Case;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Asks the embedded feature store and the real one that is its model the same, and expects the same answers.
 *
 * <p>The system property {@code mmp.feast.cases} says how many random cases there are of each value type.
 */
@Tag("e2e")
@EnabledIfFeastProcess
class EmbeddedModelTests {

    private static final int CASES = Integer.getInteger("mmp.feast.cases", 0);
    private static final FeatureView STATS = FeatureView.named("stats")
            .withJoinKey("id", INT64)
            .withFeature("v", INT64)
            .withFeature("w", STRING);
    private static final FeatureView DATED =
            STATS.withCreatedTimestamp("created").withTtl(Duration.ofHours(1));
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final Instant BEFORE = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant EVER = Instant.parse("2100-01-01T00:00:00Z");

    @SuppressWarnings("NullAway.Init") // by start
    private static FeastProcesses processes;

    @BeforeAll
    static void start() {
        processes = new FeastProcesses(FeastInstallation.ensure());
    }

    @AfterAll
    static void stop() {
        processes.close();
    }

    /** The stores of real Feast that an embedded one can be a model of. */
    enum Model {
        DATABASES,
        FILES;

        private FeastStores stores() {
            return this == FILES ? FeastStores.of(Offline.DUCKDB, Online.SQLITE) : FeastStores.defaults();
        }
    }

    private static List<String> real(Model model, Consumer<StoreAnswers> play) {
        try (RealFeast feast = processes.create(model.stores())) {
            StoreAnswers answers = new StoreAnswers(feast);
            play.accept(answers);
            return answers.answers();
        }
    }

    private static List<String> embedded(Model model, Consumer<StoreAnswers> play) {
        try (EmbeddedFeast feast = EmbeddedFeast.start(model.stores())) {
            StoreAnswers answers = new StoreAnswers(feast);
            play.accept(answers);
            return answers.answers();
        }
    }

    @Test
    void values_of_all_types_arrive_changed_or_are_refused_as_by_files() {
        assertThat(differencesOfValues(Model.FILES)).isEmpty();
    }

    @Test
    @Tag("nightly") // more than a minute of round trips
    void values_of_all_types_arrive_changed_or_are_refused_as_by_databases() {
        assertThat(differencesOfValues(Model.DATABASES)).isEmpty();
    }

    private static List<String> differencesOfValues(Model model) {
        Random random = new Random(20261128);
        List<String> differences = new ArrayList<>();
        ModelValues.types().forEach(type -> {
            for (Case one : ModelValues.cases(type, CASES, random)) {
                Consumer<StoreAnswers> play = answers -> answers.apply(one.view())
                        .ingest(one.view(), one.rows())
                        .offline(one.view())
                        .historical(one.rows().select(List.of("id", "event_timestamp")), "typed:v")
                        .materialize(NOON, NOON)
                        .online(one.rows().select(List.of("id")), "typed:v");
                List<String> real = real(model, play);
                List<String> embedded = embedded(model, play);
                if (!real.equals(embedded)) {
                    differences.add("%s %s%n  real     %s%n  embedded %s".formatted(type, one.cells(), real, embedded));
                }
            }
        });
        return differences;
    }

    @ParameterizedTest
    @MethodSource
    void what_happens_to_rows_is_the_same(Model model, Consumer<StoreAnswers> play) {
        assertThat(embedded(model, play)).isEqualTo(real(model, play));
    }

    static Stream<ArgumentSet> what_happens_to_rows_is_the_same() {
        return Stream.of(Model.values()).flatMap(EmbeddedModelTests::plays);
    }

    private static Stream<ArgumentSet> plays(Model model) {
        Table both = ids(INT64, 1L, 2L, 9L);
        Table one = asked(INT64, 1L, NOON);
        return Stream.of(
                play(
                        model,
                        "null keys",
                        feast -> feast.fill(STATS, 1L, NOON, 1L, "a", null, NOON, 2L, "b")
                                .historical(one, "stats:v")
                                .materialize(BEFORE, EVER)
                                .online(both, "stats:v")),
                play(
                        model,
                        "2^53 beside a null of another window",
                        feast -> feast.fill(STATS, 1L, NOON, (1L << 53) + 1, "a", 2L, BEFORE, null, "b")
                                .materialize(NOON, NOON)
                                .online(both, "stats:v")
                                .materialize(BEFORE, EVER)
                                .online(both, "stats:v")),
                play(
                        model,
                        "2^53 beside a superseded null",
                        feast -> feast.fill(STATS, 1L, NOON, (1L << 53) + 1, "a", 1L, BEFORE, null, "b")
                                .materialize(BEFORE, EVER)
                                .online(both, "stats:v")),
                play(
                        model,
                        "created timestamps that are null",
                        feast -> feast.fill(DATED, 1L, NOON, null, 1L, "a", 1L, NOON, NOON, 2L, "b")
                                .historical(one, "stats:v")
                                .materialize(BEFORE, EVER)
                                .online(both, "stats:v")),
                play(
                        model,
                        "only null created timestamps",
                        feast -> feast.fill(DATED, 1L, NOON, null, 1L, "a")
                                .materialize(BEFORE, EVER)
                                .online(both, "stats:v")),
                play(
                        model,
                        "event timestamps that are null",
                        feast -> feast.fill(STATS, 1L, null, 1L, "a", 1L, NOON, 2L, "b", 2L, null, 3L, "c")
                                .historical(asked(INT64, 1L, NOON, 2L, NOON), "stats:v")
                                .materialize(BEFORE, EVER)
                                .online(both, "stats:v")),
                play(
                        model,
                        "entity rows that are odd",
                        feast -> feast.fill(STATS, 1L, NOON, 1L, "a")
                                .historical(
                                        asked(INT64, 1L, NOON, 1L, NOON, null, NOON, 1L, BEFORE), "stats:v", "stats:w")
                                .historical(asked(INT64, 1L, NOON, 1L, null), "stats:v")
                                .historical(asked(INT32, 1, NOON), "stats:v")
                                .historical(asked(INT64), "stats:v")
                                .historical(asked(INT64, 1L, Instant.parse("9999-12-31T00:00:00Z")), "stats:v")
                                .historical(ids(INT64, 1L), "stats:v")
                                .historical(one)
                                .historical(one, "stats:v", "stats:v")
                                .historical(one, "stats:x")
                                .historical(one, "nowhere:v")
                                .historical(one.with("v", ids(INT64, 5L).column("id")), "stats:v")),
                play(
                        model,
                        "entities that are odd",
                        feast -> feast.fill(STATS, 1L, NOON, 1L, "a")
                                .materialize(BEFORE, EVER)
                                .online(ids(INT64, 1L, null), "stats:v")
                                .online(ids(STRING, "1"), "stats:v")
                                .online(ids(INT64, 1L, 1L), "stats:v")
                                .online(ids(INT64), "stats:v")
                                .online(ids(INT64, 1L).with("z", ids(INT64, 1L).column("id")), "stats:v")
                                .online(ids(INT64, 1L), "stats:x")
                                .online(ids(INT64, 1L))),
                play(
                        model,
                        "rows of before 1970",
                        feast -> feast.fill(
                                        STATS,
                                        1L,
                                        Instant.parse("1960-01-01T00:00:00.5Z"),
                                        1L,
                                        "a",
                                        2L,
                                        Instant.parse("1969-12-31T23:59:59.9Z"),
                                        2L,
                                        "b")
                                .materialize(BEFORE, EVER)
                                .online(both, "stats:v")
                                .ingest(STATS, Tables.of(STATS, 1L, Instant.parse("1950-01-01T00:00:00Z"), 9L, "z"))
                                .materialize(BEFORE, Instant.parse("1955-01-01T00:00:00Z"))
                                .online(both, "stats:v")),
                play(
                        model,
                        "a late correction and an older window",
                        feast -> feast.fill(DATED, 1L, NOON, NOON, 1L, "a")
                                .materialize(BEFORE, EVER)
                                .ingest(DATED, Tables.of(DATED, 1L, NOON, LATER, 2L, "b", 1L, BEFORE, NOON, 0L, "z"))
                                .materialize(NOON, EVER)
                                .online(both, "stats:v", "stats:w")
                                .materialize(BEFORE, BEFORE)
                                .online(both, "stats:v", "stats:w")),
                play(
                        model,
                        "the TTL",
                        feast -> feast.fill(
                                        DATED,
                                        1L,
                                        NOON.minus(Duration.ofHours(1)),
                                        NOON,
                                        1L,
                                        "a",
                                        2L,
                                        NOON.minus(Duration.ofHours(1)).minusNanos(1000),
                                        NOON,
                                        2L,
                                        "b")
                                .historical(asked(INT64, 1L, NOON, 2L, NOON), "stats:v")
                                .materialize(BEFORE, EVER)
                                .online(both, "stats:v")),
                play(
                        model,
                        "rows that tie",
                        feast -> feast.fill(DATED, 1L, NOON, NOON, 1L, "a", 1L, NOON, NOON, 2L, "b")
                                .materialize(BEFORE, EVER)
                                .online(both, "stats:v")),
                play(
                        model,
                        "windows without end",
                        feast -> feast.fill(STATS, 1L, NOON, 1L, "a")
                                .materialize(Instant.MIN, Instant.MAX)
                                .online(both, "stats:v")),
                play(model, "a text with NUL", feast -> feast.fill(STATS, 1L, NOON, 1L, "a\0b")),
                play(
                        model,
                        "a view that is declared anew",
                        feast -> feast.fill(STATS, 1L, NOON, 1L, "a")
                                .materialize(BEFORE, EVER)
                                .apply(STATS.withTtl(Duration.ofHours(1)))
                                .online(both, "stats:v")
                                .historical(one, "stats:v")),
                play(
                        model,
                        "one key of two types",
                        feast -> feast.apply(
                                STATS,
                                FeatureView.named("other")
                                        .withJoinKey("id", STRING)
                                        .withFeature("x", INT64))),
                play(model, "features of one name", feast -> {
                    FeatureView other =
                            FeatureView.named("other").withJoinKey("id", INT64).withFeature("v", INT64);
                    feast.fill(STATS, 1L, NOON, 1L, "a")
                            .fill(other, 1L, NOON, 7L)
                            .historical(one, "stats:v", "other:v")
                            .historical(one, "stats:w", "other:v")
                            .materialize(BEFORE, EVER)
                            .online(both, "stats:v", "other:v");
                }),
                key(model, STRING, "", "é"),
                key(model, INT32, 1, -1),
                key(model, DOUBLE, 1.0, 2.0),
                key(model, BOOL, true, false));
    }

    private static ArgumentSet key(Model model, ValueType type, Object known, Object unknown) {
        FeatureView view = FeatureView.named("stats").withJoinKey("id", type).withFeature("v", INT64);
        return play(
                model,
                "a join key of type " + type,
                feast -> feast.fill(view, known, NOON, 1L)
                        .historical(asked(type, known, NOON, unknown, NOON), "stats:v")
                        .materialize(BEFORE, EVER));
    }

    private static ArgumentSet play(Model model, String name, Consumer<StoreAnswers> play) {
        return Arguments.argumentSet(model + ": " + name, model, play);
    }
}
