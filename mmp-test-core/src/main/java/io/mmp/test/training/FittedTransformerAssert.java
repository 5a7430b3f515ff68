package io.mmp.test.training;

import io.mmp.test.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on what a transformer was fitted on, and on what it makes of rows.
 *
 * @param <T> the type of a row
 * @since 0.1.0
 */
public class FittedTransformerAssert<T> extends AbstractAssert<FittedTransformerAssert<T>, FittedTransformer<T>> {

    /** Narrows the assertions on an object to these. */
    @SuppressWarnings({"rawtypes", "unchecked"}) // a class literal has no type arguments
    public static final InstanceOfAssertFactory<FittedTransformer, FittedTransformerAssert<Object>> FITTED_TRANSFORMER =
            new InstanceOfAssertFactory<>(
                    FittedTransformer.class, transformer -> new FittedTransformerAssert<Object>(transformer));

    private double tolerance = 1e-12;
    private long ulps = 4;

    /** Assert on this transformer. */
    public FittedTransformerAssert(@Nullable FittedTransformer<T> actual) {
        super(actual, FittedTransformerAssert.class);
    }

    /** Allow statistics that are to be equal to differ by this part of them, such as 1e-6 for a transformer in float32; 1e-12 without. */
    public FittedTransformerAssert<T> usingRelativeTolerance(double newTolerance) {
        if (!(newTolerance >= 0 && newTolerance < 1)) {
            throw new IllegalArgumentException(
                    "The relative tolerance is from 0 to below 1, but this is %s.".formatted(newTolerance));
        }
        tolerance = newTolerance;
        return myself;
    }

    /**
     * Verify that it learned from the training data alone: all it holds is what the training data give, and at least one of it would be
     * something else if the held-out data had been there too.
     *
     * <pre>{@code
     * assertThat(FittedTransformer.of(fit(training), this::fit)).isFittedOnlyOn(training, test); // passes
     * assertThat(FittedTransformer.of(fit(all), this::fit)).isFittedOnlyOn(training, test); // fails
     * }</pre>
     *
     * @throws IllegalArgumentException if the held-out data would change nothing, so that they cannot tell
     */
    public FittedTransformerAssert<T> isFittedOnlyOn(
            Collection<? extends T> training, Collection<? extends T> heldOut) {
        isNotNull();
        if (training.isEmpty() || heldOut.isEmpty()) {
            throw new IllegalArgumentException("There must be training and held-out rows, but there are %s and %s."
                    .formatted(training.size(), heldOut.size()));
        }
        List<T> all = new ArrayList<>(training);
        Map<String, Double> alone = actual.fit(new ArrayList<>(training));
        all.addAll(heldOut);
        Map<String, Double> together = actual.fit(all);
        if (alone.entrySet().stream().allMatch(entry -> isSame(entry.getValue(), together.get(entry.getKey())))) {
            throw new IllegalArgumentException(
                    "With the held-out rows and without them the statistics are %s: such rows cannot tell on which it was fitted."
                            .formatted(alone.isEmpty() ? "none" : "the same, " + alone));
        }
        Set<String> names = new LinkedHashSet<>(actual.statistics().keySet());
        names.addAll(alone.keySet());
        List<String> offenders = new ArrayList<>();
        for (String name : names) {
            Double held = actual.statistics().get(name);
            if (!isSame(held, alone.get(name))) {
                offenders.add("%s is %s, and of the training rows %s%s"
                        .formatted(
                                name,
                                held == null ? "missing" : held,
                                alone.get(name) == null ? "missing" : alone.get(name),
                                isSame(held, together.get(name))
                                        ? "; it is that of the training and the held-out rows together"
                                        : ""));
            }
        }
        if (!offenders.isEmpty()) {
            failWithMessage(
                    "%nExpecting a transformer that was fitted on the %s for training alone, but %s of %s are not theirs:%n%s",
                    Words.count(training.size(), "row"),
                    offenders.size(),
                    Words.count(names.size(), "statistic"),
                    Lines.of(offenders));
        }
        return myself;
    }

    /** Allow this many floating-point numbers between a value and what an inverse makes of it, at the largest value of its column; 4 without. */
    public FittedTransformerAssert<T> usingUlps(long newUlps) {
        if (newUlps < 0) {
            throw new IllegalArgumentException("The distance must be at least 0 ulps, but is %s.".formatted(newUlps));
        }
        ulps = newUlps;
        return myself;
    }

    /**
     * Verify that an inverse gives back what was transformed.
     *
     * <p>A sum loses the digits of what is small beside what is large, so that the ulps are those of the largest value in the column.
     *
     * <pre>{@code
     * assertThat(transformer.withTransform(scaler::transform)).restores(rows, Row::values, scaler::inverse); // passes
     * assertThat(transformer.withTransform(scaler::transform)).restores(rows, Row::values, otherScaler::inverse); // fails
     * }</pre>
     *
     * @param values what an inverse is to give back of a row
     * @param inverse makes that of what the transformer makes of the row
     */
    public FittedTransformerAssert<T> restores(
            Collection<? extends T> rows, Function<? super T, double[]> values, UnaryOperator<double[]> inverse) {
        isNotNull();
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("There must be rows to restore, but there are none.");
        }
        List<T> list = new ArrayList<>(rows);
        List<double[]> before = new ArrayList<>();
        list.forEach(row -> before.add(values.apply(row)));
        double[] largest = largest(before);
        List<String> offenders = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            double[] restored = inverse.apply(actual.transform(list.get(i)));
            if (!isNear(before.get(i), restored, largest)) {
                offenders.add("row %s: %s became %s"
                        .formatted(i + 1, Arrays.toString(before.get(i)), Arrays.toString(restored)));
            }
        }
        if (!offenders.isEmpty()) {
            failWithMessage(
                    "%nExpecting an inverse that restores its input within %s, but it does not for %s of %s:%n%s",
                    Words.count(ulps, "ulp"), offenders.size(), Words.count(list.size(), "row"), Lines.of(offenders));
        }
        return myself;
    }

    private static double[] largest(List<double[]> rows) {
        double[] largest =
                new double[rows.stream().mapToInt(row -> row.length).max().orElse(0)];
        for (double[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                largest[i] = Math.max(largest[i], Math.abs(row[i]));
            }
        }
        return largest;
    }

    private boolean isNear(double[] before, double[] restored, double[] largest) {
        if (before.length != restored.length) {
            return false;
        }
        for (int i = 0; i < before.length; i++) {
            if (!(Math.abs(before[i] - restored[i]) <= ulps * Math.ulp(largest[i]))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Verify that what it was not fitted on, such as a category that is new, is not taken for something that it was: it refuses the row,
     * or makes of it what it makes of none of the others.
     *
     * <pre>{@code
     * assertThat(transformer.withTransform(oneHot::transform)).tellsApart(unseen, training); // passes: all columns are 0
     * assertThat(transformer.withTransform(firstIfUnknown::transform)).tellsApart(unseen, training); // fails
     * }</pre>
     *
     * @param unseen a row that differs from the others in what is new alone
     */
    public FittedTransformerAssert<T> tellsApart(T unseen, Collection<? extends T> seen) {
        isNotNull();
        if (seen.isEmpty()) {
            throw new IllegalArgumentException("There must be rows that were seen, but there are none.");
        }
        List<double[]> codes = new ArrayList<>();
        seen.forEach(row -> codes.add(actual.transform(row)));
        double[] code;
        try {
            code = actual.transform(unseen);
        } catch (RuntimeException refused) {
            return myself;
        }
        List<String> offenders = new ArrayList<>();
        int at = 0;
        for (T row : seen) {
            if (Arrays.equals(code, codes.get(at++))) {
                offenders.add("%s and %s are both %s".formatted(unseen, row, Arrays.toString(code)));
            }
        }
        if (!offenders.isEmpty()) {
            failWithMessage(
                    "%nExpecting what is new to be told from what was seen, but it is taken for %s of %s:%n%s",
                    offenders.size(), Words.count(seen.size(), "row"), Lines.of(offenders));
        }
        return myself;
    }

    /** What is missing or no number is the same as nothing. */
    private boolean isSame(@Nullable Double one, @Nullable Double two) {
        if (one == null || two == null || one.isNaN() || two.isNaN()) {
            return false;
        }
        return one.equals(two) || Math.abs(one - two) <= tolerance * Math.max(Math.abs(one), Math.abs(two));
    }
}
