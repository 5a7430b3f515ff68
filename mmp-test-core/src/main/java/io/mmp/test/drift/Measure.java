package io.mmp.test.drift;

/** Measures the change of one column. */
@FunctionalInterface
interface Measure {

    /**
     * Measure.
     *
     * @param level the least level that is asked for: p-values that are drawn must be finer
     */
    Measured of(ColumnPair column, double level);
}
