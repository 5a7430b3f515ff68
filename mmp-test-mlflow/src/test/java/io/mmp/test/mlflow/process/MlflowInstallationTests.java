package io.mmp.test.mlflow.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import io.mmp.test.server.ManagedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mlflow.tracking.MlflowClient;

/** The real MLflow, installed in the cache of this machine. */
@Tag("e2e")
@EnabledIfMlflowProcess
class MlflowInstallationTests {

    private final InstallationSettings settings =
            InstallationSettings.from(name -> Optional.ofNullable(System.getProperty(name)));
    private final MlflowInstallation installation = MlflowInstallation.ensure(settings);

    @Test
    void a_server_finds_its_data_again_when_it_is_restarted() throws Exception {
        try (ManagedServer server = ManagedServer.start(installation.server());
                MlflowClient client = new MlflowClient(server.uri().toString())) {
            assertThat(ProcessHandle.of(server.pid()).orElseThrow().descendants())
                    .isEmpty();
            client.createExperiment("fraud");

            server.restart();

            assertThat(client.getExperimentByName("fraud")).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    void settings_of_the_user_do_not_reach_a_server(MlflowProcesses.Start start, @TempDir Path directory)
            throws Exception {
        Files.writeString(directory.resolve("mlflow.py"), "raise SystemExit('the wrong mlflow')");
        Map<String, String> environment = Map.of(
                "PYTHONPATH", directory.toString(),
                "PYTHONHOME", "/nowhere",
                "WEB_CONCURRENCY", "3",
                "UVICORN_SSL_KEYFILE", "/nowhere",
                "MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "true",
                "MLFLOW_ENABLE_WORKSPACES", "true");

        try (SecondJvm jvm = SecondJvm.serve(environment, settings, start)) {
            assertThat(jvm.result()).isEqualTo("served by one process and 0 children");
        }
    }
}
