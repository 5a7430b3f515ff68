package io.mmp.test.mlflow.embedded.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.embedded.EmbeddedServer;
import io.mmp.test.mlflow.embedded.Rest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunData;
import org.mlflow.api.proto.Service.RunTag;

class RunLoggingTests {

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    private String runId = "";

    @BeforeEach
    void createRun() {
        runId = server.client().createRun().getRunId();
    }

    @Test
    void logs_metrics_params_and_tags_one_by_one() {
        server.client().logMetric(runId, "auc", 0.5);
        server.client().logMetric(runId, "auc", 0.75, 1_000, 3);
        server.client().logParam(runId, "trees", "100");
        server.client().setTag(runId, "owner", "ann");
        server.client().setTag(runId, "owner", "bob");

        RunData data = server.client().getRun(runId).getData();
        assertThat(data.getMetricsList())
                .containsExactly(Metric.newBuilder()
                        .setKey("auc")
                        .setValue(0.75)
                        .setTimestamp(1_000)
                        .setStep(3)
                        .build());
        assertThat(data.getParamsList())
                .containsExactly(
                        Param.newBuilder().setKey("trees").setValue("100").build());
        assertThat(data.getTagsList())
                .extracting(RunTag::getValue)
                .contains("bob")
                .doesNotContain("ann");
    }

    @Test
    void logs_a_batch() {
        server.client()
                .logBatch(
                        runId,
                        List.of(Metric.newBuilder()
                                .setKey("auc")
                                .setValue(1)
                                .setTimestamp(1)
                                .build()),
                        List.of(Param.newBuilder().setKey("p").setValue("1").build()),
                        List.of(RunTag.newBuilder().setKey("t").setValue("v").build()));

        RunData data = server.client().getRun(runId).getData();
        assertThat(data.getMetricsList()).extracting(Metric::getKey).containsExactly("auc");
        assertThat(data.getParamsList()).extracting(Param::getKey).containsExactly("p");
        assertThat(data.getTagsList()).extracting(RunTag::getKey).contains("t");
    }

    @Test
    void deletes_a_tag() {
        server.client().setTag(runId, "t", "v");

        server.client().deleteTag(runId, "t");

        assertThat(server.client().getRun(runId).getData().getTagsList())
                .extracting(RunTag::getKey)
                .containsExactly("mlflow.runName");
        assertThat(server.rest()
                        .post("runs/delete-tag", "{'run_id':'" + runId + "','key':'t'}")
                        .error())
                .isEqualTo("RESOURCE_DOES_NOT_EXIST: No tag with name: t in run with id " + runId);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"NaN\"', NaN",
        "'\"Infinity\"', 1.7976931348623157E308",
        "'\"-Infinity\"', -1.7976931348623157E308",
        "'\"1.5\"', 1.5",
        "true, 1.0",
        "-0.0, 0.0",
        "1e-320, 1.0E-320"
    })
    void stores_a_metric_as_mlflow_does(String sent, double stored) {
        server.rest()
                .send(
                        "POST",
                        "runs/log-metric",
                        "{\"run_id\":\"" + runId + "\",\"key\":\"m\",\"value\":" + sent + ",\"timestamp\":1}");

        assertThat(server.client().getRun(runId).getData().getMetrics(0).getValue())
                .isEqualTo((Double) stored);
    }

    @Test
    void spells_nan_as_a_text() {
        server.client().logMetric(runId, "m", Double.NaN);

        assertThat(server.rest().get("runs/get?run_id=" + runId).at("run.data.metrics.0.value"))
                .isEqualTo("NaN");
    }

    @Test
    void takes_the_largest_step_for_the_latest_value_then_the_timestamp_then_the_value() {
        server.client().logMetric(runId, "m", 9, 5, 1);
        server.client().logMetric(runId, "m", 1, 1, 2);
        server.client().logMetric(runId, "m", 3, 1, 2);
        server.client().logMetric(runId, "m", 2, 1, 2);

        assertThat(server.client().getRun(runId).getData().getMetrics(0).getValue())
                .isEqualTo(3);
    }

    @Test
    void refuses_another_value_of_a_param_but_not_the_same_one() {
        server.client().logParam(runId, "lr", "0.1");
        server.client().logParam(runId, "lr", "0.1");

        assertThat(server.rest()
                        .post("runs/log-parameter", "{'run_id':'" + runId + "','key':'lr','value':'0.2'}")
                        .error())
                .isEqualTo("INVALID_PARAMETER_VALUE: Changing param values is not allowed. Param with key='lr' was "
                        + "already logged with value='0.1' for run ID='" + runId
                        + "'. Attempted logging new value '0.2'.");
    }

    @Test
    void stores_nothing_of_a_batch_that_changes_a_param() {
        server.client().logParam(runId, "lr", "0.1");

        Rest.Answer answer = server.rest()
                .post(
                        "runs/log-batch",
                        "{'run_id':'" + runId + "','params':[{'key':'lr','value':'0.2'},{'key':'new','value':'1'}]}");

        assertThat(answer.error())
                .isEqualTo("INVALID_PARAMETER_VALUE: Changing param values is not allowed. Params were already logged="
                        + "'[{'key': 'lr', 'old_value': '0.1', 'new_value': '0.2'}]' for run ID='" + runId + "'.");
        assertThat(server.client().getRun(runId).getData().getParamsCount()).isEqualTo(1);
    }

    @Test
    void cuts_long_params_and_tags() {
        server.client().logParam(runId, "p", "x".repeat(6_001));
        server.client().setTag(runId, "t", "😀".repeat(8_001));

        RunData data = server.client().getRun(runId).getData();
        assertThat(data.getParams(0).getValue()).hasSize(6_000);
        assertThat(data.getTags(1).getValue().codePoints().count()).isEqualTo(8_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            log-metric    | 'key':'m','value':'x','timestamp':1             | Invalid value "x" for parameter 'value' supplied:  Hint: Value was of type 'str'. See the API docs for more information about request parameters.
            log-metric    | 'key':'m','timestamp':1                         | Missing value for required parameter 'value'. See the API docs for more information about request parameters.
            log-metric    | 'key':'m','value':1                             | Missing value for required parameter 'timestamp'. See the API docs for more information about request parameters.
            log-metric    | 'key':'m','value':0.00001,'timestamp':-1        | Invalid value -1 for parameter 'timestamp' supplied: metric 'm' (value=1e-05). Timestamp must be a nonnegative long (64-bit integer)
            log-metric    | 'key':'a%','value':1,'timestamp':1              | Invalid value "a%" for parameter 'name' supplied: Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).
            log-metric    | 'key':'../a','value':1,'timestamp':1            | Invalid value "../a" for parameter 'name' supplied: Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to '../a'
            log-parameter | 'key':'','value':'1'                            | Missing value for required parameter 'key'. See the API docs for more information about request parameters.
            log-batch     | 'metrics':[{'key':'a','value':1}]               | Missing value for required parameter 'metrics[0].timestamp'. See the API docs for more information about request parameters.
            log-batch     | 'metrics':[{'key':'a','value':1,'timestamp':1},{'key':'é%','value':1,'timestamp':1}] | Invalid value "\\u00e9%" for parameter 'metrics[1].name' supplied: Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).
            log-batch     | 'params':[{'key':'d'},{'key':'d'}]              | Duplicate parameter keys have been submitted: ['d']. Please ensure the request contains only one param value per param key.
            log-batch     | 'metrics':'x'                                   | Invalid value "x" for parameter 'metrics' supplied:  Hint: Value was of type 'str'. See the API docs for more information about request parameters.
            """)
    void says_what_is_wrong_with_a_request(String endpoint, String fields, String message) {
        Rest.Answer answer = server.rest().post("runs/" + endpoint, "{'run_id':'" + runId + "'," + fields + "}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error().strip()).isEqualTo("INVALID_PARAMETER_VALUE: " + message);
    }

    @ParameterizedTest
    @ValueSource(ints = {250, 251})
    void limits_keys_to_250_characters(int length) {
        Rest.Answer answer = server.rest()
                .post("runs/set-tag", "{'run_id':'" + runId + "','key':'" + "k".repeat(length) + "','value':'v'}");

        if (length == 250) {
            assertThat(answer.status()).isEqualTo(200);
        } else {
            assertThat(answer.error())
                    .isEqualTo("INVALID_PARAMETER_VALUE: 'key' exceeds the maximum length of 250 characters");
        }
    }

    @Test
    void limits_the_size_of_a_batch() {
        List<String> params = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            params.add("{'key':'p" + i + "','value':'1'}");
        }

        assertThat(server.rest()
                        .post(
                                "runs/log-batch",
                                "{'run_id':'" + runId + "','params':[" + String.join(",", params) + "]}")
                        .error())
                .isEqualTo("INVALID_PARAMETER_VALUE: A batch logging request can contain at most 100 params. Got 101 "
                        + "params. Please split up params across multiple requests and try again.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"m²", "½", "Ⅷ①", "line\\n", "𝒜"})
    void a_key_may_hold_what_python_takes_for_a_word(String key) {
        assertThat(server.rest()
                        .post("runs/set-tag", "{'run_id':'" + runId + "','key':'" + key + "','value':'v'}")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"e\\u0301", "a\\u203fb", "ⓐ", "a\\u00a0b", "a\\nb", "line\\n\\n"})
    void a_key_may_hold_nothing_else(String key) {
        assertThat(server.rest()
                        .post("runs/set-tag", "{'run_id':'" + runId + "','key':'" + key + "','value':'v'}")
                        .error())
                .contains("Names may only contain alphanumerics");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'dataset_name':'d'", "'dataset_digest':'d'"})
    void refuses_a_metric_that_names_its_dataset_by_half(String half) {
        assertThat(server.rest()
                        .post(
                                "runs/log-metric",
                                "{'run_id':'" + runId + "','key':'k!','value':1,'timestamp':1," + half + "}")
                        .error())
                .isEqualTo(
                        "INVALID_PARAMETER_VALUE: Both dataset_name and dataset_digest must be provided if one is provided");
    }
}
