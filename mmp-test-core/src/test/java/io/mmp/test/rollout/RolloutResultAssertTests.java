package io.mmp.test.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each assertion on a rollout with a service that it must reject. */
@Tag("integration")
class RolloutResultAssertTests {

    private static final List<String> KEYS =
            IntStream.range(0, 50).mapToObj(i -> "user-" + i).toList();

    @Test
    void a_router_whose_hash_is_not_nested_is_found() {
        try (SplittingService service = new SplittingService(SplittingService.NOT_NESTED)) {
            RolloutResult rollout = service.run().withKeys(KEYS).run(step(0.25, 100), step(0.5, 100));

            assertThat(rollout).isSticky();
            assertThatThrownBy(() -> assertThat(rollout).as("ramp").isNested())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith(
                            "[ramp] %nExpecting each key to stay in the canary while its share grows in %s, but of 50 keys that came again ",
                            rollout)
                    .hasMessageContaining("was in the canary at 25 %, and not at 50 %");
        }
    }

    @Test
    void a_router_that_draws_is_found() {
        try (SplittingService service = new SplittingService(SplittingService.random())) {
            RolloutResult rollout = service.run().withKeys(KEYS).run(step(0.5, 150));

            fails(
                    () -> assertThat(rollout).isSticky(),
                    "Expecting each key to stay with one arm within each step of " + rollout
                            + ", but of 50 keys that came again ",
                    "' at 50 %: ");
        }
    }

    @Test
    void what_cannot_be_judged_fails() {
        try (SplittingService service = new SplittingService(SplittingService.NESTED)) {
            RolloutResult rollout = service.run().run(step(0.5, 20));

            fails(
                    () -> assertThat(rollout).isSticky(),
                    "but no key was served twice in a step. Send more requests, or give fewer keys by withKeys.");
            fails(
                    () -> assertThat(rollout).isNested(),
                    "but no key was served in two steps. Give fewer keys by withKeys, so that they come again.");
            fails(
                    () -> assertThat(rollout).countsEachRequest(),
                    "but the run was not told who counts. Say it by withStatistics or withPredictions.");
            fails(
                    () -> assertThat(rollout).isRolledBackWithin(Duration.ofSeconds(1)),
                    "but none was injected. Give a step one by withFault.");
            fails(
                    () -> assertThat(rollout).hasUnharmedStableArm(Duration.ofMillis(10)),
                    "requests before and 0 after: there is nothing to compare.");
            fails(() -> assertThat(rollout).hasSharesWithin(0.03), "Inconclusive", "50 %");
        }
    }

    @Test
    void a_share_that_is_another_is_found() {
        try (SplittingService service = new SplittingService(SplittingService.NESTED)) {
            List<String> many =
                    IntStream.range(0, 300).mapToObj(i -> "user-" + i).toList();
            RolloutRun run = service.run().withKeys(many);
            RolloutResult rollout =
                    run.withWeight(share -> service.weight = share / 2).run(step(0.5, 300));

            fails(() -> assertThat(rollout).hasSharesWithin(0.1), "'canary'", "50 %");
            assertThat(run.run(step(0.5, 300))).hasSharesWithin(0.1);
        }
    }

    @Test
    void the_share_of_a_router_that_draws_is_one_of_requests() {
        try (SplittingService service = new SplittingService(SplittingService.random())) {
            RolloutResult rollout = service.run().withKeys(KEYS).run(step(0.5, 300));

            assertThat(rollout).hasSharesWithin(0.1);
        }
    }

    @Test
    void a_reset_that_loses_requests_at_the_boundary_is_found() {
        try (SplittingService service = new SplittingService(SplittingService.NESTED)) {
            service.losesAtReset = true;
            RolloutResult rollout = service.run()
                    .withStatistics(service::take)
                    .withPredictions(service::predictions)
                    .run(step(0.5, 40), step(0.5, 40), step(0.5, 40));

            fails(
                    () -> assertThat(rollout).countsEachRequest(),
                    "Expecting each request of " + rollout + " to be counted once, but:",
                    "arm 'stable' answered " + rollout.stable().requests()
                            + " requests, but the service's statistics, summed over the steps, have ",
                    " lost");
        }
    }

    @Test
    void a_service_that_counts_twice_is_found() {
        try (SplittingService service = new SplittingService(SplittingService.NESTED)) {
            service.countsTwice = true;
            RolloutResult rollout = service.run().withStatistics(service::take).run(step(0, 20));

            fails(
                    () -> assertThat(rollout).countsEachRequest(),
                    "arm 'stable' answered 20 requests, but the service's statistics, summed over the steps, have 40: 20 too many");
        }
    }

    @Test
    void counters_of_other_names_are_named() {
        try (SplittingService service = new SplittingService(SplittingService.NESTED)) {
            RolloutResult rollout =
                    service.run().withPredictions(() -> Map.of("v1", 7L)).run(step(0, 20));

            fails(
                    () -> assertThat(rollout).countsEachRequest(),
                    "arm 'stable' answered 20 requests, but the predictors themselves have 0 (they name [v1]): 20 lost");
        }
    }

    @Test
    void a_failure_of_the_stable_arm_is_told_from_one_of_the_canary() {
        try (SplittingService service = new SplittingService(SplittingService.NESTED)) {
            service.canaryFails = true;
            RolloutResult canaryFailed = service.run().run(step(0.5, 20));
            assertThat(canaryFailed.canary().failed()).isPositive();
            assertThat(canaryFailed).hasNoFailureOfStableArm();

            service.stableFails = true;
            RolloutResult rollout = service.run().run(step(0.5, 20));
            fails(
                    () -> assertThat(rollout).hasNoFailureOfStableArm(),
                    "Expecting no request of the stable arm of %s to fail, but %s did, 0 of them without telling an arm:"
                            .formatted(rollout, rollout.stable().requests()),
                    "', arm 'stable': HTTP 500");

            service.stableFails = false;
            service.namesArmInErrors = false;
            RolloutResult unnamed = service.run().run(step(0.5, 20));
            fails(() -> assertThat(unnamed).hasNoFailureOfStableArm(), "', arm unknown: HTTP 500");

            service.canaryFails = false;
            fails(() -> assertThat(service.run().run(step(1, 20))).hasNoFailureOfStableArm(), "but there was none.");
        }
    }

    @Test
    void a_stable_arm_that_becomes_slower_is_harmed() {
        try (SplittingService service = new SplittingService(SplittingService.NESTED)) {
            RolloutStep slowing = step(0.1, 300).withFault(Duration.ofMillis(750), () -> service.stableMillis = 150);
            RolloutResult rollout = service.run().run(slowing);

            fails(() -> assertThat(rollout).hasUnharmedStableArm(Duration.ofMillis(20)), "service times of 'stable'");
            assertThat(rollout).hasUnharmedStableArm(Duration.ofSeconds(2));
        }
    }

    @Test
    void a_service_that_does_not_roll_back_is_found() {
        try (SplittingService service = new SplittingService(SplittingService.NESTED)) {
            RolloutStep fault = step(0.5, 100).withFault(Duration.ofMillis(100), () -> service.canaryFails = true);
            RolloutResult rollout = service.run().run(fault);
            fails(
                    () -> assertThat(rollout).isRolledBackWithin(Duration.ofMillis(100)),
                    "Expecting " + rollout
                            + " to be rolled back within 100 ms of the fault, but the canary got a request ");
            fails(
                    () -> assertThat(rollout).isRolledBackWithin(Duration.ofSeconds(9)),
                    "it takes 10 to tell a rollback from an accident");

            RolloutResult read =
                    service.run().withWeightReading(() -> service.weight).run(fault);
            fails(
                    () -> assertThat(read).isRolledBackWithin(Duration.ofSeconds(9)),
                    "but its weight was never read as 0.");
        }
    }

    @Test
    void a_rollback_is_not_believed_while_nobody_who_had_the_canary_came_again() {
        try (SplittingService service = new SplittingService(SplittingService.NESTED)) {
            // The first of many keys alone are in the canary, and it is not rolled back.
            List<String> canaryFirst = IntStream.range(0, 400)
                    .mapToObj(i -> "user-" + i)
                    .sorted(Comparator.comparingDouble(key -> SplittingService.NESTED.of(key, 0)))
                    .toList();
            RolloutResult rollout =
                    service.run().withKeys(canaryFirst).run(step(0.1, 200).withFault(Duration.ofMillis(100), () -> {}));

            fails(
                    () -> assertThat(rollout).isRolledBackWithin(Duration.ofSeconds(9)),
                    "but none of the keys that the canary had served came again since. Send more requests, or give fewer keys by withKeys.");
        }
    }

    @Test
    void a_rollout_that_was_rolled_back_is_not_complete() {
        try (SplittingService service = new SplittingService(SplittingService.NESTED)) {
            service.rollsBack = true;
            RolloutResult rollout = service.run()
                    .withWeightReading(() -> service.weight)
                    .run(
                            step(0.25, 40).withFault(Duration.ZERO, () -> service.canaryFails = true),
                            step(0.5, 10),
                            step(1, 10));

            fails(
                    () -> assertThat(rollout).isComplete(),
                    "Expecting all steps of " + rollout + " to be gone through, but steps 50 %, 100 % were not begun.");
        }
    }

    @Test
    void it_works_with_what_assertj_offers() {
        try (SplittingService service = new SplittingService(SplittingService.NESTED)) {
            Object rollout = service.run().run(step(0.5, 10));
            assertThat(rollout).asInstanceOf(RolloutResultAssert.ROLLOUT_RESULT).isComplete();
            SoftAssertions softly = new SoftAssertions();
            softly.proxy(RolloutResultAssert.class, RolloutResult.class, (RolloutResult) rollout)
                    .isSticky()
                    .isComplete()
                    .countsEachRequest();
            assertThat(softly.errorsCollected()).hasSize(2);
            assertThatThrownBy(() -> new RolloutResultAssert(null).isComplete())
                    .hasMessageContaining("Expecting actual not to be null");
        }
    }

    private static void fails(ThrowingCallable assertion, String... parts) {
        assertThatThrownBy(assertion)
                .isInstanceOf(AssertionError.class)
                .message()
                .contains(parts);
    }

    private static RolloutStep step(double share, int requests) {
        return RolloutStep.of(share).withRequests(requests).withRate(200);
    }
}
