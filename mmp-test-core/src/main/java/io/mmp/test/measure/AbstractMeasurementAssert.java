package io.mmp.test.measure;

import static java.util.stream.Collectors.joining;

import io.mmp.test.text.Quantities;
import io.mmp.test.verdict.Quantile;
import io.mmp.test.verdict.Verdict;
import io.mmp.test.verdict.Verdict.Conclusion;
import io.mmp.test.verdict.VerdictError;
import java.time.Duration;
import java.util.Arrays;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * How assertions on measurements judge.
 *
 * @param <S> the assertion's own type
 * @since 0.1.0
 */
public abstract class AbstractMeasurementAssert<S extends AbstractMeasurementAssert<S>>
        extends AbstractAssert<S, Measurement> {

    private static final int STEPS = 10;

    private double confidence = 0.95;
    private double quantile = 0.5;
    private boolean skips;

    /** Start assertions. */
    protected AbstractMeasurementAssert(@Nullable Measurement actual, Class<?> selfType) {
        super(actual, selfType);
    }

    /** Judge at this confidence from now on, above 0.5 and below 1; 0.95 without. */
    public S usingConfidence(double newConfidence) {
        confidence = newConfidence;
        return myself;
    }

    /** Judge this quantile of the rounds from now on, such as 0.9; the median without. It takes 29 rounds to show 0.9, and 59 for 0.95. */
    public S usingQuantile(double probability) {
        quantile = probability;
        return myself;
    }

    /** Abort the test from now on, instead of failing it, where the rounds cannot settle a claim. */
    public S usingSkipsForInconclusive() {
        skips = true;
        return myself;
    }

    double confidence() {
        return confidence;
    }

    Quantile quantile(Quantity quantity) {
        return quantity.sample(actual).quantile(quantile).withConfidence(confidence);
    }

    S literally(Quantity quantity, double limit) {
        requireRounds();
        return judge(quantile(quantity).isLiterallyAtMost(limit), quantity);
    }

    void requireRounds() {
        if (actual.rounds().isEmpty()) {
            failWithMessage("%nExpecting figures to compare, but %s.", actual);
        }
    }

    S judge(Verdict verdict, Quantity quantity) {
        try {
            // Asked in this way the verdict publishes its chance of a false alarm.
            verdict.orFail();
            return myself;
        } catch (VerdictError e) {
            String sentence = verdict.sentence()
                    + "%nRounds of '%s', in %s: %s"
                            .formatted(actual.name(), quantity.unit(), shown(quantity.values(actual)));
            if (verdict.conclusion() == Conclusion.INCONCLUSIVE) {
                inconclusive(sentence);
            }
            failWithMessage("%n%s", sentence);
            return myself;
        }
    }

    void inconclusive(String sentence) {
        if (skips) {
            throw new TestAbortedException("Inconclusive: " + sentence);
        }
        failWithMessage("%nInconclusive: %s", sentence);
    }

    private static String shown(double[] values) {
        return Arrays.stream(values).limit(10).mapToObj(Quantities::number).collect(joining(", "))
                + (values.length > 10 ? ", ... (%s in all)".formatted(values.length) : "");
    }

    double requirePositive(Duration limit) {
        isNotNull();
        if (limit.isZero() || limit.isNegative()) {
            throw new MeasureException("The limit of a time must be above 0, but is %s.".formatted(limit));
        }
        return Figures.millis(limit);
    }

    double requireCountable(Duration limit) {
        double millis = requirePositive(limit);
        Duration least = JvmMeter.CPU_STEP.multipliedBy(STEPS);
        if (actual.threads() == MeasuredThreads.ALL && limit.compareTo(least) < 0) {
            throw new MeasureException(
                    "The CPU time of all threads is counted in steps of %s, which cannot show a limit of %s. Do more in a round, or measure MeasuredThreads.CALLING."
                            .formatted(Figures.print(JvmMeter.CPU_STEP), Figures.print(limit)));
        }
        return millis;
    }

    double requirePositive(long bytes) {
        isNotNull();
        if (bytes < 1) {
            throw new MeasureException("The limit of a memory must be above 0 bytes, but is %s.".formatted(bytes));
        }
        return Figures.mebibytes(bytes);
    }
}
