package io.mmp.test.examples.platform.kserve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges the body of a request of KServe's v1: {@code instances}, rows of finite numbers as wide as the model, and nothing else. */
final class PredictionRequest {

    private static final JSON STRICT = JSON.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private PredictionRequest() {}

    /** Return what is wrong with a body; empty if nothing is. */
    static Optional<String> fault(byte[] body, ModelSchema schema) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            Object value = STRICT.anyFrom(text);
            if (!(value instanceof Map<?, ?> members) || !members.keySet().equals(Set.of("instances"))) {
                return Optional.of("an object with 'instances' alone is expected");
            }
            if (!(members.get("instances") instanceof List<?> rows) || rows.isEmpty()) {
                return Optional.of("'instances' must be a list of rows");
            }
            boolean areRows = rows.stream().allMatch(row -> isRow(row, schema));
            return areRows
                    ? Optional.empty()
                    : Optional.of("each row must be of %s finite numbers: %s"
                            .formatted(schema.features().size(), String.join(", ", schema.features())));
        } catch (CharacterCodingException e) {
            return Optional.of("the body is not in UTF-8");
        } catch (IOException e) {
            return Optional.of("the body is not JSON");
        }
    }

    private static boolean isRow(Object row, ModelSchema schema) {
        return row instanceof List<?> values
                && values.size() == schema.features().size()
                && values.stream()
                        .allMatch(value -> value instanceof Number number && Double.isFinite(number.doubleValue()));
    }
}
