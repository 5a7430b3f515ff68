package io.mmp.test.feast.online;

import com.fasterxml.jackson.jr.ob.JSON;
import io.mmp.test.table.ValueType;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of Feast's HTTP server, read with suspicion: a proxy or another server may have answered.
 *
 * @param uri the server
 * @param names the features for which there are results
 * @param results for each of these features its values, event timestamps and statuses
 */
record OnlineAnswer(URI uri, List<?> names, List<?> results) {

    private static final int SHOWN = 200;

    static OnlineAnswer read(URI uri, String body) {
        Object tree = parse(uri, body);
        Object metadata = tree instanceof Map<?, ?> answer ? answer.get("metadata") : null;
        Object names = metadata instanceof Map<?, ?> members ? members.get("feature_names") : null;
        if (!(names instanceof List<?> list)) {
            throw malformed(uri, "a list metadata.feature_names", tree);
        }
        Object results = ((Map<?, ?>) tree).get("results");
        if (!(results instanceof List<?> ofFeatures && ofFeatures.size() == list.size())) {
            throw malformed(uri, "a list 'results' of %s elements".formatted(list.size()), results);
        }
        return new OnlineAnswer(uri, list, ofFeatures);
    }

    private static Object parse(URI uri, String body) {
        try {
            return JSON.std.anyFrom(body);
        } catch (IOException e) {
            throw new OnlineException(message(uri, "JSON", body), e);
        }
    }

    /** Return the values of a feature for so many entities. */
    List<OnlineValue> values(String feature, ValueType type, int entities) {
        // Feast answers in an order of its own, and puts the entities first.
        int index = names.indexOf(feature.replaceFirst(":", "__"));
        if (index < 0) {
            throw new OnlineException(
                    "The feature server at %s returned %s, but not '%s'.".formatted(uri, names, feature), null);
        }
        List<?> values = list(index, "values", entities);
        List<?> timestamps = list(index, "event_timestamps", entities);
        // The Go server leaves the statuses out.
        boolean hasStatuses = member(index, "statuses") != null;
        List<?> statuses = hasStatuses ? list(index, "statuses", entities) : List.of();
        List<OnlineValue> served = new ArrayList<>();
        for (int row = 0; row < entities; row++) {
            FeatureStatus status = hasStatuses ? status(statuses.get(row)) : FeatureStatus.UNKNOWN;
            served.add(JsonValues.read(type, values.get(row), status, timestamp(index, timestamps.get(row))));
        }
        return served;
    }

    private @Nullable Object member(int index, String name) {
        return results.get(index) instanceof Map<?, ?> members ? members.get(name) : null;
    }

    private List<?> list(int index, String name, int size) {
        Object member = member(index, name);
        if (member instanceof List<?> list && list.size() == size) {
            return list;
        }
        throw malformed(uri, "a list '%s' of %s elements for '%s'".formatted(name, size, names.get(index)), member);
    }

    private Instant timestamp(int index, @Nullable Object text) {
        try {
            return Instant.parse(String.valueOf(text));
        } catch (DateTimeException e) {
            String expected = "event timestamps such as 2026-01-01T10:00:00Z for '%s'".formatted(names.get(index));
            throw new OnlineException(message(uri, expected, text), e);
        }
    }

    private static FeatureStatus status(@Nullable Object name) {
        return switch (String.valueOf(name)) {
            case "PRESENT" -> FeatureStatus.PRESENT;
            case "NULL_VALUE" -> FeatureStatus.NULL;
            case "NOT_FOUND" -> FeatureStatus.NOT_FOUND;
            case "OUTSIDE_MAX_AGE" -> FeatureStatus.OUTSIDE_MAX_AGE;
            default -> FeatureStatus.UNKNOWN;
        };
    }

    private static OnlineException malformed(URI uri, String expected, @Nullable Object found) {
        return new OnlineException(message(uri, expected, found), null);
    }

    private static String message(URI uri, String expected, @Nullable Object found) {
        String text = String.valueOf(found);
        return "The feature server at %s gave a malformed answer: expected %s, but found: %s"
                .formatted(uri, expected, text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text);
    }
}
