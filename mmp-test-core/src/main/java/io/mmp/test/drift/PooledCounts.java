package io.mmp.test.drift;

import io.mmp.test.drift.ColumnPair.Counts;
import io.mmp.test.table.Cells;
import io.mmp.test.verdict.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts of categories, those put together that are too rare for the chi-square distribution: fewer than five expected on either side.
 */
final class PooledCounts {

    private final long[] reference;
    private final long[] current;
    private final int categories;
    private final int rare;
    private final List<String> names;

    private PooledCounts(long[] reference, long[] current, int rare, List<String> names) {
        this.reference = reference;
        this.current = current;
        this.categories = names.size() + rare;
        this.rare = rare;
        this.names = names;
    }

    /** Return the counts of either side, those of the rare ones last. */
    long[][] counts() {
        return new long[][] {reference, current};
    }

    private static final double ENOUGH = 5;

    static PooledCounts of(Counts counts) {
        double smaller = (double) Math.min(counts.n(), counts.m()) / (counts.n() + counts.m());
        List<String> names = new ArrayList<>();
        List<long[]> kept = new ArrayList<>();
        long[] rest = new long[2];
        int rare = 0;
        for (String category : counts.categories()) {
            long[] pair = {
                counts.reference().getOrDefault(category, 0L), counts.current().getOrDefault(category, 0L)
            };
            if ((pair[0] + pair[1]) * smaller >= ENOUGH) {
                kept.add(pair);
                names.add(category);
            } else {
                rest[0] += pair[0];
                rest[1] += pair[1];
                rare++;
            }
        }
        if (rare > 0) {
            kept.add(rest);
        }
        return new PooledCounts(
                kept.stream().mapToLong(pair -> pair[0]).toArray(),
                kept.stream().mapToLong(pair -> pair[1]).toArray(),
                rare,
                names);
    }

    boolean isComparable() {
        return reference.length > 1 && sum(reference) > 0 && sum(current) > 0;
    }

    /** Return why there is nothing to compare. */
    Measured uncomparable(Counts counts) {
        if (counts.n() == 0 || counts.m() == 0) {
            return Measured.unknown(counts.n(), counts.m(), "one side has no values");
        }
        return categories == 1
                ? Measured.same(counts.n(), counts.m(), printed())
                : Measured.unknown(
                        counts.n(),
                        counts.m(),
                        "%s categories in %s and %s values are too rare to compare: fewer than 5 expected of each; is it an identifier?"
                                .formatted(categories, counts.n(), counts.m()));
    }

    static long sum(long[] counts) {
        return Arrays.stream(counts).sum();
    }

    /** Return what changed most, for a message. */
    String printed() {
        String found = categories == 1 ? "1 category" : categories + " categories";
        String pooled = rare == 0 ? "" : ", of which %s are too rare and taken as one".formatted(rare);
        int most = -1;
        double change = 0;
        for (int i = 0; i < names.size(); i++) {
            double moved = Math.abs(share(reference, i) - share(current, i));
            if (moved > change) {
                most = i;
                change = moved;
            }
        }
        return found
                + pooled
                + (most < 0
                        ? ""
                        : "; %s went from %s to %s"
                                .formatted(
                                        Cells.print(names.get(most)),
                                        Text.percent(share(reference, most)),
                                        Text.percent(share(current, most))));
    }

    private static double share(long[] counts, int index) {
        return (double) counts[index] / Math.max(1, sum(counts));
    }
}
