package io.mmp.test.mlflow.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import io.mmp.test.mlflow.process.MlflowInstallation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The official Python client logs to the embedded server. */
@Tag("e2e")
@EnabledIfMlflowProcess
class PythonClientTests {

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    @TempDir
    Path directory;

    @Test
    void logs_runs_with_the_fluent_api() throws Exception {
        String output = run("""
                import mlflow, numpy
                mlflow.set_experiment("py")
                with mlflow.start_run(run_name="outer") as run:
                    mlflow.log_params({"p": 1, "q": "x"})
                    mlflow.log_metrics({"m": 0.5, "n": float("nan")}, step=3)
                    mlflow.set_tag("t", "v")
                    mlflow.log_text("hello", "sub/a.txt")
                    mlflow.log_input(mlflow.data.from_numpy(numpy.arange(4)), context="train")
                    with mlflow.start_run(nested=True):
                        mlflow.log_metric("m", 1)
                frame = mlflow.search_runs(experiment_names=["py"], filter_string="metrics.m < 0.9")
                print(len(frame), frame["params.q"][0], mlflow.artifacts.load_text(run.info.artifact_uri + "/sub/a.txt"))
                """);

        assertThat(output.lines()).contains("1 x hello");
        assertThat(server.server().unsupportedCalls()).isEmpty();
    }

    @Test
    void logs_and_loads_scikit_learn_models_by_hand_and_by_autologging() throws Exception {
        String output = run("""
                import mlflow, numpy
                from sklearn.linear_model import LogisticRegression
                x = numpy.random.RandomState(0).rand(40, 3)
                y = (x[:, 0] > 0.5).astype(int)
                with mlflow.start_run():
                    info = mlflow.sklearn.log_model(LogisticRegression().fit(x, y), name="model")
                    mlflow.log_metric("auc", 0.9, model_id=info.model_id)
                print("loaded", mlflow.sklearn.load_model(info.model_uri).predict(x[:1])[0] == y[0])
                print("model", mlflow.get_logged_model(info.model_id).metrics[0].value)
                mlflow.sklearn.autolog(log_datasets=True)
                LogisticRegression().fit(x, y)
                run = mlflow.last_active_run()
                print("autolog", "training_score" in run.data.metrics, len(run.outputs.model_outputs))
                """);

        assertThat(output.lines()).contains("loaded True", "model 0.9", "autolog True 1");
        assertThat(server.server().unsupportedCalls()).isEmpty();
    }

    @Test
    void registers_a_model_and_loads_it_by_its_alias() throws Exception {
        String output = run("""
                import mlflow, numpy, os
                from sklearn.linear_model import LogisticRegression
                x = numpy.random.RandomState(0).rand(40, 3)
                y = (x[:, 0] > 0.5).astype(int)
                os.makedirs("files/sub")
                with open("files/sub/notes.txt", "w") as notes:
                    notes.write("hello")
                client = mlflow.MlflowClient()
                with mlflow.start_run() as run:
                    info = mlflow.sklearn.log_model(LogisticRegression().fit(x, y), name="model")
                    mlflow.log_artifacts("files", "docs")
                version = mlflow.register_model(info.model_uri, "fraud")
                client.set_registered_model_alias("fraud", "champion", version.version)
                loaded = mlflow.sklearn.load_model("models:/fraud@champion")
                print("predicts", (loaded.predict(x) == y).mean() > 0.9)
                print("version", client.get_model_version_by_alias("fraud", "champion").run_id == run.info.run_id)
                print("listed", [artifact.path for artifact in client.list_artifacts(run.info.run_id, "docs/sub")])
                """);

        assertThat(output.lines()).contains("predicts True", "version True", "listed ['docs/sub/notes.txt']");
        assertThat(server.server().unsupportedCalls()).isEmpty();
    }

    @Test
    void writes_and_reads_traces() throws Exception {
        String output = run("""
                import mlflow
                mlflow.set_experiment("traced")
                with mlflow.start_span("root") as span:
                    span.set_inputs({"a": 1})
                    with mlflow.start_span("child") as child:
                        child.set_outputs([1, 2])
                mlflow.flush_trace_async_logging()
                trace = mlflow.get_trace(mlflow.get_last_active_trace_id())
                print("spans", sorted(span.name for span in trace.data.spans))
                print("found", len(mlflow.search_traces()))
                """);

        assertThat(output.lines()).contains("spans ['child', 'root']", "found 1");
        assertThat(server.server().unsupportedCalls()).isEmpty();
    }

    private String run(String script) throws IOException, InterruptedException {
        String python = MlflowInstallation.ensure().python().toString();
        Path file = Files.writeString(directory.resolve("script.py"), script);
        Path output = directory.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(python, file.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("MLFLOW_TRACKING_URI", server.server().uri().toString());
        builder.environment().put("MLFLOW_DISABLE_TELEMETRY", "true");
        Process process = builder.start();
        int exitCode = process.waitFor();
        String text = Files.readString(output, UTF_8);
        assertThat(exitCode).as(text).isZero();
        return text;
    }
}
