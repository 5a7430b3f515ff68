package io.mmp.test.load;

import io.mmp.test.json.JsonWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object at all depths, each of which can be replaced. */
final class JsonFields {

    /** A member of an object, to be taken out. */
    private static final Object NOTHING = new Object();

    private JsonFields() {}

    /** Return the fields by their paths, such as {@code customer.age} or {@code items[0].price}. */
    static Map<String, Field> of(Map<?, ?> tree) {
        Map<String, Field> fields = new LinkedHashMap<>();
        collect("", tree, changed -> changed, fields);
        return fields;
    }

    static Field require(Map<?, ?> tree, String path) {
        Field field = of(tree).get(path);
        if (field == null) {
            throw new IllegalArgumentException(path);
        }
        return field;
    }

    /**
     * A field.
     *
     * @param value its value
     * @param isMember whether it is a member of an object, and not an element of a list
     * @param whole returns the whole tree with another value in its place
     */
    record Field(@Nullable Object value, boolean isMember, Function<Object, Object> whole) {

        boolean isNumber() {
            return value instanceof BigDecimal;
        }

        String removed() {
            return text(whole.apply(NOTHING));
        }

        String replacedBy(String json) {
            return text(whole.apply(new Raw(json)));
        }

        String replacedByValue(Object other) {
            return text(whole.apply(other));
        }

        /** Return a value that no reader takes for one of the field's type. */
        String ofWrongType() {
            return value instanceof String ? "{}" : "\"text\"";
        }
    }

    /** Text that stands in the JSON as it is, though it may be none. */
    private record Raw(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    private static void collect(
            String path, @Nullable Object value, Function<Object, Object> whole, Map<String, Field> fields) {
        if (value instanceof Map<?, ?> members) {
            members.forEach((key, member) -> {
                Function<Object, Object> changed = replacement -> whole.apply(with(members, key, replacement));
                String name = path.isEmpty() ? String.valueOf(key) : path + "." + key;
                fields.put(name, new Field(member, true, changed));
                collect(name, member, changed, fields);
            });
        } else if (value instanceof List<?> elements && !elements.isEmpty()) {
            Function<Object, Object> changed = replacement -> whole.apply(withFirst(elements, replacement));
            fields.put(path + "[0]", new Field(elements.get(0), false, changed));
            collect(path + "[0]", elements.get(0), changed, fields);
        }
    }

    private static Object with(Map<?, ?> members, Object key, Object replacement) {
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>(members);
        if (replacement == NOTHING) {
            copy.remove(key);
        } else {
            copy.put(key, replacement);
        }
        return copy;
    }

    private static Object withFirst(List<?> elements, Object replacement) {
        List<@Nullable Object> copy = new ArrayList<>(elements);
        copy.set(0, replacement);
        return copy;
    }

    private static String text(Object tree) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        ((Map<?, ?>) tree).forEach((key, value) -> members.put(String.valueOf(key), value));
        return JsonWriter.write(members);
    }

    /** Return a number that is beyond an end of a range, a whole one if the end is whole. */
    static String plain(double end, int direction) {
        BigDecimal limit = new BigDecimal(Double.toString(end));
        BigDecimal beyond = limit.add(BigDecimal.valueOf(direction));
        // Beyond 2^53 a reader of doubles would not see a difference of one. Exact, since JDKs differ in how they write
        // such a double.
        return beyond.doubleValue() == end
                ? new BigDecimal(direction > 0 ? Math.nextUp(end) : Math.nextDown(end)).toPlainString()
                : beyond.stripTrailingZeros().toPlainString();
    }
}
