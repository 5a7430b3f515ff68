package io.mmp.test.verdict;

import io.mmp.test.Internal;
import java.util.function.DoubleConsumer;

/**
 * Tells whoever counts how probable it is that a claim which is judged fails although it is true.
 *
 * @since 0.1.0
 */
@Internal
public final class FalseAlarms {

    /** The report entry of a test with the sum over its claims, from 0 to 1. */
    public static final String ENTRY = "mmp.verdict.false.alarm";

    private static final InheritableThreadLocal<DoubleConsumer> COUNTER = new InheritableThreadLocal<>();

    private FalseAlarms() {}

    /**
     * Count what this thread, and threads that it starts, judge from now on.
     *
     * @param counter is told the probability of each claim
     * @return who has counted until now, to be given back afterwards
     */
    public static DoubleConsumer countWith(DoubleConsumer counter) {
        DoubleConsumer before = current();
        COUNTER.set(counter);
        return before;
    }

    /** Count a judgement that is no {@link Verdict}: it fails with this probability at most where the claim is true. */
    public static void publish(double chance) {
        current().accept(chance);
    }

    private static DoubleConsumer current() {
        DoubleConsumer counter = COUNTER.get();
        return counter == null ? FalseAlarms::countNothing : counter;
    }

    private static void countNothing(double chance) {}
}
