package io.mmp.test.load;

import static io.mmp.test.load.LoadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A service that stalls: what the open model shows and the closed one hides, against the service's own log. */
@Tag("integration")
class StallTests {

    private static final Duration FROM = Duration.ofSeconds(1);
    private static final Duration TO = Duration.ofSeconds(3);

    /** Load what client and server need, which takes seconds on a busy machine, before the server's clock starts. */
    private static LoggingServer warmed() throws IOException {
        LoggingServer server = LoggingServer.stalling(FROM, TO);
        OpenLoad.of(Arrivals.burst(20)).run(server.request(LoggingServer.UNLOGGED));
        return server;
    }

    @Test
    void percentiles_are_those_of_the_services_own_log() throws IOException {
        try (LoggingServer server = warmed()) {
            LoadResult result = OpenLoad.of(Arrivals.constant(50, Duration.ofSeconds(5)))
                    .withLateAfter(Duration.ofMillis(500))
                    .run(server.request("/"));

            double[] log = server.log(Duration.ofMillis(20));
            assertThat(log).hasSize(250);
            for (double probability : new double[] {0.5, 0.75, 0.9, 0.95, 0.99}) {
                // The client hears of an answer after the server has sent it: later where others want the processor.
                assertThat(result.percentile(probability).estimate())
                        .as("p%s", 100 * probability)
                        .isCloseTo(log[(int) Math.ceil(probability * log.length) - 1], within(200.0));
            }
            assertThat(result.percentile(0.95).estimate()).isGreaterThan(1_400);
        }
    }

    @Test
    void a_closed_loop_hides_what_the_open_model_shows() throws IOException {
        Duration limit = Duration.ofMillis(500);
        try (LoggingServer server = warmed()) {
            LoadResult closed = ClosedLoad.users(1, Duration.ofSeconds(5))
                    .withoutThinkTime()
                    .run(server.request("/"));

            // One request of hundreds was slow: all is well, says the closed loop.
            assertThat(closed).hasP95AtMost(limit).hasPercentileLiterallyAtMost(0.95, limit);
        }
        try (LoggingServer server = warmed()) {
            LoadResult open = OpenLoad.of(Arrivals.constant(50, Duration.ofSeconds(5)))
                    .withLateAfter(Duration.ofMillis(500))
                    .run(server.request("/"));

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(open).hasP95AtMost(limit))
                    .withMessageContaining("p95 of 250 latencies is 1")
                    .withMessageContaining("above 500 ms");
        }
    }

    @Test
    void with_one_slot_the_service_time_claims_what_a_closed_loop_does_and_latency_does_not() throws IOException {
        try (LoggingServer server = warmed()) {
            LoadResult result = OpenLoad.of(Arrivals.constant(50, Duration.ofSeconds(5)))
                    .withConcurrency(1)
                    .run(server.request("/"));

            assertThat(result.serviceTimes().quantile(0.95).estimate()).isLessThan(500);
            assertThat(result.percentile(0.95).estimate()).isGreaterThan(1_000);
            assertThat(result.late()).isGreaterThan(80);
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(result).hasErrorRateAtMost(0.05))
                    .withMessageContaining("The service did not get the load that was asked for")
                    .withMessageContaining("with at most 1 open at once");
        }
    }
}
