package io.mmp.test.mlflow.embedded.otlp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the spans of an {@code ExportTraceServiceRequest} in its binary form; fields by the numbers of OTLP 1.x. */
public final class OtlpProto {

    private static final int MAX_DEPTH = 100;

    private OtlpProto() {}

    /** Return the spans, or nothing if there is not even a resource. */
    public static Optional<List<OtlpSpan>> read(byte[] body) {
        List<OtlpSpan> spans = new ArrayList<>();
        boolean hasResource = false;
        ProtoReader request = ProtoReader.of(body);
        for (int field = request.next(); field != 0; field = request.next()) {
            if (field == 1) {
                hasResource = true;
                resourceSpans(request.bytes(), spans);
            } else {
                request.skip();
            }
        }
        return hasResource ? Optional.of(spans) : Optional.empty();
    }

    private static void resourceSpans(byte[] message, List<OtlpSpan> spans) {
        Map<String, @Nullable Object> resource = new LinkedHashMap<>();
        List<byte[]> scopes = new ArrayList<>();
        ProtoReader reader = ProtoReader.of(message);
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> {
                    ProtoReader attributes = reader.message();
                    for (int inner = attributes.next(); inner != 0; inner = attributes.next()) {
                        if (inner == 1) {
                            keyValue(attributes.message(), resource, 0);
                        } else {
                            attributes.skip();
                        }
                    }
                }
                case 2 -> scopes.add(reader.bytes());
                default -> reader.skip();
            }
        }
        for (byte[] scope : scopes) {
            ProtoReader inner = ProtoReader.of(scope);
            for (int field = inner.next(); field != 0; field = inner.next()) {
                if (field == 2) {
                    spans.add(span(inner.message(), resource));
                } else {
                    inner.skip();
                }
            }
        }
    }

    private static OtlpSpan span(ProtoReader reader, Map<String, @Nullable Object> resource) {
        OtlpSpan span = new OtlpSpan(resource);
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> span.traceId = reader.bytes();
                case 2 -> span.spanId = reader.bytes();
                case 4 -> span.parentId = reader.bytes();
                case 5 -> span.name = reader.text();
                case 7 -> span.start = reader.fixed64();
                case 8 -> span.end = reader.fixed64();
                case 9 -> keyValue(reader.message(), span.attributes, 0);
                case 11 -> span.events.add(event(reader.message()));
                case 13 -> span.links.add(link(reader.message()));
                case 15 -> status(reader.message(), span);
                default -> reader.skip();
            }
        }
        return span;
    }

    private static OtlpSpan.Event event(ProtoReader reader) {
        long time = 0;
        String name = "";
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> time = reader.fixed64();
                case 2 -> name = reader.text();
                case 3 -> keyValue(reader.message(), attributes, 0);
                default -> reader.skip();
            }
        }
        return new OtlpSpan.Event(name, time, attributes);
    }

    private static OtlpSpan.Link link(ProtoReader reader) {
        byte[] traceId = {};
        byte[] spanId = {};
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> traceId = reader.bytes();
                case 2 -> spanId = reader.bytes();
                case 4 -> keyValue(reader.message(), attributes, 0);
                default -> reader.skip();
            }
        }
        return new OtlpSpan.Link(OtlpIds.ofTrace(traceId), OtlpIds.ofSpan(spanId), attributes);
    }

    private static void status(ProtoReader reader, OtlpSpan span) {
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 2 -> span.statusMessage = reader.text();
                case 3 -> span.statusCode = reader.varint();
                default -> reader.skip();
            }
        }
    }

    private static void keyValue(ProtoReader reader, Map<String, @Nullable Object> target, int depth) {
        String key = "";
        Object value = null;
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> key = reader.text();
                case 2 -> value = anyValue(reader.message(), depth + 1);
                default -> reader.skip();
            }
        }
        target.put(key, value);
    }

    private static @Nullable Object anyValue(ProtoReader reader, int depth) {
        if (depth > MAX_DEPTH) {
            throw new ProtoReader.MalformedException("Values are nested more than " + MAX_DEPTH + " deep");
        }
        Object value = null;
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> value = reader.text();
                case 2 -> value = reader.varint() != 0;
                case 3 -> value = reader.varint();
                case 4 -> value = Double.longBitsToDouble(reader.fixed64());
                case 5 -> value = array(reader.message(), depth);
                case 6 -> value = keyValues(reader.message(), depth);
                case 7 -> value = reader.bytes();
                default -> reader.skip();
            }
        }
        return value;
    }

    private static List<@Nullable Object> array(ProtoReader reader, int depth) {
        List<@Nullable Object> items = new ArrayList<>();
        for (int field = reader.next(); field != 0; field = reader.next()) {
            if (field == 1) {
                items.add(anyValue(reader.message(), depth + 1));
            } else {
                reader.skip();
            }
        }
        return items;
    }

    private static Map<String, @Nullable Object> keyValues(ProtoReader reader, int depth) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        for (int field = reader.next(); field != 0; field = reader.next()) {
            if (field == 1) {
                keyValue(reader.message(), entries, depth);
            } else {
                reader.skip();
            }
        }
        return entries;
    }
}
