package io.mmp.test.mlflow.embedded.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The endpoints of a topic.
 *
 * <p>A path such as {@code 2.0/mlflow/runs/get} is served below {@code /api} and {@code /ajax-api}; a path that starts
 * with a slash stands for itself. {@code {name}} stands for one segment, {@code {name+}} for the rest of the path, which
 * starts with no slash, and {@code {name*}} for any rest, which may be empty.
 */
public final class Routes {

    /** Answers a request that was read by its schema with a JSON tree, alone: no other endpoint runs meanwhile. */
    public interface Endpoint {
        /** Return the answer, a tree that nobody changes any more. */
        Map<String, ?> answer(Message request) throws IOException;
    }

    /** Works on the state for an answer. */
    public interface Work {
        /** Return the answer. */
        Map<String, ?> answer() throws IOException;
    }

    /** Answers a request with anything. */
    public interface Handler {
        /** Return the answer. */
        HttpResponse answer(HttpRequest request) throws IOException;
    }

    /**
     * What was found for a path.
     *
     * @param handlers the handler of each method, empty if there is no such path
     */
    record Match(Map<String, Handler> handlers) {

        /** Return the handler of a method; {@code HEAD} is answered by {@code GET}'s. */
        Optional<Handler> handler(String method) {
            return Optional.ofNullable(handlers.get(method.equals("HEAD") ? "GET" : method));
        }

        /** Tell whether MLflow has an endpoint for a method here that is not reproduced. */
        boolean isUnsupported(String method) {
            return handler(method).filter(found -> found == UNSUPPORTED).isPresent();
        }

        /** Tell whether a method is among those of an {@code Allow} header. */
        boolean allows(String method) {
            return handler(method).isPresent() || (method.equals("OPTIONS") && !handlers.isEmpty());
        }

        /** Return the methods for an {@code Allow} header. */
        String allowed() {
            return handlers.keySet().stream()
                    .map(method -> method.equals("GET") ? "GET, HEAD" : method)
                    .collect(Collectors.joining(", ", "", ", OPTIONS"));
        }
    }

    private record Template(Pattern pattern, List<String> names, Map<String, Handler> handlers) {}

    private static final Handler UNSUPPORTED = request -> HttpResponse.NOT_FOUND;

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)([*+]?)}");

    private static final Map<String, String> PARTS = Map.of("", "([^/]+)", "+", "([^/].*)", "*", "(.*)");

    private final Object lock;
    private final Map<String, Map<String, Handler>> exact = new LinkedHashMap<>();
    private final Map<String, Template> templates = new LinkedHashMap<>();

    /**
     * Create an empty table.
     *
     * @param lock what endpoints hold, of all topics alike, while they work on the state
     */
    Routes(Object lock) {
        this.lock = lock;
    }

    /** Serve {@code GET}. */
    public void get(String path, Schema schema, Endpoint endpoint) {
        json("GET", path, schema, endpoint);
    }

    /** Serve {@code POST}. */
    public void post(String path, Schema schema, Endpoint endpoint) {
        json("POST", path, schema, endpoint);
    }

    /** Serve a method with JSON. */
    public void json(String method, String path, Schema schema, Endpoint endpoint) {
        raw(method, path, request -> {
            Message message = request.message(schema);
            return HttpResponse.json(200, alone(() -> endpoint.answer(message)));
        });
    }

    /** Work on the state alone; that makes every request atomic, as a database transaction does for MLflow. */
    public Map<String, ?> alone(Work work) throws IOException {
        synchronized (lock) {
            return work.answer();
        }
    }

    /** Tell of an endpoint of MLflow that is not reproduced, where another one would take its calls. */
    public void unsupported(String method, String path) {
        raw(method, path, UNSUPPORTED);
    }

    /** Serve a method with anything. */
    public void raw(String method, String path, Handler handler) {
        List<String> paths = path.startsWith("/") ? List.of(path) : List.of("/api/" + path, "/ajax-api/" + path);
        paths.forEach(full -> handlersOf(full).put(method, handler));
    }

    /** Find what serves a decoded path: a path of its own with some methods, and the first pattern with each of the others. */
    Match match(String path) {
        Map<String, Handler> handlers = new TreeMap<>(exact.getOrDefault(path, Map.of()));
        for (Template template : templates.values()) {
            Matcher matcher = template.pattern().matcher(path);
            if (matcher.matches()) {
                Map<String, String> variables = new LinkedHashMap<>();
                for (int i = 0; i < template.names().size(); i++) {
                    variables.put(template.names().get(i), matcher.group(i + 1));
                }
                // An unsupported endpoint is known by its handler.
                template.handlers()
                        .forEach((method, handler) -> handlers.putIfAbsent(
                                method,
                                handler == UNSUPPORTED
                                        ? handler
                                        : request -> handler.answer(request.withVariables(variables))));
            }
        }
        return new Match(handlers);
    }

    private Map<String, Handler> handlersOf(String path) {
        if (!path.contains("{")) {
            return exact.computeIfAbsent(path, key -> new TreeMap<>());
        }
        return templates.computeIfAbsent(path, Routes::template).handlers();
    }

    private static Template template(String path) {
        StringBuilder pattern = new StringBuilder();
        List<String> names = new ArrayList<>();
        Matcher variable = VARIABLE.matcher(path);
        int literal = 0;
        while (variable.find()) {
            pattern.append(Pattern.quote(path.substring(literal, variable.start())));
            pattern.append(PARTS.get(variable.group(2)));
            names.add(variable.group(1));
            literal = variable.end();
        }
        pattern.append(Pattern.quote(path.substring(literal)));
        return new Template(Pattern.compile(pattern.toString(), Pattern.UNIX_LINES), names, new TreeMap<>());
    }
}
