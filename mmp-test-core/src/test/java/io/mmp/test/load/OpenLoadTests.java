package io.mmp.test.load;

import static io.mmp.test.load.LoadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an open load sends, and what it counts. */
class OpenLoadTests {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final OpenLoad LOAD =
            OpenLoad.of(Arrivals.constant(200, SHORT)).withLateAfter(Duration.ofSeconds(2));

    @Test
    void each_request_that_is_due_is_sent_once_and_counted_once() {
        AtomicInteger calls = new AtomicInteger();

        LoadResult result = LOAD.run(calls::incrementAndGet);

        assertThat(calls).hasValue(40);
        assertThat(result.asked()).isEqualTo(40);
        assertThat(result.sent()).isEqualTo(40);
        assertThat(result.answered()).isEqualTo(40);
        assertThat(result.failed()).isZero();
        assertThat(result.model()).isEqualTo(LoadModel.OPEN);
        assertThat(result.throughput()).isPositive();
        assertThat(result.elapsed()).isGreaterThanOrEqualTo(SHORT);
    }

    @Test
    void tasks_come_as_often_as_their_weights_say_in_an_order_that_a_seed_repeats() {
        List<String> order = order(7);

        assertThat(Collections.frequency(order, "read")).isEqualTo(30);
        assertThat(Collections.frequency(order, "write")).isEqualTo(10);
        assertThat(order(7)).isEqualTo(order);
        assertThat(order(8)).isNotEqualTo(order);
    }

    private static List<String> order(long seed) {
        Queue<String> order = new ConcurrentLinkedQueue<>();
        LOAD.withSeed(seed)
                .withConcurrency(1)
                .run(
                        Task.of("read", () -> order.add("read")).withWeight(3),
                        Task.of("write", () -> order.add("write")));
        return new ArrayList<>(order);
    }

    @Test
    void errors_are_counted_by_their_class_with_what_the_first_one_said() {
        AtomicInteger calls = new AtomicInteger();

        LoadResult result = LOAD.withConcurrency(1).run(() -> {
            int call = calls.incrementAndGet();
            if (call % 4 == 0) {
                throw new ExecutionException(new IllegalStateException("call " + call));
            }
            if (call % 10 == 1) {
                throw new AssertionError("call " + call);
            }
        });

        assertThat(result.failed()).isEqualTo(14);
        assertThat(result.errors())
                .extracting(LoadError::kind, LoadError::count, LoadError::firstMessage)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("java.lang.IllegalStateException", 10, "call 4"),
                        org.assertj.core.api.Assertions.tuple("java.lang.AssertionError", 4, "call 1"));
    }

    @Test
    void no_more_requests_are_open_at_once_than_allowed_and_what_waited_is_late() {
        AtomicInteger open = new AtomicInteger();
        Set<Integer> seen = ConcurrentHashMap.newKeySet();

        LoadResult result = OpenLoad.of(Arrivals.burst(12))
                .withConcurrency(3)
                .withLateAfter(Duration.ofMillis(5))
                .run(() -> {
                    seen.add(open.incrementAndGet());
                    Thread.sleep(20);
                    open.decrementAndGet();
                });

        assertThat(seen).contains(3).allMatch(number -> number <= 3);
        assertThat(result.late()).isGreaterThanOrEqualTo(9);
        assertThat(result.longestDelay()).isGreaterThan(Duration.ofMillis(55));
        // Each took 20 ms, and most of them waited for a slot, which is part of their latency.
        assertThat(result.percentile(0.95).estimate()).isGreaterThan(75);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(result).usingConfidence(0.999).hasMedianAtMost(Duration.ofSeconds(5)))
                .withMessageContaining("with at most 3 open at once");
    }

    @Test
    void what_is_not_answered_in_time_is_interrupted_and_what_waits_behind_it_was_never_sent() {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(2);

        LoadResult result = OpenLoad.of(Arrivals.burst(5))
                .withConcurrency(2)
                .withTimeout(Duration.ofMillis(100))
                .run(() -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                });

        assertThat(result.asked()).isEqualTo(5);
        assertThat(result.sent()).isEqualTo(2);
        assertThat(result.answered()).isZero();
        assertThat(result.notSent()).isEqualTo(3);
        assertThat(result.errors())
                .extracting(LoadError::toString)
                .containsExactly("3 not sent, the first after 0 ms", "2 no answer in time, the first after 0 ms");
        org.awaitility.Awaitility.await().until(() -> interrupted.getCount() == 0);
    }

    @Test
    void an_interrupt_ends_the_run_and_loses_no_result() {
        Thread test = Thread.currentThread();
        AtomicInteger calls = new AtomicInteger();

        LoadResult result = OpenLoad.of(Arrivals.constant(100, Duration.ofSeconds(30)))
                .run(() -> {
                    if (calls.incrementAndGet() == 5) {
                        test.interrupt();
                    }
                });

        assertThat(Thread.interrupted()).as("the interrupt is still there").isTrue();
        assertThat(result.asked()).isEqualTo(3_000);
        assertThat(result.sent()).isBetween(4, 100);
        assertThat(result.notSent()).isEqualTo(3_000 - result.sent());
    }

    @Test
    void an_action_that_leaves_its_thread_interrupted_takes_no_slot_away() {
        LoadResult result =
                LOAD.withConcurrency(1).run(() -> Thread.currentThread().interrupt());

        assertThat(result.answered()).isEqualTo(40);
    }

    @Test
    void statuses_of_400_and_more_are_errors_by_their_class() throws IOException {
        try (LoggingServer server = LoggingServer.start()) {
            LoadResult result = LOAD.run(
                    Task.of("good", server.request("/status/200")),
                    Task.of("moved", server.request("/status/302")),
                    Task.of("wrong", server.request("/status/422")),
                    Task.answering("broken", () -> 503));

            assertThat(result.failed()).isEqualTo(20);
            assertThat(result.errors()).extracting(LoadError::kind).containsExactlyInAnyOrder("HTTP 4xx", "HTTP 5xx");
            assertThat(result.of("good").failed()).isZero();
            assertThat(result.of("moved").failed()).isZero();
            assertThat(result.of("wrong").rejectionRate().estimate()).isEqualTo(1);
            assertThat(result.of("broken").rejectionRate().estimate()).isZero();
            assertThat(server.log()).hasSize(30);
        }
    }

    @Test
    void a_server_that_goes_in_mid_run_costs_no_result() throws IOException {
        LoadResult result;
        try (LoggingServer server = LoggingServer.start()) {
            AtomicInteger calls = new AtomicInteger();
            Task request = Task.of("request", server.request("/"));
            Task end = Task.of("end", () -> {
                if (calls.incrementAndGet() == 10) {
                    server.stop();
                }
            });
            result = LOAD.withConcurrency(1).run(request, end);
        }

        assertThat(result.asked()).isEqualTo(40);
        assertThat(result.sent()).isEqualTo(40);
        assertThat(result.of("request").failed()).isBetween(9, 11);
        assertThat(result.errors()).extracting(LoadError::kind).contains(ConnectException.class.getName());
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(result).usingConfidence(0.999).hasErrorRateAtMost(0.05))
                .withMessageContaining("of 40 requests failed:");
    }

    @Test
    void warming_up_is_not_counted_and_may_fail() {
        AtomicInteger calls = new AtomicInteger();

        LoadResult result = LOAD.withWarmUp(5).run(() -> {
            if (calls.incrementAndGet() <= 5) {
                throw new IOException("not yet");
            }
        });

        assertThat(calls).hasValue(45);
        assertThat(result.asked()).isEqualTo(40);
        assertThat(result.failed()).isZero();
    }

    @Test
    void progress_is_told_while_it_runs() {
        Queue<String> lines = new ConcurrentLinkedQueue<>();

        LOAD.withName("scoring").withProgress(Duration.ofMillis(40), lines::add).run(() -> {});

        assertThat(lines)
                .isNotEmpty()
                .allMatch(line -> line.matches(
                        "scoring: [0-9.]+ m?s of 200 ms, \\d+ sent, \\d+ open, 0 errors, p95 lately [0-9.]+ m?s"
                                + "|scoring: [0-9.]+ m?s of 200 ms, \\d+ sent, \\d+ open, 0 errors, p95 lately -"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MAX_VALUE})
    void a_concurrency_that_is_none_is_refused(int concurrency) {
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LOAD.withConcurrency(concurrency))
                .withMessage("The number of requests that may be open at once must be from 1 to %s, but is %s."
                        .formatted(Threads.MOST, concurrency));
    }

    @Test
    void settings_that_are_none_are_refused() {
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LOAD.withTimeout(Duration.ZERO))
                .withMessage("The timeout of a request must be above 0 and at most a year, but is PT0S.");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LOAD.withWarmUp(-1))
                .withMessage("The number of requests to warm up with must be 0 or more, but is -1.");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LOAD.withLateAfter(Duration.ofMillis(-1)))
                .withMessage("The delay from which on a request is late must be from 0 to a year, but is PT-0.001S.");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LOAD.withName(" "))
                .withMessage("A load needs a name that is not blank.");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LOAD.withProgress(Duration.ZERO, line -> {}))
                .withMessage("The time between two lines of progress must be above 0 and at most a year, but is PT0S.");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LOAD.run(List.of()))
                .withMessage("A load needs at least one task.");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LOAD.run(Task.of("a", () -> {}), Task.of("a", () -> {})))
                .withMessage("Two tasks are named 'a': give each a name of its own.");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> Task.of("a", () -> {}).withWeight(0))
                .withMessage("The weight of task 'a' must be from 1 to 1000, but is 0.");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LOAD.run(() -> {}).of("b"))
                .withMessage("Load 'load' has no task 'b', but [request].");
    }
}
