package io.mmp.test.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds what is in two parts of a split. */
final class SharedRows {

    private SharedRows() {}

    static <T> List<String> find(Split<T> split, Function<? super T, ?> key, String what) {
        Map<Object, String> firstSeen = new HashMap<>();
        Map<Object, String> offenders = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        split.parts().forEach((part, rows) -> {
            for (int i = 0; i < rows.size(); i++) {
                Object value = byContent(rows.get(i) == null ? null : key.apply(rows.get(i)));
                if (value == null) {
                    missing.add("row %s of %s has no %s".formatted(i + 1, part, what));
                    continue;
                }
                String before = firstSeen.putIfAbsent(value, part);
                if (before != null && !before.equals(part)) {
                    offenders.putIfAbsent(value, "%s %s is in %s and %s".formatted(what, value, before, part));
                }
            }
        });
        missing.addAll(offenders.values());
        return missing;
    }

    /** Compare arrays by their elements. */
    private static @Nullable Object byContent(@Nullable Object value) {
        if (value instanceof double[] numbers) {
            return Arrays.stream(numbers).boxed().toList();
        } else if (value instanceof long[] numbers) {
            return Arrays.stream(numbers).boxed().toList();
        } else if (value instanceof int[] numbers) {
            return Arrays.stream(numbers).boxed().toList();
        } else if (value instanceof float[] numbers) {
            List<Float> list = new ArrayList<>();
            for (float number : numbers) {
                list.add(number);
            }
            return list;
        } else if (value instanceof Object[] elements) {
            return Arrays.stream(elements).map(SharedRows::byContent).toList();
        }
        return value;
    }
}
