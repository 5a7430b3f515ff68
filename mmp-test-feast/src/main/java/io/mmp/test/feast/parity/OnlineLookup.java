package io.mmp.test.feast.parity;

import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.table.Table;

/**
 * Asks an online store, such as {@code feast::online}.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface OnlineLookup {

    /**
     * Return what the store serves.
     *
     * @param entities a column for each join key, at most 1,000 rows
     * @param features their names, {@code view:feature}
     */
    OnlineFeatures read(Table entities, String... features);
}
