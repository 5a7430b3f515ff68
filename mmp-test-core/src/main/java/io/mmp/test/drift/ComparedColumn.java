package io.mmp.test.drift;

import io.mmp.test.table.ValueType;
import java.util.SortedMap;

/** A column of one side, wherever it is. */
interface ComparedColumn {

    ValueType type();

    /** Return how many rows there are. */
    int rows();

    /** Return how many of them have no value: null, or a NaN, which is what pandas writes for one. */
    int missing();

    /** Tell whether there are at most so many different values. */
    boolean hasAtMost(int different);

    /** Return how often each category occurs, in the order of their names: rows in an engine have none. */
    SortedMap<String, Long> counts();

    /** Return the values of a column of numbers that are there. */
    SortedNumbers numbers();
}
