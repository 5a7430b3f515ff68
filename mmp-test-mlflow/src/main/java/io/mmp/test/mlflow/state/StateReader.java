package io.mmp.test.mlflow.state;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a state that {@link StateWriter} or a person has written. */
final class StateReader {

    private static final JSON TREES = JSON.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .build();

    private StateReader() {}

    /** Read and check a state; the stream is closed. */
    static StateDocument read(String name, InputStream input) throws IOException {
        StatePlace root = new StatePlace(name, "");
        Map<?, ?> fields = object(root, parse(root, input));
        requireVersion(root, fields);
        Map<StateSection, List<Map<String, Object>>> sections = new LinkedHashMap<>();
        fields.forEach((key, value) -> {
            if (!key.equals(StateWriter.FORMAT_FIELD) && !key.equals(StateWriter.VERSION_FIELD)) {
                StatePlace place = root.below(key);
                sections.put(section(String.valueOf(key), place), records(place, value));
            }
        });
        return StateDocument.of(name, section -> sections.getOrDefault(section, List.of()).stream());
    }

    private static @Nullable Object parse(StatePlace root, InputStream input) throws IOException {
        try (input;
                JsonParser parser = TREES.getStreamingFactory().createParser(input)) {
            try {
                Object value = TREES.anyFrom(parser);
                if (parser.nextToken() != null) {
                    throw root.problem("there is something after the end of the object. Remove it.");
                }
                return value;
            } catch (JsonProcessingException malformed) {
                JsonLocation at = malformed.getLocation() == null ? parser.currentLocation() : malformed.getLocation();
                String reason =
                        malformed.getOriginalMessage().lines().findFirst().orElse("");
                throw new StatePlace(
                                root.state(),
                                parser.getParsingContext().pathAsPointer().toString())
                        .problem("this is not JSON at line %s, column %s: %s. Correct it, or export the state again."
                                .formatted(at.getLineNr(), at.getColumnNr(), reason));
            }
        }
    }

    private static void requireVersion(StatePlace root, Map<?, ?> fields) {
        Object format = fields.get(StateWriter.FORMAT_FIELD);
        if (!StateWriter.FORMAT.equals(format)) {
            throw root.below(StateWriter.FORMAT_FIELD)
                    .problem("found %s instead of \"%s\". Is this a file that MlflowState.writeTo has written?"
                            .formatted(format == null ? "nothing" : StateType.shown(format), StateWriter.FORMAT));
        }
        Object version = fields.get(StateWriter.VERSION_FIELD);
        if (version instanceof Integer number && number > StateWriter.VERSION) {
            throw root.below(StateWriter.VERSION_FIELD)
                    .problem(
                            "found version %s of the format, but this release reads version %s. Use a later release of mmp-test, or export the state again with this one."
                                    .formatted(number, StateWriter.VERSION));
        }
        if (!(version instanceof Integer number) || number != StateWriter.VERSION) {
            throw root.below(StateWriter.VERSION_FIELD)
                    .problem("found %s. Write the version of the format, %s."
                            .formatted(version == null ? "nothing" : StateType.shown(version), StateWriter.VERSION));
        }
    }

    private static StateSection section(String key, StatePlace place) {
        return Arrays.stream(StateSection.values())
                .filter(section -> section.key().equals(key))
                .findFirst()
                .orElseThrow(() -> place.problem("this section is unknown. Remove it, or name it one of %s."
                        .formatted(Stream.of(StateSection.values())
                                .map(StateSection::key)
                                .collect(Collectors.joining(", ")))));
    }

    private static List<Map<String, Object>> records(StatePlace place, @Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            throw place.problem("found %s. Write a list.".formatted(StateType.shown(value)));
        }
        List<Map<String, Object>> records = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            Map<String, Object> record = new LinkedHashMap<>();
            object(place.below(i), list.get(i)).forEach((key, item) -> record.put(String.valueOf(key), item));
            records.add(record);
        }
        return records;
    }

    private static Map<?, ?> object(StatePlace place, @Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw place.problem("found %s. Write an object.".formatted(StateType.shown(value)));
    }
}
