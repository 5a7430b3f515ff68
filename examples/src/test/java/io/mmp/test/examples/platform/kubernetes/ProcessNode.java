package io.mmp.test.examples.platform.kubernetes;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A node whose pods are processes of this machine: as little of a kubelet as runs a {@link Replica} for each pod that the scheduler puts here. */
final class ProcessNode implements AutoCloseable {

    /** A pod that is going gets no new requests, and has this long for those that it has. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final KubernetesClient client;
    private final String name;
    private final ReadyWhen readyWhen;
    private final Map<String, PodProcess> pods = new ConcurrentHashMap<>();
    private final Map<String, PodProcess> going = new ConcurrentHashMap<>();
    private final ScheduledExecutorService rounds = Executors.newScheduledThreadPool(2);
    private final ExecutorService starts = Executors.newCachedThreadPool();

    private ProcessNode(KubernetesClient client, String name, ReadyWhen readyWhen) {
        this.client = client;
        this.name = name;
        this.readyWhen = readyWhen;
    }

    /** Add such a node with a label {@code processes: NAME}, by which pods select it. */
    @SuppressWarnings("FutureReturnValueIgnored") // the rounds tell of what fails
    static ProcessNode join(Kubernetes kubernetes, String name, ReadyWhen readyWhen) {
        KubernetesClient client = kubernetes.admin();
        client.create("/api/v1/nodes", """
                apiVersion: v1
                kind: Node
                metadata: {name: %1$s, labels: {processes: %1$s}}
                status: {allocatable: {cpu: "8", memory: 8Gi, pods: "20"}, capacity: {cpu: "8", memory: 8Gi, pods: "20"}}
                """.formatted(name)).accepted();
        ProcessNode node = new ProcessNode(client, name, readyWhen);
        node.rounds.scheduleWithFixedDelay(node::beat, 0, 5, TimeUnit.SECONDS);
        node.rounds.scheduleWithFixedDelay(node::look, 0, 100, TimeUnit.MILLISECONDS);
        return node;
    }

    /** Say that the node is there: without, its pods are taken from it after a while. */
    private void beat() {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Map<String, String> ready = Map.of(
                "type",
                "Ready",
                "status",
                "True",
                "reason",
                "Processes",
                "lastHeartbeatTime",
                now,
                "lastTransitionTime",
                now);
        attempt(() -> client.patch(
                "/api/v1/nodes/" + name + "/status", Map.of("status", Map.of("conditions", List.of(ready)))));
    }

    /** Start what is here and does not run, and stop what is to go. */
    @SuppressWarnings("FutureReturnValueIgnored") // so does the end of a pod
    private void look() {
        attempt(() -> {
            for (Answer pod : client.get("/api/v1/pods?fieldSelector=spec.nodeName%3D" + name)
                    .accepted()
                    .items()) {
                String uid = pod.text("metadata", "uid");
                if (!pod.text("metadata", "deletionTimestamp").isEmpty()) {
                    PodProcess process = pods.remove(uid);
                    if (process != null) {
                        going.put(uid, process);
                        rounds.schedule(
                                () -> starts.execute(() -> stop(uid, process)),
                                DRAIN.toMillis(),
                                TimeUnit.MILLISECONDS);
                    }
                } else if (!pods.containsKey(uid)) {
                    PodProcess process = new PodProcess(client, pod, readyWhen);
                    pods.put(uid, process);
                    starts.execute(() -> attempt(process::proceed));
                } else {
                    starts.execute(() -> attempt(pods.get(uid)::proceed));
                }
            }
        });
    }

    private void stop(String uid, PodProcess process) {
        attempt(process::stop);
        going.remove(uid);
    }

    /** What fails is done again in the next round: an executor would do it never again. */
    @SuppressWarnings("CatchingUnchecked")
    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            if (rounds.isShutdown()) {
                return;
            }
            System.getLogger(ProcessNode.class.getName())
                    .log(System.Logger.Level.WARNING, "Again in the next round", e);
        }
    }

    /** Remove the node and its pods, and stop their processes. */
    @Override
    public void close() {
        rounds.shutdownNow();
        await("rounds of node " + name).atMost(Duration.ofSeconds(60)).until(rounds::isTerminated);
        pods.forEach((uid, process) -> starts.execute(() -> stop(uid, process)));
        starts.shutdown();
        await("processes of node " + name).atMost(Duration.ofSeconds(60)).until(starts::isTerminated);
        going.values().forEach(process -> attempt(process::stop));
        client.delete("/api/v1/nodes/" + name);
    }
}
