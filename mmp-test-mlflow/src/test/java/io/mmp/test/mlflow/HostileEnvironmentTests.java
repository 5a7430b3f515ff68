package io.mmp.test.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.embedded.EmbeddedMlflow;
import io.mmp.test.mlflow.process.MlflowInstallation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Python program on a machine whose owner has set up MLflow for something else. */
@Tag("e2e")
@EnabledIfMlflowProcess
class HostileEnvironmentTests {

    private static final String PROGRAM = """
            import mlflow
            with mlflow.start_run() as run:
                mlflow.log_param("p", "1")
                mlflow.log_text("x", "a.txt")
            with mlflow.start_span("s") as span:
                pass
            mlflow.flush_trace_async_logging()
            traces = mlflow.search_traces(return_type="list")
            print("RESULT", run.info.experiment_id, mlflow.get_run(run.info.run_id).data.params, len(traces))
            """;

    private static final Map<String, String> HOSTILE = Map.ofEntries(
            Map.entry("MLFLOW_EXPERIMENT_NAME", "mine"),
            Map.entry("MLFLOW_RUN_ID", "0123456789abcdef0123456789abcdef"),
            Map.entry("MLFLOW_WORKSPACE", "team-a"),
            Map.entry("MLFLOW_ACTIVE_MODEL_ID", "m-0123456789abcdef0123456789abcdef"),
            Map.entry("_MLFLOW_ACTIVE_MODEL_ID", "m-0123456789abcdef0123456789abcdef"),
            Map.entry("MLFLOW_RUN_CONTEXT", "[1]"),
            Map.entry("MLFLOW_TRACING_DESTINATION", "4711"),
            Map.entry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"),
            Map.entry("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://127.0.0.1:9"),
            Map.entry("MLFLOW_TRACKING_USERNAME", "u"),
            Map.entry("MLFLOW_TRACKING_PASSWORD", "p"),
            Map.entry("MLFLOW_TRACKING_TOKEN", "t"),
            Map.entry("MLFLOW_TRACKING_AUTH", "no-such-plugin"),
            Map.entry("MLFLOW_TRACKING_AWS_SIGV4", "true"),
            Map.entry("MLFLOW_TRACKING_INSECURE_TLS", "true"),
            Map.entry("MLFLOW_TRACKING_CLIENT_CERT_PATH", "/nonexistent"),
            Map.entry("MLFLOW_TRACKING_SERVER_CERT_PATH", "/nonexistent"),
            Map.entry("HTTP_PROXY", "http://127.0.0.1:9"),
            Map.entry("http_proxy", "http://127.0.0.1:9"),
            Map.entry("ALL_PROXY", "http://127.0.0.1:9"),
            Map.entry("NO_PROXY", "example.org"));

    @Test
    void logs_to_the_server_of_the_test_only_if_it_is_shielded(@TempDir Path directory) throws Exception {
        try (EmbeddedMlflow server = EmbeddedMlflow.start(directory.resolve("artifacts"))) {
            Map<String, String> shielded = new HashMap<>(HOSTILE);
            shielded.putAll(ChildEnvironment.ofOwn(server.uri(), "0", "Default", HOSTILE));
            Map<String, String> bare = new HashMap<>(HOSTILE);
            bare.put("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0");
            bare.putAll(ChildEnvironment.ofOwn(server.uri(), "0", "Default", Map.of()));

            assertThat(run(directory, shielded)).contains("RESULT 0 {'p': '1'} 1");
            assertThat(run(directory, bare)).doesNotContain("RESULT");
        }
    }

    private static String run(Path directory, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        ProcessBuilder python = new ProcessBuilder(
                        MlflowInstallation.ensure().python().toString(), "-c", PROGRAM)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        python.environment().putAll(environment);
        python.environment().put("MLFLOW_DISABLE_TELEMETRY", "true");
        python.start().waitFor();
        return Files.readString(output, UTF_8);
    }
}
