package io.mmp.test.feast.history;

import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Required;
import io.mmp.test.table.TableException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a training set in an engine: those of {@link PointInTimeAssert}, judged where the data is. Tables of this JVM are judged by the
 * local oracle alone, with the same report.
 *
 * <p>The engine compares the values, counts what is wrong and why, and hands out some wrong rows with the feature rows of their
 * entities. These the local oracle judges again before they are shown; if it finds one of them right, an {@link OracleDisagreementError} says so.
 * Values are compared to the bit, as {@link PointInTimeAssert} does it; what an engine cannot compare exactly is refused with a {@link TableException}.
 *
 * <p>Where more rows are wrong than were fetched, the cause of a view with a single feature is what it may be, and causes that take
 * a comparison of single features are counted as such that the engine cannot tell.
 *
 * <p>The examples below are about drivers whose trips were 3 from nine o'clock on and 5 from eleven o'clock on, of a view with a TTL of four
 * hours.
 *
 * @since 0.1.0
 */
public class TrainingSetAssert extends AbstractAssert<TrainingSetAssert, TrainingSet> {

    /** Makes such assertions of what AssertJ navigates to, as in {@code assertThat(object).asInstanceOf(TRAINING_SET)}. */
    public static final InstanceOfAssertFactory<TrainingSet, TrainingSetAssert> TRAINING_SET =
            new InstanceOfAssertFactory<>(TrainingSet.class, TrainingSetAssert::new);

    private Visibility visibility = Visibility.EVENT_TIME;
    private CounterexampleFiles files = CounterexampleFiles.ofProperty();
    private int oneEntityIn = 1;
    private double allowedShare;

    /** Start assertions on a training set; tests use {@code FeastAssertions.assertThat}, AssertJ's soft assertions this. */
    public TrainingSetAssert(@Nullable TrainingSet actual) {
        super(actual, TrainingSetAssert.class);
    }

    /**
     * Judge from now on by the sources as they were then, without what happened or was created later.
     *
     * <pre>{@code
     * // a row at 12:00 with 3 trips, of a training set that goes back to 10:00
     * assertThat(training).asOf(TEN_O_CLOCK).isPointInTimeCorrect(); // passes
     * assertThat(training).isPointInTimeCorrect(); // fails: superseded value
     * }</pre>
     *
     * @throws IllegalArgumentException if the instant is null
     */
    public TrainingSetAssert asOf(Instant instant) {
        visibility = visibility.asOf(Required.given(instant, "The instant to judge as of"));
        return this;
    }

    /**
     * Judge from now on by what was known as well: a row may not see what was created after its event timestamp, or nobody knows when.
     *
     * <pre>{@code
     * // the 5 trips of 11:00 were written at 13:00; a row at 12:00 with 3 trips
     * assertThat(training).usingKnowledgeTime().isPointInTimeCorrect(); // passes
     * assertThat(training).isPointInTimeCorrect(); // fails: superseded value
     * }</pre>
     */
    public TrainingSetAssert usingKnowledgeTime() {
        visibility = visibility.withKnowledgeTime();
        return this;
    }

    /**
     * Judge from now on the rows of one in so many entities, and fail only if more than this share of the entities is shown to have a wrong row,
     * or too few were judged to tell; the confidence is 95 %. Of tables of this JVM all entities are judged, so that their share is known. Whether
     * rows were dropped or are extra is judged of all rows.
     *
     * <pre>{@code
     * assertThat(training).usingOneEntityIn(100, 0.001).isPointInTimeCorrect(); // passes: 0 of 40,000 sampled entities, so at most 0.0075 %
     * assertThat(training).usingOneEntityIn(100, 0.00001).isPointInTimeCorrect(); // fails: inconclusive, 300,000 are needed
     * }</pre>
     *
     * @param number which entities are judged is told by a hash of their keys: the same each time
     * @param share of the entities that may have a wrong row
     * @throws IllegalArgumentException if the number is below 1, or the share is none
     */
    public TrainingSetAssert usingOneEntityIn(int number, double share) {
        if (number < 1 || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "A sample takes one entity in 1 or more and allows a share from 0 to 1, not one in %s and %s."
                            .formatted(number, share));
        }
        oneEntityIn = number;
        allowedShare = share;
        return this;
    }

    /**
     * Write the rows that show a failure into this directory, as CSV, rather than into the one that the system property
     * {@code mmp.tables.counterexamples} names.
     *
     * <pre>{@code
     * assertThat(training).usingCounterexampleDirectory(Path.of("target/leaks")).hasNoFutureValues(); // passes
     * assertThat(training).usingCounterexampleDirectory(Path.of("target/leaks")).hasNoFutureValues(); // fails, and leaves two files there
     * }</pre>
     */
    public TrainingSetAssert usingCounterexampleDirectory(Path directory) {
        files = new CounterexampleFiles(Required.given(directory, "The directory of the counterexamples"));
        return this;
    }

    /**
     * Verify that each row has the right values of these views, or of all if none is named, and that it is there as often as among the
     * {@linkplain TrainingSet#withEntityRows entity rows}, if the training set names them.
     *
     * <pre>{@code
     * // a row at 12:00
     * assertThat(training).isPointInTimeCorrect(); // passes with 5 trips
     * assertThat(training).isPointInTimeCorrect(); // fails with 3 trips: superseded value; without it: dropped row
     * }</pre>
     *
     * @throws TableException if it would judge nothing, or less than is asked, or the engine cannot judge it exactly
     * @throws io.mmp.test.engine.EngineException if the engine does not answer
     */
    public TrainingSetAssert isPointInTimeCorrect(FeatureView... views) {
        return judge("to be point-in-time correct", null, visibility, sources(views));
    }

    /**
     * Verify that no row has a value from after its event timestamp, of these views or of all.
     *
     * <pre>{@code
     * // a row at 10:00
     * assertThat(training).hasNoFutureValues(); // passes with 3 trips
     * assertThat(training).hasNoFutureValues(); // fails with 5 trips, which are of 11:00
     * }</pre>
     *
     * @throws TableException if it would judge nothing, or less than is asked, or the engine cannot judge it exactly
     */
    public TrainingSetAssert hasNoFutureValues(FeatureView... views) {
        return judge("to have no future values", FaultCause.FUTURE, visibility, sources(views));
    }

    /**
     * Verify that no row has a value that was created after its event timestamp, though it may be of an earlier time.
     *
     * <pre>{@code
     * // the 5 trips of 11:00 were written at 13:00; a row at 12:00
     * assertThat(training).hasNoValuesCreatedLater(); // passes with 3 trips
     * assertThat(training).hasNoValuesCreatedLater(); // fails with 5 trips
     * }</pre>
     *
     * @throws TableException if one of the views has no created timestamp, or as {@link #hasNoFutureValues}
     */
    public TrainingSetAssert hasNoValuesCreatedLater(FeatureView... views) {
        List<EngineSource> sources = sources(views);
        PointInTimeAssert.requireCreated(
                sources.stream().map(EngineSource::shape).toList());
        return judge(
                "to have no values created later", FaultCause.CREATED_LATER, visibility.withKnowledgeTime(), sources);
    }

    /**
     * Verify that no row has a value that is older than the TTL of its view allows.
     *
     * <pre>{@code
     * // a row at 16:00
     * assertThat(training).respectsTtl(); // passes with null
     * assertThat(training).respectsTtl(); // fails with 5 trips, which are of 11:00
     * }</pre>
     *
     * @throws TableException if no view has a TTL, or as {@link #hasNoFutureValues}
     */
    public TrainingSetAssert respectsTtl(FeatureView... views) {
        List<EngineSource> sources = sources(views);
        PointInTimeAssert.requireTtl(sources.stream().map(EngineSource::shape).toList());
        return judge("to respect the TTL", FaultCause.EXPIRED, visibility, sources);
    }

    private List<EngineSource> sources(FeatureView... views) {
        isNotNull();
        Required.allGiven(views, "A view to judge");
        if (actual.sources().isEmpty()) {
            throw new TableException(
                    "There is nothing to judge: training set %s was joined from no view. Add them with TrainingSet.with."
                            .formatted(actual.table()));
        }
        Judgement.requireJoined(
                actual.sources().stream().map(EngineSource::view).toList(), views);
        List<EngineSource> judged = actual.sources().stream()
                .filter(source -> views.length == 0 || Arrays.asList(views).contains(source.view()))
                .toList();
        Judgement.requireFeatures(judged.stream().map(EngineSource::shape).toList());
        return judged;
    }

    private TrainingSetAssert judge(
            String expectation, @Nullable FaultCause cause, Visibility seen, List<EngineSource> sources) {
        new TrainingQuestion(actual, expectation, cause, seen, sources, oneEntityIn, allowedShare, files)
                .failure()
                // The values of a test may contain what String.format would take for its own.
                .ifPresent(failure -> failWithMessage("%s", failure));
        return this;
    }
}
