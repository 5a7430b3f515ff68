package io.mmp.test.recovery;

import static io.mmp.test.recovery.RecoveryAssertions.assertThat;
import static io.mmp.test.recovery.RecoveryResultAssert.RECOVERY_RESULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mmp.test.fault.Outage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** What is made of observations, without waiting for them: each letter is a probe, every 100 ms. */
class RecoveryResultTests {

    private static final Recovery PLAN = Recovery.watching(Probe.of("ask", () -> "answer"));
    private static final Outage KILLED = Outage.of("store killed", () -> {}, () -> {});

    /** Each probe takes 10 ms: {@code .} is good, {@code 5} is 503, {@code e} and {@code h} are with nothing and HTML, {@code r} is refused; {@code |} is when it was mended. */
    private static RecoveryResult result(String course, boolean isWell) {
        List<Observation> observations = new ArrayList<>();
        List<Duration> mends = new ArrayList<>();
        for (int i = 0; i < course.length(); i++) {
            char what = course.charAt(i);
            Duration at = Duration.ofMillis(100L * observations.size());
            if (what == '|') {
                mends.add(at.minusMillis(50));
            } else {
                observations.add(new Observation(
                        "ask",
                        at,
                        Duration.ofMillis(10),
                        what == 'r' ? OptionalInt.empty() : OptionalInt.of(what == '.' ? 200 : 503),
                        what == '5' ? "{\"error\":\"gone\"}" : what == 'h' ? "<h1>gone" : "",
                        what == '.' ? Optional.empty() : Optional.of(what == 'r' ? "refused" : "bad status")));
            }
        }
        return new RecoveryResult(
                KILLED,
                PLAN,
                new Sight(observations, Duration.ofMillis(100L * observations.size())),
                Duration.ZERO,
                mends,
                isWell,
                WorkReport.NONE);
    }

    @Test
    void times_are_from_the_strike_and_from_when_it_was_mended() {
        RecoveryResult result = result(".555|5....", true);

        assertThat(result.timeToDetect()).contains(Duration.ofMillis(110));
        assertThat(result.recoveredAt()).contains(Duration.ofMillis(510));
        assertThat(result.timeToRecover()).contains(Duration.ofMillis(160));
        assertThat(result.isRecoveredByItself()).isFalse();
        assertThat(result.relapses()).isZero();
        assertThat(result).hasToString("""
                        store killed, seen by ask every 100 ms
                          times   first failure after 110 ms; mended after 350 ms; well after 510 ms, 160 ms after it was mended
                          probes  5 times status 200, 4 times status 503 (bad); the slowest took 10 ms""".stripIndent());
        assertThat(result).recoversWithin(Duration.ofMillis(160)).isDetectedWithin(Duration.ofMillis(110));
    }

    @Test
    void limits_are_kept_to_the_millisecond() {
        RecoveryResult result = result(".555|5....", true);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(result).recoversWithin(Duration.ofMillis(159)))
                .withMessage(
                        "%nExpecting the system to recover from 'store killed' within 159 ms, but it took 160 ms.%n%s"
                                .formatted(result));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(result).as("killed").isDetectedWithin(Duration.ofMillis(109)))
                .withMessage(
                        "[killed] %nExpecting 'store killed' to be seen within 109 ms, but the first probe failed after 110 ms.%n%s"
                                .formatted(result));
    }

    @Test
    void a_system_that_was_well_before_it_was_mended_recovered_by_itself() {
        RecoveryResult result = result("55....|...", true);

        assertThat(result.timeToRecover()).contains(Duration.ofMillis(210));
        assertThat(result).recoversUnattended();
    }

    @Test
    void fewer_good_probes_than_confirm_it_do_not_make_it_well_before_it_was_mended() {
        RecoveryResult result = result("555..|....", true);

        assertThat(result.isRecoveredByItself()).isFalse();
        assertThat(result.timeToRecover()).contains(Duration.ZERO);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(result).recoversUnattended())
                .withMessage(
                        "%nExpecting the system to recover from 'store killed' by itself, but it was not well in the 450 ms before the test mended it.%n%s"
                                .formatted(result));
    }

    @Test
    void relapses_are_counted() {
        RecoveryResult result = result("555|5..5..5", false);

        assertThat(result.relapses()).isEqualTo(2);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(result).recoversWithin(Duration.ofSeconds(5)))
                .withMessage(
                        "%nExpecting the system to recover from 'store killed' within 5 s, but it was well and sick again 2 times; last ask at 900 ms: status 503 after 10 ms, \"{\"error\":\"gone\"}\".%n%s"
                                .formatted(result));
    }

    @Test
    void one_relapse_of_one_probe_is_worded_once() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(result("5|..r", false)).recoversWithin(Duration.ofSeconds(5)))
                .withMessageContaining("but it was well and sick again once; last ask at 300 ms: refused after 10 ms.");
    }

    @Test
    void each_answer_in_the_outage_must_have_the_status_and_others_need_not() {
        assertThat(result(".555|r....", true).duringOutage()).hasSize(4);
        assertThat(result("5555|r....", true)).showsOnly(503);
        RecoveryResult result = result("5r5.|r....", true);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(result).showsOnly(503))
                .withMessage(
                        "%nExpecting the probes of 'store killed' to show only status 503, but 2 of 4 did not:%n  ask at 100 ms: refused after 10 ms\n  ask at 300 ms: status 200 after 10 ms%n%s"
                                .formatted(result));
    }

    @Test
    void an_outage_in_which_nothing_was_answered_shows_nothing() {
        RecoveryResult result = result("|55...", true);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(result).showsOnly(503))
                .withMessage(
                        "%nExpecting probes to be answered while 'store killed' lasted, but none was both sent and answered then, so nothing was judged. Hold it longer than the timeout of the probes (withHold, withTimeout).%n%s"
                                .formatted(result));
        RecoveryResult silent = result("rr|...", true);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(silent).hasSafeBodies())
                .withMessageContaining(
                        "Expecting answers with a body since 'store killed', but there was none, so nothing was judged.");
    }

    @Test
    void each_error_must_be_json() {
        RecoveryResult result = result("5ehr|....", true);

        assertThat(result("5.5|....", true)).hasJsonErrors();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(result).hasJsonErrors())
                .withMessage(
                        "%nExpecting the probes of 'store killed' to have a JSON object in each error, but 2 of 3 did not:%n  ask at 100 ms: status 503 after 10 ms\n  ask at 200 ms: status 503 after 10 ms, \"<h1>gone\"%n%s"
                                .formatted(result));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(result("rr|...", true)).hasJsonErrors())
                .withMessageContaining(
                        "Expecting the errors of 'store killed' to be in JSON, but no probe was answered with an error, so nothing was judged.");
    }

    @Test
    void soft_assertions_collect_failures() {
        SoftAssertions softly = new SoftAssertions();
        RecoveryResult result = result("5|5555", false);
        RecoveryTimes times = new RecoveryTimes("store killed", 1, List.of(result));
        ContentDigest content = ContentDigest.ofIds(List.of(1));

        softly.proxy(RecoveryResultAssert.class, RecoveryResult.class, result)
                .recoversWithin(Duration.ofSeconds(1))
                .showsOnly(200);
        softly.proxy(RecoveryTimesAssert.class, RecoveryTimes.class, times).eachRecoversWithin(Duration.ofSeconds(1));
        softly.proxy(ContentDigestAssert.class, ContentDigest.class, content).isSameAs(ContentDigest.ofIds(List.of(2)));

        assertThat(softly.errorsCollected()).hasSize(4);
    }

    @Test
    void availability_knows_when_it_cannot_know() {
        RecoveryResult good = result(".".repeat(299), true);
        RecoveryResult few = result(".".repeat(100), true);
        RecoveryResult bad = result(".".repeat(90) + "5".repeat(10), true);

        assertThat(good).hasAvailabilityAtLeast(0.99);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(few).hasAvailabilityAtLeast(0.99))
                .withMessageContaining("Inconclusive: 100 good answers in 100 probes are a rate of 100 %");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(bad).hasAvailabilityAtLeast(0.99))
                .withMessageContaining("90 good answers in 100 probes are a rate of 90 %")
                .withMessageContaining(": below 99 %.");
    }

    @Test
    void a_mean_needs_three_recoveries_and_their_spread() {
        RecoveryTimes times = new RecoveryTimes(
                "store killed",
                3,
                List.of(result("5|5....", true), result("5|55....", true), result("5|555....", true)));

        // 160, 260 and 360 ms: 260 ms + 2.92 * 100 ms / sqrt(3) = 428.6 ms
        assertThat(times).hasMeanTimeToRecoveryBelow(Duration.ofMillis(429)).eachRecoversWithin(Duration.ofMillis(360));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(times).hasMeanTimeToRecoveryBelow(Duration.ofMillis(428)))
                .withMessageContaining(
                        "Inconclusive: The mean of 3 times to recover is 260 ms, but 429 ms is still possible");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(times).eachRecoversWithin(Duration.ofMillis(300)))
                .withMessage(
                        "%nExpecting the system to recover from 'store killed' 3 times, each within 300 ms, but it did not once:%n  3. it took 360 ms%n%s"
                                .formatted(times));
        RecoveryTimes two = new RecoveryTimes("store killed", 2, times.results().subList(0, 2));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(two).hasMeanTimeToRecoveryBelow(Duration.ofMinutes(5)))
                .withMessage(
                        "%nExpecting the mean time to recovery of at least 3 outages, but there were 2. Repeat it more often.%n%s"
                                .formatted(two));
    }

    @Test
    void outages_that_were_not_seen_or_not_recovered_from_have_no_mean() {
        RecoveryTimes times = new RecoveryTimes(
                "store killed", 4, List.of(result("5|....", true), result(".|....", true), result("5|5555", false)));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(times).hasMeanTimeToRecoveryBelow(Duration.ofMinutes(5)))
                .withMessage(
                        "%nExpecting the system to recover from 'store killed' 4 times, but it did not 2 times:%n  2. no probe failed, so nothing was judged%n  3. it did not recover within 60 s%n%s"
                                .formatted(times));
        assertThat(times.toString())
                .startsWith(
                        "store killed, 3 of 4 times\n  1. first failure after 10 ms; mended after 50 ms; well after");
    }

    @Test
    void all_probes_must_be_well() {
        List<Observation> observations = IntStream.range(0, 20)
                .mapToObj(i -> new Observation(
                        i % 2 == 0 ? "read" : "write",
                        Duration.ofMillis(50L * i),
                        Duration.ofMillis(1),
                        OptionalInt.empty(),
                        "",
                        i % 2 == 1 && i < 11 ? Optional.of("refused") : Optional.empty()))
                .toList();
        Sight sight = new Sight(observations, Duration.ofSeconds(1));

        assertThat(sight.goodFrom(Duration.ZERO, List.of("read", "write"), 3)).contains(Duration.ofMillis(551));
        assertThat(sight.goodFrom(Duration.ZERO, List.of("read", "write"), 6)).isEmpty();
        assertThat(sight.relapses(Duration.ZERO)).isZero();
    }

    @Test
    void it_can_be_narrowed_to_and_asserted_on_directly() {
        Object result = result(".555|5....", true);

        assertThat(result).asInstanceOf(RECOVERY_RESULT).recoversWithin(Duration.ofSeconds(1));
        result(".555|5....", true).assertThat().recoversWithin(Duration.ofSeconds(1));
    }

    @Test
    void a_plan_that_cannot_be_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAN.withInterval(Duration.ZERO))
                .withMessage("The interval of probes must be above 0, but is PT0S.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAN.withHold(Duration.ofMillis(-1)))
                .withMessage("The time that the outage is held must not be negative, but is PT-0.001S.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAN.withConfirmations(0))
                .withMessage("The number of confirmations must be at least 1, but is 0.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAN.repeated(0, KILLED))
                .withMessage("The number of outages must be at least 1, but is 0.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recovery.watching(Probe.of("a", () -> 1), Probe.of("a", () -> 2)))
                .withMessage("Two probes are named 'a'. Tell them apart by withName(...).");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Probe.of("", () -> 1))
                .withMessage("A probe needs a name that says in messages what was asked, but it is blank.");
    }
}
