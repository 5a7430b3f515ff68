package io.mmp.test.mlflow.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Bends one value somewhere in a JSON tree: removes it, or replaces it by one of another type or an odd one. */
final class Mutation {

    private static final String ODD_TEXT = "ünï‘ \\\" \n";

    private final Draw draw;
    private int left;

    private Mutation(Draw draw, int left) {
        this.draw = draw;
        this.left = left;
    }

    /** Return a copy of an object in which one value is bent. */
    static Map<String, @Nullable Object> of(Draw draw, Map<String, ?> object) {
        int target = draw.below(Math.max(1, count(object) - 1)) + 1;
        Object bent = new Mutation(draw, target).bend(object);
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        ((Map<?, ?>) java.util.Objects.requireNonNull(bent))
                .forEach((key, value) -> result.put(String.valueOf(key), value));
        return result;
    }

    private static int count(@Nullable Object value) {
        int count = 1;
        if (value instanceof Map<?, ?> map) {
            for (Object item : map.values()) {
                count += count(item);
            }
        } else if (value instanceof List<?> list) {
            for (Object item : list) {
                count += count(item);
            }
        }
        return count;
    }

    private @Nullable Object bend(@Nullable Object value) {
        if (left-- == 0) {
            return odd();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            new TreeMap<>(map).forEach((key, item) -> {
                boolean isTarget = left == 0;
                Object bent = bend(item);
                if (!isTarget || !draw.oneIn(4)) {
                    copy.put(String.valueOf(key), bent);
                }
                if (isTarget && draw.oneIn(10)) {
                    copy.put("unknown_field", draw.value());
                }
            });
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(bend(item)));
            return copy;
        }
        return value;
    }

    private @Nullable Object odd() {
        return switch (draw.below(14)) {
            case 0 -> null;
            case 1 -> "";
            case 2 -> draw.below(100) - 50;
            case 3 -> draw.below(1000) / 8.0;
            case 4 -> draw.oneIn(2);
            case 5 -> List.of();
            case 6 -> List.of("x", 1);
            case 7 -> Map.of();
            case 8 -> Map.of("x", "y");
            case 9 -> ODD_TEXT;
            case 10 -> "x".repeat(draw.from(List.of(250, 251, 1001, 4097, 8001)));
            case 11 -> String.valueOf(draw.below(50));
            case 12 -> 12345678901234L;
            default -> "some text";
        };
    }
}
