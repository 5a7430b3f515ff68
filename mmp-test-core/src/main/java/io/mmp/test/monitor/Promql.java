package io.mmp.test.monitor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression of PromQL, as far as it matters what it refers to. */
sealed interface Promql {

    /** Return the expressions inside. */
    default List<Promql> parts() {
        return List.of();
    }

    /**
     * What is looked for in a label.
     *
     * @param label its name
     * @param operator {@code =}, {@code !=}, {@code =~} or {@code !~}
     * @param value what stands on the right
     */
    record Matching(String label, String operator, String value) {}

    /**
     * Series.
     *
     * @param name of the metric, also from {@code __name__="x"}; empty if there is none, null if a variable names it
     */
    record Selector(@Nullable String name, List<Matching> matchings) implements Promql {}

    /** A function. */
    record Call(String function, List<Promql> parts) implements Promql {}

    /**
     * An aggregation.
     *
     * @param clause {@code by}, {@code without}, or empty
     * @param labels in its parentheses, without variables
     * @param known whether no variable stands among them
     */
    record Aggregation(String operator, String clause, List<String> labels, boolean known, List<Promql> parts)
            implements Promql {}

    /**
     * An operator between two.
     *
     * @param on the labels of {@code on(...)}
     * @param included the labels of {@code group_left(...)} or {@code group_right(...)}
     */
    record Binary(String operator, Promql left, Promql right, List<String> on, List<String> included)
            implements Promql {

        @Override
        public List<Promql> parts() {
            return List.of(left, right);
        }
    }

    /** A subquery, or a sign in front of something. */
    record Wrapped(Promql inner) implements Promql {

        @Override
        public List<Promql> parts() {
            return List.of(inner);
        }
    }

    /** A number, or NaN for a text. */
    record Literal(double value, String text) implements Promql {}

    /** What only a variable of the dashboard says. */
    record Unknown() implements Promql {}
}
