package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.file.ArtifactUri;
import io.mmp.test.mlflow.embedded.tracking.LoggedModel.ModelMetric;
import io.mmp.test.mlflow.state.StateRecord;
import io.mmp.test.mlflow.state.StateRecords;
import java.util.Locale;
import java.util.Objects;

/** Makes experiments, runs and logged models of the records of a state, with their ids. */
public final class TrackingImport {

    private final TrackingState state = TrackingState.empty();

    private TrackingImport() {}

    /** Return the state of a server that has what the records say; without experiments it has the default one. */
    public static TrackingState of(StateRecords records) {
        if (records.experiments().isEmpty()) {
            return TrackingState.fresh();
        }
        TrackingImport tracking = new TrackingImport();
        records.experiments().forEach(tracking::addExperiment);
        records.loggedModels().forEach(tracking::addModel);
        records.runs().forEach(tracking::addRun);
        return tracking.state;
    }

    private void addExperiment(StateRecord record) {
        long id = Long.parseLong(record.text("experiment_id"));
        Experiment experiment = new Experiment(
                id,
                record.text("name"),
                record.text("artifact_location", ArtifactUri.of(String.valueOf(id))),
                record.number("creation_time"));
        experiment.lastUpdateTime = record.number("last_update_time");
        experiment.lifecycle = lifecycle(record);
        experiment.tags.putAll(record.texts("tags"));
        state.add(experiment);
    }

    private void addRun(StateRecord record) {
        Experiment experiment = experiment(record);
        String id = record.text("run_id");
        Run run = new Run(
                id,
                experiment,
                record.text("run_name"),
                record.text("user_id"),
                record.number("start_time"),
                record.text("artifact_uri", ArtifactUri.append(experiment.artifactLocation, id + "/artifacts")));
        run.status = record.text("status");
        run.endTime = record.has("end_time") ? record.number("end_time") : null;
        run.lifecycle = lifecycle(record);
        run.params.putAll(record.texts("params"));
        run.tags.putAll(record.texts("tags"));
        record.recordsByName("metrics")
                .forEach((key, points) -> points.forEach(point -> run.log(
                        Metric.of(key, point.fraction("value"), point.number("timestamp"), point.number("step")))));
        for (StateRecord dataset : record.records("datasets")) {
            run.links.datasets.add(
                    new RunLinks.DatasetInput(experiment.known(dataset(dataset)), dataset.texts("tags")));
        }
        record.records("model_inputs").forEach(input -> run.links.modelInputs.add(input.text("model_id")));
        record.records("model_outputs")
                .forEach(output -> run.links.modelOutputs.add(
                        new RunLinks.ModelOutput(output.text("model_id"), output.number("step"))));
        state.runs.put(id, run);
    }

    private void addModel(StateRecord record) {
        Experiment experiment = experiment(record);
        String id = record.text("model_id");
        LoggedModel model = new LoggedModel(
                id,
                experiment,
                record.text("name"),
                record.text("model_type"),
                record.text("source_run_id"),
                record.text(
                        "artifact_uri", ArtifactUri.append(experiment.artifactLocation, "models/" + id + "/artifacts")),
                record.number("creation_timestamp_ms"));
        model.lastUpdateTime = record.number("last_updated_timestamp_ms");
        model.status = record.text("status");
        model.params.putAll(record.texts("params"));
        model.tags.putAll(record.texts("tags"));
        for (StateRecord metric : record.records("metrics")) {
            model.metrics.add(new ModelMetric(
                    Metric.of(
                            metric.text("key"),
                            metric.fraction("value"),
                            metric.number("timestamp"),
                            metric.number("step")),
                    metric.text("run_id"),
                    metric.text("dataset_name"),
                    metric.text("dataset_digest")));
        }
        state.models.put(id, model);
    }

    private Experiment experiment(StateRecord record) {
        return Objects.requireNonNull(state.experiments.get(Long.valueOf(record.text("experiment_id"))));
    }

    private static Lifecycle lifecycle(StateRecord record) {
        return Lifecycle.valueOf(record.text("lifecycle_stage", "active").toUpperCase(Locale.ROOT));
    }

    private static Dataset dataset(StateRecord record) {
        return new Dataset(
                record.text("name"),
                record.text("digest"),
                record.text("source_type"),
                record.text("source"),
                record.text("schema"),
                record.text("profile"));
    }
}
