package io.mmp.test.feast.history;

import static java.util.Objects.requireNonNull;

import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import java.time.Instant;
import java.util.List;

/**
 * Joins entity rows with the feature values that were right at their event timestamps, independently of Feast.
 *
 * <p>For each entity row and feature source, of the source's rows with equal join keys:
 * <ul>
 *   <li>the event timestamp is at most that of the entity row, and at most the TTL older; both bounds are inclusive, and a TTL of zero
 *       is none;
 *   <li>of these the row with the greatest event timestamp counts, then the greatest created timestamp, then the one that stands last
 *       in the source; a row without created timestamp comes before those with one;
 *   <li>that row's values are taken as they are, null and NaN included; there is no falling back to an older row.
 * </ul>
 * The entity row is kept, with nulls, where no row counts. A null in a key or an event timestamp matches nothing. The created timestamp
 * hides no row, unless {@link #withKnowledgeTime()} or {@link #asOf} say so.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class PointInTimeJoin {

    private final Retrieval retrieval;
    private final Visibility visibility;

    private PointInTimeJoin(Retrieval retrieval, Visibility visibility) {
        this.retrieval = requireNonNull(retrieval, "The retrieval must not be null.");
        this.visibility = visibility;
    }

    /** Find what is right for this retrieval. */
    public static PointInTimeJoin of(Retrieval retrieval) {
        return of(retrieval, Visibility.EVENT_TIME);
    }

    static PointInTimeJoin of(Retrieval retrieval, Visibility visibility) {
        return new PointInTimeJoin(retrieval, visibility);
    }

    /**
     * Join these entity rows, whose event timestamps are in the column {@code event_timestamp}.
     *
     * @throws TableException if there is no such column, or it holds no timestamps
     */
    public static PointInTimeJoin of(Table entityRows) {
        return of(Retrieval.of(entityRows));
    }

    /**
     * Join these entity rows, whose event timestamps are in that column.
     *
     * @throws TableException if there is no such column, or it holds no timestamps
     */
    public static PointInTimeJoin of(Table entityRows, String eventTimestamp) {
        return of(Retrieval.of(entityRows, eventTimestamp));
    }

    /**
     * Return a copy that reads from these sources too.
     *
     * @throws TableException if the entity rows lack one of their join keys, or hold it in a type that equals nothing there
     */
    public PointInTimeJoin with(FeatureSource... more) {
        return new PointInTimeJoin(retrieval.with(more), visibility);
    }

    /** Return a copy that names each feature with its view, such as {@code driver_stats__conv_rate}. */
    public PointInTimeJoin withFullFeatureNames() {
        return new PointInTimeJoin(retrieval.withFullFeatureNames(), visibility);
    }

    /**
     * Return a copy that for each entity row does not see what was created after its event timestamp, or nobody knows when. A source
     * without created timestamps is seen whole.
     */
    public PointInTimeJoin withKnowledgeTime() {
        return new PointInTimeJoin(retrieval, visibility.withKnowledgeTime());
    }

    /** Return a copy that sees the sources as they were then: without what happened or was created later. */
    public PointInTimeJoin asOf(Instant instant) {
        return new PointInTimeJoin(
                retrieval, visibility.asOf(requireNonNull(instant, "The instant to join as of must not be null.")));
    }

    /**
     * Return the entity rows in their order, with a column for each feature.
     *
     * @throws TableException if two columns have one name
     */
    public Table run() {
        retrieval.requireDistinctNames();
        Table joined = retrieval.entityRows();
        for (FeatureSource source : retrieval.sources()) {
            FeatureHistory history = new FeatureHistory(source);
            int[] matches = new Matches(retrieval, visibility, history, retrieval.entityRows()).rows();
            List<Column> columns = source.features().parallelStream()
                    .map(feature -> source.column(feature).gather(matches))
                    .toList();
            for (int i = 0; i < columns.size(); i++) {
                joined =
                        joined.with(retrieval.columnOf(source, source.features().get(i)), columns.get(i));
            }
        }
        return joined;
    }

    /** Return the right answer for one of the entity rows. */
    Table answer(int entityRow) {
        return new PointInTimeJoin(retrieval.forRow(entityRow), visibility).run();
    }

    /** Return what is asked for. */
    public Retrieval retrieval() {
        return retrieval;
    }

    Visibility visibility() {
        return visibility;
    }
}
