package io.mmp.test.mlflow.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.mlflow.embedded.EmbeddedMlflow;
import io.mmp.test.mlflow.embedded.PythonProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real server has is what an embedded one has that begins with its state. */
@Tag("e2e")
@EnabledIfMlflowProcess
@IsolatedMlflow(server = IsolatedMlflow.Server.PROCESS)
class RealStateTests {

    @TempDir
    Path directory;

    @Test
    void the_embedded_server_answers_each_call_as_the_real_one_whose_state_it_has(MlflowTracking real)
            throws Exception {
        StateContent.fill(real.uri(), directory);
        Path file = directory.resolve("real.json");
        MlflowState.of(real.uri()).writeTo(file);
        Path again = directory.resolve("again.json");

        try (EmbeddedMlflow embedded = EmbeddedMlflow.start(directory.resolve("artifacts"), MlflowState.read(file))) {
            MlflowState.of(embedded.uri()).writeTo(again);
            assertThat(again).hasSameBinaryContentAs(file);
            Map<String, Object> expected = ClientView.of(real.uri());
            Map<String, Object> found = ClientView.of(embedded.uri());
            assertThat(found.keySet()).isEqualTo(expected.keySet()).hasSizeGreaterThan(50);
            assertThat(found)
                    .allSatisfy((call, answer) -> assertThat(answer).as(call).isEqualTo(expected.get(call)));
            assertThat(python(embedded)).contains("3 net 3 b'\\x00\\xff\\xfe\\x07'");
            assertThat(embedded.unsupportedCalls()).isEmpty();
        }
        Files.writeString(again, Files.readString(file).replace("\"approver\":\"nächtlich\"", "\"approver\":\"x\""));
        try (EmbeddedMlflow other = EmbeddedMlflow.start(directory.resolve("other"), MlflowState.read(again))) {
            assertThat(ClientView.of(other.uri())).isNotEqualTo(ClientView.of(real.uri()));
        }
    }

    private String python(EmbeddedMlflow embedded) throws Exception {
        Path program = directory.resolve("read.py");
        Files.writeString(program, """
                import mlflow
                client = mlflow.MlflowClient()
                version = client.get_model_version_by_alias("fraud \\u2603", "champion")
                run = client.get_run(version.run_id)
                model = mlflow.get_logged_model(run.outputs.model_outputs[0].model_id)
                path = mlflow.artifacts.download_artifacts(version.source + "/sub dir/weights.bin")
                history = client.get_metric_history(run.info.run_id, "loss")
                assert len(history) == 300 and history[299].value == 1 / 300, history
                print(version.version, model.name, model.params["depth"], open(path, "rb").read())
                """);
        PythonProgram.Result result = PythonProgram.run(
                directory, Map.of("MLFLOW_TRACKING_URI", embedded.uri().toString()), program.toString());
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }
}
