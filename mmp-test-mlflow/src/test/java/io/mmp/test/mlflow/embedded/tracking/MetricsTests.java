package io.mmp.test.mlflow.embedded.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.embedded.EmbeddedServer;
import io.mmp.test.mlflow.embedded.Rest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlflow.api.proto.Service.Metric;

class MetricsTests {

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    private String runId = "";

    @BeforeEach
    void createRun() {
        runId = server.client().createRun().getRunId();
    }

    @Test
    void returns_the_history_by_timestamp_then_step_then_value_and_the_same_point_once() {
        server.client().logMetric(runId, "m", 3, 2, 0);
        server.client().logMetric(runId, "m", 2, 1, 1);
        server.client().logMetric(runId, "m", 1, 1, 1);
        server.client().logMetric(runId, "m", 1, 1, 1);
        server.client().logMetric(runId, "m", Double.NaN, 1, 0);

        assertThat(server.client().getMetricHistory(runId, "m"))
                .extracting(Metric::getValue)
                .containsExactly(Double.NaN, 1.0, 2.0, 3.0);
    }

    @Test
    void has_no_history_of_what_is_not_there() {
        assertThat(server.client().getMetricHistory(runId, "m")).isEmpty();
        assertThat(server.rest()
                        .get("metrics/get-history?run_id=nope&metric_key=m")
                        .body())
                .isEqualTo("{}");
    }

    @Test
    void returns_the_history_page_by_page() {
        logSteps(5);
        String path = "metrics/get-history?run_id=" + runId + "&metric_key=m&max_results=3";

        Rest.Answer first = server.rest().get(path);
        Rest.Answer second = server.rest().get(path + "&page_token=" + first.at("next_page_token"));

        assertThat((List<?>) first.at("metrics")).hasSize(3);
        assertThat((List<?>) second.at("metrics")).hasSize(2);
        assertThat(second.json().containsKey("next_page_token")).isFalse();
    }

    @Test
    void samples_the_history_of_several_runs_and_keeps_the_last_point() {
        logSteps(10);
        String other = server.client().createRun().getRunId();
        server.client().logMetric(other, "m", 7, 1, 0);

        Rest.Answer answer = server.rest()
                .get("metrics/get-history-bulk-interval?metric_key=m&max_results=4&run_ids=" + runId + "&run_ids="
                        + other);

        assertThat((List<?>) answer.at("metrics"))
                .extracting(metric -> (Object) ((Map<?, ?>) metric).get("step"))
                .containsExactly(0, 3, 6, 9, 0);
    }

    @Test
    void restricts_a_sample_to_an_interval_of_steps() {
        logSteps(10);
        String path = "metrics/get-history-bulk-interval?metric_key=m&run_ids=" + runId;

        assertThat((List<?>)
                        server.rest().get(path + "&start_step=2&end_step=4").at("metrics"))
                .hasSize(3);
        assertThat(server.rest().get(path + "&start_step=4&end_step=2").error())
                .isEqualTo("INVALID_PARAMETER_VALUE: end_step must be greater than start_step. "
                        + "Found start_step=4 and end_step=2.");
        assertThat(server.rest().get(path + "&start_step=4").error())
                .isEqualTo("INVALID_PARAMETER_VALUE: If either start step or end step are specified, both must be "
                        + "specified.");
        assertThat(server.rest().get(path + "&max_results=2501").error())
                .isEqualTo("INVALID_PARAMETER_VALUE: max_results must be between 1 and 2500. See the API docs for more "
                        + "information about request parameters.");
    }

    @Test
    void returns_histories_in_bulk_to_the_web_page_with_nan_as_a_word() {
        server.client().logMetric(runId, "m", Double.NaN, 1, 0);
        String path = "/ajax-api/2.0/mlflow/metrics/get-history-bulk?metric_key=m";

        assertThat(server.rest().get(path + "&run_id=" + runId).body()).contains("\"value\":NaN");
        assertThat(server.rest().get(path).error())
                .isEqualTo("INVALID_PARAMETER_VALUE: GetMetricHistoryBulk request must specify at least one run_id.");
    }

    @Test
    void refuses_a_page_of_nothing() {
        assertThat(server.rest()
                        .get("metrics/get-history?metric_key=m&max_results=0&run_id=" + runId)
                        .error())
                .isEqualTo(
                        "INVALID_PARAMETER_VALUE: Invalid value 0 for parameter 'max_results' supplied. It must be a "
                                + "positive integer.");
    }

    private void logSteps(int count) {
        IntStream.range(0, count).forEach(step -> server.client().logMetric(runId, "m", step, step, step));
    }
}
