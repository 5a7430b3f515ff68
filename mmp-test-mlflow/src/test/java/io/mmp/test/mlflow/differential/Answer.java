package io.mmp.test.mlflow.differential;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a server answered: the status, the headers that a client can tell apart, and the body. */
record Answer(int status, Map<String, String> headers, String body) {

    // Date, Server and ETag are of the moment or of the product; Content-Length follows from the body.
    private static final List<String> HEADERS_THAT_MATTER = List.of(
            "Accept-Ranges",
            "Access-Control-Allow-Credentials",
            "Access-Control-Allow-Headers",
            "Access-Control-Allow-Methods",
            "Access-Control-Allow-Origin",
            "Access-Control-Expose-Headers",
            "Access-Control-Max-Age",
            "Allow",
            "Cache-Control",
            "Content-Disposition",
            "Content-Range",
            "Content-Type",
            "Location",
            "X-Content-Type-Options",
            "X-Frame-Options");

    /** Return the part of a response that is compared. */
    static Answer of(HttpResponse<String> response) {
        Map<String, String> headers = new TreeMap<>();
        HEADERS_THAT_MATTER.forEach(
                name -> response.headers().firstValue(name).ifPresent(value -> headers.put(name, value)));
        headers.computeIfPresent("Allow", (name, methods) -> sorted(methods));
        return new Answer(response.statusCode(), headers, response.body());
    }

    private static String sorted(String methods) {
        return Stream.of(methods.split(", ", -1)).sorted().collect(Collectors.joining(", "));
    }

    /** Return the body as maps, lists, numbers, strings and booleans, or as text where it is not JSON. */
    Object content() {
        if (headers.getOrDefault("Content-Type", "").startsWith("application/json")) {
            try {
                Object tree = JSON.std.anyFrom(body);
                return tree == null ? body : tree;
            } catch (IOException e) {
                return body;
            }
        }
        return body;
    }

    /** Return the value at a path such as {@code run.info.run_id} or {@code runs.0.info}, or null. */
    @Nullable
    Object at(String path) {
        Object value = content();
        for (String step : path.split("\\.", -1)) {
            if (value instanceof Map<?, ?> object) {
                value = object.get(step);
            } else if (value instanceof List<?> list && Integer.parseInt(step) < list.size()) {
                value = list.get(Integer.parseInt(step));
            } else {
                return null;
            }
        }
        return value;
    }
}
