package io.mmp.test.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTests {

    private static final Duration BEFORE = Duration.ofMillis(-1);

    @Test
    void a_fault_says_what_it_is() {
        assertThat(Stream.of(
                                Fault.latency(Duration.ofMillis(300)),
                                Fault.latency(Duration.ofSeconds(2000)).withJitter(Duration.ofNanos(1_500_000)),
                                Fault.bandwidth(1000).ofRequests(),
                                Fault.slowClose(Duration.ofSeconds(1)).ofBothDirections(),
                                Fault.timeout(Duration.ZERO),
                                Fault.stall(),
                                Fault.slices(10, 2, Duration.ofMillis(1)),
                                Fault.limit(0).forShare(0.125),
                                Fault.reset(Duration.ZERO),
                                Fault.down(),
                                Fault.halfOpen(),
                                Fault.httpStatus(503).forShare(0.2),
                                Fault.corruptBody())
                        .map(Fault::toString))
                .containsExactly(
                        "latency of 300 ms",
                        "latency of 2000 s ± 1.5 ms",
                        "bandwidth of 1000 bytes a second, of requests",
                        "end of the stream 1 s late, both directions",
                        "timeout after 0 ms",
                        "stall",
                        "slices of 10 ± 2 bytes, 1 ms apart",
                        "end after 0 bytes for 12.5 % of the connections",
                        "reset after 0 ms",
                        "down",
                        "half-open connections",
                        "HTTP status 503 for 20 % of the requests",
                        "corrupt HTTP bodies");
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void what_cannot_be_is_refused(ThrowingCallable mistake, String message) {
        assertThatExceptionOfType(FaultException.class).isThrownBy(mistake).withMessage(message);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(() -> Fault.latency(BEFORE), "Latency must be from 0 to a year, but is PT-0.001S."),
                mistake(() -> Fault.latency(Duration.ofDays(400)), "Latency must be from 0 to a year, but is PT9600H."),
                mistake(
                        () -> Fault.latency(Duration.ZERO).withJitter(BEFORE),
                        "Jitter must be from 0 to a year, but is PT-0.001S."),
                mistake(() -> Fault.stall().withJitter(Duration.ZERO), "A jitter is of a latency, but this is stall."),
                mistake(() -> Fault.bandwidth(0), "Bandwidth in bytes a second must be at least 1, but is 0."),
                mistake(() -> Fault.limit(-1), "Limit in bytes must be at least 0, but is -1."),
                mistake(
                        () -> Fault.slices(0, 0, Duration.ZERO),
                        "Size of a slice in bytes must be at least 1, but is 0."),
                mistake(
                        () -> Fault.slices(4, 4, Duration.ZERO),
                        "Variation of a slice must be from 0 to 3, one less than its average size, but is 4."),
                mistake(() -> Fault.httpStatus(199), "Status must be from 200 to 599, but is 199."),
                mistake(() -> Fault.stall().forShare(0), "Share must be above 0 and at most 1, but is 0.0."),
                mistake(() -> Fault.stall().forShare(Double.NaN), "Share must be above 0 and at most 1, but is NaN."),
                mistake(
                        () -> Fault.down().forShare(0.5),
                        "A proxy that is down is so for all: a share of 0.5 cannot be given. Use reset(...).forShare(0.5)."),
                mistake(
                        () -> Fault.halfOpen().ofRequests(),
                        "A direction cannot be given to half-open connections, which is of whole connections."),
                mistake(
                        () -> ProxySpec.to(URI.create("localhost:1234")),
                        "Address 'localhost:1234' has no host: a proxy needs one like http://127.0.0.1:5000 or tcp://127.0.0.1:9092."),
                mistake(
                        () -> ProxySpec.to(URI.create("kafka://localhost")),
                        "Address 'kafka://localhost' has no port, and scheme 'kafka' has none that is known: write it, as in kafka://localhost:1234."),
                mistake(
                        () -> ProxySpec.to(URI.create("//localhost")),
                        "Address '//localhost' has no scheme: a proxy needs one like http://127.0.0.1:5000 or tcp://127.0.0.1:9092."),
                mistake(
                        () -> ProxySpec.to(URI.create("http://a:1")).withPort(65_536),
                        "Port must be from 0 (a free one) to 65535, but is 65536."),
                mistake(() -> new ManualClock().advance(BEFORE), "A clock moves on, never back: PT-0.001S cannot be."));
    }

    private static Arguments mistake(ThrowingCallable call, String message) {
        return Arguments.of(call, message);
    }
}
