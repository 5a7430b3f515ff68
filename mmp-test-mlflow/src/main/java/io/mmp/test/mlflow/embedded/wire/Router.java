package io.mmp.test.mlflow.embedded.wire;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds what serves a path, by its topic: {@code experiments} of {@code /api/2.0/mlflow/experiments/get}, {@code health} of {@code /health}.
 *
 * <p>The endpoints of a topic are made when its first request comes: a test that logs runs loads no class for traces.
 */
public final class Router {

    /** A set of endpoints. */
    public interface Resource {
        /** Add the endpoints to those of their topic. */
        void register(Routes routes);
    }

    private final Function<String, List<Resource>> resources;
    private final Map<String, Routes> routes = new ConcurrentHashMap<>();
    private final Object lock = new Object();

    /**
     * Create a router.
     *
     * @param resources gives those of a topic, asked once for each that has some
     */
    public Router(Function<String, List<Resource>> resources) {
        this.resources = resources;
    }

    /** Make the endpoints of a topic now. */
    public void prepare(String topic) {
        routesOf(topic);
    }

    /** Find what serves a decoded path. */
    Routes.Match match(String path) {
        return routesOf(topic(path)).match(path);
    }

    private Routes routesOf(String topic) {
        Routes made = routes.computeIfAbsent(topic, this::make);
        return made == null ? new Routes(lock) : made;
    }

    /** Return nothing for a topic without resources: those are as many as requests. */
    private @Nullable Routes make(String topic) {
        List<Resource> found = resources.apply(topic);
        if (found.isEmpty()) {
            return null;
        }
        Routes made = new Routes(lock);
        found.forEach(resource -> resource.register(made));
        return made;
    }

    /** Return the segment after {@code /api/VERSION}, and after {@code mlflow} where that comes next; elsewhere the first one. */
    static String topic(String path) {
        int start = 1;
        if (path.startsWith("/api/") || path.startsWith("/ajax-api/")) {
            start = path.indexOf('/', path.indexOf('/', 1) + 1) + 1;
            start += path.startsWith("mlflow/", start) ? "mlflow/".length() : 0;
        }
        int end = path.indexOf('/', start);
        return path.substring(Math.min(start, path.length()), end < 0 ? path.length() : end);
    }
}
