package io.mmp.test.mlflow.embedded;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON as maps, lists, strings, numbers and booleans, with the habits of Python's {@code json}. */
final class Json {

    private static final JSON TREES = JSON.builder(JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .build();

    private static final JSON ASCII = JSON.builder(JsonFactory.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE, JsonWriteFeature.WRITE_NAN_AS_STRINGS)
                    .build())
            .build();

    private Json() {}

    /** Read one value; empty if the text is not JSON, or is {@code null}. */
    static Optional<Object> read(byte[] text) {
        try (JsonParser parser = TREES.getStreamingFactory().createParser(text)) {
            @Nullable Object value = TREES.anyFrom(parser);
            return parser.nextToken() == null ? Optional.ofNullable(value) : Optional.empty();
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    /** Write a value in as few bytes as possible. */
    static byte[] write(Object value) {
        try {
            return TREES.asBytes(value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Write a value as MLflow's messages quote it: compact, everything outside ASCII escaped. */
    static String quote(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        try {
            return value instanceof Double number ? Python.repr(number) : ASCII.asString(value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Return how protobuf's JSON spells a double: a number, or a string for what JSON has no number for. */
    static Object number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        return value;
    }
}
