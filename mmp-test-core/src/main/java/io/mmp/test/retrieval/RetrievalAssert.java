package io.mmp.test.retrieval;

import io.mmp.test.verdict.FalseAlarms;
import io.mmp.test.verdict.Sample;
import io.mmp.test.verdict.Text;
import io.mmp.test.verdict.Verdict;
import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on what a search found. A failure names the worst queries, what they found and what they missed.
 *
 * <p>Each figure is the mean over the queries that have an answer, and is compared as it is: these queries are what is judged. Where they
 * stand for others, {@link #usingQueriesAsSample} judges the mean of all queries like them.
 *
 * @since 0.1.0
 */
public class RetrievalAssert extends AbstractAssert<RetrievalAssert, RetrievalResult> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<RetrievalResult, RetrievalAssert> RETRIEVAL =
            new InstanceOfAssertFactory<>(RetrievalResult.class, RetrievalAssert::new);

    private OptionalDouble confidence = OptionalDouble.empty();

    /** Assert on this result. */
    public RetrievalAssert(@Nullable RetrievalResult actual) {
        super(actual, RetrievalAssert.class);
    }

    /**
     * Take the queries for an independent sample of all that users may ask, and judge the mean over those: a figure passes only if the
     * interval of Chernoff and Hoeffding is on its right side.
     *
     * <pre>{@code
     * assertThat(resultOf60QueriesAllFound).usingQueriesAsSample(0.95).hasRecallAtLeast(5, 0.95); // passes
     * assertThat(resultOf10QueriesAllFound).usingQueriesAsSample(0.95).hasRecallAtLeast(5, 0.95); // fails: too few
     * }</pre>
     *
     * @param confidenceOfVerdict above 0.5 and below 1, such as 0.95
     */
    public RetrievalAssert usingQueriesAsSample(double confidenceOfVerdict) {
        sample(new double[0]).meanBetween(0, 1).withConfidence(confidenceOfVerdict);
        confidence = OptionalDouble.of(confidenceOfVerdict);
        return myself;
    }

    /**
     * Verify that, on average, at least this share of the relevant documents is among the first k.
     *
     * <pre>{@code
     * Judgements judgements = Judgements.of("pandas DataFrame", "a", "b");
     * assertThat(RetrievalResult.of(judgements, query -> List.of("a", "b", "c"))).hasRecallAtLeast(2, 0.9); // passes
     * assertThat(RetrievalResult.of(judgements, query -> List.of("c", "a", "b"))).hasRecallAtLeast(2, 0.9); // fails: 0.5
     * }</pre>
     */
    public RetrievalAssert hasRecallAtLeast(int k, double limit) {
        return hasMeanAtLeast(RetrievalMetric.recallAt(k), limit);
    }

    /**
     * Verify that, on average, at least this share of the first k places has a relevant document.
     *
     * <pre>{@code
     * assertThat(RetrievalResult.of(judgements, query -> List.of("a", "b", "c"))).hasPrecisionAtLeast(2, 1); // passes
     * assertThat(RetrievalResult.of(judgements, query -> List.of("a"))).hasPrecisionAtLeast(2, 1); // fails: 0.5
     * }</pre>
     */
    public RetrievalAssert hasPrecisionAtLeast(int k, double limit) {
        return hasMeanAtLeast(RetrievalMetric.precisionAt(k), limit);
    }

    /**
     * Verify that for at least this share of the queries a relevant document is among the first k.
     *
     * <pre>{@code
     * assertThat(RetrievalResult.of(judgements, query -> List.of("c", "a"))).hasHitRateAtLeast(2, 1); // passes
     * assertThat(RetrievalResult.of(judgements, query -> List.of("c", "d"))).hasHitRateAtLeast(2, 1); // fails: 0
     * }</pre>
     */
    public RetrievalAssert hasHitRateAtLeast(int k, double limit) {
        return hasMeanAtLeast(RetrievalMetric.hitAt(k), limit);
    }

    /**
     * Verify that the mean reciprocal rank (MRR) of the first relevant document is at least this.
     *
     * <pre>{@code
     * assertThat(RetrievalResult.of(judgements, query -> List.of("c", "a"))).hasMeanReciprocalRankAtLeast(0.5); // passes
     * assertThat(RetrievalResult.of(judgements, query -> List.of("c", "d", "a"))).hasMeanReciprocalRankAtLeast(0.5); // fails
     * }</pre>
     */
    public RetrievalAssert hasMeanReciprocalRankAtLeast(double limit) {
        return hasMeanAtLeast(RetrievalMetric.reciprocalRank(), limit);
    }

    /**
     * Verify that the mean nDCG of the first k places is at least this.
     *
     * <pre>{@code
     * assertThat(RetrievalResult.of(judgements, query -> List.of("a", "b"))).hasNdcgAtLeast(2, 1); // passes
     * assertThat(RetrievalResult.of(judgements, query -> List.of("c", "a"))).hasNdcgAtLeast(2, 1); // fails: 0.387
     * }</pre>
     */
    public RetrievalAssert hasNdcgAtLeast(int k, double limit) {
        return hasMeanAtLeast(RetrievalMetric.ndcgAt(k), limit);
    }

    /**
     * Verify that the mean of this figure is at least this.
     *
     * <pre>{@code
     * assertThat(result).hasMeanAtLeast(RetrievalMetric.reciprocalRankAt(10), 0.8); // passes if the MRR@10 is 0.8
     * assertThat(result).hasMeanAtLeast(RetrievalMetric.reciprocalRankAt(10), 0.8); // fails if it is 0.79
     * }</pre>
     *
     * @throws IllegalArgumentException if the limit is not from 0 to 1
     */
    public RetrievalAssert hasMeanAtLeast(RetrievalMetric metric, double limit) {
        isNotNull();
        if (!(limit >= 0 && limit <= 1)) {
            throw new IllegalArgumentException(
                    "The limit of %s must be from 0 to 1, but is %s.".formatted(metric, limit));
        }
        double[] values = actual.scores(metric).values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (values.length == 0) {
            failWithMessage(
                    "%nExpecting %s of at least %s, but none of %s has a relevant document: nothing was judged.",
                    metric, Text.number(limit), Text.count(actual.rankings().size(), "queries"));
        }
        if (confidence.isPresent()) {
            judge(metric, limit, values);
        } else if (!reaches(actual.mean(metric), limit)) {
            failWithMessage(
                    "%nExpecting the mean %s of %s to be at least %s, but it is %s. %s",
                    metric,
                    Text.count(values.length, "queries"),
                    Text.number(limit),
                    below(actual.mean(metric), limit),
                    new WorstQueries(actual, metric));
        }
        return myself;
    }

    private void judge(RetrievalMetric metric, double limit, double[] values) {
        Verdict verdict = sample(values)
                .meanBetween(0, 1)
                .withConfidence(confidence.getAsDouble())
                .isAtLeast(limit);
        FalseAlarms.publish(verdict.falseAlarm());
        if (verdict.conclusion() != Conclusion.PASS) {
            failWithMessage(
                    "%nExpecting the mean %s of all queries like these %s to be at least %s, but: %s %s",
                    metric, values.length, Text.number(limit), verdict.sentence(), new WorstQueries(actual, metric));
        }
    }

    /** A mean of thirds that is 0.9 by hand must reach 0.9. */
    private static boolean reaches(double mean, double limit) {
        return mean >= limit - 1e-12;
    }

    /** Print a figure that is below a limit with so many digits that it looks so. */
    private static String below(double mean, double limit) {
        String text = Text.number(mean);
        return text.equals(Text.number(limit)) ? String.valueOf(mean) : text;
    }

    private static Sample sample(double[] values) {
        return Sample.of("scores", "", values);
    }

    /**
     * Verify that no query found a document twice, as happens when ids of chunks are mapped to documents.
     *
     * <pre>{@code
     * assertThat(RetrievalResult.of(judgements, query -> List.of("a", "b"))).hasNoDuplicates(); // passes
     * assertThat(RetrievalResult.of(judgements, query -> List.of("a", "a"))).hasNoDuplicates(); // fails
     * }</pre>
     */
    public RetrievalAssert hasNoDuplicates() {
        isNotNull();
        List<String> offenders = new ArrayList<>();
        actual.rankings().forEach((query, ranking) -> {
            Set<String> seen = new HashSet<>();
            List<String> twice =
                    ranking.stream().filter(id -> !seen.add(id)).distinct().toList();
            if (!twice.isEmpty()) {
                offenders.add("'%s' found %s more than once in %s".formatted(query, twice, ranking));
            }
        });
        if (!offenders.isEmpty()) {
            failWithMessage(
                    "%nExpecting no document to be found twice, but %s of %s found one:%n%s",
                    offenders.size(), Text.count(actual.rankings().size(), "queries"), Offenders.lines(offenders));
        }
        return myself;
    }

    /**
     * Verify that all ids that were found or judged are of this corpus: a judged document that is not there can never be found.
     *
     * <pre>{@code
     * assertThat(RetrievalResult.of(judgements, query -> List.of("a"))).hasOnlyIdsOf(List.of("a", "b", "c")); // passes
     * assertThat(RetrievalResult.of(judgements, query -> List.of("a"))).hasOnlyIdsOf(List.of("a")); // fails: "b" is judged
     * }</pre>
     */
    public RetrievalAssert hasOnlyIdsOf(Collection<String> corpus) {
        isNotNull();
        Set<String> known = Set.copyOf(corpus);
        List<String> offenders = new ArrayList<>();
        actual.rankings().forEach((query, ranking) -> {
            addUnknown(offenders, query, "found", ranking, known);
            addUnknown(
                    offenders, query, "has the judgements", actual.judgements().relevant(query), known);
        });
        if (!offenders.isEmpty()) {
            failWithMessage(
                    "%nExpecting only ids of the %s of the corpus, but there are others:%n%s",
                    Text.count(known.size(), "documents"), Offenders.lines(offenders));
        }
        return myself;
    }

    private static void addUnknown(
            List<String> offenders, String query, String verb, Collection<String> ids, Set<String> known) {
        List<String> unknown = ids.stream().filter(id -> !known.contains(id)).toList();
        if (!unknown.isEmpty()) {
            offenders.add("'%s' %s %s".formatted(query, verb, unknown));
        }
    }
}
