package io.mmp.test.retrieval;

import io.mmp.test.verdict.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shows the queries for which a figure is lowest, what they found and what they missed. */
final class WorstQueries {

    private final RetrievalResult result;
    private final RetrievalMetric metric;

    WorstQueries(RetrievalResult result, RetrievalMetric metric) {
        this.result = result;
        this.metric = metric;
    }

    /** Return the end of a sentence with a list; an end only, if nothing could be better. */
    @Override
    public String toString() {
        List<String> worst = result.scores(metric).entrySet().stream()
                .filter(score -> score.getValue() < 1)
                .sorted(Map.Entry.comparingByValue())
                .map(score -> line(score.getKey(), score.getValue()))
                .toList();
        return worst.isEmpty() ? "No query could be better." : "The worst:%n%s".formatted(Offenders.lines(worst));
    }

    private String line(String query, double score) {
        List<String> ranking = result.rankings().getOrDefault(query, List.of());
        List<String> first = ranking.subList(0, Math.min(metric.places(), ranking.size()));
        List<String> missed = new ArrayList<>(result.judgements().relevant(query));
        missed.removeAll(first);
        return "%s for '%s': found %s, missed %s"
                .formatted(Text.number(score), query, Offenders.list(first), Offenders.list(missed));
    }
}
