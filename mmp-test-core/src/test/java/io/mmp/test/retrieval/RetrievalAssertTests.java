package io.mmp.test.retrieval;

import static io.mmp.test.retrieval.RetrievalAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.verdict.FalseAlarms;
import io.mmp.test.verdict.FixedSamples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@FixedSamples
class RetrievalAssertTests {

    private static final Judgements JUDGEMENTS =
            Judgements.of("pandas", "a", "b").with("한국어", "c").withoutAnswer("weather");

    private static final RetrievalResult RESULT = RetrievalResult.of(
            JUDGEMENTS, Map.of("pandas", List.of("x", "a"), "한국어", List.of("c", "a"), "weather", List.of("a")));

    @Test
    void figures_that_are_reached_pass() {
        assertThat(RESULT)
                .hasRecallAtLeast(2, 0.75)
                .hasPrecisionAtLeast(2, 0.5)
                .hasHitRateAtLeast(2, 1)
                .hasMeanReciprocalRankAtLeast(0.75)
                .hasNdcgAtLeast(2, 0.69)
                .hasMeanAtLeast(RetrievalMetric.reciprocalRankAt(1), 0.5)
                .hasNoDuplicates()
                .hasOnlyIdsOf(List.of("a", "b", "c", "x"));
    }

    @Test
    void the_worst_queries_are_named() {
        assertThatThrownBy(() -> assertThat(RESULT).as("search of v2").hasRecallAtLeast(2, 0.9))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                        [search of v2]\s
                        Expecting the mean recall@2 of 2 queries to be at least 0.9, but it is 0.75. The worst:
                          0.5 for 'pandas': found [x, a], missed [b]""");
    }

    @Test
    void empty_results_are_named() {
        RetrievalResult nothing = RetrievalResult.of(JUDGEMENTS, query -> List.of());

        assertThatThrownBy(() -> assertThat(nothing).hasHitRateAtLeast(5, 0.1)).hasMessage("""

                        Expecting the mean hit@5 of 2 queries to be at least 0.1, but it is 0. The worst:
                          0 for 'pandas': found nothing, missed [a, b]
                          0 for '한국어': found nothing, missed [c]""");
    }

    @Test
    void a_first_answer_that_comes_late_is_named() {
        assertThatThrownBy(() -> assertThat(RESULT).hasMeanReciprocalRankAtLeast(0.8))
                .hasMessage("""

                        Expecting the mean reciprocal rank of 2 queries to be at least 0.8, but it is 0.75. The worst:
                          0.5 for 'pandas': found [x, a], missed [b]""");
    }

    @Test
    void a_shuffled_ranking_is_found() {
        List<String> best = IntStream.range(0, 50).mapToObj(String::valueOf).toList();
        Judgements judgements = Judgements.of("q", "0", "1", "2", "3", "4");
        List<String> shuffled = new ArrayList<>(best);
        Collections.shuffle(shuffled, new Random(1));

        assertThat(RetrievalResult.of(judgements, query -> best))
                .hasRecallAtLeast(5, 1)
                .hasNdcgAtLeast(10, 1);
        assertThatThrownBy(() -> assertThat(RetrievalResult.of(judgements, query -> shuffled))
                        .hasNdcgAtLeast(10, 0.9))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void a_figure_just_below_the_limit_does_not_read_like_it() {
        RetrievalResult third = RetrievalResult.of(Judgements.of("q", "a", "b", "c"), query -> List.of("a"));

        assertThatThrownBy(() -> assertThat(third).hasRecallAtLeast(1, 0.3334))
                .hasMessageContaining("to be at least 0.333, but it is 0.3333333333333333. The worst:");
    }

    @Test
    void a_mean_that_is_the_limit_by_hand_passes() {
        Judgements judgements =
                Judgements.of("1", "a", "b", "c").with("2", "a", "b", "c").with("3", "a", "b", "c");

        assertThat(RetrievalResult.of(judgements, query -> List.of("a", "b"))).hasRecallAtLeast(2, 2 / 3.0);
        assertThat(RetrievalResult.of(judgements, query -> List.of("a").subList(0, query.equals("1") ? 1 : 0)))
                .hasRecallAtLeast(2, 1 / 9.0);
    }

    @Test
    void queries_without_an_answer_are_not_judged_and_alone_judge_nothing() {
        RetrievalResult nothing = RetrievalResult.of(Judgements.none().withoutAnswer("weather"), query -> List.of("a"));

        assertThatThrownBy(() -> assertThat(nothing).hasRecallAtLeast(5, 0))
                .hasMessage(
                        "%nExpecting recall@5 of at least 0, but none of 1 query has a relevant document: nothing was judged."
                                .formatted());
    }

    @Test
    void few_queries_do_not_show_what_many_would() {
        RetrievalResult ten = all(10);
        RetrievalResult sixty = all(60);

        assertThat(ten).hasRecallAtLeast(1, 0.95);
        assertThat(sixty).usingQueriesAsSample(0.95).hasRecallAtLeast(1, 0.95);
        assertThatThrownBy(() -> assertThat(ten).usingQueriesAsSample(0.95).hasRecallAtLeast(1, 0.95))
                .hasMessage("""

                        Expecting the mean recall@1 of all queries like these 10 to be at least 0.95, but: The mean of 10 scores is 1, \
                        but 0.741 is still possible with 95 % confidence; 59 scores with this mean would show at least 0.95. \
                        No query could be better.""");
    }

    @Test
    void a_sample_says_how_often_it_errs() {
        List<Double> published = new ArrayList<>();
        DoubleConsumer before = FalseAlarms.countWith(published::add);
        try {
            assertThat(all(60))
                    .hasRecallAtLeast(1, 0.95)
                    .usingQueriesAsSample(0.99)
                    .hasRecallAtLeast(1, 0.9);
        } finally {
            FalseAlarms.countWith(before);
        }
        assertThat(published).hasSize(1).allSatisfy(chance -> assertThat(chance).isBetween(0.0099, 0.0101));
    }

    @Test
    void a_confidence_that_is_none_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(RESULT).usingQueriesAsSample(95))
                .withMessage("The confidence must be above 0.5 and below 1, such as 0.95, but is 95.0.");
    }

    @Test
    void a_limit_in_percent_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(RESULT).hasRecallAtLeast(5, 90))
                .withMessage("The limit of recall@5 must be from 0 to 1, but is 90.0.");
    }

    @Test
    void duplicates_and_unknown_ids_are_named() {
        RetrievalResult odd = RetrievalResult.of(Judgements.of("q", "a", "gone"), query -> List.of("a", "b", "a"));

        assertThatThrownBy(() -> assertThat(odd).hasNoDuplicates()).hasMessage("""

                        Expecting no document to be found twice, but 1 of 1 query found one:
                          'q' found [a] more than once in [a, b, a]""");
        assertThatThrownBy(() -> assertThat(odd).hasOnlyIdsOf(List.of("a"))).hasMessage("""

                        Expecting only ids of the 1 document of the corpus, but there are others:
                          'q' found [b]
                          'q' has the judgements [gone]""");
    }

    @Test
    void ten_queries_are_shown_and_all_counted() {
        Judgements judgements = Judgements.none();
        for (int i = 0; i < 12; i++) {
            judgements = judgements.with(String.valueOf(i), "a");
        }
        RetrievalResult nothing = RetrievalResult.of(judgements, query -> List.of());

        assertThatThrownBy(() -> assertThat(nothing).hasRecallAtLeast(1, 1))
                .hasMessageContaining("of 12 queries")
                .hasMessageContaining("0 for '9'")
                .hasMessageEndingWith("%n  ... and 2 more".formatted());
    }

    @Test
    void percent_signs_in_queries_are_printed() {
        RetrievalResult result = RetrievalResult.of(Judgements.of("50 %s off", "a"), query -> List.of("%d"));

        assertThatThrownBy(() -> assertThat(result).hasRecallAtLeast(1, 1))
                .hasMessageContaining("0 for '50 %s off': found [%d], missed [a]");
    }

    @Test
    void a_search_that_fails_names_its_query() {
        assertThatExceptionOfType(RetrievalException.class)
                .isThrownBy(() -> RetrievalResult.of(JUDGEMENTS, query -> {
                    throw new IOException("status 503");
                }))
                .withMessage("The search for 'pandas' failed: java.io.IOException: status 503");
    }

    @Test
    void a_judged_query_without_a_result_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetrievalResult.of(JUDGEMENTS, Map.of("pandas", List.of("a"))))
                .withMessage(
                        "There is no result for the judged queries [한국어, weather]. Give an empty one where nothing was found.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetrievalResult.of(
                        Judgements.of("pandas", "a"), Map.of("pandas", List.of("a"), "Pandas", List.of("a"))))
                .withMessage("The query 'Pandas' is not judged, but [pandas] are.");
    }

    @Test
    void soft_assertions_and_narrowing_work() {
        SoftAssertions soft = new SoftAssertions();
        soft.proxy(RetrievalAssert.class, RetrievalResult.class, RESULT)
                .hasRecallAtLeast(2, 0.9)
                .hasPrecisionAtLeast(2, 0.9);

        assertThat(soft.errorsCollected()).hasSize(2);
        assertThat((Object) RESULT).asInstanceOf(RetrievalAssert.RETRIEVAL).hasRecallAtLeast(2, 0.75);
        assertThat(RESULT).isNotNull();
        RESULT.assertThat().hasRecallAtLeast(2, 0.75);
    }

    @Test
    void judgements_that_contradict_themselves_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Judgements.of("q"))
                .withMessage("The query 'q' has no relevant document. Name one, or say so with withoutAnswer(...).");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Judgements.of("q", "a", "a"))
                .withMessage("The query 'q' has the relevant document 'a' twice. Name it once.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Judgements.of("q", "a").withoutAnswer("q"))
                .withMessage("The query 'q' is judged twice. Judge it once.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Judgements.of("q", "a").withGrades("r", Map.of("a", -1)))
                .withMessage("The query 'r' grades the document 'a' with -1. Grade it with 0 or more.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Judgements.of("q", "a").withGrades("r", Map.of("a", 0)))
                .withMessage("The query 'r' has no relevant document. Name one, or say so with withoutAnswer(...).");
    }

    private static RetrievalResult all(int queries) {
        Judgements judgements = Judgements.none();
        for (int i = 0; i < queries; i++) {
            judgements = judgements.with(String.valueOf(i), "a");
        }
        return RetrievalResult.of(judgements, query -> List.of("a"));
    }
}
