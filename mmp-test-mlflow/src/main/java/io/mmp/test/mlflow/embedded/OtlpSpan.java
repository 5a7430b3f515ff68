package io.mmp.test.mlflow.embedded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A span as OpenTelemetry's protocol carries it; times are nanoseconds of 64 bits without a sign, attributes JSON-like values. */
final class OtlpSpan {

    /** Something that happened during a span. */
    record Event(String name, long time, Map<String, @Nullable Object> attributes) {}

    /** A span of another trace, by MLflow's ids. */
    record Link(String traceId, String spanId, Map<String, @Nullable Object> attributes) {}

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
    /** The name of the service if MLflow knows it, which becomes an attribute. */
    @Nullable
    String service;

    long statusCode;
    String statusMessage = "";

    OtlpSpan(Map<String, @Nullable Object> resource) {
        this.resource = resource;
    }
}
