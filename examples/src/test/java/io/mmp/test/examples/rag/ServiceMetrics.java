package io.mmp.test.examples.rag;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Counts and times the requests of a service, in the text format of Prometheus. */
final class ServiceMetrics {

    private static final double[] BOUNDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};

    private final Map<String, LongAdder> requests = new ConcurrentSkipListMap<>();
    private final Map<String, Histogram> durations = new ConcurrentSkipListMap<>();

    /** Count a request; the path is a known one, so that no caller can add series. */
    void count(String method, String path, int status, double seconds) {
        String labels = "method=\"%s\",path=\"%s\"".formatted(method, path);
        requests.computeIfAbsent("%s,status=\"%s\"".formatted(labels, status), key -> new LongAdder())
                .increment();
        durations.computeIfAbsent(labels, key -> new Histogram()).add(seconds);
    }

    /** Return all series. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("# HELP http_requests_total Requests that were answered.\n# TYPE http_requests_total counter\n");
        requests.forEach((labels, count) -> append(text, "http_requests_total", labels, count));
        text.append("# HELP http_request_duration_seconds How long requests took.\n")
                .append("# TYPE http_request_duration_seconds histogram\n");
        durations.forEach((labels, histogram) -> histogram.append(text, labels));
        text.append("# HELP jvm_memory_used_bytes Used heap.\n# TYPE jvm_memory_used_bytes gauge\n");
        Runtime runtime = Runtime.getRuntime();
        append(text, "jvm_memory_used_bytes", "area=\"heap\"", runtime.totalMemory() - runtime.freeMemory());
        return text.toString();
    }

    private static void append(StringBuilder text, String name, String labels, Object value) {
        text.append(name).append('{').append(labels).append("} ").append(value).append('\n');
    }

    /** Durations in buckets. */
    private static final class Histogram {

        private final AtomicLongArray buckets = new AtomicLongArray(BOUNDS.length + 1);
        private final LongAdder nanos = new LongAdder();

        void add(double seconds) {
            int bucket = 0;
            while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
                bucket++;
            }
            buckets.incrementAndGet(bucket);
            nanos.add((long) (seconds * 1e9));
        }

        void append(StringBuilder text, String labels) {
            long count = 0;
            for (int i = 0; i < buckets.length(); i++) {
                count += buckets.get(i);
                String bound = i < BOUNDS.length ? String.valueOf(BOUNDS[i]) : "+Inf";
                ServiceMetrics.append(
                        text, "http_request_duration_seconds_bucket", labels + ",le=\"" + bound + "\"", count);
            }
            ServiceMetrics.append(text, "http_request_duration_seconds_sum", labels, nanos.sum() / 1e9);
            ServiceMetrics.append(text, "http_request_duration_seconds_count", labels, count);
        }
    }
}
