package io.mmp.test.feast.process;

import static io.mmp.test.feast.process.Tables.ids;
import static io.mmp.test.table.ValueType.INT64;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.feast.EnabledIfFeastProcess;
import io.mmp.test.feast.embedded.EmbeddedFeast;
import io.mmp.test.feast.process.FeastStores.Offline;
import io.mmp.test.feast.process.FeastStores.Online;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the embedded feature store with the real ones that it is a model of, where a view has no join keys. */
@Tag("e2e")
@EnabledIfFeastProcess
class KeylessViewsTests {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant BEFORE = Instant.parse("1990-01-01T00:00:00Z");
    private static final FeatureView PRICES = FeatureView.named("prices").withFeature("fuel", INT64);
    private static final FeatureView STATS =
            FeatureView.named("stats").withJoinKey("id", INT64).withFeature("v", INT64);

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

    static Stream<Arguments> a_view_without_keys_is_materialized_or_refused_as_by_feast() {
        return Stream.of(
                        FeastStores.defaults(),
                        FeastStores.of(Offline.DUCKDB, Online.SQLITE),
                        FeastStores.of(Offline.DASK, Online.SQLITE))
                .flatMap(stores -> Stream.of(
                        Arguments.argumentSet(stores + ": with a row", stores, (Consumer<StoreAnswers>)
                                feast -> feast.fill(PRICES, NOON, 7L)
                                        .offline(PRICES)
                                        .historical(oneAtNoon(), "prices:fuel")
                                        .materialize(BEFORE, NOON)
                                        .online(one(), "prices:fuel")),
                        Arguments.argumentSet(
                                stores + ": with a row outside the window", stores, (Consumer<StoreAnswers>)
                                        feast -> feast.fill(PRICES, NOON, 7L)
                                                .materialize(BEFORE, BEFORE)
                                                .online(one(), "prices:fuel")),
                        Arguments.argumentSet(stores + ": without rows", stores, (Consumer<StoreAnswers>)
                                feast -> feast.apply(PRICES).materialize(BEFORE, NOON)),
                        Arguments.argumentSet(stores + ": before one with keys", stores, (Consumer<StoreAnswers>)
                                feast -> feast.fill(PRICES, NOON, 7L)
                                        .fill(STATS, 1L, NOON, 1L)
                                        .materialize(BEFORE, NOON)
                                        .online(ids(INT64, 1L), "stats:v")),
                        Arguments.argumentSet(stores + ": after one with keys", stores, (Consumer<StoreAnswers>)
                                feast -> feast.fill(STATS, 1L, NOON, 1L)
                                        .fill(PRICES, NOON, 7L)
                                        .materialize(BEFORE, NOON)
                                        .online(ids(INT64, 1L), "stats:v"))));
    }

    @ParameterizedTest
    @MethodSource
    void a_view_without_keys_is_materialized_or_refused_as_by_feast(FeastStores stores, Consumer<StoreAnswers> play) {
        assertThat(embedded(stores, play)).isEqualTo(real(stores, play));
    }

    private static List<String> real(FeastStores stores, Consumer<StoreAnswers> play) {
        try (RealFeast feast = processes.create(stores)) {
            StoreAnswers answers = new StoreAnswers(feast);
            play.accept(answers);
            return answers.answers();
        }
    }

    private static List<String> embedded(FeastStores stores, Consumer<StoreAnswers> play) {
        try (EmbeddedFeast feast = EmbeddedFeast.start(stores)) {
            StoreAnswers answers = new StoreAnswers(feast);
            play.accept(answers);
            return answers.answers();
        }
    }

    private static Table one() {
        return Table.builder().row().build();
    }

    private static Table oneAtNoon() {
        return Table.builder()
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .row(NOON)
                .build();
    }
}
