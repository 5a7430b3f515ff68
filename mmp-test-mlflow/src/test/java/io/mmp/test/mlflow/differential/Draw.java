package io.mmp.test.mlflow.differential;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Draws the parts of generated requests; one seed always draws the same. */
final class Draw {

    private static final List<String> KEYS =
            List.of("acc", "loss", "lr", "depth", "team", "a/b", "x y", "k.1", "zoë", "mlflow.note");
    private static final List<String> BAD_KEYS = List.of("", "k!", "../up", "/abs", "a//b", ".", "k".repeat(251));
    private static final List<String> VALUES = List.of("0.1", "3", "Risk", "risk", "fraud", "", "it's", "100%", "☃");

    private final SplittableRandom random;

    Draw(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Return one of the values. */
    <T> T from(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** Return true in one of so many cases. */
    boolean oneIn(int cases) {
        return random.nextInt(cases) == 0;
    }

    /** Return a number from 0 on and below the limit. */
    int below(int limit) {
        return random.nextInt(limit);
    }

    /** Return a key of a tag, param or metric, seldom a bad one. */
    String key() {
        return oneIn(15) ? from(BAD_KEYS) : from(KEYS);
    }

    /** Return a key that filters and orders can name without quotes. */
    String plainKey() {
        return from(List.of("acc", "loss", "lr", "depth", "team"));
    }

    /** Return a value of a tag or param. */
    String value() {
        return oneIn(25) ? "v".repeat(from(List.of(6000, 6001, 8001))) : from(VALUES);
    }

    /** Return a value of a metric as JSON knows it. */
    Object metric() {
        return switch (below(12)) {
            case 0 -> "NaN";
            case 1 -> "Infinity";
            case 2 -> below(5);
            case 3 -> -random.nextDouble();
            default -> random.nextDouble();
        };
    }

    /** Return a quoted text for a filter, which may hold wildcards. */
    String literal() {
        return "'" + from(List.of("0.1", "Risk", "%i%", "r_sk", "m%", "%", "model-1", "fraud")) + "'";
    }

    /** Return one to three clauses joined by AND, seldom something that is not a filter. */
    String filter(Supplier<String> clause) {
        if (oneIn(20)) {
            return from(List.of("AND", "x", "name = 'a' OR name = 'b'", "name =", "'a' = 'a'", "(name = 'a')", " "));
        }
        StringBuilder filter = new StringBuilder(clause.get());
        while (oneIn(3)) {
            filter.append(from(List.of(" AND ", " and "))).append(clause.get());
        }
        return filter.toString();
    }

    /** Return a request's fields with, seldom, one of them missing or of another type. */
    Map<String, @Nullable Object> bent(Map<String, ?> fields) {
        Map<String, @Nullable Object> bent = new LinkedHashMap<>(fields);
        if (!fields.isEmpty() && oneIn(12)) {
            String field = from(List.copyOf(new TreeSet<>(fields.keySet())));
            switch (below(7)) {
                case 0 -> bent.remove(field);
                case 1 -> bent.put(field, null);
                case 2 -> bent.put(field, "");
                case 3 -> bent.put(field, below(100) - 50);
                case 4 -> bent.put(field, oneIn(2));
                case 5 -> bent.put(field, List.of("x"));
                default -> bent.put(field, Map.of("x", "y"));
            }
        }
        return bent;
    }
}
