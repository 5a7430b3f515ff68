package io.mmp.test.mlflow.state;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The fields that an object of a state must and may have; it has no others, lest a misspelt one be overlooked. */
final class StateShape {

    private final Map<String, StateType> fields = new LinkedHashMap<>();
    private final Set<String> required = new LinkedHashSet<>();

    StateShape required(String name, StateType type) {
        required.add(name);
        return optional(name, type);
    }

    StateShape optional(String name, StateType type) {
        fields.put(name, type);
        return this;
    }

    /** Refuse an object that lacks a field, has an unknown one or one of another type. */
    void check(Map<?, ?> object, StatePlace place) {
        for (String name : required) {
            if (!object.containsKey(name)) {
                throw place.problem("the field '%s' is missing. Add it.".formatted(name));
            }
        }
        object.forEach((key, value) -> {
            String name = String.valueOf(key);
            StateType type = fields.get(name);
            if (type == null) {
                throw place.below(name)
                        .problem("this field is unknown. Remove it, or write one of %s."
                                .formatted(String.join(", ", fields.keySet())));
            }
            type.check(value, place.below(name));
        });
    }
}
