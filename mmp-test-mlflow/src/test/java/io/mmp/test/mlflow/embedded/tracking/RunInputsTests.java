package io.mmp.test.mlflow.embedded.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.embedded.EmbeddedServer;
import io.mmp.test.mlflow.embedded.Rest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunInputsTests {

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    private String runId = "";

    @BeforeEach
    void createRun() {
        runId = server.client().createRun().getRunId();
    }

    @Test
    void logs_data_sets_and_models_that_a_run_read() {
        post("log-inputs", "'datasets':[" + dataset("tx", "train") + "],'models':[{'model_id':'m-1'}]");

        Rest.Answer run = server.rest().get("runs/get?run_id=" + runId);
        assertThat(run.at("run.inputs.dataset_inputs.0.dataset"))
                .isEqualTo(Map.of("name", "tx", "digest", "1", "source_type", "local", "source", "s"));
        assertThat(run.at("run.inputs.dataset_inputs.0.tags.0.value")).isEqualTo("train");
        assertThat(run.at("run.inputs.model_inputs.0.model_id")).isEqualTo("m-1");
    }

    @Test
    void keeps_the_first_description_of_a_data_set() {
        post("log-inputs", "'datasets':[" + dataset("tx", "train") + "]");
        post("log-inputs", "'datasets':[" + dataset("tx", "eval") + "]");

        Rest.Answer run = server.rest().get("runs/get?run_id=" + runId);
        assertThat((List<?>) run.at("run.inputs.dataset_inputs")).hasSize(1);
        assertThat(run.at("run.inputs.dataset_inputs.0.tags.0.value")).isEqualTo("train");
    }

    @Test
    void logs_models_that_a_run_wrote_once() {
        post("outputs", "'models':[{'model_id':'m-1','step':3}]");

        assertThat(server.rest().get("runs/get?run_id=" + runId).at("run.outputs.model_outputs.0"))
                .isEqualTo(Map.of("model_id", "m-1", "step", 3));
        assertThat(post("outputs", "'models':[{'model_id':'m-1'}]").error())
                .isEqualTo("BAD_REQUEST: (sqlite3.IntegrityError) UNIQUE constraint failed: inputs.source_type, "
                        + "inputs.source_id, inputs.destination_type, inputs.destination_id");
    }

    @Test
    void summarises_the_data_sets_of_experiments() {
        post("log-inputs", "'datasets':[" + dataset("tx", "train") + "]");
        String path = "/ajax-api/2.0/mlflow/experiments/search-datasets";

        assertThat(server.rest().post(path, "{'experiment_ids':['0']}").at("dataset_summaries"))
                .isEqualTo(List.of(Map.of("experiment_id", "0", "name", "tx", "digest", "1", "context", "train")));
        assertThat(server.rest().post(path, "{}").error())
                .isEqualTo("INVALID_PARAMETER_VALUE: SearchDatasets request must specify at least one experiment_id.");
    }

    @Test
    void records_old_style_models_in_a_tag() {
        String model = "{\\'artifact_path\\':\\'m\\',\\'flavors\\':{\\'f\\':{\\'x\\':1,\\'config\\':2}},"
                + "\\'utc_time_created\\':\\'t\\',\\'run_id\\':\\'r\\'}";

        post("log-model", "'model_json':'" + model + "'");

        assertThat(server.rest().get("runs/get?run_id=" + runId).at("run.data.tags.1.value"))
                .isEqualTo("[{\"run_id\": \"r\", \"artifact_path\": \"m\", \"utc_time_created\": \"t\", "
                        + "\"model_uuid\": null, \"flavors\": {\"f\": {\"x\": 1}}}]");
        assertThat(post("log-model", "'model_json':'{}'").error())
                .isEqualTo("INVALID_PARAMETER_VALUE: Model json is missing mandatory fields: "
                        + "{'artifact_path', 'flavors', 'run_id', 'utc_time_created'}");
        assertThat(post("log-model", "'model_json':'{'").error())
                .isEqualTo("INVALID_PARAMETER_VALUE: Malformed model info. \n { \n is not a valid JSON.");
    }

    @Test
    void limits_the_length_of_names() {
        assertThat(post("log-inputs", "'datasets':[" + dataset("x".repeat(501), "train") + "]")
                        .error())
                .isEqualTo("INVALID_PARAMETER_VALUE: 'name' exceeds the maximum length of 500 characters");
    }

    private Rest.Answer post(String endpoint, String fields) {
        return server.rest().post("runs/" + endpoint, "{'run_id':'" + runId + "'," + fields + "}");
    }

    private static String dataset(String name, String context) {
        return "{'dataset':{'name':'" + name + "','digest':'1','source_type':'local','source':'s'},"
                + "'tags':[{'key':'mlflow.data.context','value':'" + context + "'}]}";
    }
}
