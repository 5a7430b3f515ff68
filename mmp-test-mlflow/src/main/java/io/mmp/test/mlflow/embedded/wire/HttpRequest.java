package io.mmp.test.mlflow.embedded.wire;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as an endpoint sees it.
 *
 * @param variables the parts of the path that the endpoint's pattern names
 * @param query the decoded query, every value of a name in its order
 */
public record HttpRequest(
        String method,
        URI uri,
        Map<String, String> variables,
        Map<String, List<String>> query,
        Headers headers,
        InputStream body) {

    /** Read the head of a request. */
    static HttpRequest of(HttpExchange exchange) {
        return new HttpRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                Map.of(),
                queryOf(exchange.getRequestURI()),
                exchange.getRequestHeaders(),
                exchange.getRequestBody());
    }

    /** Return the request with the parts of the path that a pattern names. */
    HttpRequest withVariables(Map<String, String> named) {
        return new HttpRequest(method, uri, named, query, headers, body);
    }

    /** Read the request as MLflow does: the query of a GET if it has one, else the JSON body. */
    public Message message(Schema schema) throws IOException {
        boolean isInQuery = schema.isInQuery() || (method.equals("GET") && !query.isEmpty());
        Message message = isInQuery ? schema.parseQuery(query) : parseBody(schema);
        variables.forEach(message::put);
        return message;
    }

    private Message parseBody(Schema schema) throws IOException {
        if (method.equals("POST") || method.equals("PUT")) {
            requireJson();
        }
        // MLflow does not read a body of unknown length here.
        long length = header("Transfer-Encoding").isPresent()
                ? 0
                : header("Content-Length").map(Long::parseLong).orElse(0L);
        return JsonBody.read(body, length, read -> schema.parseBody(object(read, schema)));
    }

    /** Return the JSON of a body; a text in it is read once more. */
    private static Object object(Optional<Object> read, Schema schema) {
        Object json = read.orElseGet(schema::withoutJson);
        if (json instanceof String text) {
            json = Json.read(text.getBytes(StandardCharsets.UTF_8)).orElse(text);
        }
        return json;
    }

    /** Return a header's first value. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    private void requireJson() {
        String type = header("Content-Type")
                .orElseThrow(() -> RestException.invalid("Bad Request. Content-Type header is missing."));
        if (!type.split(";", 2)[0].equals("application/json")) {
            throw RestException.invalid("Bad Request. Content-Type must be one of ['application/json'].");
        }
    }

    private static Map<String, List<String>> queryOf(URI uri) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        String raw = uri.getRawQuery();
        for (String pair : raw == null || raw.isEmpty() ? List.<String>of() : List.of(raw.split("&"))) {
            String[] parts = pair.split("=", 2);
            String value = parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "";
            query.computeIfAbsent(URLDecoder.decode(parts[0], StandardCharsets.UTF_8), name -> new ArrayList<>())
                    .add(value);
        }
        return query;
    }
}
