package io.mmp.test.mlflow.embedded.otlp;

import io.mmp.test.mlflow.embedded.python.UnhandledRequestException;
import io.mmp.test.mlflow.embedded.wire.Json;
import io.mmp.test.mlflow.embedded.wire.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads the spans of an export request in OTLP's JSON form, where ids are hexadecimal and long numbers are texts. */
public final class OtlpJson {

    /** Protobuf's limit for messages in messages, the outermost included. */
    private static final int MAX_DEPTH = 100;

    private static final int DEPTH_OF_RESOURCE = 3;
    private static final int DEPTH_OF_SPAN = 4;
    private static final int DEPTH_IN_SPAN = 5;

    private OtlpJson() {}

    /** Return the spans, or nothing if there is not even a resource. */
    public static Optional<List<OtlpSpan>> read(byte[] body) {
        Object json = Json.read(body).orElseThrow(() -> isNull(body) ? notAnObject() : malformed("no JSON"));
        decodeIds(json, "resourceSpans", "scopeSpans", "spans");
        AtomicReference<Object> sink = new AtomicReference<>();
        if (!OtlpSchema.REQUEST.read(json, sink::set)) {
            throw malformed("not the fields of a request");
        }
        List<Message> resources = ((Message) Objects.requireNonNull(sink.get())).messages("resource_spans");
        List<OtlpSpan> spans = new ArrayList<>();
        for (Message resourceSpans : resources) {
            Map<String, @Nullable Object> resource = attributes(resourceSpans.message("resource"), DEPTH_OF_RESOURCE);
            for (Message scope : resourceSpans.messages("scope_spans")) {
                scope.messages("spans").forEach(span -> spans.add(span(span, resource)));
            }
        }
        return resources.isEmpty() ? Optional.empty() : Optional.of(spans);
    }

    private static boolean isNull(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).strip().equals("null");
    }

    private static UnhandledRequestException notAnObject() {
        return new UnhandledRequestException("Not an object");
    }

    /**
     * Turn the ids of spans from hexadecimal into protobuf's base64. MLflow does so before it checks the types, fails where it cannot look
     * for them, and finds none where fields have their names in snake case.
     */
    @SuppressWarnings("unchecked")
    private static void decodeIds(@Nullable Object json, String... path) {
        if (!(json instanceof Map<?, ?> object)) {
            throw notAnObject();
        }
        if (path.length == 0) {
            for (String name : List.of("traceId", "spanId", "parentSpanId")) {
                decodedId(object.get(name)).ifPresent(id -> ((Map<String, Object>) object).put(name, id));
            }
            return;
        }
        if (!object.containsKey(path[0])) {
            return;
        }
        Object items = object.get(path[0]);
        boolean isEmpty = "".equals(items) || (items instanceof Map<?, ?> map && map.isEmpty());
        if (!(items instanceof List<?>) && !isEmpty) {
            throw new UnhandledRequestException("Not a list");
        }
        String[] rest = Arrays.copyOfRange(path, 1, path.length);
        for (Object item : items instanceof List<?> list ? list : List.of()) {
            decodeIds(item, rest);
        }
    }

    private static Optional<String> decodedId(@Nullable Object json) {
        if (json instanceof String hex) {
            try {
                return Optional.of(
                        Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex.replaceAll("\\s", ""))));
            } catch (IllegalArgumentException notHexadecimal) {
                throw malformed("not hexadecimal");
            }
        }
        if (json != null && !List.of(0, 0.0, false, List.of(), Map.of()).contains(json)) {
            throw new UnhandledRequestException("An id is not a text");
        }
        return Optional.empty();
    }

    private static OtlpSpan span(Message sent, Map<String, @Nullable Object> resource) {
        OtlpSpan span = new OtlpSpan(resource);
        span.traceId = base64(sent.string("trace_id"));
        span.spanId = base64(sent.string("span_id"));
        span.parentId = base64(sent.string("parent_span_id"));
        span.name = sent.string("name");
        span.start = sent.integer("start_time_unix_nano");
        span.end = sent.integer("end_time_unix_nano");
        span.attributes.putAll(attributes(sent, DEPTH_OF_SPAN));
        for (Message event : sent.messages("events")) {
            span.events.add(new OtlpSpan.Event(
                    event.string("name"), event.integer("time_unix_nano"), attributes(event, DEPTH_IN_SPAN)));
        }
        for (Message link : sent.messages("links")) {
            // MLflow turns only the ids of the spans themselves from hexadecimal.
            span.links.add(new OtlpSpan.Link(
                    OtlpIds.ofTrace(base64(link.string("trace_id"))),
                    OtlpIds.ofSpan(base64(link.string("span_id"))),
                    attributes(link, DEPTH_IN_SPAN)));
        }
        Message status = sent.message("status");
        span.statusMessage = status.string("message");
        span.statusCode = switch (status.string("code")) {
            case "STATUS_CODE_OK" -> 1;
            case "STATUS_CODE_ERROR" -> 2;
            default -> 0;
        };
        return span;
    }

    private static Map<String, @Nullable Object> attributes(Message message, int depth) {
        return keyValues(message.messages("attributes"), depth + 1);
    }

    private static Map<String, @Nullable Object> keyValues(List<Message> items, int depth) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        for (Message item : items) {
            requireDepth(depth);
            entries.put(item.string("key"), anyValue(item.message("value"), depth + 1));
        }
        return entries;
    }

    private static @Nullable Object anyValue(Message value, int depth) {
        if (value.has("array_value")) {
            requireDepth(depth + 1);
            List<@Nullable Object> items = new ArrayList<>();
            value.message("array_value").messages("values").forEach(item -> {
                requireDepth(depth + 2);
                items.add(anyValue(item, depth + 2));
            });
            return items;
        }
        if (value.has("kvlist_value")) {
            requireDepth(depth + 1);
            return keyValues(value.message("kvlist_value").messages("values"), depth + 2);
        }
        if (value.has("bytes_value")) {
            return base64(value.string("bytes_value"));
        }
        for (String scalar : List.of("string_value", "bool_value", "int_value", "double_value")) {
            if (value.has(scalar)) {
                return value.value(scalar).orElse(null);
            }
        }
        return null;
    }

    private static void requireDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw malformed("messages are nested more than " + MAX_DEPTH + " deep");
        }
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getMimeDecoder().decode(text.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException notBase64) {
            throw malformed("not base64");
        }
    }

    private static ProtoReader.MalformedException malformed(String what) {
        return new ProtoReader.MalformedException(what);
    }
}
