package io.mmp.test.monitor;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what Prometheus answers to an instant query. */
final class QueryResult {

    private QueryResult() {}

    static List<Sample> samples(@Nullable Object answer) {
        Object data = member(answer, "data");
        Object result = member(data, "result");
        if ("vector".equals(member(data, "resultType")) && result instanceof List<?> series) {
            return series.stream().map(QueryResult::sample).toList();
        }
        if ("scalar".equals(member(data, "resultType"))) {
            return List.of(sample(Map.of(), result));
        }
        throw new MonitorException("An instant query gives a vector or a scalar, but this gave a %s."
                .formatted(member(data, "resultType")));
    }

    private static Sample sample(Object series) {
        Map<String, String> labels = new LinkedHashMap<>();
        if (member(series, "metric") instanceof Map<?, ?> metric) {
            metric.forEach((label, value) -> labels.put(String.valueOf(label), String.valueOf(value)));
        }
        return sample(labels, member(series, "value"));
    }

    private static Sample sample(Map<String, String> labels, @Nullable Object pair) {
        if (!(pair instanceof List<?> parts && parts.size() == 2 && parts.get(0) instanceof BigDecimal seconds)) {
            throw new MonitorException(
                    "Prometheus has answered with '%s' instead of a time and a value.".formatted(pair));
        }
        String name = labels.getOrDefault("__name__", "");
        return new Sample(
                name,
                Labels.without(labels, List.of("__name__")),
                Numbers.parse(String.valueOf(parts.get(1))),
                Instant.ofEpochMilli(seconds.movePointRight(3).longValue()),
                null,
                1);
    }

    private static @Nullable Object member(@Nullable Object tree, String name) {
        return tree instanceof Map<?, ?> members ? members.get(name) : null;
    }
}
