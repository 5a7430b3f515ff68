package io.mmp.test.feast.online;

import com.fasterxml.jackson.jr.ob.JSON;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.server.LoopbackProxies;
import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Reads online features from Feast's HTTP server, {@code feast serve}, by {@code POST /get-online-features}.
 *
 * @param uri the address of the server, such as {@code http://127.0.0.1:6566}
 * @param timeout how long to wait for an answer
 */
public record HttpFeatureServer(URI uri, Duration timeout) {

    private static final String PATH = "/get-online-features";

    /** One for all reads: each client has a thread of its own, which only garbage collection ends. */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(new LoopbackProxies())
            .build();

    /**
     * Read features of some entities. JSON has fewer types than Feast: a value is taken to be of the type that its view declares, unless
     * it has a form that this type never has.
     *
     * @param views the views of the features
     * @param entityRows a column of integers or text for each join key, and a row for each entity
     * @param features names such as {@code driver_stats:conv_rate}
     * @throws OnlineException if the server does not answer, refuses the request, leaves out a feature, or answers with something else
     */
    public OnlineFeatures read(Collection<FeatureView> views, Table entityRows, String... features) {
        Map<String, ValueType> types = new LinkedHashMap<>();
        Stream.of(features).forEach(feature -> types.put(feature, typeOf(views, feature)));
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("features", List.copyOf(types.keySet()));
        request.put("entities", entities(entityRows));
        request.put("full_feature_names", true);
        OnlineAnswer answer = OnlineAnswer.read(uri, post(request));
        Map<String, List<OnlineValue>> values = new LinkedHashMap<>();
        types.forEach((feature, type) -> values.put(feature, answer.values(feature, type, entityRows.rowCount())));
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

    private String post(Map<String, Object> request) {
        HttpRequest post = HttpRequest.newBuilder(URI.create(uri.toString().replaceAll("/+$", "") + PATH))
                // Without it Feast does not take the body for JSON.
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json(request)))
                .build();
        CompletableFuture<HttpResponse<String>> answer = CLIENT.sendAsync(post, HttpResponse.BodyHandlers.ofString());
        try {
            // The timeout of a request ends where its answer begins, and a server may stall after that.
            HttpResponse<String> response = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (response.statusCode() != 200) {
                throw new OnlineException(
                        "The feature server at %s answered %s: %s"
                                .formatted(uri, response.statusCode(), response.body()),
                        null);
            }
            return response.body();
        } catch (TimeoutException e) {
            throw noAnswer("not within " + timeout, e);
        } catch (ExecutionException e) {
            throw noAnswer(reason(e.getCause() == null ? e : e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OnlineException("Interrupted while waiting for the feature server at " + uri + ".", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static String json(Map<String, Object> request) {
        try {
            return JSON.std.asString(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OnlineException noAnswer(String reason, Exception cause) {
        return new OnlineException("The feature server at %s does not answer (%s).".formatted(uri, reason), cause);
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
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
}
