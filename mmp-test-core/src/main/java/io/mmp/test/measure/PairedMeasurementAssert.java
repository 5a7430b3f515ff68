package io.mmp.test.measure;

import static java.util.stream.Collectors.joining;

import io.mmp.test.text.Quantities;
import io.mmp.test.verdict.Sample;
import io.mmp.test.verdict.Verdict;
import io.mmp.test.verdict.Verdict.Conclusion;
import io.mmp.test.verdict.VerdictError;
import java.util.stream.DoubleStream;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * Asserts on two pieces of work that were measured in turns.
 *
 * <p>The median of the ratios of their wall times is judged with three values: what the rounds cannot show is inconclusive, which fails and says how many would
 * show it; five rounds are the fewest. What others on a busy machine may have caused is inconclusive too, whichever way it looks: a claim fails only if it fails
 * even without the time in which the first waited for a CPU, and holds only if it holds even without that of the second.
 *
 * @since 0.1.0
 */
public class PairedMeasurementAssert extends AbstractAssert<PairedMeasurementAssert, PairedMeasurement> {

    /** Starts these assertions on an object of an unknown type, for AssertJ's {@code asInstanceOf}. */
    public static final InstanceOfAssertFactory<PairedMeasurement, PairedMeasurementAssert> PAIRED_MEASUREMENT =
            new InstanceOfAssertFactory<>(PairedMeasurement.class, PairedMeasurementAssert::new);

    private double confidence = 0.95;
    private boolean skips;

    /** Start assertions, for AssertJ's soft assertions; others use {@link MeasureAssertions#assertThat(PairedMeasurement)}. */
    public PairedMeasurementAssert(@Nullable PairedMeasurement actual) {
        super(actual, PairedMeasurementAssert.class);
    }

    /** Judge at this confidence from now on, above 0.5 and below 1; 0.95 without. */
    public PairedMeasurementAssert usingConfidence(double newConfidence) {
        confidence = newConfidence;
        return myself;
    }

    /** Abort the test from now on, instead of failing it, where the rounds cannot settle a claim. */
    public PairedMeasurementAssert usingSkipsForInconclusive() {
        skips = true;
        return myself;
    }

    /**
     * Verify that the first is faster than the second by at least this factor: with 2 that it takes at most half of the time.
     *
     * <pre><code>
     * assertThat(pair).isFasterByFactor(2); // passes if in 5 of 5 rounds the first took 40 ms and the second 100 ms
     * assertThat(pair).isFasterByFactor(2); // fails if in 5 of 5 rounds the first took 60 ms and the second 100 ms, or there are but 4 rounds
     * </code></pre>
     *
     * @throws MeasureException if the factor is not a number above 0
     */
    public PairedMeasurementAssert isFasterByFactor(double factor) {
        isNotNull();
        if (!(factor > 0 && Double.isFinite(factor))) {
            throw new MeasureException("The factor must be a number above 0, but is %s.".formatted(factor));
        }
        Verdict verdict = judge(1 / factor);
        try {
            // Asked in this way the verdict publishes its chance of a false alarm.
            verdict.orFail();
        } catch (VerdictError e) {
            String sentence = "'%s' should be faster than '%s' by the factor %s. %s%nRatios of the rounds: %s"
                    .formatted(
                            actual.first().name(),
                            actual.second().name(),
                            Quantities.number(factor),
                            verdict.sentence(),
                            shown(actual.ratios()));
            if (verdict.conclusion() != Conclusion.INCONCLUSIVE) {
                failWithMessage("%n%s", sentence);
            } else if (skips) {
                throw new TestAbortedException("Inconclusive: " + sentence);
            } else {
                failWithMessage("%nInconclusive: %s", sentence);
            }
        }
        return myself;
    }

    private Verdict judge(double limit) {
        Verdict verdict = judge(actual.ratios(), limit);
        boolean isBusy = actual.first().cpuPressure().isHigh()
                || actual.second().cpuPressure().isHigh();
        if (!isBusy || verdict.conclusion() == Conclusion.INCONCLUSIVE) {
            return verdict;
        }
        Quantity first = verdict.conclusion() == Conclusion.FAIL ? Quantity.UNDISTURBED : Quantity.WALL;
        Quantity second = verdict.conclusion() == Conclusion.PASS ? Quantity.UNDISTURBED : Quantity.WALL;
        if (judge(actual.ratios(first, second), limit).conclusion() == verdict.conclusion()) {
            return verdict;
        }
        return verdict.inDoubt("But the machine was busy: %s; %s. Repeat it on a quiet machine."
                .formatted(actual.first().cpuPressure(), actual.second().cpuPressure()));
    }

    private Verdict judge(double[] ratios, double limit) {
        return Sample.of("ratios of wall times", "of the other's time", ratios)
                .quantile(0.5)
                .withConfidence(confidence)
                .isAtMost(limit);
    }

    private static String shown(double[] values) {
        return DoubleStream.of(values).limit(10).mapToObj(Quantities::number).collect(joining(", "))
                + (values.length > 10 ? ", ... (%s in all)".formatted(values.length) : "");
    }
}
