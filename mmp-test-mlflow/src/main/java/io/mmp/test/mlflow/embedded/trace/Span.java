package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.mlflow.embedded.otlp.OtlpIds;
import io.mmp.test.mlflow.embedded.otlp.OtlpSpan;
import io.mmp.test.mlflow.embedded.otlp.OtlpTree;
import io.mmp.test.mlflow.embedded.python.PythonJson;
import io.mmp.test.mlflow.embedded.wire.Json;
import io.mmp.test.mlflow.embedded.wire.Trees;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A span as MLflow keeps it: what filters compare with, and all of it as a JSON tree and as that tree's text.
 *
 * @param parentId null for a root
 * @param start in nanoseconds, as the end
 * @param attributes the values as JSON texts
 */
record Span(
        String id,
        @Nullable String parentId,
        String name,
        @Nullable String type,
        String status,
        long start,
        long end,
        Map<String, String> attributes,
        Map<String, @Nullable Object> tree,
        String content) {

    private static final String TYPE = "mlflow.spanType";
    private static final String SERVICE = "service.name";
    private static final String REQUEST_ID = "mlflow.traceRequestId";

    /** Convert a span that was sent. */
    static Span of(OtlpSpan sent) {
        Map<String, String> dumped = new LinkedHashMap<>();
        sent.attributes().forEach((key, value) -> dumped.put(key, PythonJson.unicode(value)));
        dumped.put(REQUEST_ID, PythonJson.unicode(OtlpIds.ofTrace(sent.traceId())));
        if (sent.service() != null) {
            dumped.put(SERVICE, PythonJson.unicode(sent.service()));
        }
        Optional<Object> type = json(dumped.getOrDefault(TYPE, "null"));
        Map<String, String> attributes = new LinkedHashMap<>();
        dumped.forEach((key, value) -> attributes.put(key, dumpedOnce(value)));
        String parentId = sent.isRoot() ? null : OtlpIds.ofSpan(sent.parentId());

        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("trace_id", base64(sent.traceId(), OtlpIds.TRACE_BYTES));
        tree.put("span_id", base64(sent.spanId(), OtlpIds.SPAN_BYTES));
        tree.put("parent_span_id", parentId == null ? null : base64(sent.parentId(), OtlpIds.SPAN_BYTES));
        tree.put("name", sent.name());
        tree.put("start_time_unix_nano", sent.start());
        tree.put("end_time_unix_nano", sent.end());
        tree.put("events", sent.events().stream().map(Span::eventTree).toList());
        Map<String, @Nullable Object> status = new LinkedHashMap<>();
        String code = sent.statusCode() == 1 ? "OK" : sent.statusCode() == 2 ? "ERROR" : "UNSET";
        status.put("code", "STATUS_CODE_" + code);
        // OpenTelemetry keeps the message of an error only.
        status.put("message", code.equals("ERROR") ? sent.statusMessage() : "");
        tree.put("status", status);
        tree.put("attributes", attributes);
        tree.put("links", sent.links().stream().map(Span::linkTree).toList());
        return new Span(
                OtlpIds.ofSpan(sent.spanId()),
                parentId,
                sent.name(),
                type.map(String::valueOf).orElse(null),
                code,
                sent.start(),
                sent.end(),
                attributes,
                tree,
                PythonJson.unicode(tree));
    }

    /** Read an attribute's JSON text; empty if it is null, the text itself if it is no JSON. */
    static Optional<Object> json(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return text.equals("null") ? Optional.empty() : Json.read(bytes).or(() -> Optional.of(text));
    }

    private static Map<String, @Nullable Object> eventTree(OtlpSpan.Event event) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("name", event.name());
        tree.put("time_unix_nano", unsigned(event.time()));
        tree.put("attributes", event.attributes());
        return tree;
    }

    private static Map<String, @Nullable Object> linkTree(OtlpSpan.Link link) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("trace_id", link.traceId());
        tree.put("span_id", link.spanId());
        tree.put("attributes", link.attributes().isEmpty() ? null : link.attributes());
        return tree;
    }

    /** Strip one of two layers of JSON off a text, an object or a list. */
    private static String dumpedOnce(String value) {
        if (value.startsWith("\"") && json(value).orElse("") instanceof String inner) {
            Object content = Json.read(inner.getBytes(StandardCharsets.UTF_8)).orElse(0);
            if (content instanceof String || content instanceof Map || content instanceof List) {
                return inner;
            }
        }
        return value;
    }

    /** Write an id as so many bytes; a longer one cannot be stored. */
    private static String base64(byte[] id, int length) {
        byte[] bytes = new BigInteger(1, id).toByteArray();
        int skipped = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        int size = bytes.length - skipped;
        if (size > length) {
            throw new IllegalArgumentException("An id of " + size + " bytes");
        }
        byte[] padded = new byte[length];
        System.arraycopy(bytes, skipped, padded, length - size, size);
        return Base64.getEncoder().encodeToString(padded);
    }

    /** Return the span as it goes over the wire: OpenTelemetry's message in protobuf's JSON. */
    Map<String, Object> wireTree() {
        Map<String, Object> wire = new LinkedHashMap<>();
        for (String name : List.of("trace_id", "span_id", "parent_span_id", "name")) {
            if (tree.get(name) instanceof String text && !text.isEmpty()) {
                wire.put(name, text);
            }
        }
        putUnlessZero(wire, "start_time_unix_nano", start);
        putUnlessZero(wire, "end_time_unix_nano", end);
        Map<String, Object> decoded = new LinkedHashMap<>();
        List<Map<String, Object>> values = new ArrayList<>();
        attributes.forEach(
                (key, text) -> values.add(OtlpTree.keyValue(key, json(text).orElse(null))));
        Trees.putUnlessEmpty(wire, "attributes", values);
        List<Map<String, Object>> events = new ArrayList<>();
        for (Object item : (List<?>) java.util.Objects.requireNonNull(tree.get("events"))) {
            events.add(OtlpTree.event((Map<?, ?>) item));
        }
        Trees.putUnlessEmpty(wire, "events", events);
        List<Map<String, Object>> links = new ArrayList<>();
        for (Object item : (List<?>) java.util.Objects.requireNonNull(tree.get("links"))) {
            if (OtlpTree.isShowable((Map<?, ?>) item)) {
                links.add(OtlpTree.link((Map<?, ?>) item));
            }
        }
        Trees.putUnlessEmpty(wire, "links", links);
        if (!status.equals("UNSET")) {
            decoded.put("code", "STATUS_CODE_" + status);
        }
        if (tree.get("status") instanceof Map<?, ?> sent
                && sent.get("message") instanceof String text
                && !text.isEmpty()) {
            decoded.put("message", text);
        }
        wire.put("status", decoded);
        return wire;
    }

    private static void putUnlessZero(Map<String, Object> tree, String name, long value) {
        if (value != 0) {
            tree.put(name, unsigned(value));
        }
    }

    private static Object unsigned(long value) {
        return value < 0 ? new BigInteger(Long.toUnsignedString(value)) : (Object) value;
    }
}
