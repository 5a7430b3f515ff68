package io.mmp.test.examples.platform.kubernetes;

import io.mmp.test.server.ManagedServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** One pod as a process: started, found ready, stopped, and said to be so at the API server. */
final class PodProcess {

    /** Where a pod's process answers: all have the same host, so that its address is no IP. */
    static final String ADDRESS = "example.org/address";

    private final KubernetesClient client;
    private final String path;
    private final String name;
    private final String container;
    private final ReadyWhen readyWhen;
    private ManagedServer process;
    private boolean isReady;
    private boolean isStopped;

    PodProcess(KubernetesClient client, Answer pod, ReadyWhen readyWhen) {
        this.client = client;
        this.name = pod.name();
        this.path = KubernetesClient.path("v1", pod.text("metadata", "namespace"), "pods") + "/" + name;
        this.container = pod.list("spec", "containers").get(0).text("name");
        this.readyWhen = readyWhen;
    }

    /** Start the process, or ask whether it is ready, whichever comes next, and say so at the API server. */
    synchronized void proceed() {
        if (isStopped || isReady) {
            return;
        }
        if (process == null) {
            process = ManagedServer.start(Replica.spec(name));
            Map<String, String> address = Map.of(ADDRESS, process.uri().toString());
            client.patch(path, Map.of("metadata", Map.of("annotations", address)))
                    .accepted();
            say(readyWhen == ReadyWhen.LIVE);
        } else if (answersReady()) {
            say(true);
        }
    }

    private boolean answersReady() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) process.uri().resolve("/ready").toURL().openConnection(Proxy.NO_PROXY);
            connection.setReadTimeout(2_000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private void say(boolean ready) {
        isReady = ready;
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        String status = ready ? "True" : "False";
        client.patch(
                        path + "/status",
                        Map.of(
                                "status",
                                Map.of(
                                        "phase", "Running",
                                        "conditions",
                                                List.of(
                                                        condition("Initialized", "True", now),
                                                        condition("ContainersReady", status, now),
                                                        condition("Ready", status, now)),
                                        "containerStatuses",
                                                List.of(Map.of(
                                                        "name",
                                                        container,
                                                        "image",
                                                        "process",
                                                        "imageID",
                                                        "process",
                                                        "restartCount",
                                                        0,
                                                        "started",
                                                        true,
                                                        "ready",
                                                        ready,
                                                        "state",
                                                        Map.of("running", Map.of("startedAt", now)))))))
                .accepted();
    }

    private static Map<String, String> condition(String type, String status, String now) {
        return Map.of("type", type, "status", status, "lastTransitionTime", now);
    }

    /** Stop the process, and say that the pod is gone. */
    synchronized void stop() {
        isStopped = true;
        if (process != null) {
            process.close();
        }
        client.delete(path);
    }

    @Override
    public String toString() {
        return name;
    }
}
