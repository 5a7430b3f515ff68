package io.mmp.test.feast.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ToleranceTests {

    @Test
    void a_tolerance_covers_what_it_says_and_no_more() {
        assertThat(Tolerance.exact().covers(1, 2)).isFalse();
        assertThat(Tolerance.absolute(0.5).covers(1.0, 1.5)).isTrue();
        assertThat(Tolerance.absolute(0.5).covers(1.0, Math.nextUp(1.5))).isFalse();
        assertThat(Tolerance.relative(0.01).covers(-100, -101)).isTrue();
        assertThat(Tolerance.relative(0.01).covers(-100, new BigDecimal("-101.001")))
                .isFalse();
        assertThat(Tolerance.ulps(1).covers(0.1, Math.nextUp(0.1))).isTrue();
        assertThat(Tolerance.ulps(1).covers(0.1, Math.nextUp(Math.nextUp(0.1)))).isFalse();
        assertThat(Tolerance.ulps(2).covers(0.1f, Math.nextUp(Math.nextUp(0.1f))))
                .isTrue();
    }

    @Test
    void steps_are_counted_where_their_length_changes_and_across_zero() {
        assertThat(Tolerance.ulps(1).covers(1.0, Math.nextDown(1.0))).isTrue();
        assertThat(Tolerance.ulps(1).covers(1.0, Math.nextDown(Math.nextDown(1.0))))
                .isFalse();
        assertThat(Tolerance.ulps(2).covers(Math.nextDown(1.0), Math.nextUp(1.0)))
                .isTrue();
        assertThat(Tolerance.ulps(2).covers(-Double.MIN_VALUE, Double.MIN_VALUE))
                .isTrue();
        assertThat(Tolerance.ulps(1).covers(-Float.MIN_VALUE, Float.MIN_VALUE)).isFalse();
        assertThat(Tolerance.ulps(Integer.MAX_VALUE).covers(-Double.MAX_VALUE, Double.MAX_VALUE))
                .isFalse();
    }

    @Test
    void integers_that_doubles_cannot_tell_apart_are_told_apart() {
        long even = 1L << 53;
        assertThat(Tolerance.absolute(0.5).covers(even, even + 1)).isFalse();
        assertThat(Tolerance.absolute(1).covers(even, even + 1)).isTrue();
    }

    @Test
    void infinity_and_nan_are_near_nothing() {
        assertThat(Tolerance.relative(1).covers(Double.POSITIVE_INFINITY, 1.0)).isFalse();
        assertThat(Tolerance.absolute(1e300).covers(1.0, Double.NaN)).isFalse();
        assertThat(Tolerance.ulps(1).covers(Double.MAX_VALUE, Double.POSITIVE_INFINITY))
                .isFalse();
    }

    @Test
    void a_limit_below_zero_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tolerance.ulps(-1))
                .withMessage("A tolerance must be a number of zero or more, but is -1.0.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tolerance.absolute(Double.NaN))
                .withMessage("A tolerance must be a number of zero or more, but is NaN.");
    }

    @Test
    void a_tolerance_says_what_it_is() {
        assertThat(Tolerance.exact()).hasToString("exact");
        assertThat(Tolerance.absolute(0.5)).hasToString("at most 0.5");
        assertThat(Tolerance.relative(0.01)).hasToString("at most 0.01 of the right number");
        assertThat(Tolerance.ulps(2)).hasToString("at most 2 ulps");
    }
}
