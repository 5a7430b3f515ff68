package io.mmp.test.mlflow.embedded.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Reads and writes JSON as maps, lists, texts, numbers and booleans; like Python's, it knows NaN and infinity. */
public final class Json {

    private static final JSON TREES = JSON.builder(JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .streamReadConstraints(JsonTree.CONSTRAINTS)
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(2 * JsonTree.MAX_DEPTH)
                            .build())
                    .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
                    .build())
            .enable(JSON.Feature.WRITE_NULL_PROPERTIES)
            .build();

    private Json() {}

    /** Read one value; empty if the text is not JSON, or is {@code null}; a text that is too large or too deep ends the request. */
    public static Optional<Object> read(byte[] text) {
        try (JsonParser parser = TREES.getStreamingFactory().createParser(text)) {
            return JsonTree.read(parser);
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

    /** Return how protobuf's JSON spells a double: a number, or a text for what JSON has no number for. */
    public static Object number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        return value;
    }
}
