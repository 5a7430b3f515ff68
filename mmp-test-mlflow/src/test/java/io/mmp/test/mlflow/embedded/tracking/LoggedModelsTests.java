package io.mmp.test.mlflow.embedded.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.embedded.EmbeddedServer;
import io.mmp.test.mlflow.embedded.Rest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggedModelsTests {

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    @Test
    void creates_a_model_and_marks_it_ready() {
        String id = create("forest");

        Rest.Answer created = server.rest().get("logged-models/" + id);
        assertThat(created.at("model.info.status")).isEqualTo("LOGGED_MODEL_PENDING");
        assertThat(created.at("model.info.artifact_uri")).isEqualTo("mlflow-artifacts:/0/models/" + id + "/artifacts");
        assertThat(created.at("model.data.params")).isEqualTo(List.of(Map.of("key", "p", "value", "1")));

        Rest.Answer ready =
                server.rest().send("PATCH", "logged-models/" + id, "{\"model_id\":\"" + id + "\",\"status\":2}");
        assertThat(ready.at("model.info.status")).isEqualTo("LOGGED_MODEL_READY");
    }

    @Test
    void sets_and_deletes_tags_and_adds_params() {
        String id = create("forest");

        server.rest().send("PATCH", "logged-models/" + id + "/tags", "{\"tags\":[{\"key\":\"t\",\"value\":\"v\"}]}");
        server.rest()
                .post(
                        "logged-models/" + id + "/params",
                        "{'model_id':'" + id + "','params':[{'key':'q','value':'2'}]}");
        Rest.Answer model = server.rest().get("logged-models/" + id);
        assertThat(model.at("model.info.tags.0.value")).isEqualTo("v");
        assertThat(model.at("model.data.params.1.key")).isEqualTo("q");

        assertThat(server.rest()
                        .send("DELETE", "logged-models/" + id + "/tags/t", "")
                        .status())
                .isEqualTo(200);
        assertThat(server.rest()
                        .send("DELETE", "logged-models/" + id + "/tags/t", "")
                        .error())
                .isEqualTo("RESOURCE_DOES_NOT_EXIST: No tag with key 't' found for model with ID '" + id + "'.");
    }

    @Test
    void hides_a_deleted_model() {
        String id = create("forest");

        server.rest().send("DELETE", "logged-models/" + id, "");

        assertThat(server.rest().get("logged-models/" + id).error())
                .isEqualTo("RESOURCE_DOES_NOT_EXIST: Logged model with ID '" + id + "' not found.");
        assertThat(server.rest()
                        .get("logged-models/" + id + "?allow_deleted=true")
                        .status())
                .isEqualTo(200);
        assertThat(search("")).isEmpty();
    }

    @Test
    void lists_the_artifacts_of_a_model() {
        String id = create("forest");
        server.rest().send("PUT", "/api/2.0/mlflow-artifacts/artifacts/0/models/" + id + "/artifacts/MLmodel", "x");

        assertThat(server.rest()
                        .get("logged-models/" + id + "/artifacts/directories")
                        .at("files.0.path"))
                .isEqualTo("MLmodel");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            name = 'forest'                         | forest
            name LIKE 'f%' AND params.p = '1'       | forest
            metrics.auc > 0.5                       | tree
            metrics.auc < 0.5                       | $$
            tags.t = 'tree'                         | tree
            creation_timestamp > 0                  | tree forest
            name IN ('tree','other')                | tree
            """)
    void finds_models(String filter, String expected) {
        create("forest");
        String tree = create("tree");
        String runId = server.client().createRun().getRunId();
        server.rest()
                .post(
                        "runs/log-metric",
                        "{'run_id':'" + runId + "','key':'auc','value':0.9,'timestamp':1,'model_id':'" + tree + "'}");

        assertThat(String.join(" ", search(filter))).isEqualTo(expected);
    }

    @Test
    void goes_by_the_body_of_a_request_that_names_a_model_twice() {
        String id = create("forest");

        assertThat(server.rest()
                        .send("PATCH", "logged-models/elsewhere", "{\"model_id\":\"" + id + "\",\"status\":9}")
                        .at("model.info.status"))
                .isEqualTo("LOGGED_MODEL_STATUS_UNSPECIFIED");
        assertThat(server.rest()
                        .send("PATCH", "logged-models/" + id, "{\"status\":2}")
                        .error())
                .startsWith("INVALID_PARAMETER_VALUE: Missing value for required parameter 'model_id'.");
    }

    @Test
    void refuses_a_param_twice_and_keeps_the_last_of_two_tags() {
        String id = create("forest");
        String twice = "[{'key':'k','value':'1'},{'key':'k','value':'2'}]";

        assertThat(server.rest()
                        .post("logged-models/" + id + "/params", "{'model_id':'m','params':" + twice + "}")
                        .error())
                .isEqualTo("BAD_REQUEST: (sqlite3.IntegrityError) UNIQUE constraint failed: "
                        + "logged_model_params.model_id, logged_model_params.param_key");
        server.rest().send("PATCH", "logged-models/" + id + "/tags", ("{'tags':" + twice + "}").replace('\'', '"'));
        assertThat(server.rest().get("logged-models/" + id).at("model.info.tags.0.value"))
                .isEqualTo("2");
    }

    @Test
    void forgets_that_a_metric_is_not_a_number_and_refuses_another_value_at_its_time() {
        String id = create("forest");
        String run = server.client().createRun().getRunId();
        String metric = "{'run_id':'" + run + "','model_id':'" + id + "','key':'m','timestamp':1,'value':";

        assertThat(server.rest().post("runs/log-metric", metric + "'NaN'}").status())
                .isEqualTo(200);
        assertThat(server.rest().get("logged-models/" + id).at("model.data.metrics.0.value"))
                .isEqualTo(0.0);
        assertThat(server.rest().post("runs/log-metric", metric + "1}").error())
                .startsWith("BAD_REQUEST: (sqlite3.IntegrityError) UNIQUE constraint failed: logged_model_metrics");
    }

    @Test
    void refuses_a_name_that_would_not_fit_a_uri() {
        assertThat(server.rest()
                        .post("logged-models", "{'experiment_id':'0','name':'a/b'}")
                        .error())
                .isEqualTo(
                        "INVALID_PARAMETER_VALUE: Invalid model name ('a/b') provided. Model name must be a non-empty "
                                + "string and cannot contain the following characters: ('/', ':', '.', '%', '\"', \"'\")");
    }

    private String create(String name) {
        return String.valueOf(server.rest()
                .post(
                        "logged-models",
                        "{'experiment_id':'0','name':'" + name + "','params':[{'key':'p','value':'1'}],"
                                + "'tags':[{'key':'t','value':'" + name + "'}]}")
                .at("model.info.model_id"));
    }

    private List<String> search(String filter) {
        Rest.Answer answer = server.rest()
                .send(
                        "POST",
                        "logged-models/search",
                        "{\"experiment_ids\":[\"0\"],\"filter\":\"" + filter
                                + "\",\"order_by\":[{\"field_name\":\"name\",\"ascending\":false}]}");
        return answer.json().containsKey("models")
                ? ((List<?>) answer.at("models"))
                        .stream()
                                .map(model -> (Map<?, ?>) ((Map<?, ?>) model).get("info"))
                                .map(info -> String.valueOf(info == null ? null : info.get("name")))
                                .toList()
                : List.of();
    }
}
