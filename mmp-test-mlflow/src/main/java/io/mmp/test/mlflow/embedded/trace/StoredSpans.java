package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.Json;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Trees;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the spans of a trace that are kept here, and not as an artifact. */
final class StoredSpans {

    private static final String SIZE_STATS = "mlflow.trace.sizeStats";

    private StoredSpans() {}

    /** Return the spans, roots first and then by their start, or fail if they are elsewhere. */
    static List<Span> of(Trace trace) {
        if (!Trace.TRACKING_STORE.equals(trace.tags.get(Trace.SPANS_LOCATION))) {
            throw new RestException(ErrorCode.INTERNAL_ERROR, "Trace data not stored in tracking store");
        }
        return trace.spans.values().stream()
                .sorted(Comparator.comparing((Span span) -> span.parentId() != null)
                        .thenComparingLong(Span::start))
                .toList();
    }

    /** Tell whether the client counted more spans than have arrived. */
    static boolean areIncomplete(Trace trace) {
        String stats = trace.metadata.get(SIZE_STATS);
        return stats != null
                && Json.read(stats.getBytes(StandardCharsets.UTF_8)).orElse("") instanceof Map<?, ?> sizes
                && sizes.get("num_spans") instanceof Number expected
                && trace.spans.size() < expected.doubleValue();
    }

    /** Return a trace with its spans as it goes over the wire. */
    static Map<String, Object> tree(Trace trace, List<Span> spans) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("trace_info", trace.tree());
        Trees.putUnlessEmpty(tree, "spans", spans.stream().map(Span::wireTree).toList());
        return tree;
    }
}
