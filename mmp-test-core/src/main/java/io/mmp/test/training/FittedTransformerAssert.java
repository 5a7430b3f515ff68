package io.mmp.test.training;

import io.mmp.test.text.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on what a transformer was fitted on.
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

    /** What is missing or no number is the same as nothing. */
    private boolean isSame(@Nullable Double one, @Nullable Double two) {
        if (one == null || two == null || one.isNaN() || two.isNaN()) {
            return false;
        }
        return one.equals(two) || Math.abs(one - two) <= tolerance * Math.max(Math.abs(one), Math.abs(two));
    }
}
