package io.mmp.test.examples.platform.kubernetes;

import static io.mmp.test.load.LoadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.checklist.NegativeControl;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** A burst of load: the real autoscaler adds replicas, which are processes, and no request is lost until they are there. */
@Tag("e2e")
@Tag("nightly")
@EnabledIfControlPlane
@ExtendWith(KubernetesFixture.class)
class AutoscalingTests {

    private static final Duration BUDGET = Duration.ofSeconds(60);
    private static final Duration SLOWEST = Duration.ofMillis(500);

    @Test
    @ChecklistItem({"T15", "N2"})
    void a_burst_is_met_with_more_replicas_within_a_minute_and_no_request_is_lost(
            Kubernetes kubernetes, TestReporter reporter) throws IOException {
        try (FraudService service = FraudService.deploy(kubernetes, "burst", ReadyWhen.PROBED)) {
            service.scaleAutomatically(8);

            Burst burst = Burst.of(service, Duration.ofSeconds(40));

            reporter.publishEntry("5 replicas after", String.valueOf(burst.timeTo(5)));
            reporter.publishEntry("8 replicas after", String.valueOf(burst.timeTo(8)));
            reporter.publishEntry("load", burst.load().toString());
            reporter.publishEntry(
                    ChecklistItem.FIGURE,
                    "8 replicas after %s; they are processes that the test starts in place of a kubelet"
                            .formatted(burst.timeTo(8)));
            burst.requireReplicas(8, BUDGET);
            burst.requireNoLoss();
            // While eight replicas start on two cores requests are sent late, which loses none.
            assertThat(burst.load()).usingLateRequestsUpTo(0.2).hasErrorRateAtMost(0.001);
            assertThat(Burst.goesOn(service, Duration.ofSeconds(8))).hasP95AtMost(SLOWEST);
        }
    }

    @Test
    @NegativeControl({"T15", "N2"})
    void one_replica_loses_requests_and_misses_the_minute(Kubernetes kubernetes) throws IOException {
        try (FraudService service = FraudService.deploy(kubernetes, "one-replica", ReadyWhen.PROBED)) {
            service.scaleAutomatically(1);

            Burst burst = Burst.of(service, Duration.ofSeconds(32));

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> burst.requireReplicas(8, BUDGET))
                    .withMessage(
                            "Expecting 8 replicas to be ready within 60 s after the burst began, but there were 1 at most.");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(burst::requireNoLoss)
                    .withMessageContaining("Expecting no request to be lost, but ");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(burst.load()).hasP95AtMost(SLOWEST));
        }
    }

    @Test
    @NegativeControl({"T15", "N2"})
    void replicas_that_get_requests_before_they_are_ready_lose_them(Kubernetes kubernetes) throws IOException {
        try (FraudService service = FraudService.deploy(kubernetes, "no-probe", ReadyWhen.LIVE)) {
            service.scaleAutomatically(8);

            Burst burst = Burst.of(service, Duration.ofSeconds(20));

            assertThat(burst.timeTo(5)).isPresent();
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(burst::requireNoLoss)
                    .withMessageContaining("Expecting no request to be lost, but ");
        }
    }
}
