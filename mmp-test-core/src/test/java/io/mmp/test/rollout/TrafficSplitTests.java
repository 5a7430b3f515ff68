package io.mmp.test.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.verdict.FixedSamples;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

@FixedSamples
class TrafficSplitTests {

    @Test
    @SuppressWarnings("NullAway") // null is one of them
    void keys_may_be_anything() {
        List<Object> keys = Arrays.asList("", " ", "%s", "Zoë", "İ", "😀", 7, 7L, null, List.of());

        TrafficSplit<Object> split = TrafficSplit.of("odd", key -> key == null ? "none" : "some", keys);

        assertThat(split.arms()).containsExactly("none", "some");
        assertThat(split.count("some")).isEqualTo(9);
        assertThat(split.count("nobody")).isZero();
        assertThat(split.armsOf(null)).containsExactly("none");
        assertThat(split).hasToString("split 'odd' of 10 keys (1 in 'none', 9 in 'some')");
        RolloutAssertions.assertThat(split).isSticky().hasOnlyArms("none", "some");
    }

    @Test
    void a_key_that_is_there_twice_counts_once() {
        assertThat(TrafficSplit.of("twice", key -> "stable", List.of("a", "a", "b"))
                        .share("stable")
                        .estimate())
                .isEqualTo(1);
        assertThat(TrafficSplit.of("twice", key -> "stable", List.of("a", "a", "b"))
                        .keys())
                .containsExactly("a", "b");
    }

    @Test
    void no_keys_are_refused() {
        assertThatExceptionOfType(RolloutException.class)
                .isThrownBy(() -> TrafficSplit.of("10 %", key -> "stable", List.of()))
                .withMessage("Split '10 %' has no keys: nothing can be said of it.");
        TrafficSplit<String> split = TrafficSplit.of("10 %", key -> "stable", List.of("a"));
        assertThatExceptionOfType(RolloutException.class)
                .isThrownBy(() -> split.where("nobody", key -> false))
                .withMessage("Split 'nobody' has no keys: nothing can be said of it.");
    }

    @Test
    void a_router_that_fails_is_named_with_the_key() {
        assertThatExceptionOfType(RolloutException.class)
                .isThrownBy(() -> TrafficSplit.of(
                        "10 %",
                        key -> {
                            throw new IOException("connection refused");
                        },
                        List.of("100% user")))
                .withMessage(
                        "The router of split '10 %' failed for key '100% user': java.io.IOException: connection refused")
                .withCauseInstanceOf(IOException.class);
    }

    @Test
    @SuppressWarnings("NullAway") // what a router in the wild does
    void a_router_that_gives_no_arm_is_named_with_the_key() {
        assertThatExceptionOfType(RolloutException.class)
                .isThrownBy(() -> TrafficSplit.of("10 %", key -> null, List.of("")))
                .withMessage("The router of split '10 %' gave no arm for key '', but null.");
    }

    @Test
    void an_unknown_key_is_named() {
        TrafficSplit<String> split = TrafficSplit.of("10 %", key -> "stable", List.of("a", "b"));

        assertThatExceptionOfType(RolloutException.class)
                .isThrownBy(() -> split.armsOf("c"))
                .withMessage("Split '10 %' has no key 'c', but 2 others.");
    }
}
