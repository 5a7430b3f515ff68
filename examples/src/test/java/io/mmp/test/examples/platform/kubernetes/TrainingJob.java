package io.mmp.test.examples.platform.kubernetes;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A job that trains, as its YAML and what became of its pod. */
record TrainingJob(Namespace namespace, String name) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Submit a job that asks for GPUs on nodes of one price, and says what taints of nodes it tolerates. */
    static TrainingJob submit(Namespace namespace, String name, int gpus, String capacityType, String... tolerated) {
        String tolerations = String.join(
                ", ",
                List.of(tolerated).stream()
                        .map("{key: %s, operator: Exists}"::formatted)
                        .toList());
        namespace
                .create("batch/v1", "jobs", """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: %s}
                spec:
                  backoffLimit: 0
                  template:
                    spec:
                      restartPolicy: Never
                      nodeSelector: {capacity-type: %s}
                      tolerations: [%s]
                      containers: [{name: train, image: "registry.invalid/train:1", resources: {limits: {cpu: "1"%s}}}]
                """.formatted(
                        name, capacityType, tolerations, gpus > 0 ? ", nvidia.com/gpu: \"%s\"".formatted(gpus) : ""))
                .accepted();
        return new TrainingJob(namespace, name);
    }

    /** Wait until it is done, and return the node that it ran on. */
    String awaitNode() {
        await("job " + name)
                .atMost(PATIENCE)
                .until(() -> namespace.get("batch/v1", "jobs", name).number("status", "succeeded") == 1);
        return pod().text("spec", "nodeName");
    }

    /** Wait until the scheduler has said why it runs nowhere, and return that. */
    String awaitRefusal() {
        await("scheduler's word on job " + name)
                .atMost(PATIENCE)
                .until(() -> !refusal().isEmpty());
        return refusal();
    }

    private String refusal() {
        Answer scheduled = pod().condition("PodScheduled");
        return scheduled.text("status").equals("False") ? scheduled.message() : "";
    }

    /** Return {@code Pending}, {@code Running}, {@code Succeeded} or {@code Failed}. */
    String phase() {
        return pod().text("status", "phase");
    }

    private Answer pod() {
        return namespace.pods("job-name", name).stream().findFirst().orElse(new Answer(404, Map.of()));
    }
}
