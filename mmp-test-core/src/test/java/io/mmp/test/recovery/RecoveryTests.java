package io.mmp.test.recovery;

import static io.mmp.test.recovery.RecoveryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.fault.Fault;
import io.mmp.test.fault.FaultProxy;
import io.mmp.test.fault.Outage;
import io.mmp.test.recovery.StoreMain.Manner;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real server processes that are broken: well ones recover, and of the others each is named. */
@Tag("integration")
class RecoveryTests {

    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void a_well_server_says_503_and_recovers() throws Exception {
        try (BreakableStore store = BreakableStore.start(Manner.WELL)) {
            RecoveryResult result = store.recovery().during(store.broken());

            assertThat(result)
                    .isDetectedWithin(SOON)
                    .showsOnly(503)
                    .answersWithin(SOON)
                    .hasSafeBodies()
                    .hasJsonErrors()
                    .recoversWithin(SOON);
            assertThat(result.mendedAt()).hasSize(1);
            assertThat(result.duringOutage()).isNotEmpty().allMatch(observation -> !observation.isGood());
            assertThat(result.toString())
                    .startsWith("store gone, seen by GET /rows every 20 ms\n  times   first failure after ")
                    .contains(" times status 503 (bad)")
                    .doesNotContain("work");
        }
    }

    @Test
    void a_killed_server_that_is_started_again_recovers_and_has_lost_nothing() throws Exception {
        try (BreakableStore store = BreakableStore.start(Manner.WELL)) {
            ContentDigest before = store.content();
            Writes writes = Writes.of("row-", store::write);

            RecoveryResult result =
                    store.recovery().withLimit(Duration.ofSeconds(20)).during(store.killed(), writes);

            assertThat(result).recoversWithin(Duration.ofSeconds(20));
            assertThat(result.work().done()).isPositive();
            assertThat(store.content()).hasLostNothingOf(before).hasExactlyOnce(writes);
            rejects(
                    () -> assertThat(result).recoversUnattended(),
                    "Expecting the system to recover from 'store killed' by itself, but it was not well in the ",
                    " before the test mended it.");
            rejects(
                    () -> assertThat(result).showsOnly(503),
                    "Expecting the probes of 'store killed' to show only status 503, but ",
                    "java.net.ConnectException");
        }
    }

    @Test
    void an_empty_list_with_status_200_is_no_error_message() throws Exception {
        try (BreakableStore store = BreakableStore.start(Manner.ANSWERS_AN_EMPTY_LIST)) {
            RecoveryResult result = store.recovery().during(store.broken());

            rejects(
                    () -> assertThat(result).showsOnly(200, 503),
                    "Expecting the probes of 'store gone' to show only status 200 or 503, but ",
                    ": status 200 after ",
                    ", but it has no rows, \"{\"rows\":[]}\"");
        }
    }

    @Test
    void a_stack_trace_is_named() throws Exception {
        try (BreakableStore store = BreakableStore.start(Manner.SHOWS_A_STACK_TRACE)) {
            RecoveryResult result = store.recovery().during(store.broken());

            rejects(
                    () -> assertThat(result).hasSafeBodies(),
                    "Expecting the probes of 'store gone' to show no stack trace, but ",
                    "io.mmp.test.recovery.StoreMain.read(StoreMain.java:");
            rejects(
                    () -> assertThat(result).hasJsonErrors(),
                    "Expecting the probes of 'store gone' to have a JSON object in each error, but ",
                    "status 500");
        }
    }

    @Test
    void a_hang_is_seen_though_no_answer_ever_comes() throws Exception {
        try (BreakableStore store = BreakableStore.start(Manner.HANGS)) {
            RecoveryResult result =
                    store.recovery().withTimeout(Duration.ofMillis(700)).during(store.broken());

            assertThat(result).recoversWithin(SOON);
            rejects(
                    () -> assertThat(result).showsOnly(503),
                    "to show only status 503, but ",
                    "GET /rows at ",
                    ": no answer within 700 ms after ");
            rejects(
                    () -> assertThat(result).answersWithin(Duration.ofMillis(500)),
                    "Expecting the probes of 'store gone' to be answered within 500 ms, but ");
        }
    }

    @Test
    void an_outage_that_nobody_notices_shows_nothing() throws Exception {
        try (BreakableStore store = BreakableStore.start(Manner.ANSWERS_FROM_A_CACHE)) {
            RecoveryResult result = store.recovery().during(store.broken());

            for (ThrowingCallable assertion : new ThrowingCallable[] {
                () -> assertThat(result).isDetectedWithin(SOON),
                () -> assertThat(result).recoversWithin(SOON),
                () -> assertThat(result).recoversUnattended()
            }) {
                rejects(
                        assertion,
                        "Expecting 'store gone' to be seen, but no probe failed (the slowest took ",
                        " of 2 s), so nothing was judged. Ask what needs the broken part (withCondition), or hold the outage longer (withHold); if nobody is to notice, assert the availability.");
            }
            assertThat(result).hasAvailabilityAtLeast(0.7);
        }
    }

    @Test
    void a_server_that_is_well_only_after_a_second_restart_has_not_recovered() throws Exception {
        try (BreakableStore store = BreakableStore.start(Manner.NEEDS_A_SECOND_RESTART)) {
            RecoveryResult result = store.recovery()
                    .withLimit(Duration.ofSeconds(2))
                    .withMends(2)
                    .during(store.killed());

            assertThat(result.mendedAt()).hasSize(2);
            rejects(
                    () -> assertThat(result).recoversWithin(Duration.ofSeconds(30)),
                    "Expecting the system to recover from 'store killed' within 30 s of when it was mended, but that did not help within 2 s: it recovered only after it was mended 2 times.");
        }
    }

    @Test
    void a_server_that_never_recovers_is_given_up() throws Exception {
        try (BreakableStore store = BreakableStore.start(Manner.NEVER_RECOVERS)) {
            RecoveryResult result = store.recovery().during(store.broken());

            rejects(
                    () -> assertThat(result).recoversWithin(SOON),
                    "Expecting the system to recover from 'store gone' within 5 s, but it was not well when the observation ended; last GET /rows at ",
                    ": status 503 after ",
                    ", \"{\"error\":\"the store is not there\"}\"");
        }
    }

    @Test
    void a_server_that_flaps_has_not_recovered() throws Exception {
        try (BreakableStore store = BreakableStore.start(Manner.FLAPS)) {
            RecoveryResult result = store.recovery().during(store.broken());

            assertThat(result.relapses()).isGreaterThan(1);
            rejects(
                    () -> assertThat(result).recoversWithin(SOON),
                    "Expecting the system to recover from 'store gone' within 5 s, but it was well and sick again ",
                    " times; last GET /rows at ");
        }
    }

    @Test
    void only_a_server_that_heals_itself_recovers_unattended() throws Exception {
        try (BreakableStore healing = BreakableStore.start(Manner.HEALS_ITSELF);
                BreakableStore waiting = BreakableStore.start(Manner.WELL)) {
            Recovery recovery = healing.recovery().withLimit(Duration.ofSeconds(20));
            RecoveryResult healed = recovery.during(Outage.unattended("store gone", () -> healing.post("/break", "")));
            assertThat(healed).recoversUnattended().showsOnly(503).recoversWithin(Duration.ofSeconds(20));
            assertThat(healed.mendedAt()).isEmpty();
            assertThat(recovery.withHold(Duration.ofSeconds(2)).during(healing.broken()))
                    .recoversUnattended();

            RecoveryResult left =
                    waiting.recovery().during(Outage.unattended("store gone", () -> waiting.post("/break", "")));
            rejects(
                    () -> assertThat(left).recoversUnattended(),
                    "Expecting the system to recover from 'store gone' by itself, but it was not well when the observation ended; last GET /rows at ");
            waiting.post("/mend", "");
            RecoveryResult helped = waiting.recovery().during(waiting.broken());
            rejects(
                    () -> assertThat(helped).recoversUnattended(),
                    "Expecting the system to recover from 'store gone' by itself, but it was not well in the ",
                    " before the test mended it.");
        }
    }

    @Test
    void a_write_that_was_acknowledged_and_is_lost_is_named() throws Exception {
        try (BreakableStore store = BreakableStore.start(Manner.LOSES_THE_LAST_WRITE)) {
            Writes writes = Writes.of("row-", store::write);
            writes.once();
            writes.once();
            store.server().kill();
            store.server().restart();

            rejects(
                    () -> assertThat(store.content()).hasExactlyOnce(writes),
                    "Expecting each acknowledged write to be there exactly once, but of 2 acknowledged writes and 0 without an answer 1 lost:\n  lost: row-2");
        }
    }

    @Test
    void a_write_that_is_lost_in_the_middle_of_others_is_found() throws Exception {
        try (BreakableStore store = BreakableStore.start(Manner.LOSES_THE_LAST_WRITE)) {
            Writes writes = Writes.of("row-", store::write);
            writes.once(); // "first" is in the store now
            store.recovery().withLimit(Duration.ofSeconds(20)).during(store.killed(), writes);

            rejects(() -> assertThat(store.content()).hasExactlyOnce(writes), " lost:\n  lost: row-");
        }
    }

    @Test
    void a_write_that_is_there_twice_is_named() throws Exception {
        try (BreakableStore store = BreakableStore.start(Manner.DOUBLES_THE_LAST_WRITE)) {
            ContentDigest before = store.content();
            Writes writes = Writes.of("row-", store::write);
            writes.once();
            store.server().kill();
            store.server().restart();

            rejects(
                    () -> assertThat(store.content()).hasExactlyOnce(writes),
                    "but of 1 acknowledged writes and 0 without an answer 1 doubled:\n  doubled: row-1 (2 times)");
            assertThat(store.content()).hasLostNothingOf(before);
        }
    }

    @Test
    void a_system_that_is_sick_before_is_not_broken() throws Exception {
        try (BreakableStore store = BreakableStore.start(Manner.WELL)) {
            store.post("/break", "");
            Outage never = Outage.of("store gone", () -> store.post("/rows", "struck"), () -> {});

            assertThatExceptionOfType(RecoveryException.class)
                    .isThrownBy(() -> store.recovery().during(never))
                    .withMessageStartingWith("The system was sick before 'store gone': GET /rows at ")
                    .withMessageContaining(": status 503 after ")
                    .withMessageEndingWith(
                            "Nothing was broken, and nothing is judged; let it be well first, and look whether the probe is right.");
            store.post("/mend", "");
            assertThat(store.content()).isEqualTo(ContentDigest.ofIds(List.of("first")));
        }
    }

    @Test
    void a_cut_connection_is_seen_through_a_proxy() throws Exception {
        try (BreakableStore store = BreakableStore.start(Manner.WELL);
                FaultProxy proxy = FaultProxy.inFrontOf(store.server().uri())) {
            Recovery recovery = Recovery.watching(
                            Probe.http(proxy.uri().resolve("/rows")).withName("GET /rows"))
                    .withInterval(Duration.ofMillis(20))
                    .withHold(Duration.ofMillis(200))
                    .withSteady(Duration.ofMillis(200));

            assertThat(recovery.repeated(3, Outage.of(proxy, Fault.down())))
                    .hasMeanTimeToRecoveryBelow(Duration.ofSeconds(20))
                    .eachRecoversWithin(SOON);
            assertThat(recovery.during(Outage.of(proxy, Fault.httpStatus(503))))
                    .showsOnly(503)
                    .recoversWithin(SOON);
        }
    }

    @Test
    void a_paused_server_is_a_hang() throws Exception {
        try (BreakableStore store = BreakableStore.start(Manner.WELL)) {
            RecoveryResult result = store.recovery()
                    .withTimeout(Duration.ofMillis(700))
                    .withHold(Duration.ofMillis(1000))
                    .withLimit(Duration.ofSeconds(20))
                    .during(Outage.pause("store", store.server()));

            assertThat(result).recoversWithin(Duration.ofSeconds(20));
            rejects(() -> assertThat(result).showsOnly(503), ": no answer within 700 ms after ");
        }
    }

    private static void rejects(ThrowingCallable assertion, String... parts) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion)
                .satisfies(error -> assertThat(error.getMessage()).contains(parts));
    }
}
