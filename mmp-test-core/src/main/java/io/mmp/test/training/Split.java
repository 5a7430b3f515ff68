package io.mmp.test.training;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AssertProvider;

/**
 * Data that were cut into parts, such as training, validation and test, in the order in which time would have them.
 *
 * <pre>{@code
 * assertThat(Split.of("training", training).with("test", test)).hasShares(0.8, 0.2).hasNoDuplicates();
 * }</pre>
 *
 * <p>A value: {@code with} returns a copy.
 *
 * @param <T> the type of a row
 * @since 0.1.0
 */
public final class Split<T> implements AssertProvider<SplitAssert<T>> {

    private final Map<String, List<T>> parts;

    private Split(Map<String, List<T>> parts) {
        this.parts = parts;
    }

    /** Begin with the first part, the training data. */
    public static <T> Split<T> of(String name, Collection<? extends T> rows) {
        return new Split<T>(Map.of()).with(name, rows);
    }

    /**
     * Return a copy with one more part.
     *
     * @throws IllegalArgumentException if there is one of that name
     */
    public Split<T> with(String name, Collection<? extends T> rows) {
        Map<String, List<T>> more = new LinkedHashMap<>(parts);
        if (more.put(name, new ArrayList<>(rows)) != null) {
            throw new IllegalArgumentException("The split has a part '%s' already.".formatted(name));
        }
        return new Split<>(more);
    }

    Map<String, List<T>> parts() {
        return parts;
    }

    long size() {
        return parts.values().stream().mapToLong(List::size).sum();
    }

    /** Return the assertions on it. */
    @Override
    public SplitAssert<T> assertThat() {
        return new SplitAssert<>(this);
    }

    /** Return the parts and their sizes, such as "training 800, test 200". */
    @Override
    public String toString() {
        return String.join(
                ", ",
                parts.entrySet().stream()
                        .map(part ->
                                "%s %s".formatted(part.getKey(), part.getValue().size()))
                        .toList());
    }
}
