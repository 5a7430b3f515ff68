package io.mmp.test.mlflow.embedded.wire;

import com.sun.net.httpserver.Headers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What MLflow's default settings let a browser do: a host that is not local is refused everything but the health checks, and a page from
 * elsewhere may neither change anything nor read an answer.
 */
final class CrossOrigin {

    /** Stricter than MLflow, which lets pass any name that begins like a private address, such as {@code 10.evil.com}. */
    private static final Pattern LOCAL_HOST = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1]|0\\.0\\.0\\.0"
            + "|(192\\.168|10\\.\\d{1,3}|172\\.(1[6-9]|2\\d|3[01]))\\.\\d{1,3}\\.\\d{1,3})(:\\d*)?"
            + "|f[cd]00:[0-9a-fA-F:]*");

    private static final Pattern ORIGIN_THAT_MAY_READ =
            Pattern.compile("http://(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]+)?");
    private static final Pattern ORIGIN_THAT_MAY_WRITE = Pattern.compile(
            "([^:/?#]*:)?//([^/?#]*@)?(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d*)?([/?#].*)?", Pattern.CASE_INSENSITIVE);

    private static final Set<String> FOR_EVERY_HOST = Set.of("/health", "/version");
    private static final Set<String> WRITING = Set.of("POST", "PUT", "DELETE", "PATCH");
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");

    private CrossOrigin() {}

    /** Return the answer to a request that does not reach an endpoint. */
    static Optional<HttpResponse> refusal(String method, String path, Headers request) {
        String host = request.getFirst("Host");
        if (host == null) {
            return Optional.of(HttpResponse.text(400, "text/plain", "Invalid HTTP request received."));
        }
        if (!FOR_EVERY_HOST.contains(path) && !LOCAL_HOST.matcher(host).matches()) {
            return forbidden("Invalid Host header - possible DNS rebinding attack detected");
        }
        String origin = request.getFirst("Origin");
        if (origin == null) {
            return Optional.empty();
        }
        String intended = request.getFirst("Access-Control-Request-Method");
        if (method.equals("OPTIONS") && intended != null) {
            return Optional.of(preflight(origin, intended, request));
        }
        boolean isApi = path.startsWith("/api/") || path.startsWith("/ajax-api/");
        return isApi
                        && WRITING.contains(method)
                        && !origin.isEmpty()
                        && !ORIGIN_THAT_MAY_WRITE.matcher(origin).matches()
                ? forbidden("Cross-origin request blocked").map(refused -> visible(refused, request))
                : Optional.empty();
    }

    /** Return a copy with the headers by which a browser decides whether a page may read it. */
    static HttpResponse visible(HttpResponse response, Headers request) {
        String origin = request.getFirst("Origin");
        if (origin == null) {
            return response;
        }
        HttpResponse answer = response.withHeader("Access-Control-Allow-Credentials", "true")
                .withHeader("Access-Control-Expose-Headers", "*")
                .withHeader("Vary", "Origin");
        return mayRead(origin) ? answer.withHeader("Access-Control-Allow-Origin", origin) : answer;
    }

    private static HttpResponse preflight(String origin, String intended, Headers request) {
        List<String> disallowed = new ArrayList<>();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Access-Control-Allow-Credentials", "true");
        headers.put("Access-Control-Allow-Methods", String.join(", ", METHODS));
        headers.put("Access-Control-Max-Age", "600");
        headers.put(
                "Vary",
                "Origin, Access-Control-Request-Method, Access-Control-Request-Headers, Access-Control-Request-Private-Network");
        if (mayRead(origin)) {
            headers.put("Access-Control-Allow-Origin", origin);
        } else {
            disallowed.add("origin");
        }
        if (!METHODS.contains(intended)) {
            disallowed.add("method");
        }
        String wanted = request.getFirst("Access-Control-Request-Headers");
        if (wanted != null) {
            headers.put("Access-Control-Allow-Headers", wanted);
        }
        HttpResponse answer = disallowed.isEmpty()
                ? HttpResponse.text(200, "text/plain", "OK")
                : HttpResponse.text(400, "text/plain", "Disallowed CORS " + String.join(", ", disallowed));
        for (Map.Entry<String, String> header : headers.entrySet()) {
            answer = answer.withHeader(header.getKey(), header.getValue());
        }
        return answer;
    }

    private static boolean mayRead(String origin) {
        return ORIGIN_THAT_MAY_READ.matcher(origin).matches();
    }

    private static Optional<HttpResponse> forbidden(String text) {
        return Optional.of(HttpResponse.text(403, "text/plain", text).withHeader("Content-Type", "text/plain"));
    }
}
