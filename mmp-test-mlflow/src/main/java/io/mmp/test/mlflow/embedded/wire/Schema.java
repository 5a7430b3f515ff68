package io.mmp.test.mlflow.embedded.wire;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.UnhandledRequestException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request, read as MLflow reads them.
 *
 * <p>MLflow hands the JSON to protobuf's parser, which ignores unknown fields and stops at the first value of a wrong
 * type; what it read until then is kept. MLflow then makes its own checks on the JSON, in the order of the fields here,
 * and carries on with what was read if none of them fails.
 */
public final class Schema implements Field.Reader {

    /** A key and its value: a tag or a param. */
    public static final Schema KEY_VALUE = of(Field.string("key"), Field.string("value"));

    private final List<Field> fields;
    private boolean needsJson;
    private boolean isInQuery;
    private Set<String> alternatives = Set.of();
    private final Map<String, Field> byName = new LinkedHashMap<>();

    private Schema(List<Field> fields) {
        this.fields = fields;
        for (Field field : fields) {
            byName.put(field.name(), field);
            byName.put(field.jsonName(), field);
        }
    }

    /** Describe a request by its fields. */
    public static Schema of(Field... fields) {
        return new Schema(List.of(fields));
    }

    /** Read the query whatever the method, and never the body. */
    Schema inQuery() {
        isInQuery = true;
        return this;
    }

    /** Tell whether the body is left alone, whatever it is; one without fields is of no interest. */
    boolean isInQuery() {
        return isInQuery || fields.isEmpty();
    }

    /** Fail at a body that is no JSON, as MLflow's server does for one endpoint; others take it for an empty object. */
    public Schema needingJson() {
        needsJson = true;
        return this;
    }

    /** Accept only one of some fields: the first that is not null stays, the second ends the reading. */
    public Schema oneOf(String... names) {
        alternatives = Set.of(names);
        return this;
    }

    /** Return the object that stands for a body that is no JSON. */
    Map<?, ?> withoutJson() {
        if (needsJson) {
            throw new UnhandledRequestException("The body is not JSON");
        }
        return Map.of();
    }

    /** Read and check a request body; a list stands for an empty object where MLflow never looks up a field in it. */
    Message parseBody(Object json) {
        if (json instanceof Map<?, ?> object) {
            return parse(object);
        }
        if (json instanceof List<?> items && fields.stream().noneMatch(field -> isLookedUp(field, items))) {
            return new Message();
        }
        throw new UnhandledRequestException("The body is not a JSON object but a " + Python.typeName(json));
    }

    private static boolean isLookedUp(Field field, List<?> names) {
        return field.isRequired() || (!field.checks().isEmpty() && names.contains(field.name()));
    }

    private Message parse(Map<?, ?> json) {
        rejectConflictingNames(json);
        Message message = new Message();
        check(json, merge(json, message));
        return message;
    }

    /** Read and check a query, whose fields have one name only and whose values are all texts. */
    Message parseQuery(Map<String, List<String>> query) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (Field field : fields) {
            List<String> values = query.getOrDefault(field.name(), List.of());
            if (!values.isEmpty()) {
                json.put(field.name(), field.repeated() ? values : queryValue(field, values.get(0)));
            }
        }
        return parse(json);
    }

    @Override
    public boolean read(Object json, Consumer<Object> sink) {
        Message message = new Message();
        sink.accept(message);
        if (json instanceof Map<?, ?> map) {
            return merge(map, message);
        }
        // Protobuf's parser iterates over whatever it is given: a text or an empty list has no known field.
        return json instanceof String || (json instanceof Collection<?> list && list.isEmpty());
    }

    private boolean merge(Map<?, ?> json, Message message) {
        boolean chosen = false;
        for (Map.Entry<?, ?> entry : json.entrySet()) {
            Field field = byName.get(String.valueOf(entry.getKey()));
            if (field != null && entry.getValue() != null && alternatives.contains(field.name())) {
                if (chosen) {
                    return false;
                }
                chosen = true;
            }
            if (field != null && !merge(field, entry.getValue(), message)) {
                return false;
            }
        }
        return true;
    }

    private static boolean merge(Field field, @Nullable Object json, Message message) {
        if (json == null) {
            message.clear(field.name());
            return true;
        }
        if (!field.repeated()) {
            return field.reader().read(json, value -> message.put(field.name(), value));
        }
        List<Object> values = new ArrayList<>();
        message.put(field.name(), values);
        return json instanceof List<?> items && items.stream().allMatch(item -> mergeItem(field, item, values));
    }

    private static boolean mergeItem(Field field, @Nullable Object item, List<Object> values) {
        if (item != null) {
            return field.reader().read(item, values::add);
        }
        // Protobuf's parser makes room for an object before it finds that there is none.
        if (field.reader() instanceof Schema) {
            values.add(new Message());
        }
        return false;
    }

    private void check(Map<?, ?> json, boolean complete) {
        for (Field field : fields) {
            if (!json.containsKey(field.name()) && !field.isRequired()) {
                continue;
            }
            Object value = json.get(field.name());
            if (value == null && field.name().equals("run_id")) {
                value = json.get("run_uuid");
            }
            for (Field.Check check : field.checks()) {
                Optional<String> complaint = check.complaint(field, value, complete);
                if (complaint.isPresent()) {
                    throw RestException.invalid(
                            complaint.get() + " See the API docs for more information about request parameters.");
                }
            }
        }
    }

    private void rejectConflictingNames(Map<?, ?> json) {
        for (Field field : fields) {
            String jsonName = field.jsonName();
            if (!jsonName.equals(field.name()) && json.containsKey(field.name()) && json.containsKey(jsonName)) {
                throw RestException.invalid("Request specifies both '%s' and '%s'; provide only one of them."
                        .formatted(field.name(), jsonName));
            }
            if (field.reader() instanceof Schema nested) {
                Object value = json.containsKey(field.name()) ? json.get(field.name()) : json.get(jsonName);
                for (Object item : value instanceof List<?> items ? items : Collections.singletonList(value)) {
                    if (item instanceof Map<?, ?> object) {
                        nested.rejectConflictingNames(object);
                    }
                }
            }
        }
    }

    private static Object queryValue(Field field, String text) {
        if (field.reader() != FieldType.BOOLEAN) {
            return text;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw RestException.invalid("Invalid boolean value: " + text + ", must be 'true' or 'false'.");
        };
    }
}
