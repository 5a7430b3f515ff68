package io.mmp.test.feast.parity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a comparison by ranges of keys has come. */
final class StreamProgress {

    final Tally tally;
    /** The key of the last entity that was compared, or null. */
    @Nullable
    List<Object> last;

    long entities;
    /** Whether there was a value of any entity, on either side. */
    boolean isJudged;

    StreamProgress(Tally tally) {
        this.tally = tally;
    }
}
