package io.mmp.test.mlflow.embedded.otlp;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A span as OpenTelemetry's protocol carries it; times are nanoseconds of 64 bits without a sign, attributes JSON-like values. */
public final class OtlpSpan {

    /** Something that happened during a span. */
    public record Event(String name, long time, Map<String, @Nullable Object> attributes) {}

    /** A span of another trace, by MLflow's ids. */
    public record Link(String traceId, String spanId, Map<String, @Nullable Object> attributes) {}

    final Map<String, @Nullable Object> resource;
    final Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    final List<Event> events = new ArrayList<>(0);
    final List<Link> links = new ArrayList<>(0);
    byte[] traceId = {};
    byte[] spanId = {};
    byte[] parentId = {};
    String name = "";
    long start;
    long end;

    @Nullable
    String service;

    long statusCode;
    String statusMessage = "";

    OtlpSpan(Map<String, @Nullable Object> resource) {
        this.resource = resource;
    }

    /** Return the attributes of what sent the span. */
    public Map<String, @Nullable Object> resource() {
        return resource;
    }

    /** Return the attributes by name. */
    public Map<String, @Nullable Object> attributes() {
        return attributes;
    }

    /** Return what happened during the span. */
    public List<Event> events() {
        return events;
    }

    /** Return the spans that this one points to. */
    public List<Link> links() {
        return links;
    }

    /** Return the id of the trace. */
    public byte[] traceId() {
        return traceId;
    }

    /** Return the id. */
    public byte[] spanId() {
        return spanId;
    }

    /** Tell whether the span has no parent: its id is missing, or nothing but zeros. */
    public boolean isRoot() {
        return new BigInteger(1, parentId).signum() == 0;
    }

    /** Return the id of the parent. */
    public byte[] parentId() {
        return parentId;
    }

    /** Return the name. */
    public String name() {
        return name;
    }

    /** Return when it started. */
    public long start() {
        return start;
    }

    /** Return when it ended. */
    public long end() {
        return end;
    }

    /** Return the name of the service if MLflow knows it, which becomes an attribute. */
    public @Nullable String service() {
        return service;
    }

    /** Note the name of the service, which MLflow knows. */
    public void noteService(String name) {
        service = name;
    }

    /** Return the status: 1 is fine, 2 is an error. */
    public long statusCode() {
        return statusCode;
    }

    /** Return what the status says. */
    public String statusMessage() {
        return statusMessage;
    }
}
