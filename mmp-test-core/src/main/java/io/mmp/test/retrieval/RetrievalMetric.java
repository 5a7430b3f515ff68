package io.mmp.test.retrieval;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * A figure from 0 to 1 for what a search found for one query, as trec_eval, ranx and scikit-learn define it.
 *
 * <p>A document that is found twice counts at its first place; at the second it is not relevant, but takes the place. Places that the
 * search leaves empty count as not relevant.
 *
 * @since 0.1.0
 */
public final class RetrievalMetric {

    private final String name;
    private final int places;
    private final Formula formula;

    private RetrievalMetric(String name, int places, Formula formula) {
        if (places < 1) {
            throw new IllegalArgumentException(
                    "%s must look at 1 place or more, but looks at %s.".formatted(name, places));
        }
        this.name = name;
        this.places = places;
        this.formula = formula;
    }

    /** Return the share of the relevant documents that is among the first k. With more than k relevant ones it does not reach 1. */
    public static RetrievalMetric recallAt(int k) {
        return new RetrievalMetric(
                "recall@" + k,
                k,
                (gains, ideal) ->
                        gains.stream().filter(RetrievalMetric::isRelevant).count() / (double) ideal.size());
    }

    /** Return the share of the first k places that has a relevant document. With fewer than k relevant ones it does not reach 1. */
    public static RetrievalMetric precisionAt(int k) {
        return new RetrievalMetric(
                "precision@" + k,
                k,
                (gains, ideal) ->
                        gains.stream().filter(RetrievalMetric::isRelevant).count() / (double) k);
    }

    /** Return 1 if a relevant document is among the first k, else 0. */
    public static RetrievalMetric hitAt(int k) {
        return new RetrievalMetric(
                "hit@" + k, k, (gains, ideal) -> gains.stream().anyMatch(RetrievalMetric::isRelevant) ? 1 : 0);
    }

    /** Return 1 divided by the place of the first relevant document, 0 if none is found; its mean is the MRR. */
    public static RetrievalMetric reciprocalRank() {
        return reciprocalRank("reciprocal rank", Integer.MAX_VALUE);
    }

    /** Return 1 divided by the place of the first relevant document, 0 if none is among the first k; its mean is the MRR@k. */
    public static RetrievalMetric reciprocalRankAt(int k) {
        return reciprocalRank("reciprocal rank@" + k, k);
    }

    private static RetrievalMetric reciprocalRank(String name, int k) {
        return new RetrievalMetric(name, k, (gains, ideal) -> {
            for (int i = 0; i < gains.size(); i++) {
                if (isRelevant(gains.get(i))) {
                    return 1.0 / (i + 1);
                }
            }
            return 0;
        });
    }

    /**
     * Return the discounted gain of the first k places, divided by that of the best order of <em>all</em> relevant documents, found or not.
     *
     * <p>The gain is the grade, discounted by log2(place + 1), after Järvelin and Kekäläinen.
     *
     * @see <a href="https://doi.org/10.1145/582415.582418">Cumulated gain-based evaluation of IR techniques, 2002</a>
     */
    public static RetrievalMetric ndcgAt(int k) {
        return ndcg("nDCG@" + k, k, grade -> grade);
    }

    /**
     * Return the same as {@link #ndcgAt} with the gain 2<sup>grade</sup> - 1, after Burges and others.
     *
     * @see <a href="https://doi.org/10.1145/1102351.1102363">Learning to rank using gradient descent, 2005</a>
     */
    public static RetrievalMetric exponentialNdcgAt(int k) {
        return ndcg("exponential nDCG@" + k, k, grade -> Math.pow(2, grade) - 1);
    }

    private static RetrievalMetric ndcg(String name, int k, ToDoubleFunction<Integer> gain) {
        return new RetrievalMetric(name, k, (gains, ideal) -> discounted(gains, k, gain) / discounted(ideal, k, gain));
    }

    private static double discounted(List<Integer> grades, int k, ToDoubleFunction<Integer> gain) {
        double sum = 0;
        for (int i = 0; i < Math.min(k, grades.size()); i++) {
            sum += gain.applyAsDouble(grades.get(i)) * Math.log(2) / Math.log(i + 2.0);
        }
        return sum;
    }

    private static boolean isRelevant(int grade) {
        return grade > 0;
    }

    /** Return what stands in messages, such as {@code recall@5}. */
    public String name() {
        return name;
    }

    /** Return the name. */
    @Override
    public String toString() {
        return name;
    }

    /** Return how many places it looks at. */
    int places() {
        return places;
    }

    /**
     * Return the figure for one query.
     *
     * @param ranking the ids that were found, the best first
     * @param relevant the grades of the relevant documents, at least one
     */
    double score(List<String> ranking, Map<String, Integer> relevant) {
        Set<String> seen = new HashSet<>();
        List<Integer> gains = ranking.stream()
                .limit(places)
                .map(id -> seen.add(id) ? relevant.getOrDefault(id, 0) : 0)
                .toList();
        List<Integer> ideal =
                relevant.values().stream().sorted(Comparator.reverseOrder()).toList();
        return formula.apply(gains, ideal);
    }

    /** Computes a figure from the grades at the places that were looked at, and from those of all relevant documents, the best first. */
    private interface Formula {
        double apply(List<Integer> gains, List<Integer> ideal);
    }
}
