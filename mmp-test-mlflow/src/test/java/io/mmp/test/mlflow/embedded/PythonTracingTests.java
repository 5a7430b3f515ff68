package io.mmp.test.mlflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import io.mmp.test.mlflow.process.MlflowProcess;
import io.mmp.test.mlflow.process.MlflowProcesses;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The official Python client traces into the embedded server, as its users do. */
@Tag("e2e")
@EnabledIfMlflowProcess
public class PythonTracingTests {

    private static final String TRACING = """
            import mlflow
            from mlflow.entities import AssessmentSource, SpanType
            mlflow.set_experiment("tracing")

            @mlflow.trace(span_type=SpanType.RETRIEVER)
            def retrieve(question):
                return ["größe", question]

            @mlflow.trace
            def answer(question):
                mlflow.update_current_trace(tags={"team": "risk"}, metadata={"mlflow.trace.session": "s1"})
                with mlflow.start_span("llm", span_type=SpanType.LLM) as span:
                    span.set_inputs({"q": question})
                    span.set_attribute("mlflow.chat.tokenUsage", {"input_tokens": 3, "output_tokens": 4, "total_tokens": 7})
                    span.set_outputs({"a": len(retrieve(question))})
                return {"n": 1, "f": 0.5, "none": None, "list": [1, "x", True]}

            with mlflow.start_run() as run:
                answer("how big?")
            try:
                @mlflow.trace
                def fail():
                    raise ValueError("no")
                fail()
            except ValueError:
                pass
            mlflow.flush_trace_async_logging()
            traces = mlflow.search_traces(return_type="list", order_by=["timestamp_ms ASC"])
            first = mlflow.get_trace(traces[0].info.trace_id)
            print([(t.info.state.value, len(t.data.spans)) for t in traces])
            print([(s.name, s.span_type, s.status.status_code.value, s.inputs, s.outputs) for s in first.data.spans])
            print(sorted(first.info.tags.items())[-1], first.info.token_usage, first.info.request_preview)
            print(sorted(k for k in first.info.tags), sorted(first.info.trace_metadata))
            print([(e.name, e.attributes["exception.message"]) for e in traces[1].data.spans[0].events])
            for query in ["span.name = 'llm'", "span.type = 'RETRIEVER'", "span.status = 'ERROR'", "trace.text LIKE '%größe%'",
                          "span.attributes.mlflow.spanType = 'LLM'", "span.attributes.mlflow.spanType LIKE '%LLM%'", "tags.team = 'risk'",
                          "metadata.`mlflow.trace.session` = 's1'", "name = 'answer'", "run_id = '%s'" % run.info.run_id]:
                print(query.replace(run.info.run_id, "?"), len(mlflow.search_traces(filter_string=query, return_type="list")))
            feedback = mlflow.log_feedback(trace_id=first.info.trace_id, name="good", value=True, rationale="why",
                                           source=AssessmentSource("HUMAN", "kim"))
            mlflow.log_expectation(trace_id=first.info.trace_id, name="facts", value={"a": [1, None]})
            mlflow.override_feedback(trace_id=first.info.trace_id, assessment_id=feedback.assessment_id, value=False)
            again = mlflow.get_trace(first.info.trace_id)
            print([(a.name, a.valid, a.value) for a in again.info.assessments])
            client = mlflow.MlflowClient()
            other = client.create_run(mlflow.get_experiment_by_name("tracing").experiment_id)
            client.link_traces_to_run([traces[1].info.trace_id], other.info.run_id)
            print("linked", len(mlflow.search_traces(run_id=other.info.run_id, return_type="list")))
            print("deleted", client.delete_traces(experiment_id=other.info.experiment_id, trace_ids=[traces[1].info.trace_id]))
            """;

    private static final String DATASETS = """
            import mlflow, mlflow.genai.datasets as ds
            exp = mlflow.set_experiment("data").experiment_id
            data = ds.create_dataset(name="qa", experiment_id=exp, tags={"team": "risk", "mlflow.user": "kim"})
            data.merge_records([
                {"inputs": {"q": "a", "n": 1}, "expectations": {"answer": "x"}, "tags": {"t": "1"}},
                {"inputs": {"q": "b"}, "outputs": {"r": [1, None]}, "source": {"source_type": "human", "source_data": {"by": "kim"}}}])
            data.merge_records([{"inputs": {"n": 1, "q": "a"}, "expectations": {"more": 0.5}}])
            again = ds.get_dataset(dataset_id=data.dataset_id)
            print("schema", again.schema, again.profile, again.created_by, again.last_updated_by, sorted(again.tags.items()))
            frame = again.to_df()
            for r in sorted(frame.to_dict("records"), key=lambda r: r["inputs"]["q"]):
                print("record", [(k, r[k]) for k in sorted(r) if not k.endswith("_time") and not k.endswith("_id")])
            print("frame", sorted(frame.columns), len(frame))
            for query in ["name = 'qa'", "name LIKE 'q%'", "tags.team = 'risk'", "created_time > 0", "name = 'other'", "created_by = 'kim'"]:
                print(query, [d.name for d in ds.search_datasets(experiment_ids=exp, filter_string=query)])
            for query in ["bogus = 'x'", "name > 'x'", "foo.x = 'y'", "created_time = 'x'"]:
                try:
                    ds.search_datasets(experiment_ids=exp, filter_string=query)
                except Exception as e:
                    print(query, str(e).split("{")[0])
            ds.set_dataset_tags(dataset_id=data.dataset_id, tags={"stage": "x"})
            ds.delete_dataset_tag(dataset_id=data.dataset_id, key="team")
            other = mlflow.create_experiment("more")
            ds.add_dataset_to_experiments(dataset_id=data.dataset_id, experiment_ids=[other])
            ds.remove_dataset_from_experiments(dataset_id=data.dataset_id, experiment_ids=[exp])
            again = ds.get_dataset(dataset_id=data.dataset_id)
            print("tags", sorted(again.tags.items()), again.experiment_ids == [other])
            print("deleted", again.delete_records([again.to_df()["dataset_record_id"][0]]))
            print("left", ds.get_dataset(dataset_id=data.dataset_id).profile)
            ds.delete_dataset(dataset_id=data.dataset_id)
            try:
                ds.get_dataset(dataset_id=data.dataset_id)
            except Exception as e:
                print("gone", str(e).replace(data.dataset_id, "?"))
            """;

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    @TempDir
    Path directory;

    @Test
    void traces_are_read_back_as_from_the_real_server() throws Exception {
        assertThat(runsAlike(TRACING))
                .contains(
                        "[('OK', 3), ('ERROR', 1)]", "span.name = 'llm' 1", "trace.text LIKE '%größe%' 1", "deleted 1");
    }

    @Test
    void evaluation_datasets_are_kept_as_by_the_real_server() throws Exception {
        assertThat(runsAlike(DATASETS)).contains("name = 'qa' ['qa']", "name = 'other' []", "deleted 1");
    }

    @Test
    void spans_of_all_shapes_are_taken_and_refused_as_by_the_real_server() throws Exception {
        URL program = Objects.requireNonNull(PythonTracingTests.class.getResource("otlp-bodies.py"));

        assertThat(runsAlike(Files.readString(Path.of(program.toURI()))))
                .contains(
                        "gzip with a tail 400 {\"detail\":\"Failed to decompress gzip payload\"}",
                        "json null 500 Internal Server Error",
                        "unknown fields 200 ",
                        "too deep 400 {\"detail\":\"Invalid OpenTelemetry format\"}")
                .hasSizeGreaterThan(1_000);
    }

    /** Run a program against this server and against the real one, which must make no difference to what it prints. */
    private List<String> runsAlike(String program) throws Exception {
        List<String> lines = run("embedded", server.server().uri(), program);
        assertThat(server.server().unsupportedCalls()).isEmpty();
        try (MlflowProcesses processes = MlflowProcesses.from(name -> Optional.ofNullable(System.getProperty(name)));
                MlflowProcess real = processes.start()) {
            assertThat(lines).isEqualTo(run("real", real.uri(), program));
        }
        return lines;
    }

    /** Run the program against a server and return what it prints of its own. */
    private List<String> run(String name, URI uri, String text) throws Exception {
        Path workplace = Files.createDirectory(directory.resolve(name));
        Path program = directory.resolve("program.py");
        Files.writeString(program, text);
        PythonProgram.Result result =
                PythonProgram.run(workplace, Map.of("MLFLOW_TRACKING_URI", uri.toString()), program.toString());
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output()
                .lines()
                .filter(line -> !line.contains("http://") && !line.contains(" INFO "))
                .toList();
    }
}
