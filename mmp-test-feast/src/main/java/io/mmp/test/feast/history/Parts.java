package io.mmp.test.feast.history;

import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/** Does what many rows need in parts, on all processors; what the parts write must be apart, so that their order makes no difference. */
final class Parts {

    /** Fewer rows are done sooner than other threads have begun. */
    private static final int FEW = 1 << 14;

    private Parts() {}

    /** Does a part: what is from the first of these numbers on, and before the second. */
    interface Part {
        void run(int from, int to);
    }

    /** Do all that is from zero up to this. */
    static void forEach(int size, Part part) {
        if (size <= FEW) {
            part.run(0, size);
            return;
        }
        // More parts than processors, because others keep these busy too.
        int parts = Math.min(4 * ForkJoinPool.getCommonPoolParallelism() + 4, size / (FEW / 4));
        IntStream.range(0, parts)
                .parallel()
                .forEach(i -> part.run((int) ((long) size * i / parts), (int) ((long) size * (i + 1) / parts)));
    }
}
