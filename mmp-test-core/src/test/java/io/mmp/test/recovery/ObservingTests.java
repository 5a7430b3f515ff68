package io.mmp.test.recovery;

import static io.mmp.test.recovery.RecoveryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.fault.Outage;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Outages of a switch in this JVM. */
class ObservingTests {

    private final AtomicBoolean on = new AtomicBoolean(true);
    private final Outage off = Outage.of("switched off", () -> on.set(false), () -> on.set(true));

    private Recovery recovery(Probe probe) {
        return Recovery.watching(probe)
                .withInterval(Duration.ofMillis(10))
                .withHold(Duration.ofMillis(50))
                .withSteady(Duration.ofMillis(50))
                .withLimit(Duration.ofSeconds(30));
    }

    @Test
    void code_that_throws_or_says_false_is_bad() {
        RecoveryResult said = recovery(Probe.of("switch", on::get)).during(off);
        RecoveryResult threw = recovery(Probe.of("switch", () -> {
                    if (!on.get()) {
                        throw new IOException("off");
                    }
                    return 42;
                }))
                .during(off);

        assertThat(said).recoversWithin(Duration.ofSeconds(30));
        assertThat(said.duringOutage())
                .isNotEmpty()
                .allSatisfy(observation -> assertThat(observation.problem()).hasValue("it is false"));
        assertThat(threw).recoversWithin(Duration.ofSeconds(30));
        assertThat(threw.duringOutage())
                .isNotEmpty()
                .allSatisfy(observation -> assertThat(observation.problem()).hasValue("java.io.IOException: off"));
        assertThat(threw.observations().get(0).body()).isEqualTo("42");
    }

    @Test
    void a_condition_that_throws_is_not_met() {
        Probe probe = Probe.of("list", () -> "[]")
                .withCondition("it is empty", answer -> answer.body().charAt(2) > 0);

        assertThat(probe.problemOf(new Answer(OptionalInt.empty(), "[]")))
                .hasValueSatisfying(problem ->
                        assertThat(problem).startsWith("it is empty (java.lang.StringIndexOutOfBoundsException"));
        assertThat(probe.problemOf(new Answer(OptionalInt.empty(), "[1]"))).isEmpty();
    }

    @Test
    void a_hang_does_not_keep_others_from_being_sent() {
        CountDownLatch never = new CountDownLatch(1);
        RecoveryResult result = recovery(Probe.of("hang", () -> {
                    if (!on.get()) {
                        never.await();
                    }
                    return "";
                }))
                .withTimeout(Duration.ofMillis(200))
                .withHold(Duration.ofMillis(300))
                .during(off);

        assertThat(result).recoversWithin(Duration.ofSeconds(30));
        assertThat(result.duringOutage())
                .hasSizeGreaterThan(3)
                .allSatisfy(observation -> assertThat(observation.problem()).hasValue("no answer within 200 ms"));
    }

    @Test
    void work_goes_on_from_before_the_strike_to_the_end_and_its_failures_are_counted() {
        AtomicInteger before = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Outage outage = Outage.of(
                "switched off",
                () -> {
                    before.set(done.get());
                    on.set(false);
                },
                () -> on.set(true));

        RecoveryResult result = recovery(Probe.of("switch", on::get)).during(outage, () -> {
            if (!on.get()) {
                throw new IOException("off");
            }
            done.incrementAndGet();
            Thread.sleep(1);
        });

        assertThat(before.get()).isPositive();
        assertThat(result.work().done()).isGreaterThan(before.get());
        assertThat(result.work().failed()).isPositive();
        assertThat(result.work().errors()).containsOnlyKeys("java.io.IOException: off");
        assertThat(result.toString())
                .contains("\n  work    done " + result.work().done() + " times, failed ")
                .contains(" times java.io.IOException: off");
    }

    @Test
    void work_that_fails_in_a_well_system_is_no_work() {
        AtomicInteger strikes = new AtomicInteger();
        Outage outage = Outage.of("switched off", strikes::incrementAndGet, () -> {});
        Recovery recovery = recovery(Probe.of("ask", () -> 1));

        assertThatExceptionOfType(RecoveryException.class)
                .isThrownBy(() -> recovery.during(outage, () -> {
                    throw new IOException("no such table");
                }))
                .withMessage(
                        "The work failed before 'switched off': java.io.IOException: no such table. Nothing was broken, and nothing is judged.");
        assertThatExceptionOfType(RecoveryException.class)
                .isThrownBy(() -> recovery.withLimit(Duration.ofMillis(50)).during(outage, () -> Thread.sleep(60_000)))
                .withMessage(
                        "The work failed before 'switched off': it was not done once within 50 ms. Nothing was broken, and nothing is judged.");
        assertThat(strikes).hasValue(0);
    }

    @Test
    void what_was_broken_is_mended_when_the_observation_fails() {
        Outage failing = Outage.of(
                "switched off",
                () -> {
                    on.set(false);
                    throw new IOException("stuck");
                },
                () -> on.set(true));

        assertThatExceptionOfType(RecoveryException.class)
                .isThrownBy(() -> recovery(Probe.of("ask", () -> 1)).during(failing))
                .withMessage("'switched off' could not be brought about: java.io.IOException: stuck");
        assertThat(on).isTrue();
    }

    @Test
    void a_part_that_cannot_be_mended_is_told() {
        Outage failing = Outage.of("switched off", () -> on.set(false), () -> {
            throw new IOException("stuck");
        });

        assertThatExceptionOfType(RecoveryException.class)
                .isThrownBy(() -> recovery(Probe.of("ask", () -> 1)).during(failing))
                .withMessage("'switched off' could not be mended: java.io.IOException: stuck");
    }

    @Test
    void outages_are_repeated_until_one_is_not_recovered_from() {
        AtomicInteger strikes = new AtomicInteger();
        Outage last = Outage.of("switched off", () -> on.set(false), () -> on.set(strikes.incrementAndGet() < 2));

        RecoveryTimes times = recovery(Probe.of("switch", on::get))
                .withLimit(Duration.ofMillis(300))
                .repeated(5, last);

        assertThat(strikes).hasValue(2);
        assertThat(times.results()).hasSize(2);
        assertThat(times.results().get(1).timeToRecover()).isEmpty();
    }
}
