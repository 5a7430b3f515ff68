package io.mmp.test.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.condition.EnabledIfKubernetes.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class KubernetesConditionTests {

    @TempDir
    Path temp;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void start_with_nothing() {
        environment.put("HOME", temp.toString());
        environment.put("PATH", temp.resolve("bin").toString());
    }

    private KubernetesSearch search() {
        return new KubernetesSearch(
                environment, Optional.of(temp.resolve("cache").toString()));
    }

    private void program(String path, String script) throws IOException {
        Path file = temp.resolve(path);
        Files.createDirectories(file.getParent());
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    }

    private void kubeconfig(String text) throws IOException {
        Files.createDirectories(temp.resolve(".kube"));
        Files.writeString(temp.resolve(".kube/config"), text);
    }

    @Test
    void a_machine_without_all_says_what_is_missing() {
        assertThat(KubernetesCondition.look(
                                search(),
                                List.of(Source.CLUSTER, Source.PROGRAMS),
                                List.of("mmp-etcd", "mmp-apiserver"))
                        .getReason())
                .hasValue(
                        "[no-kubernetes] there is no kubeconfig; mmp-etcd, mmp-apiserver: not found in PATH or in %s/cache"
                                .formatted(temp));
    }

    @Test
    void programs_are_found_in_the_path_and_in_the_cache() throws IOException {
        program("bin/mmp-etcd", "");
        program("cache/kubernetes-1.34.4/mmp-apiserver", "");
        program("cache/etcd-3.6.13/bin/mmp-etcd-ctl", "");

        assertThat(search().refusalOfPrograms(List.of("mmp-etcd", "mmp-apiserver", "mmp-etcd-ctl")))
                .isEmpty();
        assertThat(search().refusalOfPrograms(List.of("mmp-etcd", "mmp-scheduler")))
                .hasValue("mmp-scheduler: not found in PATH or in %s/cache".formatted(temp));
    }

    @Test
    void kubectl_tells_whether_the_cluster_is_ready() throws IOException {
        kubeconfig("apiVersion: v1");
        program("bin/kubectl", "[ \"$*\" = '--request-timeout=5s get --raw /readyz' ] && echo ok");
        assertThat(search().refusalOfCluster()).isEmpty();

        Files.delete(temp.resolve("bin/kubectl"));
        program("bin/kubectl", "echo 'error: You must be logged in' >&2; exit 1");
        assertThat(search().refusalOfCluster())
                .hasValue("the cluster of the kubeconfig is not ready: error: You must be logged in");
    }

    @Test
    void a_kubeconfig_that_is_named_comes_before_that_of_the_user() throws IOException {
        kubeconfig("apiVersion: v1");
        environment.put("KUBECONFIG", temp.resolve("gone").toString());
        assertThat(search().refusalOfCluster()).hasValue("there is no kubeconfig");
    }

    @Test
    void a_test_is_skipped_where_it_is_switched_off() {
        assertThat(ConditionRun.of(KubernetesTestCase.class, "mmp.kubernetes=off")
                        .skipped())
                .containsExactly("[kubernetes-off] mmp.kubernetes is off");
        assertThat(ConditionRun.of(KubernetesTestCase.class, "mmp.kubernetes=required")
                        .failed())
                .singleElement()
                .asString()
                .startsWith("mmp.kubernetes is required. mmp-none: not found in PATH or in ");
    }

    @Test
    void what_means_nothing_is_refused() {
        assertThat(ConditionRun.of(NowhereTestCase.class).failed())
                .containsExactly("@EnabledIfKubernetes needs a source, and programs where they are the source");
    }

    @EnabledIfKubernetes(value = Source.PROGRAMS, programs = "mmp-none")
    static class KubernetesTestCase {
        @Test
        void runs() {}
    }

    @EnabledIfKubernetes({})
    static class NowhereTestCase {
        @Test
        void runs() {}
    }
}
