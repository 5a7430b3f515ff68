package io.mmp.test.mlflow.embedded.search;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Joins the parts of filters and orders in a loop: chained by their own methods, long ones would use up the stack. */
public final class Clauses {

    private Clauses() {}

    /** Return the test that all tests pass. */
    public static <T> Predicate<T> all(List<Predicate<T>> tests) {
        List<Predicate<T>> copy = List.copyOf(tests);
        return candidate -> {
            for (Predicate<T> test : copy) {
                if (!test.test(candidate)) {
                    return false;
                }
            }
            return true;
        };
    }

    /** Return the order of the first comparator that tells two apart. */
    public static <T> Comparator<T> inTurn(List<Comparator<T>> comparators) {
        List<Comparator<T>> copy = List.copyOf(comparators);
        return (left, right) -> {
            for (Comparator<T> comparator : copy) {
                int order = comparator.compare(left, right);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }
}
