package io.mmp.test.training;

import io.mmp.test.text.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How often a classifier of several classes said which, and which it was.
 *
 * <p>Its classes are all that occur, whether they were predicted or are right, in the order in which they first do.
 *
 * <pre>{@code
 * assertThat(metrics).usingZeroByZero(ZeroByZero.IS_ZERO).isConsistentWith(ClassConfusion.of(actual, predicted));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ClassConfusion {

    private final Map<String, Map<String, Long>> counts;
    private final Set<String> classes;

    private ClassConfusion(Map<String, Map<String, Long>> counts, Set<String> classes) {
        this.counts = counts;
        this.classes = classes;
    }

    /**
     * Count predictions. Labels are the same class if their texts are.
     *
     * @param actual what is true, row by row
     * @param predicted what the model said, as many
     * @throws IllegalArgumentException if there are none, or not as many of one as of the other
     */
    public static ClassConfusion of(List<?> actual, List<?> predicted) {
        if (actual.size() != predicted.size()) {
            throw new IllegalArgumentException("There are %s and %s."
                    .formatted(Words.count(actual.size(), "label"), Words.count(predicted.size(), "prediction")));
        }
        Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
        for (int i = 0; i < actual.size(); i++) {
            counts.computeIfAbsent(String.valueOf(actual.get(i)), label -> new LinkedHashMap<>())
                    .merge(String.valueOf(predicted.get(i)), 1L, Long::sum);
        }
        return of(counts);
    }

    /**
     * Take counts.
     *
     * @param counts for each class that is right how often which was predicted
     * @throws IllegalArgumentException if one is negative, or all are 0
     */
    public static ClassConfusion of(Map<String, Map<String, Long>> counts) {
        Set<String> classes = new LinkedHashSet<>(counts.keySet());
        Map<String, Map<String, Long>> copy = new LinkedHashMap<>();
        counts.forEach((is, row) -> {
            classes.addAll(row.keySet());
            copy.put(is, Map.copyOf(row));
        });
        boolean anyNegative =
                copy.values().stream().flatMap(row -> row.values().stream()).anyMatch(count -> count < 0);
        ClassConfusion confusion = new ClassConfusion(copy, Collections.unmodifiableSet(classes));
        if (anyNegative || confusion.total() == 0) {
            throw new IllegalArgumentException(
                    anyNegative
                            ? "The counts of a confusion matrix are not negative, but are %s.".formatted(counts)
                            : "A confusion matrix of no predictions says nothing.");
        }
        return confusion;
    }

    /** Return the classes. */
    public Set<String> classes() {
        return classes;
    }

    /** Return how often one class was predicted where another is right, or the same. */
    public long count(String actual, String predicted) {
        return counts.getOrDefault(actual, Map.of()).getOrDefault(predicted, 0L);
    }

    /** Return how often a class is right. */
    public long actual(String label) {
        return counts.getOrDefault(label, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Return how often a class was predicted. */
    public long predicted(String label) {
        return classes.stream().mapToLong(actual -> count(actual, label)).sum();
    }

    /** Return how often the right class was predicted. */
    public long right() {
        return classes.stream().mapToLong(label -> count(label, label)).sum();
    }

    /** Return the number of predictions. */
    public long total() {
        return counts.keySet().stream().mapToLong(this::actual).sum();
    }

    /**
     * Return the counts of one class against all others.
     *
     * @throws IllegalArgumentException if there is no such class
     */
    public ConfusionMatrix against(String label) {
        if (!classes.contains(label)) {
            throw new IllegalArgumentException(
                    "There is no class '%s'; there are %s.".formatted(label, Lines.some(classes)));
        }
        long both = count(label, label);
        long falsePositives = predicted(label) - both;
        long falseNegatives = actual(label) - both;
        return ConfusionMatrix.of(
                both, falsePositives, falseNegatives, total() - both - falsePositives - falseNegatives);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassConfusion confusion
                && classes.equals(confusion.classes)
                && classes.stream()
                        .allMatch(
                                is -> classes.stream().allMatch(says -> count(is, says) == confusion.count(is, says)));
    }

    @Override
    public int hashCode() {
        return classes.hashCode();
    }

    /** Return the counts, such as "a: 8 a, 1 b; b: 2 a, 9 b", the right class in front. */
    @Override
    public String toString() {
        List<String> rows = new ArrayList<>();
        for (String is : counts.keySet()) {
            rows.add("%s: %s"
                    .formatted(
                            is,
                            String.join(
                                    ", ",
                                    classes.stream()
                                            .filter(says -> count(is, says) > 0)
                                            .map(says -> "%s %s".formatted(count(is, says), says))
                                            .toList())));
        }
        return String.join("; ", rows);
    }
}
