package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.mlflow.embedded.otlp.OtlpIds;
import io.mmp.test.mlflow.embedded.otlp.OtlpSpan;
import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.PythonJson;
import io.mmp.test.mlflow.embedded.tracking.Experiment;
import io.mmp.test.mlflow.embedded.tracking.Validation;
import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes spans over into their traces, and makes of them what is known of a trace that nobody described. */
final class SpanLog {

    private static final String TAG_PREFIX = "mlflow.traceTag.";
    private static final String USAGE = "mlflow.chat.tokenUsage";
    private static final String COST = "mlflow.llm.cost";
    private static final String USER = "mlflow.trace.user";
    private static final int MAX_TAG_KEY = 250;
    private static final int MAX_TAG_VALUE = 8_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final TraceState state;

    SpanLog(TraceState state) {
        this.state = state;
    }

    /** Take over spans of one or more traces. */
    void add(String experimentId, Map<OtlpSpan, Span> spans) {
        Map<String, Map<OtlpSpan, Span>> byTrace = new LinkedHashMap<>();
        spans.forEach(
                (sent, span) -> byTrace.computeIfAbsent(OtlpIds.ofTrace(sent.traceId()), id -> new LinkedHashMap<>())
                        .put(sent, span));
        List<String> blocked = byTrace.keySet().stream()
                .filter(id -> state.traces.containsKey(id) && !isKeptHere(state.traces.get(id)))
                .sorted()
                .toList();
        if (byTrace.keySet().stream().anyMatch(id -> !state.traces.containsKey(id))) {
            state.experiment(experimentId);
        }
        if (!blocked.isEmpty()) {
            throw new RestException(
                    ErrorCode.INVALID_STATE,
                    "Cannot log spans because one or more traces are unavailable for DB-backed span writes: other="
                            + String.join(
                                    ", ",
                                    blocked.stream().map(id -> "'" + id + "'").toList()));
        }
        byTrace.values().forEach(SpanLog::requireStorable);
        byTrace.forEach((id, ofTrace) -> add(id, experimentId, ofTrace));
    }

    /** Refuse what the database has no room for, or JSON no form. */
    private static void requireStorable(Map<OtlpSpan, Span> batch) {
        if (batch.values().stream().anyMatch(span -> span.start() < 0 || span.end() < 0)) {
            throw new RestException(ErrorCode.INTERNAL_ERROR, "Python int too large to convert to SQLite INTEGER");
        }
        resource(batch).forEach((key, value) -> {
            if (isTag(key) && hasBytes(value)) {
                throw new RestException(ErrorCode.INTERNAL_ERROR, "Object of type bytes is not JSON serializable");
            }
        });
    }

    private static boolean hasBytes(@Nullable Object value) {
        return value instanceof byte[]
                || (value instanceof List<?> list && list.stream().anyMatch(SpanLog::hasBytes))
                || (value instanceof Map<?, ?> map && map.values().stream().anyMatch(SpanLog::hasBytes));
    }

    private static Map<String, @Nullable Object> resource(Map<OtlpSpan, Span> batch) {
        return batch.keySet().stream()
                .map(sent -> sent.resource())
                .filter(resource -> !resource.isEmpty())
                .findFirst()
                .orElse(Map.of());
    }

    private static boolean isTag(String key) {
        return !key.startsWith("telemetry.sdk.") && !key.startsWith("mlflow.");
    }

    private static boolean isKeptHere(@Nullable Trace trace) {
        return trace == null
                || Trace.TRACKING_STORE.equals(trace.tags.getOrDefault(Trace.SPANS_LOCATION, Trace.TRACKING_STORE));
    }

    private void add(String id, String experimentId, Map<OtlpSpan, Span> batch) {
        List<Span> spans = List.copyOf(batch.values());
        long start = spans.stream().mapToLong(Span::start).min().orElseThrow() / NANOS_PER_MILLI;
        long end = spans.stream().mapToLong(Span::end).max().orElseThrow() / NANOS_PER_MILLI;
        Optional<Span> root =
                spans.stream().filter(span -> span.parentId() == null).findFirst();
        Optional<String> rootState = root.map(span -> span.status().equals("ERROR") ? "ERROR" : "OK");
        Trace trace = state.traces.get(id);
        if (trace == null) {
            Experiment experiment = state.experiment(experimentId);
            trace = state.addTrace(id, experiment, start);
            trace.moveTo(experiment);
            trace.duration = end == 0 ? null : end - start;
            trace.state = rootState.orElse("IN_PROGRESS");
        }
        for (Span span : spans) {
            trace.spans.put(span.id(), span);
        }
        Optional<String> session = first(spans, "session.id", "gen_ai.conversation.id");
        session.ifPresent(TraceUsage::requireSession);
        boolean hasUsage = UsageTree.tokens(spans, USAGE).isPresent();
        boolean hasCost = UsageTree.cost(spans, COST).isPresent();
        // MLflow looks whether a client described the trace only where the spans say something about it.
        boolean isFinal = (hasUsage || hasCost || session.isPresent()) && trace.metadata.containsKey(Trace.FINALIZED);
        if (!isFinal) {
            setTimes(trace, start, end);
        }
        if (List.of("IN_PROGRESS", "STATE_UNSPECIFIED").contains(trace.state)) {
            trace.state = rootState.orElse(trace.state);
        }
        List<Span> all = List.copyOf(trace.spans.values());
        if (hasUsage && !(isFinal && trace.usage.hasTokens())) {
            UsageTree.tokens(all, USAGE).ifPresent(trace.usage::setTokens);
        }
        if (hasCost && !(isFinal && trace.usage.hasCost())) {
            UsageTree.cost(all, COST).ifPresent(trace.usage::setCost);
        }
        if (trace.usage.session == null) {
            trace.usage.session = session.orElse(null);
        }
        Trace target = trace;
        first(spans, "user.id").ifPresent(user -> target.metadata.putIfAbsent(USER, user));
        setPreviews(trace, spans);
        setTags(trace, batch);
    }

    private static void setTimes(Trace trace, long start, long end) {
        long oldStart = trace.start;
        trace.start = Math.min(oldStart, start);
        long oldEnd = trace.duration == null ? end : Math.max(oldStart + trace.duration, end);
        trace.duration = oldEnd - trace.start;
    }

    private static void setPreviews(Trace trace, List<Span> spans) {
        List<Span> roots =
                spans.stream().filter(span -> span.parentId() == null).toList();
        if (roots.isEmpty()) {
            return;
        }
        Map<String, String> attributes = roots.get(roots.size() - 1).attributes();
        String inputs = attributes.get("mlflow.spanInputs");
        if (trace.requestPreview == null && inputs != null && !inputs.isEmpty()) {
            trace.requestPreview = TracePreview.of(inputs, "user");
        }
        String outputs = attributes.get("mlflow.spanOutputs");
        if (trace.responsePreview == null && outputs != null && !outputs.isEmpty()) {
            trace.responsePreview = TracePreview.of(outputs, "assistant");
        }
    }

    /** Set the tags that say where the spans are, what made them, and what the application wanted. */
    private static void setTags(Trace trace, Map<OtlpSpan, Span> batch) {
        trace.tags.put(Trace.SPANS_LOCATION, Trace.TRACKING_STORE);
        resource(batch).forEach((key, value) -> {
            if (isTag(key)) {
                setTag(trace, key, value instanceof String text ? text : PythonJson.spaced(value));
            }
        });
        List<Span> roots = new ArrayList<>(batch.values());
        roots.removeIf(span -> span.parentId() != null);
        roots.forEach(root -> root.attributes().forEach((key, json) -> {
            if (key.startsWith(TAG_PREFIX)) {
                setTag(trace, key.substring(TAG_PREFIX.length()), text(json));
            }
        }));
    }

    private static void setTag(Trace trace, String key, String value) {
        try {
            Validation.name("key", key);
            Validation.length("key", MAX_TAG_KEY, key);
        } catch (RestException invalid) {
            return;
        }
        String kept = Python.head(value, MAX_TAG_VALUE);
        if (key.equals(Trace.NAME_TAG)) {
            Trace.requireName(kept);
        }
        trace.setTag(key, kept);
    }

    /** Return the first text that one of some attributes has. */
    private static Optional<String> first(List<Span> spans, String... names) {
        for (Span span : spans) {
            for (String name : names) {
                String json = span.attributes().get(name);
                if (json != null && !json.isEmpty()) {
                    return Optional.of(text(json));
                }
            }
        }
        return Optional.empty();
    }

    private static String text(String json) {
        return Span.json(json).orElse(json) instanceof String text ? text : json;
    }
}
