package io.mmp.test.feast.parity;

import io.mmp.test.json.JsonReader;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares JSON documents by what they say: the order of members, white space and the form of numbers do not matter. */
final class Json {

    private Json() {}

    static boolean same(String one, String other) {
        try {
            return isSame(JsonReader.read(one), JsonReader.read(other));
        } catch (IllegalArgumentException e) {
            // What is not JSON has no structure to compare.
            return one.equals(other);
        }
    }

    private static boolean isSame(@Nullable Object one, @Nullable Object other) {
        if (one instanceof BigDecimal first && other instanceof BigDecimal second) {
            return first.compareTo(second) == 0;
        }
        if (one instanceof Map<?, ?> first && other instanceof Map<?, ?> second) {
            return first.keySet().equals(second.keySet())
                    && first.entrySet().stream()
                            .allMatch(member -> isSame(member.getValue(), second.get(member.getKey())));
        }
        if (one instanceof List<?> first && other instanceof List<?> second) {
            Iterator<?> others = second.iterator();
            return first.size() == second.size() && first.stream().allMatch(element -> isSame(element, others.next()));
        }
        return Objects.equals(one, other);
    }
}
