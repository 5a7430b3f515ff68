package io.mmp.test.mlflow.client;

import io.mmp.test.Internal;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The runs of a server, deleted ones too, those that were started last first.
 *
 * @param runs as many as were asked for at most
 * @param hasMore whether there are more
 * @param experiments the names of the experiments by their ids
 * @since 0.1.0
 */
@Internal
public record RunListing(List<ListedRun> runs, boolean hasMore, Map<String, String> experiments) {

    private static final int MOST_EXPERIMENTS = 1000;

    /**
     * Read them.
     *
     * @param experiment the id of the only one that is looked at, or none
     * @throws MlflowException if the server does not answer, or refuses
     */
    public static RunListing read(URI trackingUri, Optional<String> experiment, int most) {
        MlflowRest rest = MlflowRest.at(trackingUri);
        Map<String, String> experiments = new LinkedHashMap<>();
        found(rest, experiment).forEach(found -> experiments.put(found.text("experiment_id"), found.text("name")));
        if (experiments.isEmpty()) {
            return new RunListing(List.of(), false, experiments);
        }
        Json answer = rest.send(
                "POST",
                "mlflow/runs/search",
                Map.of(
                        "experiment_ids",
                        List.copyOf(experiments.keySet()),
                        "max_results",
                        most,
                        "run_view_type",
                        "ALL"));
        List<ListedRun> runs = answer.objects("runs").stream()
                .map(run -> new ListedRun(rest, run))
                .toList();
        return new RunListing(runs, !answer.text("next_page_token").isEmpty(), experiments);
    }

    private static Stream<Json> found(MlflowRest rest, Optional<String> experiment) {
        if (experiment.isPresent()) {
            return Stream.of(rest.get("mlflow/experiments/get", "experiment_id", experiment.get())
                    .object("experiment"));
        }
        return rest
                .send("POST", "mlflow/experiments/search", Map.of("max_results", MOST_EXPERIMENTS, "view_type", "ALL"))
                .objects("experiments")
                .stream();
    }
}
