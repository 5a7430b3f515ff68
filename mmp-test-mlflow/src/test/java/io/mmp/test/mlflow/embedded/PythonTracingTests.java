package io.mmp.test.mlflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import io.mmp.test.mlflow.process.MlflowProcess;
import io.mmp.test.mlflow.process.MlflowProcesses;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The official Python client traces into the embedded server, as its users do. */
@Tag("e2e")
@EnabledIfMlflowProcess
class PythonTracingTests {

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

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    @TempDir
    Path directory;

    @Test
    void traces_are_read_back_as_from_the_real_server() throws Exception {
        List<String> lines = trace("embedded", server.server().uri());

        assertThat(lines)
                .contains("[('OK', 3), ('ERROR', 1)]", "span.name = 'llm' 1", "trace.text LIKE '%größe%' 1", "deleted 1");
        assertThat(server.server().unsupportedCalls()).isEmpty();
        try (MlflowProcesses processes = MlflowProcesses.from(name -> Optional.ofNullable(System.getProperty(name)));
                MlflowProcess real = processes.start()) {
            assertThat(lines).isEqualTo(trace("real", real.uri()));
        }
    }

    /** Run the program against a server and return what it prints of its own. */
    private List<String> trace(String name, URI uri) throws Exception {
        Path workplace = Files.createDirectory(directory.resolve(name));
        Path program = directory.resolve("program.py");
        Files.writeString(program, TRACING);
        PythonProgram.Result result =
                PythonProgram.run(workplace, Map.of("MLFLOW_TRACKING_URI", uri.toString()), program.toString());
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output()
                .lines()
                .filter(line -> !line.contains("http://") && !line.contains(" INFO "))
                .toList();
    }
}
