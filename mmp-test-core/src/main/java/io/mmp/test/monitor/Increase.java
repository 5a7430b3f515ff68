package io.mmp.test.monitor;

import java.util.List;

/**
 * What series have grown by together.
 *
 * @param amount the sum; of a counter that started again, what it has counted since
 * @param series of how many series
 * @param resets counters that started again, with their values before and after
 * @param gone series that were there before alone
 */
record Increase(double amount, int series, List<String> resets, List<String> gone) {

    boolean isCertain() {
        return resets.isEmpty() && gone.isEmpty();
    }
}
