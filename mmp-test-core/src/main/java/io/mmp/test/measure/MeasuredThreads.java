package io.mmp.test.measure;

/**
 * The threads whose CPU time and allocations count.
 *
 * @since 0.1.0
 */
public enum MeasuredThreads {

    /**
     * All of this JVM: those that the work starts, of pools, of native code, and also those of the garbage collector, the compilers and
     * whatever else runs meanwhile. CPU time is counted in steps of 10 ms. On JDK 17 to 20 what a thread allocates that ends within the
     * round is not seen.
     */
    ALL,

    /** The one that runs the rounds: exact, and blind to what it leaves to others. */
    CALLING
}
