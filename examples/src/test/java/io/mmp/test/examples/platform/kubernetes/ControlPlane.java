package io.mmp.test.examples.platform.kubernetes;

import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.ServerSpec;
import io.mmp.test.system.GroupSpec;
import io.mmp.test.system.Service;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/** Describes the programs of a control plane: what they are started with, and how one knows that they serve. */
final class ControlPlane {

    private static final String LOOPBACK = "--bind-address=127.0.0.1";

    /** Their own health is behind TLS. */
    private static final HealthCheck SERVES =
            HealthCheck.logLine(Pattern.compile("Serving securely on 127\\.0\\.0\\.1"));

    private final ControlPlanePrograms programs;
    private final ControlPlaneFiles files;

    ControlPlane(ControlPlanePrograms programs, ControlPlaneFiles files) {
        this.programs = programs;
        this.files = files;
    }

    /** Describe the API server and where it keeps everything. */
    GroupSpec storage() {
        return GroupSpec.of(Service.of(etcd()), Service.of(apiServer()));
    }

    /** Describe what works with the API server. */
    GroupSpec controllers(URI apiServer) {
        String kubeconfig = "--kubeconfig=" + files.kubeconfig(apiServer);
        return GroupSpec.of(
                Service.of(controllerManager(kubeconfig)),
                Service.of(scheduler(kubeconfig)),
                Service.of(kwok(kubeconfig)));
    }

    private ServerSpec etcd() {
        return ServerSpec.of(
                "etcd",
                programs.path("etcd"),
                "--data-dir=data",
                "--listen-client-urls=http://127.0.0.1:{port}",
                "--advertise-client-urls=http://127.0.0.1:{port}",
                "--listen-peer-urls=http://127.0.0.1:0", // there are no peers
                "--unsafe-no-fsync"); // the machine does not lose its power in a test
    }

    private ServerSpec apiServer() {
        return ServerSpec.of(
                        "apiserver",
                        programs.path("kube-apiserver"),
                        "--etcd-servers={uri:etcd}",
                        LOOPBACK,
                        "--secure-port={port}",
                        "--advertise-address=127.0.0.1",
                        "--endpoint-reconciler-type=none", // which refuses an address of the loopback
                        "--tls-cert-file=" + files.path("server.crt"),
                        "--tls-private-key-file=" + files.path("server.key"),
                        "--authorization-mode=RBAC",
                        "--token-auth-file=" + files.path("tokens.csv"),
                        "--service-account-issuer=https://kubernetes.default.svc",
                        "--api-audiences=https://kubernetes.default.svc",
                        "--service-account-key-file=" + files.path("accounts.pub"),
                        "--service-account-signing-key-file=" + files.path("accounts.key"),
                        "--service-cluster-ip-range=10.96.0.0/24")
                .withScheme("https")
                .withHealth(SERVES)
                .withStopTimeout(Duration.ofSeconds(3)); // it waits a minute for watches that nobody ends
    }

    private ServerSpec controllerManager(String kubeconfig) {
        return ServerSpec.of(
                        "controller-manager",
                        programs.path("kube-controller-manager"),
                        kubeconfig,
                        LOOPBACK,
                        "--secure-port={port}",
                        "--cert-dir=certificates",
                        "--leader-elect=false",
                        "--service-account-private-key-file=" + files.path("accounts.key"),
                        // By default it looks each 15 s, and believes a pod after minutes: too long for a test.
                        "--horizontal-pod-autoscaler-sync-period=2s",
                        "--horizontal-pod-autoscaler-initial-readiness-delay=1s",
                        "--horizontal-pod-autoscaler-cpu-initialization-period=1s")
                .withHealth(SERVES)
                .withStopTimeout(Duration.ofSeconds(3));
    }

    private ServerSpec scheduler(String kubeconfig) {
        return ServerSpec.of(
                        "scheduler",
                        programs.path("kube-scheduler"),
                        kubeconfig,
                        LOOPBACK,
                        "--secure-port={port}",
                        "--cert-dir=certificates",
                        "--leader-elect=false")
                .withHealth(SERVES)
                .withStopTimeout(Duration.ofSeconds(3));
    }

    private ServerSpec kwok(String kubeconfig) {
        return ServerSpec.of(
                        "kwok",
                        programs.path("kwok"),
                        kubeconfig,
                        "--config=" + programs.stages(),
                        "--manage-all-nodes=false",
                        "--manage-nodes-with-annotation-selector=" + SimulatedNode.ANNOTATION + "=fake",
                        "--server-address=127.0.0.1:{port}")
                .withHealth(HealthCheck.http("/healthz"));
    }
}
