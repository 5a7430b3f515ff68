package io.mmp.test.mlflow.embedded.wire;

import io.mmp.test.mlflow.embedded.python.UnhandledRequestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON as protobuf's {@code Value} does, to which all numbers are floats. */
final class FloatTree {

    private FloatTree() {}

    /** Return a copy of a value with floats for its numbers. */
    static Object of(Object json) {
        Object floats = floats(json);
        return floats == null ? json : floats;
    }

    private static @Nullable Object floats(@Nullable Object json) {
        if (json instanceof List<?> list) {
            List<@Nullable Object> floats = new ArrayList<>();
            list.forEach(item -> floats.add(floats(item)));
            return floats;
        }
        if (json instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> floats = new LinkedHashMap<>();
            map.forEach((key, item) -> floats.put(String.valueOf(key), floats(item)));
            return floats;
        }
        if (!(json instanceof Number number)) {
            return json;
        }
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            throw new UnhandledRequestException("Protobuf's Value has no infinity and no NaN");
        }
        return value;
    }
}
