package io.mmp.test.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class RolloutRunTests {

    private static final List<String> KEYS =
            IntStream.range(0, 100).mapToObj(i -> "user-" + i).toList();

    private static final CanaryJudge ERRORS =
            CanaryJudge.of(CanaryMetric.rate(ArmData.ERRORS, Tolerance.absolute(0.05)));

    @AutoClose
    private final SplittingService service = new SplittingService(SplittingService.NESTED);

    @Test
    void each_step_has_its_requests_and_each_is_counted() {
        RolloutResult rollout = service.run()
                .withKeys(KEYS)
                .withStatistics(service::take)
                .withPredictions(service::predictions)
                .run(step(0.10, 150), step(0.25, 150), step(0.50, 150), step(1, 100));

        assertThat(rollout.steps()).extracting(StepResult::requests).containsExactly(150, 150, 150, 100);
        assertThat(rollout.requests()).isEqualTo(550 + rollout.requestsBetweenSteps());
        assertThat(rollout.steps().get(3).stable().requests()).isZero();
        assertThat(rollout.steps())
                .allSatisfy(step -> assertThat(step.load().asked()).isEqualTo(step.requests()));
        assertThat(rollout)
                .isComplete()
                .isSticky()
                .isNested()
                .hasNoFailureOfStableArm()
                .countsEachRequest();
    }

    @Test
    void the_report_has_a_line_for_each_step() {
        RolloutResult rollout = service.run().withStatistics(service::take).run(step(0.5, 40), step(1, 10));

        assertThat(rollout.report())
                .startsWith("%s requests, %s of them between two steps\n"
                        .formatted(rollout.requests(), rollout.requestsBetweenSteps()))
                .containsPattern(
                        "(?m)^50 % +40 +\\d+ \\([0-9.]+ %\\) +0 +0 +[0-9.]+ ms +[0-9.]+ ms  \\{canary=\\d+, stable=\\d+}$")
                .containsPattern("(?m)^100 % +10 +10 \\(100 %\\) +0 +0 +[0-9.]+ ms +-  \\{canary=\\d+, stable=\\d+}$");
    }

    @Test
    void traffic_goes_on_while_a_weight_is_set_however_long_that_takes() {
        RolloutResult rollout = service.run()
                .withWeight(share -> {
                    Thread.sleep(200);
                    service.weight = share;
                })
                .withStatistics(service::take)
                .run(step(0.1, 20), step(0.5, 20));

        assertThat(rollout.requestsBetweenSteps()).isGreaterThan(20);
        assertThat(rollout.steps()).extracting(StepResult::requests).containsExactly(20, 20);
        assertThat(rollout).countsEachRequest();
    }

    @Test
    void a_step_can_last_a_time() {
        RolloutResult rollout = service.run()
                .run(RolloutStep.of(0.1).withDuration(Duration.ofMillis(300)).withRate(100));

        assertThat(rollout.steps().get(0).requests()).isEqualTo(30);
    }

    @Test
    void odd_rates_send_exactly_what_is_asked() {
        RolloutResult rollout =
                service.run().run(step(0, 7).withRate(30), step(0.1, 11).withRate(70), step(1, 1));

        assertThat(rollout.steps()).extracting(StepResult::requests).containsExactly(7, 11, 1);
    }

    @Test
    void requests_to_warm_up_do_not_count() {
        RolloutResult rollout = service.run()
                .withWarmUp(7)
                .withStatistics(service::take)
                .withPredictions(service::predictions)
                .run(step(0, 10));

        assertThat(service.predictions()).containsEntry("stable", 17L);
        assertThat(rollout.requests()).isEqualTo(10);
        assertThat(rollout).countsEachRequest();
    }

    @Test
    void arms_may_have_other_names_and_be_read_from_elsewhere() {
        RolloutResult rollout = service.run()
                .withArms("v1", "v2")
                .withArm(answer ->
                        answer.headers().firstValue("X-Arm").orElse("").equals("canary") ? "v2" : "v1")
                .run(step(0.5, 40));

        assertThat(rollout.canary().name()).isEqualTo("v2");
        assertThat(rollout.canary().requests() + rollout.stable().requests()).isEqualTo(40);
    }

    @Test
    void a_key_can_be_a_query_parameter() {
        RolloutResult rollout = RolloutRun.of(service.uri(), "user")
                .withKeys(List.of("a b", "\u00fc&x=1"))
                .withArmHeader("X-Arm")
                .withWeight(share -> service.weight = share)
                .run(step(0.5, 10));

        assertThat(rollout).isSticky();
    }

    @Test
    void a_rollback_is_timed_from_the_fault() {
        service.rollsBack = true;
        RolloutResult rollout = service.run()
                .withKeys(KEYS.subList(0, 50))
                .withWeightReading(() -> service.weight)
                .run(
                        step(0.25, 200).withFault(Duration.ofMillis(300), () -> service.canaryFails = true),
                        step(0.5, 10));

        assertThat(rollout).isRolledBackWithin(Duration.ofSeconds(1)).hasNoFailureOfStableArm();
        AfterFault after = rollout.afterFault().orElseThrow();
        // None where the one that met the fault had been sent before it.
        assertThat(after.canaryFailures()).isBetween(0, 3);
        assertThat(after.untilWeightZero()).isPresent();
        assertThat(rollout.stepsNotBegun()).extracting(RolloutStep::share).containsExactly(0.5);
        assertThat(service.weight).isZero();
    }

    @Test
    void a_judge_ends_it_with_weight_0() {
        service.canaryFails = true;
        RolloutResult rollout = service.run()
                .withStatistics(service::take)
                .withJudge(ERRORS)
                .run(step(0.25, 40), step(0.5, 40), step(1, 40));

        assertThat(service.weight).isZero();
        assertThat(rollout.steps().get(rollout.steps().size() - 1).judgement())
                .hasValueSatisfying(
                        judgement -> assertThat(judgement).rollsBack().blames(ArmData.ERRORS));
        assertThat(rollout.stepsNotBegun()).isNotEmpty();
        assertThat(rollout).countsEachRequest();
        assertThat(rollout.report()).contains("  ROLL_BACK\n", "100 % not begun");
    }

    @Test
    void a_judge_lets_a_canary_go_on_that_is_not_worse() {
        RolloutResult rollout = service.run().withJudge(ERRORS).run(step(0.25, 40), step(0.5, 40));

        assertThat(rollout).isComplete();
        assertThat(rollout.steps())
                .allSatisfy(step -> assertThat(step.judgement()).isPresent());
    }

    @Test
    void statistics_that_come_a_little_later_are_waited_for() {
        service.countsLate = true;

        assertThat(service.run().withStatistics(service::take).run(step(0.5, 20)))
                .countsEachRequest();
    }

    @Test
    void a_weight_that_cannot_be_set_ends_it_with_what_was_measured() {
        assertThatExceptionOfType(RolloutStoppedException.class)
                .isThrownBy(() -> service.run()
                        .withWeight(share -> {
                            if (share > 0.2) {
                                throw new IllegalStateException("409 Conflict");
                            }
                            service.weight = share;
                        })
                        .run(step(0.1, 20), step(0.25, 20), step(0.5, 20)))
                .withMessageStartingWith(
                        "The weight of step 25 % could not be set: java.lang.IllegalStateException: 409 Conflict. The steps before it are complete.")
                .withMessageContaining("25 % not begun\n50 % not begun\n")
                .withCauseInstanceOf(IllegalStateException.class)
                .satisfies(stopped -> {
                    assertThat(stopped.result().steps()).hasSize(1);
                    assertThat(stopped.result().requests()).isGreaterThanOrEqualTo(20);
                });
    }

    @Test
    void a_router_that_dies_loses_no_request_from_the_result() {
        RolloutResult rollout = service.run()
                .withTimeout(Duration.ofSeconds(1))
                .run(step(0.5, 100).withFault(Duration.ofMillis(250), service::close));

        assertThat(rollout.requests()).isEqualTo(100);
        assertThatThrownBy(() -> assertThat(rollout).hasNoFailureOfStableArm())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("without telling an arm:")
                .hasMessageContaining("arm unknown: java.net.ConnectException");
    }

    @Test
    void an_answer_that_stalls_in_its_body_is_a_failure_and_not_lost() {
        service.stallsInBody = true;
        RolloutResult rollout =
                service.run().withTimeout(Duration.ofMillis(200)).run(step(0.5, 5));

        assertThat(rollout.requests()).isEqualTo(5);
        assertThatThrownBy(() -> assertThat(rollout).hasNoFailureOfStableArm())
                .isInstanceOf(AssertionError.class)
                // In the words of the JDK where its own timeout is of the body too, as on 25.
                .hasMessageMatching(
                        "(?s).*java\\.net\\.http\\.HttpTimeoutException: (no answer within 200 ms|request timed out).*");
    }

    @Test
    void an_interrupt_ends_it_with_what_was_measured() {
        RolloutStep hour = RolloutStep.of(0.5)
                .withDuration(Duration.ofHours(1))
                .withRate(50)
                .withFault(Duration.ofMillis(200), Thread.currentThread()::interrupt);

        assertThatExceptionOfType(RolloutStoppedException.class)
                .isThrownBy(() -> service.run().run(hour))
                .withMessageStartingWith("The rollout was interrupted.");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void an_assertion_that_fails_while_the_weight_is_set_ends_it() {
        assertThatExceptionOfType(RolloutStoppedException.class)
                .isThrownBy(() -> service.run()
                        .withWeight(share -> assertThat(share).isLessThan(0.2))
                        .run(step(0.1, 10), step(0.2, 10)))
                .withMessageStartingWith("The weight of step 20 % could not be set: java.lang.AssertionError: ");
        Map<String, Long> counted = service.predictions();
        await().during(Duration.ofMillis(200)).until(() -> service.predictions().equals(counted));
    }

    @Test
    void answers_without_an_arm_end_it_and_name_the_first() {
        service.namesArm = false;

        assertThatExceptionOfType(RolloutStoppedException.class)
                .isThrownBy(() -> service.run().run(step(0.5, 20)))
                .withMessageStartingWith(
                        "20 of 20 answers name neither arm 'stable' nor arm 'canary', the first for key 'key-")
                .withMessageContaining("', HTTP 200 with the headers {")
                .withMessageContaining("Let the router say who answered, and read it by withArm.");
    }

    @Test
    void a_fault_that_fails_late_is_waited_for() {
        assertThatExceptionOfType(RolloutStoppedException.class)
                .isThrownBy(() -> service.run().run(step(0.5, 20).withFault(Duration.ZERO, () -> {
                    TimeUnit.MILLISECONDS.sleep(400);
                    throw new IllegalStateException("no fault");
                })))
                .withMessageStartingWith("The fault of step 50 % could not be injected: ");
    }

    @Test
    void statistics_weights_and_faults_that_fail_are_named() {
        assertThatExceptionOfType(RolloutStoppedException.class)
                .isThrownBy(() -> service.run()
                        .withStatistics(() -> {
                            throw new IllegalStateException("no statistics");
                        })
                        .run(step(0.5, 20)))
                .withMessageStartingWith(
                        "The statistics could not be read: java.lang.IllegalStateException: no statistics.");
        assertThatExceptionOfType(RolloutStoppedException.class)
                .isThrownBy(() -> service.run().run(step(0.5, 20).withFault(Duration.ZERO, () -> {
                    throw new IllegalStateException("no fault");
                })))
                .withMessageStartingWith(
                        "The fault of step 50 % could not be injected: java.lang.IllegalStateException: no fault.");
        assertThatExceptionOfType(RolloutStoppedException.class)
                .isThrownBy(() -> service.run()
                        .withWeightReading(() -> {
                            throw new IllegalStateException("no weight");
                        })
                        .run(step(0.5, 20).withFault(Duration.ZERO, () -> {})))
                .withMessageStartingWith(
                        "The weight could not be read after the fault: java.lang.IllegalStateException: no weight.");
        assertThatExceptionOfType(RolloutStoppedException.class)
                .isThrownBy(() -> service.run()
                        .withJudge(CanaryJudge.of(CanaryMetric.rate("refusals", Tolerance.absolute(0.05))))
                        .run(step(0.5, 20)))
                .withMessageStartingWith("Step 50 % could not be judged: ");
    }

    @Test
    void what_is_described_wrongly_is_refused_before_anything_is_sent() {
        RolloutRun run = service.run().withPredictions(service::predictions);
        refused(
                () -> run.run(step(0.1, 0)),
                "Step 10 % sends no request (withRequests(0)). Give it at least one by withRequests or withDuration.");
        refused(
                () -> run.run(
                        RolloutStep.of(0.1).withDuration(Duration.ofMillis(5)).withRate(10)),
                "Step 10 % sends no request (PT0.005S at 10 requests per second). Give it at least one by withRequests or withDuration.");
        refused(() -> run.run(), "A rollout needs at least one step.");
        refused(() -> RolloutStep.of(10), "The share of the canary must be from 0 to 1, but is 10.0.");
        refused(() -> RolloutStep.of(Double.NaN), "The share of the canary must be from 0 to 1, but is NaN.");
        refused(
                () -> RolloutStep.of(0.1).withRate(0),
                "The rate of step 10 % must be above 0 and at most 1000000 requests per second, but is 0.0.");
        refused(
                () -> run.run(step(0.1, 20).withFault(Duration.ofSeconds(3), () -> {})),
                "The fault of step 10 % is due 3 s after its first request, but the step lasts 100 ms.");
        refused(
                () -> run.run(
                        step(0.1, 20).withFault(Duration.ZERO, () -> {}),
                        step(0.2, 20).withFault(Duration.ZERO, () -> {})),
                "A rollout has at most one fault: after the second, nobody could tell which was answered.");
        refused(
                () -> RolloutRun.of(service::request).run(step(0.1, 20)),
                "How does an answer tell its arm? Say it by withArmHeader, or by withArm.");
        refused(
                () -> RolloutRun.of(service::request).withArmHeader("X-Arm").run(step(0.1, 20)),
                "How is the share of the canary set? Say it by withWeight.");
        refused(
                () -> run.withKeys(List.of("a", "a")),
                "Requests need keys, each once, but these are 2 with 1 different ones.");
        refused(() -> run.withArms("v1", "v1"), "The two arms need different names, but both are 'v1'.");
        refused(() -> run.withTimeout(Duration.ZERO), "The timeout of a request must be above 0, but is PT0S.");
        refused(() -> run.withWarmUp(-1), "The number of requests to warm up with must be 0 or more, but is -1.");
        assertThat(service.predictions()).isEqualTo(Map.of("stable", 0L, "canary", 0L));
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatExceptionOfType(RolloutException.class).isThrownBy(call).withMessage("%s", message);
    }

    private static RolloutStep step(double share, int requests) {
        return RolloutStep.of(share).withRequests(requests).withRate(200);
    }
}
