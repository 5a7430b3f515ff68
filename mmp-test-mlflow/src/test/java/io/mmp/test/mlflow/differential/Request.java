package io.mmp.test.mlflow.differential;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, with the ids that the reference server generated.
 *
 * @param target the path and query, encoded, such as {@code /api/2.0/mlflow/runs/get?run_id=...}
 * @param headers the headers by name, of one value each
 */
record Request(String method, String target, Map<String, String> headers, String body) {

    private static final Pattern PREFIX = Pattern.compile("^/(ajax-)?api/[0-9.]+/(mlflow/)?");
    private static final Pattern LOGGED_MODEL = Pattern.compile("^(logged-models/)(?!search$)[^/]+");
    private static final Pattern ARTIFACT = Pattern.compile("^(mlflow-artifacts/(?:artifacts|mpu/\\w+|presigned))/.*");

    private static final Pattern TRACE = Pattern.compile(
            "\\b(traces|assessments)/(?!(?:search|get|batch\\w+|link-[\\w-]+|delete-traces|metrics|calculate-[\\w-]+)$)[^/]+");

    /** Return a request that carries its parameters in the query. */
    static Request get(String endpoint, Map<String, ? extends @Nullable Object> parameters) {
        String query = new TreeMap<>(parameters)
                .entrySet().stream()
                        .flatMap(parameter -> values(parameter.getValue()).stream()
                                .map(value -> parameter.getKey() + "="
                                        + URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8)))
                        .collect(Collectors.joining("&"));
        return new Request("GET", path(endpoint) + (query.isEmpty() ? "" : "?" + query), Map.of(), "");
    }

    /** Return a request that carries its parameters as a JSON body. */
    static Request json(String method, String endpoint, Map<String, ? extends @Nullable Object> parameters) {
        try {
            return new Request(
                    method, path(endpoint), ofType("application/json"), JSON.std.asString(sorted(parameters)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Return the headers of a body of this media type. */
    static Map<String, String> ofType(String mediaType) {
        return Map.of("Content-Type", mediaType);
    }

    /** Return the path of an endpoint: as it is when absolute, else below {@code /api/2.0}. */
    static String path(String endpoint) {
        if (endpoint.startsWith("/")) {
            return endpoint;
        }
        return (endpoint.startsWith("mlflow-artifacts/") ? "/api/2.0/" : "/api/2.0/mlflow/") + endpoint;
    }

    /** Return the same request to the twin of its endpoint that MLflow's web pages use. */
    Request toAjaxTwin() {
        return new Request(method, target.replaceFirst("^/api/", "/ajax-api/"), headers, body);
    }

    /** Return whether this request goes to an {@code ajax-api} twin. */
    boolean isAjaxTwin() {
        return target.startsWith("/ajax-api/");
    }

    /** Return the verb and the endpoint without prefix and query, such as {@code GET runs/get}. */
    String endpoint() {
        String path = PREFIX.matcher(target.replaceFirst("\\?.*", "")).replaceFirst("");
        path = LOGGED_MODEL.matcher(path).replaceFirst("$1<id>");
        path = ARTIFACT.matcher(path).replaceFirst("$1/<path>");
        return method + " " + TRACE.matcher(path).replaceAll("$1/<id>");
    }

    /** The order of fields matters: MLflow reads them up to the first bad one. Sorted, a seed makes the same requests everywhere. */
    private static @Nullable Object sorted(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            TreeMap<String, @Nullable Object> fields = new TreeMap<>();
            object.forEach((name, field) -> fields.put(String.valueOf(name), sorted(field)));
            return fields;
        }
        return value instanceof List<?> list
                ? list.stream().map(Request::sorted).toList()
                : value;
    }

    private static Collection<?> values(@Nullable Object value) {
        return value instanceof Collection<?> several ? several : value == null ? List.of() : List.of(value);
    }
}
