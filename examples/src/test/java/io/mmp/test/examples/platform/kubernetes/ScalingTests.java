package io.mmp.test.examples.platform.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.checklist.NegativeControl;
import io.mmp.test.load.ClosedLoad;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** More replicas serve more requests: as many times as many, less a fifth. */
@Tag("e2e")
@Tag("nightly")
@EnabledIfControlPlane
@ExtendWith(KubernetesFixture.class)
class ScalingTests {

    private static final double LEAST_EFFICIENCY = 0.8;
    private static final int USERS = 12;

    @Test
    @ChecklistItem("N1")
    void throughput_grows_with_the_replicas(Kubernetes kubernetes, TestReporter reporter) throws IOException {
        reporter.publishEntry(
                ChecklistItem.REDUCED,
                "replicas are processes of one machine, whose answers take 25 ms of waiting and little of its cores");
        Map<Integer, Double> throughput = measure(kubernetes, "scaling", USERS);

        reporter.publishEntry("requests per second by replicas", throughput.toString());
        requireLinear(throughput);
    }

    @Test
    @NegativeControl("N1")
    void one_user_after_another_gets_no_more_from_more_replicas(Kubernetes kubernetes) throws IOException {
        Map<Integer, Double> throughput = measure(kubernetes, "not-scaling", 1);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> requireLinear(throughput))
                .withMessageContaining("Expecting 2 replicas to serve at least 1.6 times as much as one");
    }

    private static Map<Integer, Double> measure(Kubernetes kubernetes, String namespace, int users) throws IOException {
        Map<Integer, Double> throughput = new TreeMap<>();
        try (FraudService service = FraudService.deploy(kubernetes, namespace, ReadyWhen.PROBED)) {
            for (int replicas : new int[] {1, 2, 4}) {
                service.scale(replicas);
                throughput.put(
                        replicas,
                        ClosedLoad.users(users, Duration.ofSeconds(4))
                                .withoutThinkTime()
                                .withWarmUp(20 * replicas)
                                .run(service.request())
                                .throughput());
            }
        }
        return throughput;
    }

    private static void requireLinear(Map<Integer, Double> throughput) {
        throughput.forEach((replicas, perSecond) -> assertThat(perSecond)
                .as(
                        "Expecting %s replicas to serve at least %s times as much as one: %s",
                        replicas, factor(replicas), throughput)
                .isGreaterThanOrEqualTo(throughput.get(1) * factor(replicas)));
    }

    private static double factor(int replicas) {
        return replicas == 1 ? 1 : LEAST_EFFICIENCY * replicas;
    }
}
