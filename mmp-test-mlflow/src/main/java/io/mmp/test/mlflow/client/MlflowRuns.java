package io.mmp.test.mlflow.client;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Searches the runs of an MLflow server, of which there may be more than fit into memory.
 *
 * <p>Leave to the server what it can do: a filter and an order make the first run of a stream the best one, and only the first few are read then.
 *
 * <pre>{@code
 * Optional<LoggedRun> best = MlflowRuns.at(uri)
 *         .search("1", "params.model = 'gbm' AND metrics.auc > 0.9", "metrics.auc DESC")
 *         .findFirst();
 * }</pre>
 *
 * <p>By a metric the real server orders slowly where there are many runs: let a filter leave few. MLflow counts nothing: {@code count()} of a stream reads all that it counts.
 *
 * @since 0.1.0
 */
public final class MlflowRuns {

    private final MlflowRest rest;

    private MlflowRuns(MlflowRest rest) {
        this.rest = rest;
    }

    /**
     * Use the server of a tracking URI, such as {@code http://127.0.0.1:5000}; nothing is sent yet.
     *
     * @throws IllegalArgumentException if it is not the address of a server
     */
    public static MlflowRuns at(URI trackingUri) {
        return new MlflowRuns(MlflowRest.at(trackingUri));
    }

    /**
     * Find the runs of an experiment that are not deleted by a filter such as {@code metrics.loss < 0.1 AND tags.team = 'risk'}; an empty filter
     * finds all.
     *
     * @param orderBy clauses such as {@code metrics.loss ASC}; without one the latest start comes first
     * @return a stream that asks for the next page when it gets there, and has one page in memory. A run that others add or delete meanwhile may be missed or seen
     *     twice
     * @throws MlflowStatusException if the server refuses the filter, the order or the experiment
     * @throws MlflowException if the server does not answer
     */
    public Stream<LoggedRun> search(String experimentId, String filter, String... orderBy) {
        Map<String, ?> question = Map.of(
                "experiment_ids", List.of(experimentId),
                "filter", filter,
                "order_by", List.of(orderBy));
        return rest.search("mlflow/runs/search", "runs", Pages.OF_RUNS, question)
                .map(run -> LoggedRun.of(rest, run));
    }
}
