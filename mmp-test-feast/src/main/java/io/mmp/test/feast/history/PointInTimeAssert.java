package io.mmp.test.feast.history;

import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Required;
import io.mmp.test.table.TableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on what a feature store returned for a point-in-time join, judged by {@link PointInTimeJoin}.
 *
 * <p>Values are compared, not their widths: a double 5.0 is the integer 5, a float32 the double that it was widened to; null is only
 * null, NaN only NaN. Where no timestamp says which of several rows counts, each of them is right.
 *
 * <p>Where a wrong value comes from is read off the values: a row of the entity that has all of them is the cause, and a known loss of the
 * right value, such as NaN to null; a row that has only the wrong ones may be. {@link #isPointInTimeCorrect} finds every wrong value, the
 * assertions on one cause those of which this is, or may be, the cause.
 *
 * <p>An assertion judges the views that it is given, or all that were joined if it is given none. What would judge nothing, or less than
 * that, throws a {@link TableException}: no entity rows, no rows returned, no features, a view that was not joined as it is declared
 * here, entities of which the rows of a view know none, or columns of the answer that no view explains.
 *
 * <p>It is independent of every store that it judges, {@code EMBEDDED} included, which finds its values in another way.
 *
 * <p>The examples below are about drivers whose trips were 3 from nine o'clock on and 5 from eleven o'clock on, of a view with a TTL of four
 * hours.
 *
 * @since 0.1.0
 */
public class PointInTimeAssert extends AbstractAssert<PointInTimeAssert, HistoricalFeatures> {

    /** Makes such assertions of what AssertJ navigates to, as in {@code assertThat(object).asInstanceOf(HISTORICAL_FEATURES)}. */
    public static final InstanceOfAssertFactory<HistoricalFeatures, PointInTimeAssert> HISTORICAL_FEATURES =
            new InstanceOfAssertFactory<>(HistoricalFeatures.class, PointInTimeAssert::new);

    private Visibility visibility = Visibility.EVENT_TIME;

    /** Start assertions on what a feature store returned; tests use {@code FeastAssertions.assertThat}, AssertJ's soft assertions this. */
    public PointInTimeAssert(@Nullable HistoricalFeatures actual) {
        super(actual, PointInTimeAssert.class);
    }

    /**
     * Judge from now on by the sources as they were then, without what happened or was created later.
     *
     * <p>It is the test of time travel: what was asked for as of then must be what was true and known then.
     *
     * <pre>{@code
     * // one driver at 12:00, for whom a store that goes back to 10:00 returned 3
     * assertThat(features).asOf(TEN_O_CLOCK).isPointInTimeCorrect(); // passes
     * assertThat(features).isPointInTimeCorrect(); // fails: superseded value
     * }</pre>
     *
     * @throws IllegalArgumentException if the instant is null
     */
    public PointInTimeAssert asOf(Instant instant) {
        visibility = visibility.asOf(Required.given(instant, "The instant to judge as of"));
        return this;
    }

    /**
     * Judge from now on by what was known as well: an entity row may not see what was created after its event timestamp, or nobody knows
     * when. A source without created timestamps is seen whole.
     *
     * <pre>{@code
     * // the 5 trips of 11:00 were written at 13:00; one driver at 12:00, for whom 3 were returned
     * assertThat(features).usingKnowledgeTime().isPointInTimeCorrect(); // passes
     * assertThat(features).isPointInTimeCorrect(); // fails: superseded value
     * }</pre>
     */
    public PointInTimeAssert usingKnowledgeTime() {
        visibility = visibility.withKnowledgeTime();
        return this;
    }

    /**
     * Verify that each entity row was returned once, whole, with the right values of these views, or of all if none is named.
     *
     * <pre>{@code
     * // one driver at 12:00
     * assertThat(features).isPointInTimeCorrect(); // passes with 5 trips
     * assertThat(features).isPointInTimeCorrect(); // fails with 3 trips: superseded value; without a row: dropped row
     * }</pre>
     *
     * @throws TableException if it would judge nothing, or less than is asked
     * @throws IllegalArgumentException if a view is null
     */
    public PointInTimeAssert isPointInTimeCorrect(FeatureView... views) {
        isNotNull();
        List<FeatureSource> sources = new Judgement(actual).sourcesOf(views);
        requireEntityColumns();
        List<Fault> rowFaults = new ArrayList<>(new RowCheck(actual, join(visibility)).faults());
        return judge("to be point-in-time correct", sources, visibility, fault -> true, rowFaults);
    }

    /**
     * Verify that no row has a value from after its event timestamp, of these views or of all.
     *
     * <pre>{@code
     * // one driver at 10:00
     * assertThat(features).hasNoFutureValues(); // passes with 3 trips
     * assertThat(features).hasNoFutureValues(); // fails with 5 trips, which are of 11:00
     * }</pre>
     *
     * @throws TableException if it would judge nothing, or less than is asked
     * @throws IllegalArgumentException if a view is null
     */
    public PointInTimeAssert hasNoFutureValues(FeatureView... views) {
        return hasNo(FaultCause.FUTURE, "to have no future values", sources(views), visibility);
    }

    /**
     * Verify that no row has a value that was created after its event timestamp, though it may be of an earlier time.
     *
     * <pre>{@code
     * // the 5 trips of 11:00 were written at 13:00; one driver at 12:00
     * assertThat(features).hasNoValuesCreatedLater(); // passes with 3 trips
     * assertThat(features).hasNoValuesCreatedLater(); // fails with 5 trips
     * }</pre>
     *
     * @throws TableException if one of the views has no created timestamp, or if it would judge nothing, or less than is asked
     * @throws IllegalArgumentException if a view is null
     */
    public PointInTimeAssert hasNoValuesCreatedLater(FeatureView... views) {
        List<FeatureSource> sources = sources(views);
        requireCreated(sources);
        return hasNo(
                FaultCause.CREATED_LATER, "to have no values created later", sources, visibility.withKnowledgeTime());
    }

    static void requireCreated(List<FeatureSource> sources) {
        List<String> undated = sources.stream()
                .filter(source -> source.view().createdTimestamp().isEmpty())
                .map(FeatureSource::name)
                .toList();
        if (undated.size() == sources.size()) {
            throw new TableException("No view has a created timestamp by which to tell what was created later.");
        }
        if (!undated.isEmpty()) {
            throw new TableException(
                    "The views %s have no created timestamp by which to tell what was created later. Name the views to judge."
                            .formatted(undated));
        }
    }

    /**
     * Verify that no row has a value that is older than the TTL of its view allows.
     *
     * <pre>{@code
     * // one driver at 16:00
     * assertThat(features).respectsTtl(); // passes with null
     * assertThat(features).respectsTtl(); // fails with 5 trips, which are of 11:00
     * }</pre>
     *
     * @throws TableException if no view has a TTL, or if it would judge nothing, or less than is asked
     * @throws IllegalArgumentException if a view is null
     */
    public PointInTimeAssert respectsTtl(FeatureView... views) {
        List<FeatureSource> sources = sources(views);
        requireTtl(sources);
        return hasNo(FaultCause.EXPIRED, "to respect the TTL", sources, visibility);
    }

    static void requireTtl(List<FeatureSource> sources) {
        if (sources.stream().allMatch(source -> source.view().ttl().isZero())) {
            throw new TableException("No view has a TTL that could be respected or not: their rows hold forever.");
        }
    }

    private List<FeatureSource> sources(FeatureView... views) {
        isNotNull();
        Judgement judgement = new Judgement(actual);
        List<FeatureSource> sources = judgement.sourcesOf(views);
        judgement.requireRows();
        return sources;
    }

    private PointInTimeJoin join(Visibility seen) {
        return PointInTimeJoin.of(actual.retrieval(), seen);
    }

    /** Without one of their columns, entity rows that differ in it could be told apart no more. */
    private void requireEntityColumns() {
        Set<String> dropped = new TreeSet<>(actual.retrieval().entityRows().columnNames());
        dropped.removeAll(actual.returned().columnNames());
        if (!dropped.isEmpty()) {
            failWithMessage(
                    "%nExpecting historical features to have all columns of the entity rows, but %s are not there, only %s.",
                    dropped, actual.returned().columnNames());
        }
    }

    private PointInTimeAssert hasNo(
            FaultCause cause, String expectation, List<FeatureSource> sources, Visibility seen) {
        return judge(expectation, sources, seen, fault -> fault.isOrMayBe(cause), List.of());
    }

    private PointInTimeAssert judge(
            String expectation,
            List<FeatureSource> sources,
            Visibility seen,
            Predicate<ValueFault> counts,
            List<Fault> rowFaults) {
        List<Fault> faults = new ArrayList<>();
        List<SourceCheck> checks = sources.stream()
                .map(source -> new SourceCheck(actual, source, seen))
                .toList();
        checks.forEach(check -> check.faults().stream().filter(counts).forEach(faults::add));
        faults.addAll(rowFaults);
        if (!faults.isEmpty()) {
            // The values of a test may contain what String.format would take for its own.
            failWithMessage(
                    "%s",
                    new FaultReport(
                            expectation, faults, actual.retrieval().entityRows().rowCount()));
        }
        checks.forEach(new Judgement(actual)::requireKnown);
        return this;
    }
}
