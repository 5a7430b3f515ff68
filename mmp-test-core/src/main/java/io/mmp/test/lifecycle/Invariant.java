package io.mmp.test.lifecycle;

import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A rule that has a name, of one of three kinds. */
sealed interface Invariant<M, O> {

    String name();

    /** Holds at any time. */
    record Always<M, O>(String name, BiPredicate<? super M, ? super O> rule) implements Invariant<M, O> {}

    /** Holds between two observations with one command between them. */
    record Step<M, O>(String name, BiPredicate<? super O, ? super O> rule) implements Invariant<M, O> {}

    /** Holds among all observations of a sequence: what has one key has one value. */
    record Stable<M, O>(
            String name,
            Function<? super O, ? extends @Nullable Object> key,
            Function<? super O, ? extends @Nullable Object> value)
            implements Invariant<M, O> {}
}
