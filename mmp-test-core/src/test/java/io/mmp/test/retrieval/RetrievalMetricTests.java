package io.mmp.test.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetrievalMetricTests {

    private static final Map<String, Integer> RELEVANT = Map.of("a", 3, "b", 1, "e", 2);
    private static final List<String> RANKING = List.of("c", "a", "d", "b", "e");

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 0, 0",
        "2, 0.3333333333333333, 0.5, 1, 0.5",
        "4, 0.6666666666666666, 0.5, 1, 0.5",
        "5, 1, 0.6, 1, 0.5"
    })
    void counts_are_those_by_hand(int k, double recall, double precision, double hit, double reciprocalRank) {
        assertThat(RetrievalMetric.recallAt(k).score(RANKING, RELEVANT)).isEqualTo(recall);
        assertThat(RetrievalMetric.precisionAt(k).score(RANKING, RELEVANT)).isEqualTo(precision);
        assertThat(RetrievalMetric.hitAt(k).score(RANKING, RELEVANT)).isEqualTo(hit);
        assertThat(RetrievalMetric.reciprocalRankAt(k).score(RANKING, RELEVANT)).isEqualTo(reciprocalRank);
    }

    /** The values are those of ndcg_score of scikit-learn 1.7, with the grades and with 2^grade - 1. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 0",
        "2, 0.44412286644879784, 0.4966392596877321",
        "3, 0.3974895222916884, 0.4702019977678389",
        "5, 0.6504121821761035, 0.6396122693718667"
    })
    void ndcg_is_that_of_scikit_learn(int k, double linear, double exponential) {
        assertThat(RetrievalMetric.ndcgAt(k).score(RANKING, RELEVANT)).isCloseTo(linear, within(1e-15));
        assertThat(RetrievalMetric.exponentialNdcgAt(k).score(RANKING, RELEVANT))
                .isCloseTo(exponential, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({"3, 0.39106560501896376", "5, 0.47235942662534486", "10, 0.5840589677129873", "12, 0.7355725920033959"})
    void ndcg_of_many_documents_is_that_of_scikit_learn(int k, double expected) {
        int[] grades = {2, 0, 1, 3, 0, 0, 0, 1, 1, 3, 2, 3};
        Map<String, Integer> relevant = new LinkedHashMap<>();
        for (int i = 0; i < grades.length; i++) {
            if (grades[i] > 0) {
                relevant.put("d" + i, grades[i]);
            }
        }
        List<String> ranking = IntStream.range(0, 12).mapToObj(i -> "d" + i).toList();

        assertThat(RetrievalMetric.ndcgAt(k).score(ranking, relevant)).isCloseTo(expected, within(1e-14));
    }

    @Test
    void the_ideal_counts_relevant_documents_that_were_not_found() {
        Map<String, Integer> relevant = Map.of("a", 3, "b", 1, "e", 2, "missing", 3);

        double ndcg = RetrievalMetric.ndcgAt(3).score(List.of("a", "x", "e"), relevant);

        assertThat(ndcg).isCloseTo(0.6787956981029196, within(1e-15));
    }

    @Test
    void a_document_found_twice_counts_once_and_takes_both_places() {
        List<String> twice = List.of("a", "a", "a", "b");

        assertThat(RetrievalMetric.recallAt(3).score(twice, RELEVANT)).isEqualTo(1 / 3.0);
        assertThat(RetrievalMetric.precisionAt(3).score(twice, RELEVANT)).isEqualTo(1 / 3.0);
        assertThat(RetrievalMetric.ndcgAt(4).score(twice, RELEVANT))
                .isEqualTo(RetrievalMetric.ndcgAt(4).score(List.of("a", "x", "y", "b"), RELEVANT));
    }

    @Test
    void places_that_are_left_empty_are_not_relevant() {
        List<String> one = List.of("a");

        assertThat(RetrievalMetric.precisionAt(10).score(one, RELEVANT)).isEqualTo(0.1);
        assertThat(RetrievalMetric.recallAt(10).score(one, RELEVANT)).isEqualTo(1 / 3.0);
        assertThat(RetrievalMetric.ndcgAt(10).score(one, RELEVANT)).isLessThan(1);
        assertThat(RetrievalMetric.ndcgAt(Integer.MAX_VALUE).score(one, RELEVANT))
                .isLessThan(1);
    }

    @Test
    void nothing_found_scores_0_everywhere() {
        assertThat(List.of(
                        RetrievalMetric.recallAt(5),
                        RetrievalMetric.precisionAt(5),
                        RetrievalMetric.hitAt(5),
                        RetrievalMetric.reciprocalRank(),
                        RetrievalMetric.ndcgAt(5),
                        RetrievalMetric.exponentialNdcgAt(5)))
                .allSatisfy(metric -> {
                    assertThat(metric.score(List.of(), RELEVANT)).isZero();
                    assertThat(metric.score(List.of("x", "y"), RELEVANT)).isZero();
                });
    }

    @Test
    void no_place_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetrievalMetric.recallAt(0))
                .withMessage("recall@0 must look at 1 place or more, but looks at 0.");
    }
}
