package io.mmp.test.mlflow.embedded.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.embedded.EmbeddedServer;
import io.mmp.test.mlflow.embedded.Rest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TracesTests {

    private static final String TRACES = "/api/3.0/mlflow/traces";
    private static final String LOCATION = "{'type':'MLFLOW_EXPERIMENT','mlflow_experiment':{'experiment_id':'0'}}";

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    @BeforeEach
    void createTraces() {
        create("tr-1", "2026-01-01T00:00:00Z");
        create("tr-2", "2026-01-02T00:00:00Z");
    }

    @Test
    void keeps_a_trace_and_says_where_its_spans_belong() {
        Rest.Answer trace = server.rest().get(TRACES + "/tr-1");

        assertThat(trace.at("trace.trace_info.state")).isEqualTo("OK");
        assertThat(trace.json().toString())
                .contains("mlflow.artifactLocation=mlflow-artifacts:/0/traces/tr-1/artifacts")
                .contains("mlflow.trace.infoFinalized=true")
                .contains("mlflow.user=ann");
        assertThat(server.rest().get(TRACES + "/nope").error())
                .isEqualTo("RESOURCE_DOES_NOT_EXIST: Trace with ID 'nope' not found.");
    }

    @Test
    void a_static_route_is_no_trace_id() {
        assertThat(server.rest().get(TRACES + "/get?trace_id=tr-9").error())
                .isEqualTo("RESOURCE_DOES_NOT_EXIST: Trace with ID tr-9 is not found.");
        assertThat(server.rest().get(TRACES + "/metrics").error())
                .isEqualTo("RESOURCE_DOES_NOT_EXIST: Trace with ID 'metrics' not found.");
        assertThat(server.server().unsupportedCalls()).isEmpty();
    }

    @Test
    void what_is_not_reproduced_is_counted_though_a_trace_could_have_its_name() {
        assertThat(server.rest().post(TRACES + "/metrics", "{}").status()).isEqualTo(404);

        assertThat(server.server().unsupportedCalls()).containsOnlyKeys("POST " + TRACES + "/metrics");
    }

    @Test
    void finds_the_traces_of_an_experiment_latest_first() {
        Rest.Answer answer = server.rest().post(TRACES + "/search", "{'locations':[" + LOCATION + "],'max_results':1}");

        assertThat(answer.at("traces.0.trace_id")).isEqualTo("tr-2");
        assertThat(answer.at("next_page_token")).isEqualTo("eyJvZmZzZXQiOiAxfQ==");
    }

    @Test
    void a_location_that_is_no_experiment_is_refused() {
        assertThat(server.rest()
                        .get("traces?experiment_ids=0&experiment_ids=catalog.schema.table.name.x")
                        .error())
                .isEqualTo("INVALID_PARAMETER_VALUE: Locations must be a list of experiment IDs. Found invalid"
                        + " experiment IDs: catalog.schema.table....");
        assertThat(server.rest().get("traces?experiment_ids=a.b&max_results=-1").error())
                .isEqualTo("INVALID_PARAMETER_VALUE: Locations must be a list of experiment IDs. Found invalid"
                        + " experiment IDs: a.b.");
    }

    @Test
    void a_body_that_nobody_asks_for_is_not_read() {
        String deep = "[".repeat(5_000) + "]".repeat(5_000);

        assertThat(server.rest().send("GET", TRACES + "/tr-1", deep).status()).isEqualTo(200);
        assertThat(server.rest()
                        .send("DELETE", TRACES + "/tr-1/assessments/a", deep)
                        .body())
                .isEqualTo("{}");
        assertThat(server.rest().send("DELETE", "logged-models/nope", deep).error())
                .isEqualTo("RESOURCE_DOES_NOT_EXIST: Logged model with ID 'nope' not found.");
        assertThat(server.rest().post(TRACES + "/search", deep).status()).isEqualTo(500);
    }

    @Test
    void filters_traces_by_attributes() {
        assertThat(search("trace.request_id = 'tr-1'").at("traces.0.trace_id")).isEqualTo("tr-1");
        assertThat(search("trace.request_id = 'nope'").body()).isEqualTo("{}");
        assertThat(search("span.name = 'x'").body()).isEqualTo("{}");
        assertThat(search("span.kind = 'x'").error())
                .isEqualTo("INVALID_PARAMETER_VALUE: Invalid span attribute 'kind'."
                        + " Supported attributes: name, status, type, attributes.<attribute_name>.");
    }

    @Test
    void keeps_feedback_and_expectations() {
        String assessments = TRACES + "/tr-1/assessments";
        Rest.Answer created = server.rest()
                .post(assessments, "{'assessment':{'assessment_name':'relevance','feedback':{'value':0.9}}}");
        String id = String.valueOf(created.at("assessment.assessment_id"));

        assertThat(server.rest().get(TRACES + "/tr-1").at("trace.trace_info.assessments.0.assessment_id"))
                .isEqualTo(id);
        assertThat(search("feedback.relevance > 0.5").at("traces.0.trace_id")).isEqualTo("tr-1");
        assertThat(search("feedback.relevance > 0.95").body()).isEqualTo("{}");

        server.rest()
                .send(
                        "PATCH",
                        assessments + "/" + id,
                        "{\"assessment\":{\"feedback\":{\"value\":1}},\"update_mask\":\"feedback\"}");
        assertThat(search("feedback.relevance > 0.95").at("traces.0.trace_id")).isEqualTo("tr-1");

        server.rest().send("DELETE", assessments + "/" + id, "");
        assertThat(server.rest().get(assessments + "/" + id).error())
                .isEqualTo("RESOURCE_DOES_NOT_EXIST: Assessment with ID '" + id + "' not found for trace 'tr-1'");
    }

    @Test
    void sets_and_deletes_tags() {
        for (String version : List.of("2.0", "3.0")) {
            String tags = "/api/" + version + "/mlflow/traces/tr-1/tags";

            server.rest().send("PATCH", tags, "{\"key\":\"t\",\"value\":\"v\"}");
            assertThat(server.rest().get(TRACES + "/tr-1").at("trace.trace_info.tags.t"))
                    .isEqualTo("v");

            assertThat(server.rest().send("DELETE", tags, "{\"key\":\"t\"}").status())
                    .isEqualTo(200);
            assertThat(server.rest().send("DELETE", tags, "{\"key\":\"t\"}").error())
                    .isEqualTo("RESOURCE_DOES_NOT_EXIST: No trace tag with key 't' for trace with ID 'tr-1'");
        }
    }

    @Test
    void deletes_traces() {
        Rest.Answer answer =
                server.rest().post(TRACES + "/delete-traces", "{'experiment_id':'0','request_ids':['tr-1','nope']}");

        assertThat(answer.at("traces_deleted")).isEqualTo(1);
        assertThat(server.rest().get(TRACES + "/tr-1").status()).isEqualTo(404);
        assertThat(server.rest()
                        .post(TRACES + "/delete-traces", "{'experiment_id':'0'}")
                        .error())
                .isEqualTo("INVALID_PARAMETER_VALUE: Either `max_timestamp_millis` or `trace_ids` must be specified.");
    }

    private Rest.Answer search(String filter) {
        return server.rest()
                .send(
                        "POST",
                        TRACES + "/search",
                        "{\"locations\":[" + LOCATION.replace('\'', '"') + "],\"filter\":\"" + filter + "\"}");
    }

    private void create(String id, String time) {
        server.rest()
                .post(
                        TRACES,
                        "{'trace':{'trace_info':{'trace_id':'" + id + "','trace_location':" + LOCATION
                                + ",'request_time':'" + time + "','state':'OK','trace_metadata':{'mlflow.user':'ann'},"
                                + "'tags':{'mlflow.traceName':'root'}}}}");
    }
}
