package io.mmp.test.mlflow.embedded.evaluation;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.PythonJson;
import io.mmp.test.mlflow.embedded.python.UnhandledRequestException;
import io.mmp.test.mlflow.embedded.tracking.TrackingState;
import io.mmp.test.mlflow.embedded.tracking.Validation;
import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.FieldType;
import io.mmp.test.mlflow.embedded.wire.Json;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.Page;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.embedded.wire.Routes;
import io.mmp.test.mlflow.embedded.wire.Schema;
import io.mmp.test.mlflow.embedded.wire.Trees;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The endpoints of evaluation data sets and their records. */
public final class EvaluationDatasets implements Router.Resource {

    private static final String BASE = "3.0/mlflow/datasets";
    private static final String ONE = BASE + "/{dataset_id}";
    private static final Field EXPERIMENTS = Field.strings("experiment_ids").typed();
    private static final Schema CREATE = Schema.of(
            Field.string("name").required().typed(),
            EXPERIMENTS,
            Field.string("tags").typed());
    private static final Schema SEARCH = Schema.of(
            EXPERIMENTS,
            Field.string("filter_string").typed(),
            Field.scalar("max_results", FieldType.INT32).typed(),
            Field.strings("order_by").typed(),
            Field.string("page_token").typed());
    private static final Schema TAGS = Schema.of(Field.string("tags").required().typed());
    private static final Schema UPSERT =
            Schema.of(Field.string("records").required().typed());
    private static final Schema RECORDS = Schema.of(
            Field.scalar("max_results", FieldType.INT32).typed(),
            Field.string("page_token").typed());
    private static final Schema DELETE_RECORDS =
            Schema.of(Field.strings("dataset_record_ids").typed());
    private static final long DEFAULT_MAX_RESULTS = 1_000;

    private final TrackingState state;
    private final Map<String, EvaluationDataset> datasets = new LinkedHashMap<>();

    public EvaluationDatasets(TrackingState state) {
        this.state = state;
    }

    @Override
    public void register(Routes routes) {
        routes.post(BASE + "/create", CREATE, this::create);
        routes.post(BASE + "/search", SEARCH, this::search);
        routes.get(BASE + "/search", SEARCH, this::search);
        routes.get(
                ONE, Schema.of(), request -> Map.of("dataset", dataset(request).tree()));
        routes.json("DELETE", ONE, Schema.of(), this::delete);
        routes.json("PATCH", ONE + "/tags", TAGS, this::setTags);
        routes.json("DELETE", ONE + "/tags/{key}", Schema.of(), this::deleteTag);
        routes.post(ONE + "/records", UPSERT, this::upsert);
        routes.get(ONE + "/records", RECORDS, this::records);
        routes.json("DELETE", ONE + "/records", DELETE_RECORDS, this::deleteRecords);
        routes.get(ONE + "/experiment-ids", Schema.of(), this::experiments);
        routes.post(ONE + "/add-experiments", Schema.of(EXPERIMENTS), this::addExperiments);
        routes.post(ONE + "/remove-experiments", Schema.of(EXPERIMENTS), this::removeExperiments);
    }

    private Map<String, ?> create(Message request) {
        Map<String, String> tags = new LinkedHashMap<>();
        request.optional("tags").ifPresent(json -> object(json).forEach((key, value) -> tags.put(key, text(value))));
        EvaluationDataset dataset =
                new EvaluationDataset(request.string("name"), tags, request.strings("experiment_ids"));
        datasets.put(dataset.id, dataset);
        Map<String, Object> tree = dataset.tree();
        Trees.putUnlessEmpty(tree, "experiment_ids", List.copyOf(dataset.experiments));
        return Map.of("dataset", tree);
    }

    private EvaluationDataset dataset(Message request) {
        return find(request)
                .orElseThrow(() -> RestException.missing(
                        "Evaluation dataset with id '" + request.string("dataset_id") + "' not found"));
    }

    private Optional<EvaluationDataset> find(Message request) {
        return Optional.ofNullable(datasets.get(request.string("dataset_id")));
    }

    private Map<String, ?> delete(Message request) {
        datasets.remove(request.string("dataset_id"));
        return Map.of();
    }

    private Map<String, ?> search(Message request) {
        long asked = request.integer("max_results");
        long maxResults = asked == 0 ? DEFAULT_MAX_RESULTS : asked;
        Validation.maxResults(maxResults);
        String token = request.string("page_token");
        Page.offset(token);
        List<String> experiments = request.strings("experiment_ids");
        List<EvaluationDataset> found = datasets.values().stream()
                .filter(EvaluationDatasetSearch.filter(request.string("filter_string")))
                .filter(dataset ->
                        experiments.isEmpty() || experiments.stream().anyMatch(dataset.experiments::contains))
                .sorted(EvaluationDatasetSearch.order(request.strings("order_by")))
                .toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        Page.of(found, maxResults, token).map(EvaluationDataset::tree).addTo(answer, "datasets");
        return answer;
    }

    private Map<String, ?> setTags(Message request) {
        Map<String, Object> tags = object(request.string("tags"));
        EvaluationDataset dataset = find(request)
                .orElseThrow(() -> RestException.missing(
                        "Could not find evaluation dataset with ID " + request.string("dataset_id")));
        tags.forEach((key, value) -> {
            if (value != null) {
                dataset.tags.put(key, text(value));
            }
        });
        return Map.of();
    }

    private Map<String, ?> deleteTag(Message request) {
        find(request).ifPresent(dataset -> dataset.tags.remove(request.string("key")));
        return Map.of();
    }

    private Map<String, ?> upsert(Message request) {
        List<Map<?, ?>> records = new ArrayList<>();
        if (!(json(request.string("records")) instanceof List<?> items)) {
            throw new UnhandledRequestException("The records are no list");
        }
        for (Object item : items) {
            if (!(item instanceof Map<?, ?> record)) {
                throw new RestException(
                        ErrorCode.INTERNAL_ERROR, "'" + Python.typeName(item) + "' object has no attribute 'get'");
            }
            records.add(record);
        }
        EvaluationDataset dataset =
                find(request).orElseThrow(() -> RestException.constraint("FOREIGN KEY constraint failed"));
        int inserted = dataset.upsert(records);
        return Map.of("inserted_count", inserted, "updated_count", records.size() - inserted);
    }

    private Map<String, ?> records(Message request) {
        long asked = request.integer("max_results");
        long maxResults = asked == 0 ? DEFAULT_MAX_RESULTS : asked;
        String after = request.optional("page_token")
                .map(token -> new String(Base64.getMimeDecoder().decode(token), StandardCharsets.UTF_8))
                .orElse("");
        List<EvaluationRecord> rest = find(request).stream()
                .flatMap(dataset -> dataset.records.values().stream())
                .sorted(Comparator.comparingLong((EvaluationRecord record) -> record.created)
                        .thenComparing(record -> record.id))
                .dropWhile(record -> !after.isEmpty() && cursor(record).compareTo(after) <= 0)
                .toList();
        List<EvaluationRecord> page = rest.stream().limit(maxResults).toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "records",
                PythonJson.spaced(page.stream().map(EvaluationRecord::tree).toList()));
        if (page.size() < rest.size()) {
            byte[] cursor = cursor(page.get(page.size() - 1)).getBytes(StandardCharsets.UTF_8);
            answer.put("next_page_token", Base64.getEncoder().encodeToString(cursor));
        }
        return answer;
    }

    private static String cursor(EvaluationRecord record) {
        return record.created + ":" + record.id;
    }

    private Map<String, ?> deleteRecords(Message request) {
        int deleted = find(request)
                .map(dataset -> dataset.delete(request.strings("dataset_record_ids")))
                .orElse(0);
        return Map.of("deleted_count", deleted);
    }

    private Map<String, ?> experiments(Message request) {
        Map<String, Object> answer = new LinkedHashMap<>();
        Trees.putUnlessEmpty(
                answer,
                "experiment_ids",
                find(request).map(dataset -> List.copyOf(dataset.experiments)).orElse(List.of()));
        return answer;
    }

    private Map<String, ?> addExperiments(Message request) {
        EvaluationDataset dataset = linked(request);
        for (String id : request.strings("experiment_ids")) {
            if (!state.hasExperiment(id)) {
                throw RestException.missing("No Experiment with id=" + id);
            }
        }
        dataset.experiments.addAll(request.strings("experiment_ids"));
        dataset.updated = System.currentTimeMillis();
        return Map.of("dataset", dataset.tree());
    }

    private Map<String, ?> removeExperiments(Message request) {
        EvaluationDataset dataset = linked(request);
        if (dataset.experiments.removeAll(request.strings("experiment_ids"))) {
            dataset.updated = System.currentTimeMillis();
        }
        return Map.of("dataset", dataset.tree());
    }

    private EvaluationDataset linked(Message request) {
        return find(request)
                .orElseThrow(() -> RestException.missing("Dataset '" + request.string("dataset_id") + "' not found"));
    }

    private static Object json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new UnhandledRequestException("Not JSON"));
    }

    private static Map<String, Object> object(String text) {
        if (json(text) instanceof Map<?, ?> map) {
            return Trees.copy(map);
        }
        throw new UnhandledRequestException("Not an object");
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : Python.repr(value);
    }
}
