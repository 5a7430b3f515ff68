package io.mmp.test.mlflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MlflowRunsTests {

    @RegisterExtension
    static final ServerUnderTest SERVER = new ServerUnderTest();

    private final List<String> ids = new ArrayList<>();
    private String experiment = "";

    @BeforeEach
    void log_more_runs_than_two_pages_hold() {
        experiment = SERVER.client().createExperiment(SERVER.unique("experiment"));
        for (int i = 0; i < 230; i++) {
            String id = SERVER.client().createRun(experiment).getRunId();
            SERVER.client().logMetric(id, "loss", (i * 7 + 3) % 230);
            ids.add(id);
        }
    }

    @Test
    void all_runs_are_found_once_over_pages_of_growing_size() {
        assertThat(MlflowRuns.at(SERVER.uri())
                        .search(experiment, "")
                        .map(run -> run.data().id()))
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(IntStream.range(0, 5).map(Pages.OF_RUNS::size)).containsExactly(20, 200, 2_000, 2_000, 2_000);
        assertThat(Pages.OF_LOGGED_MODELS.size(100)).isEqualTo(50);
    }

    @Test
    void the_server_filters_and_orders() {
        assertThat(MlflowRuns.at(SERVER.uri())
                        .search(experiment, "metrics.loss >= 100", "metrics.loss ASC")
                        .findFirst())
                .hasValueSatisfying(run -> assertThat(run.data().metrics()).containsEntry("loss", 100.0));
        assertThat(MlflowRuns.at(SERVER.uri()).search(experiment, "metrics.loss >= 100"))
                .hasSize(130);
    }

    @Test
    void who_needs_the_first_run_asks_for_the_first_page_alone() throws IOException {
        try (StubServer stub = new StubServer()) {
            stub.answering(
                    "/api/2.0/mlflow/runs/search",
                    200,
                    "{\"runs\": [{\"info\": {\"run_id\": \"a\", \"status\": \"FINISHED\"}}], \"next_page_token\": \"more\"}");
            assertThat(MlflowRuns.at(stub.uri()).search("1", "").findFirst()).isPresent();
            assertThat(stub.requests()).hasSize(1);
        }
    }

    @Test
    void a_filter_that_the_server_refuses_is_its_own_error() {
        assertThatThrownBy(() -> MlflowRuns.at(SERVER.uri()).search(experiment, "loss < 1"))
                .isInstanceOf(MlflowStatusException.class)
                .hasMessageContaining("400 INVALID_PARAMETER_VALUE: Invalid attribute key 'loss' specified.");
    }
}
