package io.mmp.test.feast.history;

import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.TableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
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
 */
public class PointInTimeAssert extends AbstractAssert<PointInTimeAssert, HistoricalFeatures> {

    private @Nullable Instant asOf;

    /** Start assertions on what a feature store returned, for AssertJ's soft assertions; others use {@link #of}. */
    protected PointInTimeAssert(HistoricalFeatures actual) {
        super(actual, PointInTimeAssert.class);
    }

    /** Start assertions on what a feature store returned. */
    public static PointInTimeAssert of(HistoricalFeatures actual) {
        return new PointInTimeAssert(actual);
    }

    /**
     * Judge from now on by the sources as they were then, without what happened or was created later.
     *
     * <p>It is the test of time travel: what was asked for as of then must be what was true and known then.
     */
    public PointInTimeAssert asOf(Instant instant) {
        asOf = instant;
        return this;
    }

    /** Verify that each entity row was returned once, whole, with the right values of these views, or of all if none is named. */
    public PointInTimeAssert isPointInTimeCorrect(FeatureView... views) {
        isNotNull();
        List<FeatureSource> sources = new Judgement(actual).sourcesOf(views);
        requireEntityColumns();
        List<Fault> rowFaults = new ArrayList<>(new RowCheck(actual).faults());
        return judge("to be point-in-time correct", sources, visibility(), fault -> true, rowFaults);
    }

    /** Verify that no row has a value from after its event timestamp, of these views or of all. */
    public PointInTimeAssert hasNoFutureValues(FeatureView... views) {
        return hasNo(Cause.FUTURE, "to have no future values", sources(views), visibility());
    }

    /**
     * Verify that no row has a value that was created after its event timestamp, though it may be of an earlier time.
     *
     * @throws TableException if one of the views has no created timestamp
     */
    public PointInTimeAssert hasNoValuesCreatedLater(FeatureView... views) {
        List<FeatureSource> sources = sources(views);
        List<String> undated = sources.stream()
                .filter(source -> source.createdColumn().isEmpty())
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
        return hasNo(
                Cause.CREATED_LATER,
                "to have no values created later",
                sources,
                visibility().withKnowledgeTime());
    }

    /**
     * Verify that no row has a value that is older than the TTL of its view allows.
     *
     * @throws TableException if no view has a TTL
     */
    public PointInTimeAssert respectsTtl(FeatureView... views) {
        List<FeatureSource> sources = sources(views);
        if (sources.stream().allMatch(source -> source.view().ttl().isZero())) {
            throw new TableException("No view has a TTL that could be respected or not: their rows hold forever.");
        }
        return hasNo(Cause.EXPIRED, "to respect the TTL", sources, visibility());
    }

    private List<FeatureSource> sources(FeatureView... views) {
        isNotNull();
        Judgement judgement = new Judgement(actual);
        List<FeatureSource> sources = judgement.sourcesOf(views);
        judgement.requireRows();
        return sources;
    }

    private Visibility visibility() {
        Visibility visibility = actual.join().visibility();
        return asOf == null ? visibility : visibility.asOf(asOf);
    }

    /** Without one of their columns, entity rows that differ in it could be told apart no more. */
    private void requireEntityColumns() {
        Set<String> dropped = new TreeSet<>(actual.join().entityRows().columnNames());
        dropped.removeAll(actual.returned().columnNames());
        if (!dropped.isEmpty()) {
            failWithMessage(
                    "%nExpecting historical features to have all columns of the entity rows, but %s are not there, only %s.",
                    dropped, actual.returned().columnNames());
        }
    }

    private PointInTimeAssert hasNo(
            Cause cause, String expectation, List<FeatureSource> sources, Visibility visibility) {
        return judge(expectation, sources, visibility, fault -> fault.isOrMayBe(cause), List.of());
    }

    private PointInTimeAssert judge(
            String expectation,
            List<FeatureSource> sources,
            Visibility visibility,
            Predicate<ValueFault> counts,
            List<Fault> rowFaults) {
        List<Fault> faults = new ArrayList<>();
        List<SourceCheck> checks = sources.stream()
                .map(source -> new SourceCheck(actual, source, visibility))
                .toList();
        checks.forEach(check -> check.faults().stream().filter(counts).forEach(faults::add));
        faults.addAll(rowFaults);
        if (!faults.isEmpty()) {
            // The values of a test may contain what String.format would take for its own.
            failWithMessage(
                    "%s",
                    new FaultReport(
                            expectation, faults, actual.join().entityRows().rowCount()));
        }
        checks.forEach(new Judgement(actual)::requireKnown);
        return this;
    }
}
