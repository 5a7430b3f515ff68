package io.mmp.test.mlflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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
                nested = mlflow.search_runs(filter_string="tags.mlflow.parentRunId = '%s'" % run.info.run_id)
                print("nested", list(nested["metrics.m"]), any("system/" in column for column in frame.columns))
                """);

        assertThat(output.lines()).contains("1 x hello", "nested [1.0] False");
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
    void registers_prompts_beside_models() throws Exception {
        String output = run("""
                import mlflow
                mlflow.genai.register_prompt(name="greeting", template="Hello {{name}}", commit_message="first")
                mlflow.genai.register_prompt(name="greeting", template="Hi {{name}}")
                mlflow.genai.set_prompt_alias("greeting", "production", 1)
                print(mlflow.genai.load_prompt("prompts:/greeting@production").format(name="Ann"))
                print(mlflow.genai.load_prompt("prompts:/greeting/2").template)
                print([prompt.name for prompt in mlflow.genai.search_prompts()], mlflow.search_registered_models())
                """);

        assertThat(output.lines()).contains("Hello Ann", "Hi {{name}}", "['greeting'] []");
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

    @Test
    void logs_and_loads_lightgbm_models_by_hand_and_by_autologging() throws Exception {
        String output =
                run("""
                import mlflow, numpy, lightgbm
                x = numpy.random.RandomState(0).rand(60, 3)
                y = (x[:, 0] > 0.5).astype(int)
                parameters = {"objective": "binary", "verbose": -1, "num_threads": 1}
                mlflow.lightgbm.autolog()
                with mlflow.start_run() as run:
                    data = lightgbm.Dataset(x, y)
                    booster = lightgbm.train(parameters, data, 5, valid_sets=[data], valid_names=["train"])
                client = mlflow.MlflowClient()
                logged = client.get_run(run.info.run_id)
                losses = client.get_metric_history(run.info.run_id, "train-binary_logloss")
                print("autolog", logged.data.params["objective"], len(losses), len(logged.outputs.model_outputs))
                print("files", [file.path for file in client.list_artifacts(run.info.run_id)][0])
                mlflow.lightgbm.autolog(disable=True)
                with mlflow.start_run():
                    mlflow.lightgbm.log_model(booster, name="model", registered_model_name="trees")
                client.set_registered_model_alias("trees", "champion", "1")
                loaded = mlflow.lightgbm.load_model("models:/trees@champion")
                print("same", numpy.array_equal(loaded.predict(x), booster.predict(x)))
                """, Map.of("PYTHONPATH", LightGbm.installOrSkip(directory).toString()));

        assertThat(output.lines()).contains("autolog binary 5 1", "files feature_importance_gain.json", "same True");
        assertThat(server.server().unsupportedCalls()).isEmpty();
    }

    @Test
    void thinks_of_traces_and_finds_them() throws Exception {
        String output = run("""
                import mlflow
                from mlflow.entities import AssessmentSource
                for name in ("first", "second"):
                    with mlflow.start_span(name):
                        mlflow.update_current_trace(tags={"team": name})
                mlflow.flush_trace_async_logging()
                trace_id = mlflow.search_traces(filter_string="tags.team = 'first'", return_type="list")[0].info.trace_id
                source = AssessmentSource(source_type="HUMAN", source_id="ann")
                mlflow.log_feedback(trace_id=trace_id, name="good", value=0.9, source=source, rationale="short")
                mlflow.log_expectation(trace_id=trace_id, name="answer", value={"a": 1}, source=source)
                trace = mlflow.get_trace(trace_id)
                print("assessments", sorted((a.name, a.value) for a in trace.info.assessments if a.feedback))
                print("expected", [a.value for a in trace.info.assessments if a.expectation])
                found = mlflow.search_traces(filter_string="feedback.good > 0.5 AND status = 'OK'", return_type="list")
                print("found", [trace.info.trace_id for trace in found] == [trace_id])
                feedback = mlflow.override_feedback(
                    trace_id=trace_id, assessment_id=trace.search_assessments("good")[0].assessment_id, value=0.1)
                print("overridden", mlflow.get_assessment(trace_id, feedback.assessment_id).value)
                mlflow.delete_assessment(trace_id=trace_id, assessment_id=feedback.assessment_id)
                print("restored", len(mlflow.search_traces(filter_string="feedback.good > 0.5")))
                client = mlflow.MlflowClient()
                client.set_trace_tag(trace_id, "reviewed", "yes")
                client.delete_trace_tag(trace_id, "team")
                print("tags", mlflow.get_trace(trace_id).info.tags.get("reviewed"), "team" in mlflow.get_trace(trace_id).info.tags)
                print("deleted", client.delete_traces("0", trace_ids=[trace_id]), len(mlflow.search_traces()))
                """);

        assertThat(output.lines())
                .contains(
                        "assessments [('good', 0.9)]",
                        "expected [{'a': 1}]",
                        "found True",
                        "overridden 0.1",
                        "restored 1",
                        "tags yes False",
                        "deleted 1 1");
        assertThat(server.server().unsupportedCalls()).isEmpty();
    }

    private String run(String script) throws IOException, InterruptedException {
        return run(script, Map.of());
    }

    private String run(String script, Map<String, String> variables) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("script.py"), script);
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("MLFLOW_TRACKING_URI", server.server().uri().toString());
        environment.put("MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING", "false");
        // Which packages a model needs takes a second Python to find out, up to half a minute, and is no matter of the
        // server.
        environment.put("MLFLOW_REQUIREMENTS_INFERENCE_TIMEOUT", "1");
        PythonProgram.Result result = PythonProgram.run(directory, environment, file.toString());
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }
}
