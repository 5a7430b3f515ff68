package io.mmp.test.mlflow.differential;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares two answers to the same request; generated words and clock readings are mapped, everything else must be equal. */
final class Comparison {

    private static final Duration SERVER_AGE = Duration.ofDays(1);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

    private final Translation translation;
    private final long start = Instant.now().minus(SERVER_AGE).toEpochMilli();

    Comparison(Translation translation) {
        this.translation = translation;
    }

    /** Return every field in which the answers disagree. */
    List<Difference> compare(Answer reference, Answer other) {
        List<Difference> differences = new ArrayList<>();
        if (reference.status() != other.status()) {
            differences.add(new Difference("status", reference.status(), other.status()));
        }
        TreeSet<String> headers = new TreeSet<>(reference.headers().keySet());
        headers.addAll(other.headers().keySet());
        headers.forEach(name -> compare(
                "header " + name, reference.headers().get(name), other.headers().get(name), differences));
        compare("body", reference.content(), other.content(), differences);
        return differences;
    }

    private void compare(
            String field, @Nullable Object reference, @Nullable Object other, List<Difference> differences) {
        if (reference instanceof Map<?, ?> expected && other instanceof Map<?, ?> found) {
            TreeSet<String> keys = new TreeSet<>();
            expected.keySet().forEach(key -> keys.add(String.valueOf(key)));
            found.keySet().forEach(key -> keys.add(String.valueOf(key)));
            keys.forEach(key -> compare(field + "." + key, expected.get(key), found.get(key), differences));
        } else if (reference instanceof List<?> expected && other instanceof List<?> found) {
            for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
                compare(field + "." + i, at(expected, i), at(found, i), differences);
            }
        } else if (!same(reference, other)) {
            differences.add(new Difference(field, reference, other));
        }
    }

    private boolean same(@Nullable Object reference, @Nullable Object other) {
        if (reference instanceof String expected && other instanceof String found) {
            return translation.matches(expected, found) || (isNow(expected) && isNow(found));
        }
        if (reference instanceof Number expected && other instanceof Number found) {
            return isWhole(expected) == isWhole(found)
                    && (expected.toString().equals(found.toString()) || (isNow(expected) && isNow(found)));
        }
        return Objects.equals(reference, other);
    }

    private boolean isNow(Number number) {
        return isWhole(number)
                && number.longValue() >= start
                && number.longValue() <= Instant.now().plus(CLOCK_SKEW).toEpochMilli();
    }

    private boolean isNow(String time) {
        return TIME.matcher(time).matches() && isNow(Instant.parse(time).toEpochMilli());
    }

    private static boolean isWhole(Number number) {
        return !(number instanceof Double);
    }

    private static @Nullable Object at(List<?> list, int index) {
        return index < list.size() ? list.get(index) : null;
    }
}
