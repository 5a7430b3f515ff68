package io.mmp.test.drift;

import io.mmp.test.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * How rows are drawn from a table for runs of a detector.
 *
 * @param pool the table
 * @param way the way
 * @param referenceRows how many the detector gets as reference
 * @param currentRows how many it gets as current, a window
 * @param windows how many windows a run has
 * @param seed the first of all seeds
 */
record Sampling(ReferenceTable pool, Way way, int referenceRows, int currentRows, int windows, long seed) {

    /** Where rows are from. */
    enum Way {
        /** Each of a run at most once. */
        SPLIT,
        /** Each any number of times. */
        RESAMPLED,
        /** All are the reference, and current ones are drawn any number of times. */
        FIXED_REFERENCE
    }

    /** What a run compares. */
    record Drawn(Table reference, List<Table> windows) {}

    private int rowCount() {
        return pool.table().rowCount();
    }

    /** Check that there are as many rows as a run needs. */
    void requireRows() {
        long needed = way == Way.SPLIT ? referenceRows + (long) windows * currentRows : 1;
        if (rowCount() < needed || currentRows < 1 || referenceRows < 1) {
            throw new DriftException(
                    "A run needs %s rows as reference and %s times %s as current, but the table has %s. Give more rows, say how many with usingRows, or draw rows several times with usingResampling()."
                            .formatted(referenceRows, windows, currentRows, rowCount()));
        }
    }

    /** Draw for a run of this number: the same at each time. */
    Drawn draw(int run, @Nullable DriftInjection injection) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003L + run);
        int[] rows = rows(random);
        Table reference =
                way == Way.FIXED_REFERENCE ? pool.table() : pool.table().rows(Arrays.copyOf(rows, referenceRows));
        int from = way == Way.FIXED_REFERENCE ? 0 : referenceRows;
        List<Table> drawn = new ArrayList<>();
        for (int window = 0; window < windows; window++) {
            int start = from + window * currentRows;
            Table current = pool.table().rows(Arrays.copyOfRange(rows, start, start + currentRows));
            drawn.add(injection == null ? current : injection.apply(current, pool, random.nextLong()));
        }
        return new Drawn(reference, drawn);
    }

    private int[] rows(SplittableRandom random) {
        int count = (way == Way.FIXED_REFERENCE ? 0 : referenceRows) + windows * currentRows;
        if (way != Way.SPLIT) {
            return Draws.withReplacement(count, rowCount(), random);
        }
        int[] rows = new int[rowCount()];
        Arrays.setAll(rows, i -> i);
        Draws.shuffle(rows, count, random);
        return rows;
    }

    /** Say what a run drew. */
    String described() {
        String current = windows == 1
                ? "%s current ones".formatted(currentRows)
                : "%s windows of %s current ones".formatted(windows, currentRows);
        return switch (way) {
            case SPLIT ->
                "%s rows as reference and %s of %s, each at most once".formatted(referenceRows, current, rowCount());
            case RESAMPLED ->
                "%s rows as reference and %s of %s, with replacement".formatted(referenceRows, current, rowCount());
            case FIXED_REFERENCE ->
                "%s of the %s rows of the reference, with replacement".formatted(current, rowCount());
        };
    }
}
