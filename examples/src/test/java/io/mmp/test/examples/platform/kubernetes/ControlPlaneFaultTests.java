package io.mmp.test.examples.platform.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A control plane that loses one of its programs: what was said to it is kept, and it goes on when the program is back. */
@Tag("e2e")
@Tag("nightly")
@EnabledIfControlPlane
class ControlPlaneFaultTests {

    @ParameterizedTest
    @ValueSource(strings = {"apiserver", "etcd"})
    void what_was_said_is_kept_when_a_program_crashes(String program) {
        try (Kubernetes kubernetes = Kubernetes.start()) {
            Namespace namespace = kubernetes.namespace("kept");
            kubernetes.add(SimulatedNode.onDemand("cpu-0"));

            kubernetes.kill(program);
            // The API server asks etcd now and then, and is ready on what it heard last.
            await().until(() -> !kubernetes.isReady());
            kubernetes.startAgain(program);

            assertThat(kubernetes.admin().get("/api/v1/namespaces/kept").status())
                    .isEqualTo(200);
            assertThat(TrainingJob.submit(namespace, "after", 0, "on-demand").awaitNode())
                    .isEqualTo("cpu-0");
        }
    }

    @Test
    void nothing_is_left_when_it_is_closed() {
        Kubernetes kubernetes = Kubernetes.start();
        List<Long> processes = Stream.of("etcd", "apiserver", "controller-manager", "scheduler", "kwok")
                .map(kubernetes::pid)
                .toList();
        assertThat(processes).allMatch(ControlPlaneFaultTests::isAlive);
        assertThat(kubernetes.directory()).isNotEmptyDirectory();

        kubernetes.close();

        assertThat(processes).noneMatch(ControlPlaneFaultTests::isAlive);
        assertThat(kubernetes.directory()).doesNotExist();
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).isPresent();
    }

    @Test
    void jobs_wait_for_the_scheduler_when_it_crashes() {
        try (Kubernetes kubernetes = Kubernetes.start()) {
            Namespace namespace = kubernetes.namespace("waiting");
            kubernetes.add(SimulatedNode.onDemand("cpu-0"));

            kubernetes.kill("scheduler");
            TrainingJob job = TrainingJob.submit(namespace, "waits", 0, "on-demand");
            await("pod of the job")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> job.phase().equals("Pending"));
            await().during(Duration.ofSeconds(2)).until(() -> job.phase().equals("Pending"));
            kubernetes.startAgain("scheduler");

            assertThat(job.awaitNode()).isEqualTo("cpu-0");
        }
    }
}
