package io.mmp.test.monitor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The two formats: what each calls the types, and how samples of each type are named. */
enum Dialect {
    /** <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus' text format 0.0.4</a>. */
    PROMETHEUS,
    /** <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/">OpenMetrics 1.0</a>. */
    OPENMETRICS;

    /** Return the types by the words that stand after {@code # TYPE}. */
    Map<String, MetricType> types() {
        Map<String, MetricType> types = new LinkedHashMap<>();
        for (MetricType type : MetricType.values()) {
            if (this == OPENMETRICS) {
                types.put(type.toString(), type);
            } else if (isPlain(type)) {
                types.put(type == MetricType.UNKNOWN ? "untyped" : type.toString(), type);
            }
        }
        return types;
    }

    private static boolean isPlain(MetricType type) {
        return switch (type) {
            case COUNTER, GAUGE, HISTOGRAM, SUMMARY, UNKNOWN -> true;
            default -> false;
        };
    }

    /** Return what follows the name of a metric in the names of its samples. */
    List<String> suffixes(MetricType type) {
        boolean plain = this == PROMETHEUS;
        return switch (type) {
            case COUNTER -> plain ? List.of("") : List.of("_total", "_created");
            case HISTOGRAM ->
                plain ? List.of("_bucket", "_sum", "_count") : List.of("_bucket", "_sum", "_count", "_created");
            case SUMMARY -> plain ? List.of("", "_sum", "_count") : List.of("", "_sum", "_count", "_created");
            case GAUGEHISTOGRAM -> List.of("_bucket", "_gsum", "_gcount");
            case INFO -> List.of("_info");
            default -> List.of("");
        };
    }
}
