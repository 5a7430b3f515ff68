package io.mmp.test.mlflow.state;

import io.mmp.test.Internal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One record of a state, whose fields have been checked.
 *
 * @since 0.1.0
 */
@Internal
public final class StateRecord {

    private final Map<?, ?> fields;
    private final StatePlace place;

    StateRecord(Map<?, ?> fields, StatePlace place) {
        this.fields = fields;
        this.place = place;
    }

    /** Tell whether there is a field. */
    public boolean has(String field) {
        return fields.containsKey(field);
    }

    /** Return a text; empty if there is none. */
    public String text(String field) {
        return text(field, "");
    }

    /** Return a text, or what stands for it if there is none. */
    public String text(String field, String otherwise) {
        return fields.get(field) instanceof String text ? text : otherwise;
    }

    /** Return a text, or null if there is none. */
    public @Nullable String optional(String field) {
        return fields.get(field) instanceof String text ? text : null;
    }

    /** Return an integer; 0 if there is none. */
    public long number(String field) {
        return fields.get(field) instanceof Number number ? number.longValue() : 0;
    }

    /** Return a fraction, which may be NaN. */
    public double fraction(String field) {
        return fields.get(field) instanceof Number number ? number.doubleValue() : Double.parseDouble(text(field, "0"));
    }

    /** Return the entries of an object of texts. */
    public Map<String, String> texts(String field) {
        return map(field, String::valueOf);
    }

    /** Return the entries of an object of small integers. */
    public Map<String, Integer> numbers(String field) {
        return map(field, value -> value instanceof Number number ? number.intValue() : 0);
    }

    /** Return the records of a list. */
    public List<StateRecord> records(String field) {
        return records(fields.get(field), place.below(field));
    }

    /** Return the lists of records of an object by their names. */
    public Map<String, List<StateRecord>> recordsByName(String field) {
        Map<String, List<StateRecord>> lists = new LinkedHashMap<>();
        if (fields.get(field) instanceof Map<?, ?> object) {
            object.forEach((key, value) -> {
                String name = String.valueOf(key);
                lists.put(name, records(value, place.below(field).below(name)));
            });
        }
        return lists;
    }

    /** Create the complaint about a field, or about the record if the field is empty. */
    public MlflowStateException problem(String field, String found) {
        return (field.isEmpty() ? place : place.below(field)).problem(found);
    }

    static List<StateRecord> records(@Nullable Object value, StatePlace place) {
        List<StateRecord> records = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof Map<?, ?> object) {
                    records.add(new StateRecord(object, place.below(records.size())));
                }
            }
        }
        return records;
    }

    private <T> Map<String, T> map(String field, Function<@Nullable Object, T> mapping) {
        Map<String, T> map = new LinkedHashMap<>();
        if (fields.get(field) instanceof Map<?, ?> object) {
            object.forEach((key, value) -> map.put(String.valueOf(key), mapping.apply(value)));
        }
        return map;
    }
}
