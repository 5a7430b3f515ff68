package io.mmp.test.examples.platform.kubernetes;

import static org.awaitility.Awaitility.await;

import io.mmp.test.system.ServiceGroup;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * A Kubernetes control plane of this test: etcd, API server, controllers and scheduler are the real programs, on the loopback, on ports of their own. Its nodes
 * are simulated by kwok, which says of their pods that they run; on a {@link ProcessNode} pods are processes.
 */
final class Kubernetes implements AutoCloseable {

    private static final Set<String> STORAGE = Set.of("etcd", "apiserver");
    private static final Duration START = Duration.ofMinutes(2);

    private final ControlPlaneFiles files;
    private final ServiceGroup storage;
    private final KubernetesClient admin;
    private final ServiceGroup controllers;
    private final Duration startTime;

    private Kubernetes(ControlPlaneFiles files, Instant start) {
        ControlPlane plane = new ControlPlane(ControlPlanePrograms.find(), files);
        this.files = files;
        this.storage = ServiceGroup.start(plane.storage());
        try {
            this.admin = new KubernetesClient(
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .sslContext(files.certificate().context())
                            .build(),
                    storage.uri("apiserver"),
                    ControlPlaneFiles.ADMIN_TOKEN);
            awaitReady();
            this.controllers = ServiceGroup.start(plane.controllers(storage.uri("apiserver")));
        } catch (RuntimeException | Error failure) {
            storage.close();
            throw failure;
        }
        this.startTime = Duration.between(start, Instant.now());
    }

    /** Start one, and return when it does what it is asked. */
    static Kubernetes start() {
        Instant start = Instant.now();
        ControlPlaneFiles files = ControlPlaneFiles.create();
        try {
            return new Kubernetes(files, start);
        } catch (RuntimeException | Error failure) {
            files.close();
            throw failure;
        }
    }

    /** Return a client that may do everything. */
    KubernetesClient admin() {
        return admin;
    }

    /** Return the certificate that the API server trusts in webhooks. */
    LocalCertificate certificate() {
        return files.certificate();
    }

    /** Return where its keys and certificates are. */
    Path directory() {
        return files.path("");
    }

    /** Make a namespace, and wait until the controllers have made what pods need in it. */
    Namespace namespace(String name) {
        admin.create("/api/v1/namespaces", """
                apiVersion: v1
                kind: Namespace
                metadata: {name: %s}
                """.formatted(name)).accepted();
        Namespace namespace = new Namespace(admin, name);
        await("account 'default' of namespace " + name)
                .atMost(START)
                .until(() -> namespace.get("v1", "serviceaccounts", "default").status() == 200);
        return namespace;
    }

    /** Add nodes that kwok simulates, and wait until they are ready. */
    void add(SimulatedNode... nodes) {
        for (SimulatedNode node : nodes) {
            admin.create("/api/v1/nodes", node.yaml()).accepted();
        }
        for (SimulatedNode node : nodes) {
            await("node " + node.name())
                    .atMost(START)
                    .until(() -> admin.get("/api/v1/nodes/" + node.name())
                            .condition("Ready")
                            .text("status")
                            .equals("True"));
        }
    }

    /** Remove nodes. */
    void remove(SimulatedNode... nodes) {
        for (SimulatedNode node : nodes) {
            admin.delete("/api/v1/nodes/" + node.name());
        }
    }

    /** End a program at once, as a crash would: {@code etcd}, {@code apiserver}, {@code controller-manager}, {@code scheduler} or {@code kwok}. */
    void kill(String program) {
        group(program).kill(program);
    }

    /** Start a program again that was killed, where it was, and wait until it does what it is asked. */
    void startAgain(String program) {
        group(program).start(program);
        awaitReady();
    }

    /** Return the process of a program. */
    long pid(String program) {
        return group(program).server(program).pid();
    }

    private ServiceGroup group(String program) {
        return STORAGE.contains(program) ? storage : controllers;
    }

    /** The API server serves before it is ready, and says so. */
    void awaitReady() {
        await("API server").atMost(START).pollInterval(Duration.ofMillis(50)).until(this::isReady);
    }

    boolean isReady() {
        try {
            return admin.get("/readyz").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Stop the programs, and remove their files. */
    @Override
    public void close() {
        try (files) {
            try (storage) {
                controllers.close();
            }
        }
    }

    @Override
    public String toString() {
        return "control plane at %s, started in %s ms".formatted(storage.uri("apiserver"), startTime.toMillis());
    }
}
