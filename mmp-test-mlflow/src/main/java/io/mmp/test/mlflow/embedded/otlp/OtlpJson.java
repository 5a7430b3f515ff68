package io.mmp.test.mlflow.embedded.otlp;

import io.mmp.test.mlflow.embedded.python.UnhandledRequestException;
import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.FieldType;
import io.mmp.test.mlflow.embedded.wire.Json;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.ProtoField;
import io.mmp.test.mlflow.embedded.wire.Schema;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the spans of an export request in OTLP's JSON form, where ids are hexadecimal and long numbers are texts. */
public final class OtlpJson {

    private static final Schema ANY_VALUE = Schema.of(
                    Field.string("string_value"),
                    Field.scalar("bool_value", FieldType.BOOLEAN),
                    Field.scalar("int_value", FieldType.INT64),
                    Field.scalar("double_value", FieldType.DOUBLE),
                    later("array_value", () -> OtlpJson.ARRAY),
                    later("kvlist_value", () -> OtlpJson.KEY_VALUES),
                    Field.string("bytes_value"))
            .oneOf(
                    "string_value",
                    "bool_value",
                    "int_value",
                    "double_value",
                    "array_value",
                    "kvlist_value",
                    "bytes_value");
    private static final Schema KEY_VALUE = Schema.of(Field.string("key"), Field.object("value", ANY_VALUE));
    private static final Schema ARRAY = Schema.of(Field.objects("values", ANY_VALUE));
    private static final Schema KEY_VALUES = Schema.of(Field.objects("values", KEY_VALUE));
    private static final Field ATTRIBUTES = Field.objects("attributes", KEY_VALUE);
    private static final Schema SPAN = Schema.of(
            Field.string("trace_id"),
            Field.string("span_id"),
            Field.string("parent_span_id"),
            Field.string("trace_state"),
            Field.string("name"),
            Field.scalar("start_time_unix_nano", FieldType.INT64),
            Field.scalar("end_time_unix_nano", FieldType.INT64),
            ATTRIBUTES,
            Field.objects(
                    "events",
                    Schema.of(Field.string("name"), Field.scalar("time_unix_nano", FieldType.INT64), ATTRIBUTES)),
            Field.objects("links", Schema.of(Field.string("trace_id"), Field.string("span_id"), ATTRIBUTES)),
            Field.object(
                    "status",
                    Schema.of(
                            Field.string("message"),
                            ProtoField.enumeration(
                                    "code", List.of("STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR")))));
    private static final Schema REQUEST = Schema.of(Field.objects(
            "resource_spans",
            Schema.of(
                    Field.object("resource", Schema.of(ATTRIBUTES)),
                    Field.objects("scope_spans", Schema.of(Field.objects("spans", SPAN))))));

    private OtlpJson() {}

    private static Field later(String name, Supplier<Schema> schema) {
        return new Field(name, false, (json, sink) -> schema.get().read(json, sink), json -> true, List.of());
    }

    /** Return the spans, or nothing if there is not even a resource. */
    public static Optional<List<OtlpSpan>> read(byte[] body) {
        Object json = Json.read(body).orElseThrow(() -> malformed("no JSON"));
        requireObjects(json, "resourceSpans", "scopeSpans", "spans");
        AtomicReference<Object> sink = new AtomicReference<>();
        if (!REQUEST.read(json, sink::set)) {
            throw malformed("not the fields of a request");
        }
        List<Message> resources = ((Message) Objects.requireNonNull(sink.get())).messages("resource_spans");
        List<OtlpSpan> spans = new ArrayList<>();
        for (Message resourceSpans : resources) {
            Map<String, @Nullable Object> resource = attributes(resourceSpans.message("resource"));
            for (Message scope : resourceSpans.messages("scope_spans")) {
                scope.messages("spans").forEach(span -> spans.add(span(span, resource)));
            }
        }
        return resources.isEmpty() ? Optional.empty() : Optional.of(spans);
    }

    /** MLflow looks for the ids before it checks the types, and fails where it cannot look. */
    private static void requireObjects(@Nullable Object json, String... path) {
        if (!(json instanceof Map<?, ?> object)) {
            throw new UnhandledRequestException("Not an object");
        }
        if (path.length == 0) {
            for (String name : List.of("traceId", "spanId", "parentSpanId")) {
                requireId(object.get(name));
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
        String[] rest = java.util.Arrays.copyOfRange(path, 1, path.length);
        for (Object item : items instanceof List<?> list ? list : List.of()) {
            requireObjects(item, rest);
        }
    }

    private static void requireId(@Nullable Object json) {
        if (json instanceof String hex) {
            id(hex);
        } else if (json != null && !List.of(0, 0.0, false, List.of(), Map.of()).contains(json)) {
            throw new UnhandledRequestException("An id is not a text");
        }
    }

    private static OtlpSpan span(Message sent, Map<String, @Nullable Object> resource) {
        OtlpSpan span = new OtlpSpan(resource);
        span.traceId = id(sent.string("trace_id"));
        span.spanId = id(sent.string("span_id"));
        span.parentId = id(sent.string("parent_span_id"));
        span.name = sent.string("name");
        span.start = time(sent, "start_time_unix_nano");
        span.end = time(sent, "end_time_unix_nano");
        span.attributes.putAll(attributes(sent));
        for (Message event : sent.messages("events")) {
            span.events.add(new OtlpSpan.Event(event.string("name"), time(event, "time_unix_nano"), attributes(event)));
        }
        for (Message link : sent.messages("links")) {
            // MLflow turns only the ids of the spans themselves from hexadecimal.
            span.links.add(new OtlpSpan.Link(
                    OtlpIds.ofTrace(base64(link.string("trace_id"))),
                    OtlpIds.ofSpan(base64(link.string("span_id"))),
                    attributes(link)));
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

    private static Map<String, @Nullable Object> attributes(Message message) {
        return keyValues(message.messages("attributes"));
    }

    private static Map<String, @Nullable Object> keyValues(List<Message> items) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        items.forEach(item -> entries.put(item.string("key"), anyValue(item.message("value"))));
        return entries;
    }

    private static @Nullable Object anyValue(Message value) {
        if (value.has("array_value")) {
            List<@Nullable Object> items = new ArrayList<>();
            value.message("array_value").messages("values").forEach(item -> items.add(anyValue(item)));
            return items;
        }
        if (value.has("kvlist_value")) {
            return keyValues(value.message("kvlist_value").messages("values"));
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

    private static byte[] id(String hex) {
        try {
            return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        } catch (IllegalArgumentException notHexadecimal) {
            throw malformed("not hexadecimal");
        }
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getMimeDecoder().decode(text.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException notBase64) {
            throw malformed("not base64");
        }
    }

    private static long time(Message message, String name) {
        long nanos = message.integer(name);
        if (nanos < 0) {
            throw malformed("a time before 1970");
        }
        return nanos;
    }

    private static ProtoReader.MalformedException malformed(String what) {
        return new ProtoReader.MalformedException(what);
    }
}
