package io.mmp.test.feast.history;

import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;

/**
 * What a feature store returned for a point-in-time join.
 *
 * @param join what was asked for
 * @param returned the answer: the columns of the entity rows, and one for each feature; its rows may be in any order
 */
public record HistoricalFeatures(PointInTimeJoin join, Table returned) {

    /**
     * Check that the answer has the columns that it must have.
     *
     * @throws TableException if it lacks the event timestamp, a join key or a feature, or holds one in a type that fits nothing there
     */
    public HistoricalFeatures {
        join.check(returned);
    }
}
