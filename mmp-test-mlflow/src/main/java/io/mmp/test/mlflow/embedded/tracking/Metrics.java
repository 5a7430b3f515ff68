package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.FieldType;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.Page;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.embedded.wire.Routes;
import io.mmp.test.mlflow.embedded.wire.Schema;
import io.mmp.test.mlflow.embedded.wire.Trees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The endpoints that read the history of metrics. */
public final class Metrics implements Router.Resource {

    private static final int MAX_RUNS = 100;
    private static final int MAX_BULK_RESULTS = 25_000;
    private static final int MAX_SAMPLES = 2_500;
    private static final Comparator<Metric> BY_STEP = Metric.RECENCY.thenComparing(metric -> metric.isNaN());
    private static final Schema HISTORY = Schema.of(
            Field.string("run_id").typed().required(),
            Field.string("run_uuid"),
            Field.string("metric_key").typed().required(),
            Field.string("page_token").typed(),
            Field.scalar("max_results", FieldType.INT32));
    private static final Schema BULK =
            Schema.of(Field.strings("run_id"), Field.string("metric_key"), Field.string("max_results"));
    private static final Schema INTERVAL = Schema.of(
            Field.strings("run_ids").required().typed().ofTexts().checked(Metrics::complainAboutRuns),
            Field.string("metric_key").required().typed(),
            Field.scalar("start_step", FieldType.INT32).typed(),
            Field.scalar("end_step", FieldType.INT32).typed(),
            Field.scalar("max_results", FieldType.INT32).typed().checked(Metrics::complainAboutSamples));

    private final TrackingState state;

    public Metrics(TrackingState state) {
        this.state = state;
    }

    @Override
    public void register(Routes routes) {
        routes.get("2.0/mlflow/metrics/get-history", HISTORY, this::history);
        routes.get("/ajax-api/2.0/mlflow/metrics/get-history-bulk", BULK, this::bulk);
        routes.get("2.0/mlflow/metrics/get-history-bulk-interval", INTERVAL, this::interval);
    }

    private Map<String, ?> history(Message request) {
        long maxResults = request.has("max_results") ? request.integer("max_results") : Integer.MAX_VALUE;
        if (maxResults <= 0) {
            throw RestException.invalid("Invalid value " + maxResults
                    + " for parameter 'max_results' supplied. It must be a positive integer.");
        }
        List<Metric> values = history(request.runId(), request.string("metric_key"))
                .map(MetricHistory::values)
                .orElse(List.of());
        Map<String, Object> answer = new LinkedHashMap<>();
        Page.of(values, Metric.HISTORY, maxResults, request.string("page_token"))
                .map(Metric::tree)
                .addTo(answer, "metrics");
        return answer;
    }

    private Map<String, ?> bulk(Message request) {
        List<String> runIds = request.strings("run_id");
        if (runIds.isEmpty()) {
            throw RestException.invalid("GetMetricHistoryBulk request must specify at least one run_id.");
        }
        if (runIds.size() > MAX_RUNS) {
            throw RestException.invalid("GetMetricHistoryBulk request cannot specify more than " + MAX_RUNS
                    + " run_ids. Received " + runIds.size() + " run_ids.");
        }
        if (!request.has("metric_key")) {
            throw RestException.invalid("GetMetricHistoryBulk request must specify a metric_key.");
        }
        int limit = request.optional("max_results")
                .map(text -> Math.min(Integer.parseInt(text.strip()), MAX_BULK_RESULTS))
                .orElse(MAX_BULK_RESULTS);
        String key = request.string("metric_key");
        List<Map<String, Object>> metrics = new ArrayList<>();
        for (String runId : runIds.stream().sorted().distinct().toList()) {
            for (Metric metric : values(runId, key, Metric.HISTORY)) {
                Map<String, Object> tree = tree(runId, metric);
                // This answer is not made by protobuf: a NaN stays the word NaN.
                tree.put("value", metric.loggedValue());
                metrics.add(tree);
            }
        }
        return Map.of("metrics", metrics.subList(0, Math.min(limit, metrics.size())));
    }

    private Map<String, ?> interval(Message request) {
        boolean hasStart = request.has("start_step");
        if (hasStart != request.has("end_step")) {
            throw RestException.invalid("If either start step or end step are specified, both must be specified.");
        }
        long start = hasStart ? request.integer("start_step") : Long.MIN_VALUE;
        long end = hasStart ? request.integer("end_step") : Long.MAX_VALUE;
        if (start > end) {
            throw RestException.invalid("end_step must be greater than start_step. Found start_step=" + start
                    + " and end_step=" + end + ".");
        }
        int limit = request.has("max_results") ? (int) request.integer("max_results") : MAX_SAMPLES;
        List<Map<String, Object>> metrics = new ArrayList<>();
        for (String runId : request.strings("run_ids")) {
            List<Metric> values = values(runId, request.string("metric_key"), BY_STEP).stream()
                    .filter(metric -> metric.step() >= start && metric.step() <= end)
                    .toList();
            sample(values, limit).forEach(metric -> metrics.add(tree(runId, metric)));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        Trees.putUnlessEmpty(answer, "metrics", metrics);
        return answer;
    }

    private List<Metric> values(String runId, String key, Comparator<Metric> order) {
        return history(runId, key).map(history -> history.sorted(order)).orElse(List.of());
    }

    private Optional<MetricHistory> history(String runId, String key) {
        return state.findRun(runId).flatMap(run -> Optional.ofNullable(run.metrics.get(key)));
    }

    /** Split the values into buckets of even size, the larger ones first, and keep the first of each and the very last. */
    private static List<Metric> sample(List<Metric> values, int buckets) {
        if (values.size() <= buckets) {
            return values;
        }
        List<Metric> sample = new ArrayList<>();
        int size = values.size() / buckets;
        int larger = values.size() % buckets;
        for (int i = 0; i < buckets; i++) {
            sample.add(values.get(i * size + Math.min(i, larger)));
        }
        sample.set(buckets - 1, values.get(values.size() - 1));
        return sample;
    }

    private static Map<String, Object> tree(String runId, Metric metric) {
        Map<String, Object> tree = metric.tree();
        tree.put("run_id", runId);
        return tree;
    }

    private static Optional<String> complainAboutRuns(Field field, @Nullable Object json, boolean complete) {
        return json instanceof List<?> ids && ids.size() > MAX_RUNS
                ? Optional.of("GetMetricHistoryBulkInterval request must specify at most " + MAX_RUNS
                        + " run_ids. Received " + ids.size() + " run_ids.")
                : Optional.empty();
    }

    private static Optional<String> complainAboutSamples(Field field, @Nullable Object json, boolean complete) {
        long samples = (long) FieldType.INT64.value(String.valueOf(json)).orElse(0L);
        return samples < 1 || samples > MAX_SAMPLES
                ? Optional.of("max_results must be between 1 and " + MAX_SAMPLES + ".")
                : Optional.empty();
    }
}
