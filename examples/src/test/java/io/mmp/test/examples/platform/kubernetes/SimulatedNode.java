package io.mmp.test.examples.platform.kubernetes;

import java.util.Locale;

/**
 * A node that kwok simulates: the scheduler takes it for a machine, and pods on it are said to run.
 *
 * @param name of the node, and its label {@code kubernetes.io/hostname}
 * @param capacityType {@code spot} or {@code on-demand}; what is spot has a taint, so that only who tolerates its loss lands there
 * @param gpus how many GPUs it offers, which have a taint as well
 */
record SimulatedNode(String name, String capacityType, int gpus) {

    /** Tells kwok which nodes are its own. */
    static final String ANNOTATION = "kwok.x-k8s.io/node";

    static SimulatedNode onDemand(String name) {
        return new SimulatedNode(name, "on-demand", 0);
    }

    static SimulatedNode spot(String name) {
        return new SimulatedNode(name, "spot", 0);
    }

    SimulatedNode withGpus(int newGpus) {
        return new SimulatedNode(name, capacityType, newGpus);
    }

    String yaml() {
        String taints = (capacityType.equals("spot") ? "{key: capacity-type, value: spot, effect: NoSchedule}," : "")
                + (gpus > 0 ? "{key: nvidia.com/gpu, value: present, effect: NoSchedule}" : "");
        String resources = "{cpu: \"8\", memory: 32Gi, pods: \"110\"%s}"
                .formatted(gpus > 0 ? ", nvidia.com/gpu: \"%s\"".formatted(gpus) : "");
        return String.format(Locale.ROOT, """
                apiVersion: v1
                kind: Node
                metadata:
                  name: %1$s
                  labels: {kubernetes.io/hostname: %1$s, capacity-type: %2$s}
                  annotations: {%3$s: fake}
                spec: {taints: [%4$s]}
                status: {allocatable: %5$s, capacity: %5$s}
                """, name, capacityType, ANNOTATION, taints, resources);
    }
}
