package io.mmp.test.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildEnvironmentTests {

    private static final URI SERVER = URI.create("http://127.0.0.1:41873");

    @Test
    void a_clean_environment_needs_no_more_than_the_server_and_the_experiment() {
        assertThat(ChildEnvironment.ofOwn(SERVER, "0", "Default", Map.of("PATH", "/bin", "NO_PROXY", "x")))
                .containsOnly(
                        Map.entry("MLFLOW_TRACKING_URI", "http://127.0.0.1:41873"),
                        Map.entry("MLFLOW_REGISTRY_URI", "http://127.0.0.1:41873"),
                        Map.entry("MLFLOW_EXPERIMENT_ID", "0"));
    }

    @Test
    void what_was_inherited_is_overwritten() {
        assertThat(ChildEnvironment.ofOwn(
                        SERVER, "0", "Default", Map.of("MLFLOW_EXPERIMENT_NAME", "mine", "MLFLOW_TRACKING_TOKEN", "t")))
                .containsEntry("MLFLOW_EXPERIMENT_NAME", "Default")
                .containsEntry("MLFLOW_TRACKING_TOKEN", "");
    }

    @Test
    void the_way_around_a_proxy_is_added_in_both_spellings_to_those_of_the_user() {
        assertThat(ChildEnvironment.ofOwn(
                        SERVER,
                        "0",
                        "Default",
                        Map.of("http_proxy", "http://proxy:1", "NO_PROXY", "a", "no_proxy", "b")))
                .containsEntry("NO_PROXY", "a,b,127.0.0.1,localhost")
                .containsEntry("no_proxy", "a,b,127.0.0.1,localhost")
                .doesNotContainKey("http_proxy");
    }

    @Test
    void credentials_and_proxies_of_a_server_that_runs_already_are_the_users() {
        assertThat(ChildEnvironment.of(
                        URI.create("https://mlflow.example.org"),
                        "7",
                        "mmp-test-1",
                        Map.of("MLFLOW_TRACKING_TOKEN", "t", "HTTPS_PROXY", "http://proxy:1", "MLFLOW_RUN_ID", "r")))
                .containsOnlyKeys(
                        "MLFLOW_TRACKING_URI", "MLFLOW_REGISTRY_URI", "MLFLOW_EXPERIMENT_ID", "MLFLOW_RUN_ID");
    }
}
