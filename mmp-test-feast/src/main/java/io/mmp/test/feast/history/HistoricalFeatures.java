package io.mmp.test.feast.history;

import io.mmp.test.table.Table;
import org.assertj.core.api.AssertProvider;

/**
 * What a feature store returned for a point-in-time join. It carries no judgement: {@link PointInTimeAssert} makes it.
 *
 * <p>A store returns one; of a table that something else returned, {@link Retrieval#returned} makes one.
 *
 * @since 0.1.0
 */
public final class HistoricalFeatures implements AssertProvider<PointInTimeAssert> {

    private final Retrieval retrieval;
    private final Table returned;

    HistoricalFeatures(Retrieval retrieval, Table returned) {
        this.retrieval = retrieval;
        this.returned = returned;
    }

    /** Return what was asked for. */
    public Retrieval retrieval() {
        return retrieval;
    }

    /** Return the answer: the columns of the entity rows, and one for each feature; its rows may be in any order. */
    public Table returned() {
        return returned;
    }

    /** Start assertions on these features, for AssertJ's own {@code assertThat}. */
    @Override
    public PointInTimeAssert assertThat() {
        return new PointInTimeAssert(this);
    }

    /** Return how many rows were returned for how many, and with which columns. */
    @Override
    public String toString() {
        return "%s rows returned for %s entity rows, with the columns %s"
                .formatted(returned.rowCount(), retrieval.entityRows().rowCount(), returned.columnNames());
    }
}
