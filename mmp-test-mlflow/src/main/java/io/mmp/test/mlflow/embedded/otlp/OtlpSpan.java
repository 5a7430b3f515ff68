package io.mmp.test.mlflow.embedded.otlp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A span as OpenTelemetry's protocol carries it; times are nanoseconds, attributes JSON-like values. */
public final class OtlpSpan {

    /** Something that happened during a span. */
    public record Event(String name, long time, Map<String, @Nullable Object> attributes) {}

    /** A span of another trace, by MLflow's ids. */
    public record Link(String traceId, String spanId, Map<String, @Nullable Object> attributes) {}

    public final Map<String, @Nullable Object> resource;
    public final Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    public final List<Event> events = new ArrayList<>(0);
    public final List<Link> links = new ArrayList<>(0);
    public byte[] traceId = {};
    public byte[] spanId = {};
    public byte[] parentId = {};
    public String name = "";
    public long start;
    public long end;
    public long statusCode;
    public String statusMessage = "";

    OtlpSpan(Map<String, @Nullable Object> resource) {
        this.resource = resource;
    }
}
