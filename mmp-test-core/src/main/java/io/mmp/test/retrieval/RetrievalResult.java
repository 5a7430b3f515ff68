package io.mmp.test.retrieval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AssertProvider;

/**
 * What a search found for each judged query.
 *
 * <pre>{@code
 * RetrievalResult result = RetrievalResult.of(judgements, query -> client.search(query, 10));
 * assertThat(result).hasRecallAtLeast(5, 0.9);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class RetrievalResult implements AssertProvider<RetrievalAssert> {

    private final Judgements judgements;
    private final Map<String, List<String>> rankings;

    private RetrievalResult(Judgements judgements, Map<String, List<String>> rankings) {
        this.judgements = judgements;
        this.rankings = Collections.unmodifiableMap(rankings);
    }

    /**
     * Search for each judged query, one after the other.
     *
     * @throws RetrievalException if a search throws; the message names the query
     */
    public static RetrievalResult of(Judgements judgements, Search search) {
        Map<String, List<String>> rankings = new LinkedHashMap<>();
        for (String query : judgements.queries()) {
            try {
                rankings.put(query, List.copyOf(search.search(query)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RetrievalException("The search for '%s' was interrupted.".formatted(query), e);
            } catch (Exception e) {
                throw new RetrievalException("The search for '%s' failed: %s".formatted(query, e), e);
            }
        }
        return new RetrievalResult(judgements, rankings);
    }

    /**
     * Take what was found before, the best first.
     *
     * @param rankings the ids that were found, by query
     * @throws IllegalArgumentException if a judged query is missing, which would go unjudged, or one is not judged
     */
    public static RetrievalResult of(Judgements judgements, Map<String, List<String>> rankings) {
        List<String> missing = new ArrayList<>(judgements.queries());
        missing.removeAll(rankings.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no result for the judged queries %s. Give an empty one where nothing was found."
                            .formatted(missing));
        }
        rankings.keySet().forEach(judgements::gradesOf);
        Map<String, List<String>> copies = new LinkedHashMap<>();
        judgements.queries().forEach(query -> copies.put(query, List.copyOf(rankings.getOrDefault(query, List.of()))));
        return new RetrievalResult(judgements, copies);
    }

    /** Return which documents are relevant. */
    public Judgements judgements() {
        return judgements;
    }

    /** Return the ids that were found, the best first, by query. */
    public Map<String, List<String>> rankings() {
        return rankings;
    }

    /** Return a figure for each query that has an answer. */
    public Map<String, Double> scores(RetrievalMetric metric) {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (String query : judgements.answerable()) {
            scores.put(query, metric.score(rankings.getOrDefault(query, List.of()), judgements.gradesOf(query)));
        }
        return scores;
    }

    /** Return the mean of a figure over the queries that have an answer; NaN if none has. */
    public double mean(RetrievalMetric metric) {
        return scores(metric).values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }

    /** Return the assertions on it. */
    @Override
    public RetrievalAssert assertThat() {
        return new RetrievalAssert(this);
    }

    /** Return the ids that were found, by query. */
    @Override
    public String toString() {
        return rankings.toString();
    }
}
