package io.mmp.test.feast.online;

import com.fasterxml.jackson.jr.ob.JSON;
import io.mmp.test.feast.table.Column;
import io.mmp.test.feast.table.Table;
import io.mmp.test.feast.table.ValueType;
import io.mmp.test.feast.view.FeatureView;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads online features from Feast's HTTP server, {@code feast serve}, by {@code POST /get-online-features}.
 *
 * @param uri the address of the server, such as {@code http://127.0.0.1:6566}
 * @param timeout how long to wait for an answer
 */
public record HttpFeatureServer(URI uri, Duration timeout) {

    /** One for all reads: each client has a thread of its own, which only garbage collection ends. */
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * Read features of some entities. JSON has fewer types than Feast: a value is taken to be of the type that its view declares, unless
     * it has a form that this type never has.
     *
     * @param views the views of the features
     * @param entityRows a column of integers or text for each join key, and a row for each entity
     * @param features names such as {@code driver_stats:conv_rate}
     * @throws OnlineException if the server does not answer, refuses the request, or leaves out a feature
     */
    public OnlineFeatures read(Collection<FeatureView> views, Table entityRows, String... features) {
        Map<String, ValueType> types = new LinkedHashMap<>();
        Stream.of(features).forEach(feature -> types.put(feature, typeOf(views, feature)));
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("features", List.copyOf(types.keySet()));
        request.put("entities", entities(entityRows));
        request.put("full_feature_names", true);
        Map<?, ?> response = post(request);
        List<?> names = (List<?>) ((Map<?, ?>) member(response, "metadata")).get("feature_names");
        List<?> results = (List<?>) member(response, "results");
        Map<String, List<OnlineValue>> values = new LinkedHashMap<>();
        types.forEach((feature, type) -> {
            // Feast answers in an order of its own, and puts the entities first.
            int index = names == null ? -1 : names.indexOf(feature.replaceFirst(":", "__"));
            if (index < 0) {
                throw new OnlineException(
                        "The feature server at %s returned %s, but not '%s'.".formatted(uri, names, feature), null);
            }
            values.put(feature, values((Map<?, ?>) results.get(index), type));
        });
        return new OnlineFeatures(entityRows, values);
    }

    private static Map<String, Object> entities(Table entityRows) {
        Map<String, Object> entities = new LinkedHashMap<>();
        for (String key : entityRows.columnNames()) {
            Column column = entityRows.column(key);
            List<Object> cells = new ArrayList<>();
            for (int row = 0; row < column.size(); row++) {
                Object cell = column.get(row);
                if (!(cell instanceof Long || cell instanceof Integer || cell instanceof String)) {
                    throw new OnlineException(
                            "Row %s: join key '%s' must be an integer or text, but is %s.".formatted(row, key, cell),
                            null);
                }
                cells.add(cell);
            }
            entities.put(key, cells);
        }
        return entities;
    }

    private Map<?, ?> post(Map<String, Object> request) {
        try {
            HttpRequest post = HttpRequest.newBuilder(uri.resolve("/get-online-features"))
                    .timeout(timeout)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.std.asString(request)))
                    .build();
            HttpResponse<String> response = CLIENT.send(post, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new OnlineException(
                        "The feature server at %s answered %s: %s"
                                .formatted(uri, response.statusCode(), response.body()),
                        null);
            }
            return JSON.std.mapFrom(response.body());
        } catch (IOException e) {
            throw new OnlineException(
                    "The feature server at %s does not answer (%s)."
                            .formatted(
                                    uri, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OnlineException("Interrupted while waiting for the feature server at " + uri + ".", e);
        }
    }

    private Object member(Map<?, ?> tree, String name) {
        Object member = tree.get(name);
        if (member == null) {
            throw new OnlineException(
                    "The feature server at %s answered without '%s': %s".formatted(uri, name, tree), null);
        }
        return member;
    }

    private static ValueType typeOf(Collection<FeatureView> views, String feature) {
        return views.stream()
                .flatMap(view ->
                        view.features().stream().filter(field -> feature.equals(view.name() + ":" + field.name())))
                .findFirst()
                .orElseThrow(() -> new OnlineException(
                        "Feature '%s' is of none of the views %s."
                                .formatted(
                                        feature,
                                        views.stream().map(FeatureView::name).toList()),
                        null))
                .type();
    }

    private List<OnlineValue> values(Map<?, ?> vector, ValueType type) {
        List<?> values = (List<?>) member(vector, "values");
        List<?> timestamps = (List<?>) member(vector, "event_timestamps");
        // The Go server leaves the statuses out.
        List<?> statuses = vector.get("statuses") instanceof List<?> given ? given : List.of();
        List<OnlineValue> served = new ArrayList<>();
        for (int row = 0; row < values.size(); row++) {
            FeatureStatus status =
                    statuses.isEmpty() ? FeatureStatus.UNKNOWN : status(String.valueOf(statuses.get(row)));
            Instant timestamp = Instant.parse(String.valueOf(timestamps.get(row)));
            served.add(JsonValues.read(type, values.get(row), status, timestamp));
        }
        return served;
    }

    private static FeatureStatus status(String name) {
        return switch (name) {
            case "PRESENT" -> FeatureStatus.PRESENT;
            case "NULL_VALUE" -> FeatureStatus.NULL;
            case "NOT_FOUND" -> FeatureStatus.NOT_FOUND;
            case "OUTSIDE_MAX_AGE" -> FeatureStatus.OUTSIDE_MAX_AGE;
            default -> FeatureStatus.UNKNOWN;
        };
    }
}
