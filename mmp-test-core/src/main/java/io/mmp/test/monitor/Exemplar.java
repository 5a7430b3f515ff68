package io.mmp.test.monitor;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One observation behind a sample of OpenMetrics, such as the trace of a slow request.
 *
 * @param labels what names it, such as {@code trace_id}
 * @param value what was observed
 * @param timestamp when, if that is told
 * @since 0.1.0
 */
public record Exemplar(
        Map<String, String> labels, double value, @Nullable Instant timestamp) {}
