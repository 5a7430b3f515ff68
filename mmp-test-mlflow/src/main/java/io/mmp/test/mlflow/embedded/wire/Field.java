package io.mmp.test.mlflow.embedded.wire;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.PythonJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A field of a request: its name, its protobuf type and MLflow's checks of it, in MLflow's order.
 *
 * @param type the check of the type, made only if some field of the request could not be read
 */
public record Field(String name, boolean repeated, Reader reader, TypeCheck type, List<Check> checks) {

    /** Turns a JSON value into a field's value. */
    public interface Reader {
        /** Hand what can be read of a JSON value, never null, to the sink, and tell whether that was all of it. */
        boolean read(Object json, Consumer<Object> sink);
    }

    /** Tells whether a JSON value is of the right type. */
    public interface TypeCheck {
        /** Tell whether a JSON value, null if the field is missing, is of the right type. */
        boolean accepts(@Nullable Object json);
    }

    /** Finds what is wrong with a value. */
    public interface Check {
        /**
         * Return the complaint about a value, or nothing.
         *
         * @param json the value, null if the field is missing
         * @param complete whether every field of the request could be read
         */
        Optional<String> complaint(Field field, @Nullable Object json, boolean complete);
    }

    private static final Check REQUIRED = (field, json, complete) -> json == null || "".equals(json)
            ? Optional.of("Missing value for required parameter '" + field.name() + "'.")
            : Optional.empty();

    private static final Check TYPED = (field, json, complete) ->
            complete || field.type().accepts(json) ? Optional.empty() : Optional.of(field.invalid(json));

    private static final Check TEXT_ITEMS = (field, json, complete) ->
            complete || (json instanceof List<?> items && items.stream().allMatch(String.class::isInstance))
                    ? Optional.empty()
                    : Optional.of(field.invalid(json));

    /** Describe a text. */
    public static Field string(String name) {
        return scalar(name, FieldType.STRING);
    }

    /** Describe a text, number or boolean. */
    public static Field scalar(String name, FieldType type) {
        return new Field(name, false, type, json -> json != null && type.resembles(json), List.of());
    }

    /** Describe a list of texts. */
    public static Field strings(String name) {
        return new Field(name, true, FieldType.STRING, json -> json instanceof List, List.of());
    }

    /** Describe an object. */
    public static Field object(String name, Schema schema) {
        return new Field(name, false, schema, json -> json instanceof Map, List.of());
    }

    /** Describe an object that is kept as it is sent. */
    static Field tree(String name) {
        Reader reader = (json, sink) -> {
            if (json instanceof Map) {
                sink.accept(json);
            }
            return json instanceof Map;
        };
        return new Field(name, false, reader, json -> json instanceof Map, List.of());
    }

    /** Describe a list of objects. */
    public static Field objects(String name, Schema schema) {
        return new Field(name, true, schema, json -> json instanceof List, List.of());
    }

    /** Describe an enumeration, sent as a name or as a number, the first name's being 1; unknown names are ignored. */
    public static Field enumeration(String name, List<String> values) {
        return enumeration(name, 1, values);
    }

    /** Describe an enumeration as above, whose first name has another number. */
    public static Field enumeration(String name, int first, List<String> values) {
        Reader reader = (json, sink) -> {
            if (json instanceof String text && Python.integer(text).isEmpty()) {
                values.stream().filter(text::equals).forEach(sink);
                return true;
            }
            Optional<String> value = Python.truncated(json)
                    .filter(number -> number >= first && number < first + values.size())
                    .map(number -> values.get(number - first));
            value.ifPresent(sink);
            return value.isPresent() || json.equals(Double.NaN);
        };
        return new Field(name, false, reader, json -> json instanceof String, List.of());
    }

    /** Refuse a request without this field, or with an empty text. */
    public Field required() {
        return checked(REQUIRED);
    }

    /** Name this field in the error if the request could not be read and this value is of the wrong type. */
    public Field typed() {
        return checked(TYPED);
    }

    /** Name this field in the error if the request could not be read and this is no integer, as the name of an enum is none. */
    public Field integerLike() {
        return checked((field, json, complete) -> complete || (json != null && FieldType.INT64.resembles(json))
                ? Optional.empty()
                : Optional.of(field.invalid(json)));
    }

    /** Refuse a number above a limit. */
    public Field atMost(long limit) {
        return checked((field, json, complete) -> FieldType.INT64
                .value(String.valueOf(json))
                .filter(value -> (long) value > limit)
                .map(value -> field.invalid(json)));
    }

    /** Name this field in the error if the request could not be read and an item of this list is no text. */
    public Field ofTexts() {
        return checked(TEXT_ITEMS);
    }

    /** Add a check. */
    public Field checked(Check check) {
        List<Check> more = new ArrayList<>(checks);
        more.add(check);
        return new Field(name, repeated, reader, type, List.copyOf(more));
    }

    /** Tell whether a request without this field is refused. */
    boolean isRequired() {
        return checks.contains(REQUIRED);
    }

    /** Return the name in protobuf's own JSON, such as {@code maxResults}, which is accepted too. */
    String jsonName() {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("_", -1)) {
            camel.append(camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }

    /** Return MLflow's complaint about a value of the wrong type or out of range. */
    public String invalid(@Nullable Object json) {
        return "Invalid value %s for parameter '%s' supplied:  Hint: Value was of type '%s'."
                .formatted(PythonJson.compact(json), name, Python.typeName(json));
    }
}
