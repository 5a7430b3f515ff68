package io.mmp.test.training;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Predicts a number for each row.
 *
 * @param <T> the type of a row
 * @since 0.1.0
 */
@FunctionalInterface
public interface Predictor<T> {

    /**
     * Return a prediction for each row, in their order.
     *
     * @throws Exception if it cannot
     */
    double[] predict(List<T> rows) throws Exception;

    /** Name a function a predictor, so that {@code assertThat} knows what it is. */
    static <T> Predictor<T> of(Predictor<T> function) {
        return function;
    }

    /** Make a predictor of a function that predicts one row. */
    static <T> Predictor<T> ofSingle(ToDoubleFunction<? super T> function) {
        return rows -> rows.stream().mapToDouble(function).toArray();
    }
}
