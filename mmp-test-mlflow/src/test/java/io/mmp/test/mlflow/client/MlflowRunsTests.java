package io.mmp.test.mlflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
    }

    @Test
    void pages_grow_to_what_fits_into_memory() {
        assertThat(Pages.OF_RUNS.next(20, 20, 20_000)).isEqualTo(200);
        assertThat(Pages.OF_RUNS.next(200, 200, 200_000)).isEqualTo(2_000);
        assertThat(Pages.OF_RUNS.next(2_000, 2_000, 2_000_000)).isEqualTo(4_194);
        assertThat(Pages.OF_RUNS.next(20, 20, 2_000_000)).as("of 100 kB").isEqualTo(41);
        assertThat(Pages.OF_RUNS.next(20, 20, 1_000_000_000)).as("of 50 MB").isEqualTo(1);
        assertThat(Pages.OF_RUNS.next(20, 0, 2)).as("after an empty page").isEqualTo(200);
        assertThat(Pages.OF_RUNS.next(40_000, 40_000, 1)).isEqualTo(50_000);
        assertThat(Pages.OF_LOGGED_MODELS.next(50, 50, 100)).isEqualTo(50);
    }

    @Test
    void a_stream_that_is_left_asks_for_no_more_pages() throws IOException {
        try (StubServer stub = new StubServer()) {
            stub.answering("/api/2.0/mlflow/runs/search", 200, page("a", "more"));
            Iterator<LoggedRun> runs = MlflowRuns.at(stub.uri()).search("1", "").iterator();
            runs.next();
            assertThat(stub.requests()).hasSize(1);
            stub.answering("/api/2.0/mlflow/runs/search", 200, page("b", "still more"));
            assertThat(runs.next().data().id()).isEqualTo("b");
            assertThat(stub.requests()).hasSize(2);
        }
    }

    @Test
    void a_server_that_gives_the_same_page_token_again_is_refused() throws IOException {
        try (StubServer stub = new StubServer()) {
            stub.answering("/api/2.0/mlflow/runs/search", 200, page("a", "more"));
            assertThatThrownBy(() -> MlflowRuns.at(stub.uri()).search("1", "").count())
                    .isInstanceOf(MlflowException.class)
                    .hasMessage(
                            "The server names page token 'more' as the one after itself, so that a list of runs would never end; is it an MLflow server?");
            assertThat(stub.requests()).hasSize(2);
        }
    }

    private static String page(String run, String next) {
        return "{\"runs\": [{\"info\": {\"run_id\": \"%s\", \"status\": \"FINISHED\"}}], \"next_page_token\": \"%s\"}"
                .formatted(run, next);
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
            stub.answering("/api/2.0/mlflow/runs/search", 200, page("a", "more"));
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
