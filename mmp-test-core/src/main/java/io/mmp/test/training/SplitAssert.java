package io.mmp.test.training;

import io.mmp.test.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on data that were cut into parts. A split with an empty part, or only one, fails every assertion.
 *
 * @param <T> the type of a row
 * @since 0.1.0
 */
public class SplitAssert<T> extends AbstractAssert<SplitAssert<T>, Split<T>> {

    /** Narrows the assertions on an object to these. */
    @SuppressWarnings({"rawtypes", "unchecked"}) // a class literal has no type arguments
    public static final InstanceOfAssertFactory<Split, SplitAssert<Object>> SPLIT =
            new InstanceOfAssertFactory<>(Split.class, split -> new SplitAssert<Object>(split));

    /** Assert on this split. */
    public SplitAssert(@Nullable Split<T> actual) {
        super(actual, SplitAssert.class);
    }

    /**
     * Verify the number of rows of each part.
     *
     * <pre>{@code
     * assertThat(Split.of("training", rows(800)).with("test", rows(200))).hasSizes(800, 200); // passes
     * assertThat(Split.of("training", rows(800)).with("test", rows(200))).hasSizes(750, 250); // fails
     * }</pre>
     */
    public SplitAssert<T> hasSizes(int... sizes) {
        requireParts(sizes.length);
        if (!Arrays.equals(actual.parts().values().stream().mapToInt(List::size).toArray(), sizes)) {
            failWithMessage("%nExpecting the split (%s) to have the sizes %s", actual, Arrays.toString(sizes));
        }
        return myself;
    }

    /**
     * Verify the share of each part, as near as whole rows allow: less than one row off.
     *
     * <pre>{@code
     * assertThat(Split.of("training", rows(801)).with("test", rows(200))).hasShares(0.8, 0.2); // passes
     * assertThat(Split.of("training", rows(750)).with("test", rows(250))).hasShares(0.8, 0.2); // fails
     * }</pre>
     *
     * @param shares add up to 1
     */
    public SplitAssert<T> hasShares(double... shares) {
        requireParts(shares.length);
        double sum = Arrays.stream(shares).sum();
        if (!(Math.abs(sum - 1) < 1e-9) || Arrays.stream(shares).anyMatch(share -> !(share > 0))) {
            throw new IllegalArgumentException("The shares of a split are above 0 and add up to 1, but are %s."
                    .formatted(Arrays.toString(shares)));
        }
        List<String> offenders = new ArrayList<>();
        int i = 0;
        for (Map.Entry<String, List<T>> part : actual.parts().entrySet()) {
            double expected = shares[i++] * actual.size();
            int size = part.getValue().size();
            // 0.29 of 100 are 28.999999999999996
            if (!(Math.abs(size - expected) < 1 - 1e-9)) {
                offenders.add("%s has %s, which is %s; %s would be %s"
                        .formatted(
                                part.getKey(),
                                Words.count(size, "row"),
                                Shown.number((double) size / actual.size()),
                                Shown.number(expected / actual.size()),
                                Shown.number(expected)));
            }
        }
        return none("to have the shares " + Arrays.toString(shares), offenders);
    }

    /**
     * Verify that no key is in two parts, such as a customer whose transactions would tell the model of each other.
     *
     * <pre>{@code
     * assertThat(Split.of("training", ordersOf("ann")).with("test", ordersOf("bob"))).hasDisjoint(Order::customer); // passes
     * assertThat(Split.of("training", ordersOf("ann")).with("test", ordersOf("ann"))).hasDisjoint(Order::customer); // fails
     * }</pre>
     *
     * @param key gives the key of a row; null is no key, and fails
     */
    public SplitAssert<T> hasDisjoint(Function<? super T, ?> key) {
        requireParts();
        return none("to have no key in two parts", SharedRows.find(actual, key, "key"));
    }

    /**
     * Verify that no row of one part is in another, all of its values compared; within a part rows may be equal.
     *
     * <pre>{@code
     * assertThat(Split.of("training", List.of(1, 2, 2)).with("test", List.of(3))).hasNoDuplicates(); // passes
     * assertThat(Split.of("training", List.of(1, 2)).with("test", List.of(2))).hasNoDuplicates(); // fails
     * }</pre>
     *
     * <p>Arrays are compared by their elements. Rows of a class without {@code equals} are all different: name what makes them equal by
     * {@link #hasNoDuplicatesBy}.
     */
    public SplitAssert<T> hasNoDuplicates() {
        requireParts();
        return none("to have no row in two parts", SharedRows.find(actual, Function.identity(), "row"));
    }

    /**
     * Verify that no row of one part is in another, compared by some of its values, such as the features without an id.
     *
     * <pre>{@code
     * assertThat(Split.of("training", List.of("a1")).with("test", List.of("b1"))).hasNoDuplicatesBy(s -> s.charAt(0)); // passes
     * assertThat(Split.of("training", List.of("a1")).with("test", List.of("b1"))).hasNoDuplicatesBy(s -> s.charAt(1)); // fails
     * }</pre>
     */
    public SplitAssert<T> hasNoDuplicatesBy(Function<? super T, ?> values) {
        requireParts();
        return none("to have no row in two parts", SharedRows.find(actual, values, "row"));
    }

    /**
     * Verify that each part has its share of each class, as near as whole rows allow: at most one row off.
     *
     * <pre>{@code
     * assertThat(split(eighty("ok", 64, "fraud", 16), twenty("ok", 16, "fraud", 4))).isStratifiedBy(Row::label); // passes
     * assertThat(split(eighty("ok", 70, "fraud", 10), twenty("ok", 10, "fraud", 10))).isStratifiedBy(Row::label); // fails
     * }</pre>
     *
     * @param label gives the class of a row; all rows of one class fail: nothing would be compared
     */
    public SplitAssert<T> isStratifiedBy(Function<? super T, ?> label) {
        requireParts();
        Map<String, Long> classes = counts(actual.parts().values().stream().flatMap(List::stream), label);
        List<String> offenders = new ArrayList<>();
        if (classes.size() < 2) {
            offenders.add("all rows have the class %s".formatted(classes.keySet()));
        }
        actual.parts().forEach((part, rows) -> {
            Map<String, Long> found = counts(rows.stream(), label);
            classes.forEach((name, all) -> {
                double expected = (double) all * rows.size() / actual.size();
                long here = found.getOrDefault(name, 0L);
                if (Math.abs(here - expected) > 1 + 1e-9) {
                    offenders.add("%s has %s of class '%s', and its share would be %s"
                            .formatted(part, Words.count(here, "row"), name, Shown.number(expected)));
                }
            });
        });
        return none("to have each class in proportion", offenders);
    }

    /**
     * Verify that each row of a part is later than every row of the parts before it, so that nothing is predicted from its future.
     *
     * <pre>{@code
     * assertThat(Split.of("training", days(1, 2)).with("test", days(3, 4))).isOrderedBy(Day::date); // passes
     * assertThat(Split.of("training", days(1, 3)).with("test", days(3, 4))).isOrderedBy(Day::date); // fails: the same day
     * }</pre>
     *
     * @param time gives the time of a row; null fails
     */
    public <C extends Comparable<? super C>> SplitAssert<T> isOrderedBy(
            Function<? super T, ? extends @Nullable C> time) {
        requireParts();
        return none("to be in the order of time", PartOrder.offenders(actual, time));
    }

    private static <T> Map<String, Long> counts(Stream<T> rows, Function<? super T, ?> label) {
        return rows.collect(Collectors.groupingBy(
                row -> String.valueOf((Object) label.apply(row)), LinkedHashMap::new, Collectors.counting()));
    }

    private SplitAssert<T> none(String what, List<String> offenders) {
        if (!offenders.isEmpty()) {
            failWithMessage("%nExpecting the split (%s) %s, but:%n%s", actual, what, Lines.of(offenders));
        }
        return myself;
    }

    private void requireParts(int expected) {
        requireParts();
        if (actual.parts().size() != expected) {
            failWithMessage("%nExpecting the split (%s) to have %s parts", actual, expected);
        }
    }

    private void requireParts() {
        isNotNull();
        List<String> empty = actual.parts().entrySet().stream()
                .filter(part -> part.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        if (!empty.isEmpty()) {
            failWithMessage(
                    "%nExpecting each part of the split (%s) to have rows, but %s has none", actual, Lines.some(empty));
        }
        if (actual.parts().size() < 2) {
            failWithMessage("%nExpecting the split (%s) to have at least 2 parts: add them by with", actual);
        }
    }
}
