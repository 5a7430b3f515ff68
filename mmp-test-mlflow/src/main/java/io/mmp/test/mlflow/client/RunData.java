package io.mmp.test.mlflow.client;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;

/**
 * Holds what a run had logged when it was read.
 *
 * @param metrics the latest value of each metric: that of the highest step
 * @since 0.1.0
 */
public record RunData(
        String id,
        String name,
        String experimentId,
        RunStatus status,
        Map<String, String> params,
        Map<String, Double> metrics,
        Map<String, String> tags,
        List<RunDataset> datasets) {

    /** Copy the maps and the list, so that the record cannot be changed. */
    public RunData {
        params = Map.copyOf(params);
        metrics = Map.copyOf(metrics);
        tags = Map.copyOf(tags);
        datasets = List.copyOf(datasets);
    }

    /** Read a run that the MLflow Java client returned. */
    public static RunData of(Run run) {
        return new RunData(
                run.getInfo().getRunId(),
                run.getInfo().getRunName(),
                run.getInfo().getExperimentId(),
                run.getInfo().getStatus(),
                run.getData().getParamsList().stream().collect(toMap(Param::getKey, Param::getValue)),
                run.getData().getMetricsList().stream()
                        .collect(toMap(Metric::getKey, metric -> MetricPoint.read(metric.getValue()))),
                run.getData().getTagsList().stream().collect(toMap(RunTag::getKey, RunTag::getValue)),
                run.getInputs().getDatasetInputsList().stream()
                        .map(input -> new RunDataset(
                                input.getDataset().getName(), input.getDataset().getDigest()))
                        .toList());
    }

    static RunData of(Json run) {
        Json info = run.object("info");
        Json data = run.object("data");
        return new RunData(
                info.text("run_id"),
                info.text("run_name"),
                info.text("experiment_id"),
                RunStatus.valueOf(info.text("status")),
                data.entries("params"),
                data.objects("metrics").stream()
                        .collect(toMap(
                                metric -> metric.text("key"),
                                metric -> MetricPoint.of(metric).value())),
                data.entries("tags"),
                run.object("inputs").objects("dataset_inputs").stream()
                        .map(RunDataset::of)
                        .toList());
    }

    /** Return {@code run 'name' (id)}. */
    @Override
    public String toString() {
        return "run '%s' (%s)".formatted(name, id);
    }
}
