package io.mmp.test.rollout;

import static io.mmp.test.rollout.RolloutAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.verdict.FixedSamples;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

@FixedSamples
class TrafficSplitAssertTests {

    private static final List<String> USERS =
            IntStream.range(0, 4_000).mapToObj(i -> "user-" + i).toList();

    /** A hash that spreads keys that are nearly the same. */
    private static int percentile(String salt, String key) {
        return new SplittableRandom((salt + key).hashCode()).nextInt(100);
    }

    private static Router<String> router(String salt, int percent) {
        return key -> percentile(salt, key) < percent ? "canary" : "stable";
    }

    private static TrafficSplit<String> split(int percent) {
        return TrafficSplit.of(percent + " %", router("", percent), USERS);
    }

    private static TrafficSplit<Integer> counted(int canary, int of) {
        return TrafficSplit.ofArms(
                "counted",
                IntStream.range(0, of)
                        .mapToObj(i -> i < canary ? "canary" : "stable")
                        .toList());
    }

    @Test
    void a_router_that_hashes_its_keys_splits_as_it_should() {
        assertThat(split(10))
                .hasShareWithin("canary", 0.1, 0.03)
                .hasOnlyArms("stable", "canary")
                .isSticky()
                .isStickyOn("instance 2", router("", 10))
                .isStickyOverRestarts(3, () -> router("", 10))
                .nobodyLeaves("canary", split(25), split(50), split(100));
    }

    @Test
    void a_share_that_is_another_is_refuted() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(counted(200, 1_000)).hasShareWithin("canary", 0.1, 0.03))
                .withMessage("""

                        200 'canary' in 1000 keys are a rate of 20 %; with 95 % confidence at either end it is from 17.9 % to 22.2 %, outside of 7 % to 13 %. The keys are those of split 'counted' of 1000 keys (200 in 'canary', 800 in 'stable').""");
    }

    @Test
    void too_few_keys_are_inconclusive_and_say_how_many_are_enough() {
        String message =
                "Inconclusive: 10 'canary' in 100 keys are a rate of 10 %; with 95 % confidence at either end it is from 5.53 % to 16.4 %, which leaves open whether it is within 7 % to 13 %; at this rate about 378 keys would settle it. The keys are those of split 'counted' of 100 keys (10 in 'canary', 90 in 'stable').";

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(counted(10, 100)).hasShareWithin("canary", 0.1, 0.03))
                .withMessage("%n%s".formatted(message));
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() ->
                        assertThat(counted(10, 100)).usingSkipsForInconclusive().hasShareWithin("canary", 0.1, 0.03))
                .withMessage(message);
    }

    @Test
    void a_literal_comparison_says_how_often_it_flakes_and_what_helps() {
        assertThat(counted(13, 100)).hasShareLiterallyWithin("canary", 0.1, 0.03);
        assertThat(counted(7, 100)).hasShareLiterallyWithin("canary", 0.1, 0.03);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(counted(14, 100)).hasShareLiterallyWithin("canary", 0.1, 0.03))
                .withMessage("""

                        14 'canary' in 100 keys are a rate of 14 %, outside of 7 % to 13 %. Taken literally: a true rate of 10 % fails this in 24.1 % of runs, and in at most 1 % with 677 keys. The keys are those of split 'counted' of 100 keys (14 in 'canary', 86 in 'stable').""");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(counted(6, 100)).hasShareLiterallyWithin("canary", 0.1, 0.03));
    }

    @Test
    void a_misspelt_arm_is_named() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(counted(100, 1_000)).hasShareWithin("cannary", 0.1, 0.03))
                .withMessageEndingWith("No key is in 'cannary': is it another name?");
    }

    @Test
    void an_unknown_arm_is_shown_with_its_keys() {
        TrafficSplit<String> split =
                TrafficSplit.of("three", key -> key.equals("c") ? "v3" : "stable", List.of("a", "b", "c"));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(split).hasOnlyArms("stable", "canary"))
                .withMessage("""

                        Expecting all keys of split 'three' of 3 keys (2 in 'stable', 1 in 'v3') in 'canary' and 'stable', but 1 of 3 keys is not:
                          'c' in 'v3'""");
    }

    @Test
    void a_router_that_draws_is_not_sticky() {
        SplittableRandom random = new SplittableRandom(1);
        TrafficSplit<String> split =
                TrafficSplit.of("drawn", key -> random.nextDouble() < 0.1 ? "canary" : "stable", USERS);

        assertThat(split).hasShareWithin("canary", 0.1, 0.03);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(split).isSticky())
                .withMessageContaining("each key of split 'drawn'")
                .withMessageContaining("in the same arm in 'a second call', but 7")
                .withMessageMatching(
                        "(?s).*in '(canary|stable)', and then in '(canary|stable)'.*\\.\\.\\. and \\d+ more");
    }

    @Test
    void a_router_that_counts_its_calls_is_not_sticky() {
        AtomicInteger calls = new AtomicInteger();
        Router<String> everyTenth = key -> calls.getAndIncrement() % 10 == 0 ? "canary" : "stable";
        TrafficSplit<String> split = TrafficSplit.of("every tenth", everyTenth, USERS);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(split).isSticky());
    }

    @Test
    void a_salt_that_is_drawn_at_each_start_is_found_by_a_restart() {
        AtomicInteger starts = new AtomicInteger();

        assertThat(split(10)).isSticky();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(split(10))
                        .isStickyOverRestarts(3, () -> router("salt " + starts.incrementAndGet(), 10)))
                .withMessageContaining("in the same arm in 'restart 1', but");
    }

    @Test
    void observed_requests_are_sticky_if_each_key_has_one_arm() {
        record Request(String user, String arm) {}
        List<Request> requests = List.of(
                new Request("ann", "stable"),
                new Request("bob", "canary"),
                new Request("ann", "stable"),
                new Request("bob", "stable"));
        TrafficSplit<String> split = TrafficSplit.ofRequests("log", requests, Request::user, Request::arm);

        assertThat(TrafficSplit.ofRequests("log", requests.subList(0, 3), Request::user, Request::arm))
                .isSticky();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(split).as("at noon").isSticky())
                .withMessage("""
                        [at noon]\s
                        Expecting each key of split 'log' of 2 keys (1 in 'canary', 2 in 'stable') in one arm, but 1 of 2 keys is not:
                          'bob' in 'canary' and 'stable'""");
    }

    @Test
    void requests_of_keys_that_never_come_again_show_no_stickiness() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(counted(1, 10)).isSticky())
                .withMessage("""

                        Expecting keys of several requests, but each of split 'counted' of 10 keys (1 in 'canary', 9 in 'stable') was seen once: that it is sticky shows nothing""");
    }

    @Test
    void experiments_on_other_keys_show_no_independence() {
        TrafficSplit<String> others = TrafficSplit.of("others", router("", 50), USERS.subList(0, 3_999));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(split(10)).isIndependentOf(others, 0.1))
                .withMessageContaining("in an arm of 'others', but 1 of 4000 keys is not:%n  'user-3999'".formatted());
    }

    @Test
    void a_ramp_that_draws_anew_at_each_step_loses_canaries() {
        TrafficSplit<String> at10 = TrafficSplit.of("10 %", router("a", 10), USERS);
        TrafficSplit<String> at25 = TrafficSplit.of("25 %", router("b", 25), USERS);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(at10).nobodyLeaves("canary", at25))
                .withMessageStartingWith(
                        "%nExpecting each key in 'canary' of %s to stay there in '25 %%', but ".formatted(at10))
                .withMessageContaining("' is in 'stable'");
    }

    @Test
    void a_ramp_is_found_out_at_the_step_that_loses_them() {
        TrafficSplit<String> again = TrafficSplit.of("other 50 %", router("b", 50), USERS);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(split(10)).nobodyLeaves("canary", split(25), again, split(100)))
                .withMessageContaining("split '25 %'")
                .withMessageContaining("to stay there in 'other 50 %'");
    }

    @Test
    void a_ramp_from_nobody_shows_nothing() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(split(0)).nobodyLeaves("canary", split(10)))
                .withMessage("""

                        Expecting keys in 'canary' that could leave it, but split '0 %' of 4000 keys (4000 in 'stable') has none: that nobody left shows nothing""");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> assertThat(split(10)).nobodyLeaves("canary"))
                .withMessage("A ramp has at least two steps: name the splits that follow.");
    }

    @Test
    void a_key_that_the_next_step_does_not_have_has_left() {
        TrafficSplit<String> other = TrafficSplit.of("others", router("", 100), List.of("someone"));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(split(10)).nobodyLeaves("canary", other))
                .withMessageContaining("' is in no arm");
    }

    @Test
    void experiments_with_salts_of_their_own_are_independent() {
        TrafficSplit<String> ranking = TrafficSplit.of("ranking", router("ranking", 50), USERS);
        TrafficSplit<String> checkout = TrafficSplit.of("checkout", router("checkout", 50), USERS);

        assertThat(ranking).isIndependentOf(checkout, 0.1);
    }

    @Test
    void experiments_that_share_a_hash_are_not() {
        TrafficSplit<String> checkout = TrafficSplit.of("checkout", router("", 20), USERS);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(split(10)).isIndependentOf(checkout, 0.1))
                .withMessageContaining("keys in 'canary' of '10 %'")
                .withMessageContaining("above 10 %");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(split(10)).isIndependentOf(split(100), 0.1))
                .withMessageContaining("are in one: that it is independent shows nothing");
    }

    @Test
    void few_keys_do_not_show_independence() {
        List<String> few = USERS.subList(0, 50);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(TrafficSplit.of("a", router("a", 50), few))
                        .isIndependentOf(TrafficSplit.of("b", router("b", 50), few), 0.05))
                .withMessageContaining("Inconclusive: ");
    }

    @Test
    void a_part_of_the_keys_is_judged_like_all() {
        TrafficSplit<String> even = split(10).where("even users", user -> user.matches(".*[02468]"));

        assertThat(even).hasShareWithin("canary", 0.1, 0.03).isSticky();
        assertThat(even.keys()).hasSize(2_000);
    }

    @Test
    @SuppressWarnings("unchecked") // a class literal has no type arguments
    void soft_assertions_collect_what_fails() {
        SoftAssertions softly = new SoftAssertions();
        softly.proxy(TrafficSplitAssert.class, TrafficSplit.class, split(10))
                .hasOnlyArms("stable")
                .hasShareLiterallyWithin("canary", 0.5, 0.01);

        assertThat(softly.errorsCollected()).hasSize(2);
    }
}
