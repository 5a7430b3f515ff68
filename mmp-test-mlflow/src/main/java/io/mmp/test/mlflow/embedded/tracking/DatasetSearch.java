package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.python.PythonText;
import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.embedded.wire.Routes;
import io.mmp.test.mlflow.embedded.wire.Schema;
import io.mmp.test.mlflow.embedded.wire.Trees;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The endpoint that tells which data sets the runs of experiments have read. */
public final class DatasetSearch implements Router.Resource {

    private static final int MAX_EXPERIMENTS = 20;
    private static final int MAX_SUMMARIES = 1_000;
    private static final Schema SEARCH = Schema.of(Field.strings("experiment_ids"));

    private final TrackingState state;

    public DatasetSearch(TrackingState state) {
        this.state = state;
    }

    @Override
    public void register(Routes routes) {
        // Only the web page has this one: in MLflow's definition of the other path a slash is missing.
        routes.post("/ajax-api/2.0/mlflow/experiments/search-datasets", SEARCH, this::search);
    }

    private Map<String, ?> search(Message request) {
        List<String> ids = request.strings("experiment_ids");
        if (ids.isEmpty()) {
            throw RestException.invalid("SearchDatasets request must specify at least one experiment_id.");
        }
        if (ids.size() > MAX_EXPERIMENTS) {
            throw RestException.invalid("SearchDatasets request cannot specify more than " + MAX_EXPERIMENTS
                    + " experiment_ids. Received " + ids.size() + " experiment_ids.");
        }
        Set<Long> experiments = Validation.requireDatabaseIntegers(
                ids.stream().map(Validation::searchedExperimentId).toList());
        List<Map<String, String>> summaries = state.runs.values().stream()
                .filter(run -> experiments.contains(run.experimentId))
                .flatMap(run -> run.links.datasets.stream().map(input -> summary(run, input)))
                .distinct()
                .sorted(Comparator.comparing(
                                (Map<String, String> summary) -> summary.getOrDefault("name", ""), PythonText.ORDER)
                        .thenComparing(summary -> summary.getOrDefault("digest", "")))
                .limit(MAX_SUMMARIES)
                .toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        Trees.putUnlessEmpty(answer, "dataset_summaries", summaries);
        return answer;
    }

    private static Map<String, String> summary(Run run, RunLinks.DatasetInput input) {
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put("experiment_id", String.valueOf(run.experimentId));
        summary.put("name", input.dataset().name());
        summary.put("digest", input.dataset().digest());
        String context = input.tags().get(Dataset.CONTEXT_TAG);
        if (context != null) {
            summary.put("context", context);
        }
        return summary;
    }
}
