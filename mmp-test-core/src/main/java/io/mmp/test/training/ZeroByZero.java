package io.mmp.test.training;

/**
 * What a metric is that divides nothing by nothing, such as the precision of a model that never says "fraud".
 *
 * <p>Programs differ: scikit-learn warns and takes 0, others take 1 or NaN. So a test says which.
 *
 * @since 0.1.0
 */
public enum ZeroByZero {
    /** It fails: the test must say. */
    IS_REFUSED(Double.NaN),
    /** It is 0. */
    IS_ZERO(0),
    /** It is 1. */
    IS_ONE(1),
    /** It is NaN, and only NaN is right. */
    IS_NAN(Double.NaN);

    private final double value;

    ZeroByZero(double value) {
        this.value = value;
    }

    double value() {
        return value;
    }
}
