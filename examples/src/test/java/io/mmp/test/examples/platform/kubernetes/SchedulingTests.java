package io.mmp.test.examples.platform.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.checklist.NegativeControl;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where the real scheduler puts training jobs, on simulated nodes: with GPUs, and such as may be taken away. */
@Tag("e2e")
@Tag("nightly")
@EnabledIfControlPlane
@ExtendWith(KubernetesFixture.class)
class SchedulingTests {

    private static final String GPU = "nvidia.com/gpu";
    private static final String SPOT = "capacity-type";

    private static final SimulatedNode[] NODES = {
        SimulatedNode.onDemand("cpu-0"),
        SimulatedNode.onDemand("gpu-0").withGpus(2),
        SimulatedNode.spot("spot-0"),
        SimulatedNode.spot("gpu-spot-0").withGpus(2)
    };

    private static Namespace jobs;

    @BeforeAll
    static void addNodes(Kubernetes kubernetes) {
        kubernetes.add(NODES);
        jobs = kubernetes.namespace("jobs");
    }

    @AfterAll
    static void removeNodes(Kubernetes kubernetes) {
        kubernetes.remove(NODES);
    }

    @Test
    @ChecklistItem("T14")
    void a_job_that_asks_for_a_gpu_lands_on_a_node_that_has_one(TestReporter reporter) {
        reporter.publishEntry(
                ChecklistItem.REDUCED, "the scheduler is real, nodes and GPUs are simulated: nothing is computed");
        TrainingJob job = TrainingJob.submit(jobs, "gpu", 1, "on-demand", GPU);

        assertThat(job.awaitNode()).isEqualTo("gpu-0");
    }

    @Test
    @NegativeControl("T14")
    void a_job_that_asks_for_more_gpus_than_a_node_has_stays_pending() {
        TrainingJob job = TrainingJob.submit(jobs, "too-many-gpus", 8, "on-demand", GPU);

        assertThat(job.awaitRefusal())
                .contains(" nodes are available: 2 Insufficient nvidia.com/gpu, 2 node(s) had untolerated taint(s)");
        assertThat(job.phase()).isEqualTo("Pending");
    }

    @Test
    @NegativeControl("T14")
    void a_job_that_asks_for_no_gpu_lands_on_no_node_with_gpus() {
        TrainingJob job = TrainingJob.submit(jobs, "cpu", 0, "on-demand");

        assertThat(job.awaitNode()).isEqualTo("cpu-0");
    }

    @Test
    @ChecklistItem("T17")
    void a_job_that_tolerates_its_loss_lands_on_a_spot_node() {
        TrainingJob job = TrainingJob.submit(jobs, "spot", 1, "spot", GPU, SPOT);

        assertThat(job.awaitNode()).isEqualTo("gpu-spot-0");
    }

    @Test
    @NegativeControl("T17")
    void a_job_that_does_not_tolerate_its_loss_stays_off_spot_nodes() {
        TrainingJob job = TrainingJob.submit(jobs, "no-toleration", 1, "spot", GPU);

        assertThat(job.awaitRefusal()).contains(" nodes are available: ", "2 node(s) had untolerated taint(s)");
        assertThat(job.phase()).isEqualTo("Pending");
    }

    @Test
    @ChecklistItem("T17")
    void training_on_spot_nodes_costs_less_by_the_prices_of_the_file(TestReporter reporter) {
        PriceList prices = PriceList.read();
        Duration training = Duration.ofHours(6);
        Duration repeated = Duration.ofMinutes(40); // what is trained again after two losses, from checkpoints

        double onDemand = prices.cost("gpu", "on-demand", training);
        double spot = prices.cost("gpu", "spot", training.plus(repeated));

        assertThat(onDemand).isCloseTo(18.36, within(0.005));
        assertThat(spot).isCloseTo(6.12, within(0.005)).isLessThan(onDemand);
        reporter.publishEntry(
                ChecklistItem.FIGURE,
                "by arithmetic over a price file %s instead of %s; spot nodes are simulated".formatted(spot, onDemand));
    }

    @Test
    @NegativeControl("T17")
    void training_that_begins_anew_after_each_loss_costs_more_on_spot_nodes() {
        PriceList prices = PriceList.read();

        double spot = prices.cost("gpu", "spot", Duration.ofHours(6).multipliedBy(4));

        assertThat(spot).isGreaterThan(prices.cost("gpu", "on-demand", Duration.ofHours(6)));
    }
}
