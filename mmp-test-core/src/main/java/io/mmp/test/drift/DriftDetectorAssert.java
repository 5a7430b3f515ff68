package io.mmp.test.drift;

import io.mmp.test.drift.Sampling.Way;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import io.mmp.test.verdict.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on how often a detector alarms without drift, and misses one that was put in: over rows drawn with fixed seeds, the same at each run.
 *
 * <p>Without drift means that reference and current rows are two random parts of one table. Runs are made until the rate is settled: one within
 * the limit fails with a probability of at most 5 %, one beyond the limit by the tolerance passes with at most that; between the two it
 * is either. Nothing is published as the chance of a false alarm: of a detector that draws nothing itself, the outcome is the same at each run.
 *
 * @since 0.1.0
 */
public class DriftDetectorAssert extends AbstractAssert<DriftDetectorAssert, DriftDetector> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<DriftDetector, DriftDetectorAssert> DRIFT_DETECTOR =
            new InstanceOfAssertFactory<>(DriftDetector.class, DriftDetectorAssert::new);

    private @Nullable Table reference;
    private Way way = Way.SPLIT;
    private int referenceRows;
    private int currentRows;
    private int windows = 1;
    private int mostRuns = 2_000;
    private double tolerance = Double.NaN;
    private double confidence = 0.95;
    private long seed = 1;

    /** Start assertions, for AssertJ's soft assertions; others use {@link DriftAssertions#assertThat}. */
    public DriftDetectorAssert(@Nullable DriftDetector actual) {
        super(actual, DriftDetectorAssert.class);
    }

    /** Draw rows from this table from now on: by default each run parts all of it at random in two halves. */
    public DriftDetectorAssert on(Table newReference) {
        reference = newReference;
        return myself;
    }

    /** Draw from these values from now on, as a table with the one column "value". */
    public DriftDetectorAssert on(double... values) {
        return on(Table.builder()
                .build()
                .with("value", Cell.column(ValueType.DOUBLE, values.length, row -> values[row])));
    }

    /** Draw so many rows as reference and as current from now on, each row of the table at most once a run. */
    public DriftDetectorAssert usingRows(int newReferenceRows, int newCurrentRows) {
        referenceRows = requirePositive(newReferenceRows, "rows");
        currentRows = requirePositive(newCurrentRows, "rows");
        return myself;
    }

    /** Draw rows of both from now on any number of times, for tables that have fewer than a run needs. */
    public DriftDetectorAssert usingResampling() {
        way = Way.RESAMPLED;
        return myself;
    }

    /**
     * Give the detector from now on the whole table as reference, and current rows that are drawn from it any number of times.
     *
     * <p>It is what a detector needs that has learnt the reference; but the reference is then the truth itself, not a sample of it, so that a
     * detector alarms less often than in use: one at 5 % with as many current rows in 0.1 % of runs.
     */
    public DriftDetectorAssert usingFixedReference() {
        way = Way.FIXED_REFERENCE;
        return myself;
    }

    /** Show the detector so many windows a run from now on; an alarm in any of them is the run's. */
    public DriftDetectorAssert usingWindows(int newWindows) {
        windows = requirePositive(newWindows, "windows");
        return myself;
    }

    /** Stop after so many runs from now on, inconclusive; 2000 without. */
    public DriftDetectorAssert usingRuns(int newMostRuns) {
        mostRuns = requirePositive(newMostRuns, "runs");
        return myself;
    }

    private static int requirePositive(int count, String what) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "The number of %s must be at least 1, but is %s.".formatted(what, count));
        }
        return count;
    }

    /**
     * Find out rates of errors from now on that are beyond the limit by this; half of the limit without, and at least 0.01. Of a limit of 0.05, a
     * tolerance of 0.025 takes some 100 to 600 runs, one of 0.05 some 60 to 200.
     */
    public DriftDetectorAssert usingTolerance(double newTolerance) {
        if (!(newTolerance > 0 && newTolerance < 1)) {
            throw new IllegalArgumentException(
                    "The tolerance must be above 0 and below 1, but is %s.".formatted(newTolerance));
        }
        tolerance = newTolerance;
        return myself;
    }

    /** Judge at this confidence from now on, above 0.5 and below 1; 0.95 without. */
    public DriftDetectorAssert usingConfidence(double newConfidence) {
        confidence = newConfidence;
        return myself;
    }

    /** Draw with this seed from now on; 1 without. */
    public DriftDetectorAssert usingSeed(long newSeed) {
        seed = newSeed;
        return myself;
    }

    private DetectorTrial trial() {
        isNotNull();
        if (reference == null) {
            throw new IllegalStateException("Say on(table) first: rows are drawn from a table without drift.");
        }
        int all = reference.rowCount();
        int share = all / (windows + 1);
        Sampling sampling = new Sampling(
                new ReferenceTable(reference),
                way,
                way == Way.FIXED_REFERENCE ? all : referenceRows == 0 ? share : referenceRows,
                currentRows == 0 ? share : currentRows,
                windows,
                seed);
        return new DetectorTrial(actual, sampling, mostRuns, tolerance, confidence);
    }

    /**
     * Verify that an alarm is raised in at most this share of runs without drift.
     *
     * <pre><code>
     * assertThat(DriftCheck.standard()).on(transactions).falseAlarmRateAtMost(0.05); // passes
     * assertThat(psiAbove01).on(transactions).usingRows(100, 100).falseAlarmRateAtMost(0.05); // fails: it is 86 %
     * </code></pre>
     */
    public DriftDetectorAssert falseAlarmRateAtMost(double limit) {
        return judge(
                trial().falseAlarms(limit),
                "an alarm in at most %s of runs without drift".formatted(Text.percent(limit)));
    }

    /**
     * Verify that an alarm is raised in at most this share of runs with a change that is no reason for one, or that the detector is known not to
     * see.
     *
     * <pre><code>
     * assertThat(DriftCheck.standard()).on(transactions).alarmRateAtMost(0.05, DriftInjection.meanShift(0.001)); // passes
     * assertThat(DriftCheck.standard()).on(transactions).alarmRateAtMost(0.05, DriftInjection.meanShift(1)); // fails
     * </code></pre>
     */
    public DriftDetectorAssert alarmRateAtMost(double limit, DriftInjection injection) {
        return judge(
                trial().alarms(limit, injection),
                "an alarm in at most %s of runs with %s".formatted(Text.percent(limit), injection));
    }

    /**
     * Verify that an alarm is raised in at least this share of runs with a drift.
     *
     * <pre><code>
     * assertThat(DriftCheck.standard()).on(transactions).powerAtLeast(0.9, DriftInjection.meanShift(0.5)); // passes
     * assertThat(never).on(transactions).powerAtLeast(0.9, DriftInjection.meanShift(0.5)); // fails
     * </code></pre>
     */
    public DriftDetectorAssert powerAtLeast(double share, DriftInjection injection) {
        return judge(
                trial().misses(share, injection),
                "an alarm in at least %s of runs with %s".formatted(Text.percent(share), injection));
    }

    /**
     * Verify that an alarm is raised in at least this share of runs whichever column alone has the drift; all of these claims together have the
     * error of one.
     *
     * <pre><code>
     * assertThat(DriftCheck.standard()).on(transactions).detectsEachColumn(0.9, DriftInjection.meanShift(0.5)); // passes
     * assertThat(ofAmountAlone).on(transactions).detectsEachColumn(0.9, DriftInjection.meanShift(0.5)); // fails in "age"
     * </code></pre>
     */
    public DriftDetectorAssert detectsEachColumn(double share, DriftInjection injection) {
        return eachColumn(
                injection,
                (trial, one) -> trial.misses(share, one),
                "an alarm in at least %s of runs with %s, whichever column has it"
                        .formatted(Text.percent(share), injection));
    }

    /**
     * Verify that in at least this share of runs an alarm is raised that blames the column with the drift and no other, whichever it is.
     *
     * <pre><code>
     * assertThat(DriftCheck.standard()).on(transactions).namesColumn(0.9, DriftInjection.meanShift(1)); // passes
     * assertThat(alwaysBlamesAmount).on(transactions).namesColumn(0.9, DriftInjection.meanShift(1)); // fails in "age"
     * </code></pre>
     */
    public DriftDetectorAssert namesColumn(double share, DriftInjection injection) {
        return eachColumn(
                injection,
                (trial, one) -> trial.misnamings(share, one),
                "an alarm in the right column in at least %s of runs with %s"
                        .formatted(Text.percent(share), injection));
    }

    private interface Judgement {
        DetectorRuns of(DetectorTrial trial, DriftInjection injection);
    }

    private DriftDetectorAssert eachColumn(DriftInjection injection, Judgement judgement, String expected) {
        DetectorTrial trial = trial();
        List<String> columns = injection.columns(trial.sampling().pool());
        List<String> faults = new ArrayList<>();
        for (String column : columns) {
            DetectorRuns runs =
                    judgement.of(trial.withConfidence(1 - (1 - confidence) / columns.size()), injection.on(column));
            if (!runs.passes()) {
                faults.add(runs.described());
            }
        }
        return fail(faults, expected);
    }

    /**
     * Verify that more drift is found more often: nowhere less often, and the last of these sizes more often than the first, over 200 runs each
     * of the same draws.
     *
     * <pre><code>
     * assertThat(DriftCheck.standard()).on(transactions).hasRisingPower(DriftInjection::meanShift, 0, 0.1, 0.2, 0.5); // passes
     * assertThat(always).on(transactions).hasRisingPower(DriftInjection::meanShift, 0, 0.1, 0.2, 0.5); // fails
     * </code></pre>
     */
    public DriftDetectorAssert hasRisingPower(DoubleFunction<DriftInjection> injection, double... sizes) {
        PowerCurve curve = powerCurve(injection, sizes);
        List<String> faults = curve.faults();
        if (!faults.isEmpty()) {
            failWithMessage(
                    "%nExpecting more alarms with more drift, but %s.%n%s", String.join(", and ", faults), curve);
        }
        return myself;
    }

    /** Return how often an alarm is raised at each of these sizes of a drift, over 200 runs each of the same draws. */
    public PowerCurve powerCurve(DoubleFunction<DriftInjection> injection, double... sizes) {
        if (sizes.length < 2) {
            throw new IllegalArgumentException(
                    "A curve has at least two sizes, but there are %s.".formatted(sizes.length));
        }
        return trial().curve(injection, sizes);
    }

    /**
     * Verify that a detector remembers nothing: it says the same of 20 pairs of tables, of which every other has a drift, in any order.
     *
     * <pre><code>
     * assertThat(DriftCheck.standard()).on(transactions).judgesEachPairAlone(DriftInjection.meanShift(2)); // passes
     * assertThat(alarmsOnceOnly).on(transactions).judgesEachPairAlone(DriftInjection.meanShift(2)); // fails
     * </code></pre>
     */
    public DriftDetectorAssert judgesEachPairAlone(DriftInjection injection) {
        List<String> faults = new OrderTrial(trial(), injection).faults();
        if (!faults.isEmpty()) {
            failWithMessage(
                    "%nExpecting the same of each pair of tables in any order, but %s:%n  %s%nThe detector remembers calls before, or draws at random without a seed.",
                    Text.count(faults.size(), "pairs") + " of " + OrderTrial.PAIRS + " differ",
                    String.join("%n  ".formatted(), faults));
        }
        return myself;
    }

    private DriftDetectorAssert judge(DetectorRuns runs, String expected) {
        return fail(runs.passes() ? List.of() : List.of(runs.described()), expected);
    }

    private DriftDetectorAssert fail(List<String> faults, String expected) {
        if (!faults.isEmpty()) {
            failWithMessage("%nExpecting %s, but:%n  %s", expected, String.join("%n  ".formatted(), faults));
        }
        return myself;
    }
}
