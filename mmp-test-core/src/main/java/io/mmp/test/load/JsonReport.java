package io.mmp.test.load;

import io.mmp.test.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The report as JSON, which a later run reads as its baseline. Times are in milliseconds; null stands for never, or for no request. */
final class JsonReport {

    static final String SCHEMA = "mmp-load/1";

    private JsonReport() {}

    static String of(LoadResult result) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("schema", SCHEMA);
        tree.put("name", result.name());
        tree.put("model", result.model().name().toLowerCase(Locale.ROOT));
        tree.put("started", result.plan().startedAt().toString());
        tree.put("duration", finite(Durations.millis(result.plan().duration().toNanos())));
        tree.put("elapsed", finite(Durations.millis(result.elapsed().toNanos())));
        tree.put("due", result.asked());
        tree.put("sent", result.sent());
        tree.put("answered", result.answered());
        tree.put("failed", result.failed());
        tree.put("late", result.late());
        tree.put("lateAfter", finite(Durations.millis(result.plan().lateAfter().toNanos())));
        tree.put("longestDelay", finite(Durations.millis(result.longestDelay().toNanos())));
        tree.put("concurrency", result.plan().concurrency());
        tree.put("throughputPerSecond", finite(result.throughput()));
        tree.put("latency", figures(LatencyFigures.latency(result)));
        tree.put("serviceTime", figures(LatencyFigures.serviceTime(result)));
        tree.put("errors", errors(result));
        tree.put("tasks", tasks(result));
        tree.put("timeline", timeline(result));
        tree.put("latencyHistogram", HdrLog.encode(result.successes()));
        return JsonWriter.write(tree);
    }

    private static Map<String, @Nullable Object> figures(Map<String, Double> figures) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        figures.forEach((name, millis) -> tree.put(name, finite(millis)));
        return tree;
    }

    private static List<Map<String, @Nullable Object>> errors(LoadResult result) {
        List<Map<String, @Nullable Object>> errors = new ArrayList<>();
        for (LoadError error : result.errors()) {
            Map<String, @Nullable Object> tree = new LinkedHashMap<>();
            tree.put("kind", error.kind());
            tree.put("count", error.count());
            tree.put("firstAfter", finite(Durations.millis(error.firstAfter().toNanos())));
            tree.put("firstMessage", error.firstMessage());
            errors.add(tree);
        }
        return errors;
    }

    private static Map<String, @Nullable Object> tasks(LoadResult result) {
        Map<String, @Nullable Object> tasks = new LinkedHashMap<>();
        for (String name : result.tasks()) {
            LoadResult task = result.of(name);
            Map<String, @Nullable Object> tree = new LinkedHashMap<>();
            tree.put("due", task.asked());
            tree.put("failed", task.failed());
            tree.put("latency", figures(LatencyFigures.latency(task)));
            tasks.put(name, tree);
        }
        return tasks;
    }

    private static List<Map<String, @Nullable Object>> timeline(LoadResult result) {
        Timeline timeline = Timeline.of(result);
        List<Map<String, @Nullable Object>> stretches = new ArrayList<>();
        for (int i = 0; i < timeline.stretches().size(); i++) {
            Timeline.Stretch stretch = timeline.stretches().get(i);
            Map<String, @Nullable Object> tree = new LinkedHashMap<>();
            tree.put("from", finite(1000 * timeline.seconds() * i));
            tree.put("due", stretch.due());
            tree.put("sent", stretch.sent());
            tree.put("answered", stretch.answered());
            tree.put("failed", stretch.failed());
            tree.put("p50", finite(stretch.p50()));
            tree.put("p95", finite(stretch.p95()));
            tree.put("max", finite(stretch.max()));
            stretches.add(tree);
        }
        return stretches;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? Math.round(value * 1e6) / 1e6 : null;
    }
}
