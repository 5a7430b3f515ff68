package io.mmp.test.mlflow.embedded.otlp;

import java.math.BigInteger;

/** Spells the ids of traces and spans, which OpenTelemetry sends as bytes, as MLflow does. */
public final class OtlpIds {

    /** How many bytes the id of a trace has. */
    public static final int TRACE_BYTES = 16;

    /** How many bytes the id of a span has. */
    public static final int SPAN_BYTES = 8;

    private OtlpIds() {}

    /** Return MLflow's id of a trace. */
    public static String ofTrace(byte[] id) {
        return "tr-" + hex(id, TRACE_BYTES);
    }

    /** Return MLflow's id of a span. */
    public static String ofSpan(byte[] id) {
        return hex(id, SPAN_BYTES);
    }

    /** Leading zeros of what is longer than an id go: to MLflow it is a number. */
    private static String hex(byte[] id, int length) {
        String hex = new BigInteger(1, id).toString(16);
        return "0".repeat(Math.max(0, 2 * length - hex.length())) + hex;
    }
}
