package io.mmp.test.contract;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rows are judged as.
 *
 * @param confidence 0 where the rows are all there are; else that with which a claim on all of them is judged by the sample
 * @param asOf when they are judged
 * @param others the rows that foreign keys refer to
 */
record Basis(double confidence, @Nullable Instant asOf, Map<String, TableRows> others) {

    boolean isSample() {
        return confidence > 0;
    }
}
