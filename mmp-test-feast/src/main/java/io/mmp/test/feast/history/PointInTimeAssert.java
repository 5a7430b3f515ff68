package io.mmp.test.feast.history;

import io.mmp.test.feast.table.TableException;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on what a feature store returned for a point-in-time join, judged by {@link PointInTimeJoin}.
 *
 * <p>Values are compared, not their widths: a double 5.0 is the integer 5, a float32 the double that it was widened to; null is only
 * null, NaN only NaN. Where no timestamp says which of several rows counts, each of them is right.
 *
 * <p>Where a wrong value comes from is read off the values: from the row that would count without TTL and created timestamps if it has
 * them, else from the nearest row of the entity that has them. {@link #isPointInTimeCorrect} finds every wrong value, the assertions on
 * one cause those of this cause. Where no entity rows were asked for, all of them throw a {@link TableException}.
 */
public final class PointInTimeAssert extends AbstractAssert<PointInTimeAssert, HistoricalFeatures> {

    private final @Nullable Instant asOf;

    private PointInTimeAssert(HistoricalFeatures actual, @Nullable Instant asOf) {
        super(actual, PointInTimeAssert.class);
        this.asOf = asOf;
    }

    /** Start assertions on what a feature store returned. */
    public static PointInTimeAssert of(HistoricalFeatures actual) {
        return new PointInTimeAssert(actual, null);
    }

    /**
     * Return assertions that judge by the sources as they were then, without what happened or was created later.
     *
     * <p>It is the test of time travel: what was asked for as of then must be what was true and known then.
     */
    public PointInTimeAssert asOf(Instant instant) {
        PointInTimeAssert then = new PointInTimeAssert(actual, instant);
        then.info.description(info.description());
        return then;
    }

    /** Verify that each entity row was returned once, with the right values of these views, or of all if none is named. */
    public PointInTimeAssert isPointInTimeCorrect(FeatureView... views) {
        Visibility visibility = visibility();
        List<Fault> faults = new ArrayList<>();
        for (FeatureSource source : actual.join().sources()) {
            if (views.length == 0 || List.of(views).contains(source.view())) {
                faults.addAll(new SourceCheck(actual, source, visibility).faults());
            }
        }
        faults.addAll(new RowCheck(actual).faults());
        return failOn("to be point-in-time correct", faults);
    }

    /** Verify that no row has a value from after its event timestamp. */
    public PointInTimeAssert hasNoFutureValues() {
        return failOn("to have no future values", faultsOf(Cause.FUTURE, visibility()));
    }

    /**
     * Verify that no row has a value that was created after its event timestamp, though it may be of an earlier time.
     *
     * @throws TableException if no view has a created timestamp
     */
    public PointInTimeAssert hasNoValuesCreatedLater() {
        Visibility visibility = visibility().withKnowledgeTime();
        if (actual.join().sources().stream()
                .allMatch(source -> source.createdColumn().isEmpty())) {
            throw new TableException("No view has a created timestamp by which to tell what was created later.");
        }
        return failOn("to have no values created later", faultsOf(Cause.CREATED_LATER, visibility));
    }

    /** Verify that no row has a value that is older than the TTL of its view allows. */
    public PointInTimeAssert respectsTtl() {
        return failOn("to respect the TTL", faultsOf(Cause.EXPIRED, visibility()));
    }

    private Visibility visibility() {
        isNotNull();
        if (actual.join().entityRows().rowCount() == 0 && actual.returned().rowCount() == 0) {
            throw new TableException("There is nothing to judge: no entity rows were asked for.");
        }
        Visibility visibility = actual.join().visibility();
        return asOf == null ? visibility : visibility.asOf(asOf);
    }

    private List<Fault> faultsOf(Cause cause, Visibility judgedBy) {
        List<Fault> faults = new ArrayList<>();
        for (FeatureSource source : actual.join().sources()) {
            new SourceCheck(actual, source, judgedBy)
                    .faults().stream().filter(fault -> fault.cause() == cause).forEach(faults::add);
        }
        return faults;
    }

    private PointInTimeAssert failOn(String expectation, List<Fault> faults) {
        if (!faults.isEmpty()) {
            // The values of a test may contain what String.format would take for its own.
            failWithMessage(
                    "%s",
                    new FaultReport(
                            expectation, faults, actual.join().entityRows().rowCount()));
        }
        return this;
    }
}
