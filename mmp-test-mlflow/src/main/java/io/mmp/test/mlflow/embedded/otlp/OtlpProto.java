package io.mmp.test.mlflow.embedded.otlp;

import static io.mmp.test.mlflow.embedded.otlp.ProtoReader.FIXED64;
import static io.mmp.test.mlflow.embedded.otlp.ProtoReader.VARINT;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the spans of an {@code ExportTraceServiceRequest} in its binary form; fields by the numbers of OTLP 1.x. */
public final class OtlpProto {

    /** The fields of a value that are messages. */
    private static final int LIST = 5;

    private static final int ENTRIES = 6;

    private OtlpProto() {}

    /** Return the spans, or nothing if there is not even a resource. */
    public static Optional<List<OtlpSpan>> read(byte[] body) {
        List<OtlpSpan> spans = new ArrayList<>();
        boolean hasResource = false;
        ProtoReader request = ProtoReader.of(body);
        for (int field = request.next(); field != 0; field = request.next()) {
            if (field == 1) {
                hasResource = true;
                resourceSpans(request.message(), spans);
            } else {
                request.skip();
            }
        }
        return hasResource ? Optional.of(spans) : Optional.empty();
    }

    private static void resourceSpans(ProtoReader reader, List<OtlpSpan> spans) {
        Map<String, @Nullable Object> resource = new LinkedHashMap<>();
        List<ProtoReader> scopes = new ArrayList<>();
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> {
                    ProtoReader attributes = reader.message();
                    for (int inner = attributes.next(); inner != 0; inner = attributes.next()) {
                        if (inner == 1) {
                            keyValue(attributes.message(), resource);
                        } else {
                            attributes.skip();
                        }
                    }
                }
                case 2 -> scopes.add(reader.message());
                default -> reader.skip();
            }
        }
        for (ProtoReader inner : scopes) {
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
                case FIXED64 | 7 -> span.start = reader.fixed64();
                case FIXED64 | 8 -> span.end = reader.fixed64();
                case 9 -> keyValue(reader.message(), span.attributes);
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
                case FIXED64 | 1 -> time = reader.fixed64();
                case 2 -> name = reader.text();
                case 3 -> keyValue(reader.message(), attributes);
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
                case 4 -> keyValue(reader.message(), attributes);
                default -> reader.skip();
            }
        }
        return new OtlpSpan.Link(OtlpIds.ofTrace(traceId), OtlpIds.ofSpan(spanId), attributes);
    }

    private static void status(ProtoReader reader, OtlpSpan span) {
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 2 -> span.statusMessage = reader.text();
                case VARINT | 3 -> span.statusCode = reader.varint();
                default -> reader.skip();
            }
        }
    }

    private static void keyValue(ProtoReader reader, Map<String, @Nullable Object> target) {
        String key = "";
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> key = reader.text();
                // Two parts of a message are one as they follow one another.
                case 2 -> value.writeBytes(reader.bytes());
                default -> reader.skip();
            }
        }
        target.put(key, anyValue(reader.inside(value.toByteArray())));
    }

    /** The last kind of value that is named counts. */
    private static @Nullable Object anyValue(ProtoReader reader) {
        int kind = 0;
        Object scalar = null;
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> scalar = reader.text();
                case VARINT | 2 -> scalar = reader.varint() != 0;
                case VARINT | 3 -> scalar = reader.varint();
                case FIXED64 | 4 -> scalar = Double.longBitsToDouble(reader.fixed64());
                case LIST, ENTRIES -> {
                    if (kind != field) {
                        message.reset();
                    }
                    message.writeBytes(reader.bytes());
                }
                case 7 -> scalar = reader.bytes();
                default -> {
                    reader.skip();
                    continue;
                }
            }
            kind = field;
        }
        return switch (kind) {
            case LIST -> array(reader.inside(message.toByteArray()));
            case ENTRIES -> keyValues(reader.inside(message.toByteArray()));
            default -> scalar;
        };
    }

    private static List<@Nullable Object> array(ProtoReader reader) {
        List<@Nullable Object> items = new ArrayList<>();
        for (int field = reader.next(); field != 0; field = reader.next()) {
            if (field == 1) {
                items.add(anyValue(reader.message()));
            } else {
                reader.skip();
            }
        }
        return items;
    }

    private static Map<String, @Nullable Object> keyValues(ProtoReader reader) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        for (int field = reader.next(); field != 0; field = reader.next()) {
            if (field == 1) {
                keyValue(reader.message(), entries);
            } else {
                reader.skip();
            }
        }
        return entries;
    }
}
