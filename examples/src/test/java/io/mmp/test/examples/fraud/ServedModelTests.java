package io.mmp.test.examples.fraud;

import static io.mmp.test.load.LoadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.checklist.NegativeControl;
import io.mmp.test.examples.fraud.Transactions.Transaction;
import io.mmp.test.load.Arrivals;
import io.mmp.test.load.ClosedLoad;
import io.mmp.test.load.InvalidRequests;
import io.mmp.test.load.LoadResult;
import io.mmp.test.load.OpenLoad;
import io.mmp.test.load.Task;
import io.mmp.test.training.Predictor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** LightGBM and an isolation forest, each behind HTTP: fast enough, without errors, and closed to nonsense. */
@Tag("e2e")
@Tag("preprod")
@EnabledIfLightGbmLoads
class ServedModelTests {

    private static final Duration SLOWEST = Duration.ofMillis(200);
    private static final List<Transaction> ALL = Transactions.draw(7, 800, 200);
    private static final Predictor<Transaction> BOOSTED = boosted();
    private static final Predictor<Transaction> FOREST = AnomalyModel.train(ALL.subList(0, 640), 0.2, 42)::predict;
    private static final InvalidRequests INVALID = InvalidRequests.of(ScoringService.VALID)
            .withRange("amount", 0, 999_999)
            .withRange("velocity_1h", 0, 999)
            .withRange("hour_of_day", 0, 23)
            .withLargestBody(1_000);

    private static Predictor<Transaction> boosted() {
        return rows -> StoppedFraudModel.predict(Model.TEXT, rows);
    }

    /** Trained when it is first needed: not where LightGBM does not load. */
    private static final class Model {

        static final String TEXT = text();

        private static String text() {
            try {
                return StoppedFraudModel.train(ALL.subList(0, 640), ALL.subList(640, 800), 42, 1, 200)
                        .text();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static OpenLoad load(int seconds) {
        return OpenLoad.of(Arrivals.constant(100, Duration.ofSeconds(seconds)))
                .withWarmUp(40)
                .withLateAfter(Duration.ofMillis(500));
    }

    @Test
    @ChecklistItem({"T07", "T08"})
    void both_answer_95_percent_within_200_ms_and_at_most_one_percent_fail() {
        try (ScoringService boosted = ScoringService.start(BOOSTED);
                ScoringService forest = ScoringService.start(FOREST)) {
            LoadResult result = load(8).run(Task.of("boosted", boosted.request()), Task.of("forest", forest.request()));

            for (String model : List.of("boosted", "forest")) {
                assertThat(result.of(model)).hasP95AtMost(SLOWEST).hasErrorRateAtMost(0.01);
            }
        }
    }

    /** The same stall: users that wait for their answers send nothing meanwhile, and two slow answers of hundreds are no p95. */
    @Test
    @NegativeControl("T07")
    void a_model_that_stalls_is_found_out_though_a_closed_loop_does_not_see_it() {
        try (ScoringService forest = ScoringService.start(FOREST)) {
            forest.stall(Duration.ofSeconds(1));
            LoadResult closed = ClosedLoad.users(2, Duration.ofSeconds(3))
                    .withoutThinkTime()
                    .run(forest.request());
            assertThat(closed).hasPercentileLiterallyAtMost(0.95, SLOWEST);

            forest.stall(Duration.ofSeconds(1));
            LoadResult result = OpenLoad.of(Arrivals.constant(100, Duration.ofSeconds(4)))
                    .withLateAfter(Duration.ofMillis(500))
                    .run(forest.request());
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(result).hasP95AtMost(SLOWEST))
                    .withMessageContaining("above 200 ms.");
        }
    }

    @Test
    @ChecklistItem("T08")
    void both_reject_every_invalid_request() {
        try (ScoringService boosted = ScoringService.start(BOOSTED);
                ScoringService forest = ScoringService.start(FOREST)) {
            assertThat(load(2).run(INVALID.tasks(boosted.request()))).rejectsEveryRequest();
            assertThat(load(2).run(INVALID.tasks(forest.request()))).rejectsEveryRequest();
        }
    }

    @Test
    @NegativeControl("T08")
    void a_model_that_scores_nonsense_is_found_out() {
        try (ScoringService lax = ScoringService.startLax(FOREST)) {
            LoadResult result = load(2).run(INVALID.tasks(lax.request()));

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(result).rejectsEveryRequest())
                    .withMessageContaining("''amount' is NaN': ")
                    .withMessageContaining("(HTTP 200: ");
        }
    }

    @Test
    @NegativeControl("T08")
    void a_model_that_fails_for_some_rows_does_not_keep_its_error_rate() {
        int[] requests = {0};
        Predictor<Transaction> flaky = rows -> {
            if (requests[0]++ % 20 == 0) {
                throw new IllegalStateException("out of memory");
            }
            return FOREST.predict(rows);
        };
        try (ScoringService service = ScoringService.start(flaky)) {
            LoadResult result = load(4).run(service.request());

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(result).hasErrorRateAtMost(0.01))
                    .withMessageContaining("above 1 %.");
        }
    }
}
