package io.mmp.test.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What users of a closed load send. */
class ClosedLoadTests {

    private static final Duration SHORT = Duration.ofMillis(200);

    @Test
    void users_think_between_requests() {
        LoadResult result = ClosedLoad.users(3, SHORT)
                .withThinkTime(Duration.ofMillis(30), Duration.ofMillis(40))
                .run(() -> {});

        // Each sends at 0 ms and then every 30 to 40 ms at most.
        assertThat(result.asked()).isBetween(3, 3 * 7);
        assertThat(result.model()).isEqualTo(LoadModel.CLOSED);
        assertThat(result.failed()).isZero();
    }

    @Test
    void a_user_thinks_for_1_to_3_seconds_if_nothing_is_said() {
        AtomicInteger calls = new AtomicInteger();

        LoadResult result = ClosedLoad.users(5, SHORT).run(calls::incrementAndGet);

        assertThat(calls).hasValue(5);
        assertThat(result.asked()).isEqualTo(5);
    }

    @Test
    void users_do_tasks_as_often_as_their_weights_say() {
        LoadResult result = ClosedLoad.users(2, SHORT)
                .withThinkTime(Duration.ofMillis(1), Duration.ofMillis(2))
                .run(Task.of("read", () -> {}).withWeight(3), Task.of("write", () -> {}));

        int reads = result.of("read").asked();
        int writes = result.of("write").asked();
        // Each user's last block of four may be cut off.
        assertThat(reads + writes).isEqualTo(result.asked());
        assertThat(reads).isBetween(3 * writes - 6, 3 * writes + 6);
    }

    @Test
    void no_more_users_are_there_than_asked_for_and_they_come_over_the_ramp_up() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();

        LoadResult result = ClosedLoad.users(4, SHORT)
                .withRampUp(Duration.ofMillis(160))
                .withThinkTime(Duration.ofSeconds(1), Duration.ofSeconds(1))
                .run(() -> threads.add(Thread.currentThread()));

        assertThat(threads).hasSize(4);
        assertThat(result.flights())
                .extracting(flight -> flight.intended() / 1_000_000)
                .containsExactly(0L, 40L, 80L, 120L);
    }

    @Test
    void a_user_who_gets_no_answer_is_counted_and_does_not_keep_the_run() {
        CountDownLatch never = new CountDownLatch(1);

        LoadResult result =
                ClosedLoad.users(2, SHORT).withTimeout(Duration.ofMillis(50)).run(never::await);

        assertThat(result.asked()).isEqualTo(2);
        assertThat(result.answered()).isZero();
        assertThat(result.errors())
                .extracting(LoadError::toString)
                .containsExactly("2 no answer in time, the first after 0 ms");
    }

    @Test
    void an_action_that_leaves_its_thread_interrupted_ends_no_user() {
        LoadResult result = ClosedLoad.users(1, SHORT)
                .withThinkTime(Duration.ofMillis(10), Duration.ofMillis(10))
                .run(() -> Thread.currentThread().interrupt());

        assertThat(result.asked()).isGreaterThan(3);
    }

    @Test
    void settings_that_are_none_are_refused() {
        ClosedLoad load = ClosedLoad.users(1, SHORT);

        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> ClosedLoad.users(0, SHORT))
                .withMessage("The number of users must be from 1 to %s, but is 0.".formatted(Threads.MOST));
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> ClosedLoad.users(1, Duration.ZERO))
                .withMessage("The time for which users send requests must be above 0 and at most a year, but is PT0S.");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> load.withThinkTime(Duration.ofSeconds(3), Duration.ofSeconds(1)))
                .withMessage("The shortest think time, 3 s, is above the longest, 1 s.");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> load.withThinkTime(Duration.ofSeconds(-3), Duration.ofSeconds(1)))
                .withMessage("The shortest think time must be from 0 to a year, but is PT-3S.");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> load.withRampUp(SHORT))
                .withMessage(
                        "The users come over 200 ms, which must be less than the 200 ms for which they send requests.");
    }
}
