package io.mmp.test.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * A scaler, encoder or other transformer that learned statistics from data, such as a mean a column.
 *
 * <pre>{@code
 * assertThat(FittedTransformer.of(scaler.means(), rows -> Scaler.fit(rows).means())).isFittedOnlyOn(training, test);
 * }</pre>
 *
 * <p>A value: {@code with} returns a copy.
 *
 * @param <T> the type of a row
 * @since 0.1.0
 */
public final class FittedTransformer<T> implements AssertProvider<FittedTransformerAssert<T>> {

    private final Map<String, Double> statistics;
    private final Function<List<T>, Map<String, Double>> fit;
    private final @Nullable Function<? super T, double[]> transform;

    private FittedTransformer(
            Map<String, Double> statistics,
            Function<List<T>, Map<String, Double>> fit,
            @Nullable Function<? super T, double[]> transform) {
        this.statistics = Collections.unmodifiableMap(new LinkedHashMap<>(statistics));
        this.fit = fit;
        this.transform = transform;
    }

    /**
     * Take what a transformer learned, and how to learn it again.
     *
     * @param statistics what it holds, by name
     * @param fit computes the same from rows
     */
    public static <T> FittedTransformer<T> of(
            Map<String, Double> statistics, Function<List<T>, Map<String, Double>> fit) {
        return new FittedTransformer<>(statistics, fit, null);
    }

    /** Return a copy that knows what it makes of a row. */
    public FittedTransformer<T> withTransform(Function<? super T, double[]> newTransform) {
        return new FittedTransformer<>(statistics, fit, newTransform);
    }

    /** Return what it holds, by name. */
    public Map<String, Double> statistics() {
        return statistics;
    }

    double[] transform(T row) {
        if (transform == null) {
            throw new IllegalStateException("It is not known what it makes of a row: say that by withTransform.");
        }
        return transform.apply(row);
    }

    Map<String, Double> fit(List<T> rows) {
        return fit.apply(rows);
    }

    /** Return the assertions on it. */
    @Override
    public FittedTransformerAssert<T> assertThat() {
        return new FittedTransformerAssert<>(this);
    }

    /** Return what it holds. */
    @Override
    public String toString() {
        return statistics.toString();
    }
}
