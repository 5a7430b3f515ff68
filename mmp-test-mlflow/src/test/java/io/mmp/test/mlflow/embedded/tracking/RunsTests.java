package io.mmp.test.mlflow.embedded.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.embedded.EmbeddedServer;
import io.mmp.test.mlflow.embedded.Rest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;

class RunsTests {

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    @Test
    void creates_a_run_in_the_default_experiment() {
        RunInfo created = server.client().createRun();

        RunInfo read = server.client().getRun(created.getRunId()).getInfo();
        assertThat(read).isEqualTo(created);
        assertThat(read.getExperimentId()).isEqualTo("0");
        assertThat(read.getRunUuid()).isEqualTo(read.getRunId()).hasSize(32);
        assertThat(read.getStatus()).isEqualTo(RunStatus.RUNNING);
        assertThat(read.getArtifactUri()).isEqualTo("mlflow-artifacts:/0/" + read.getRunId() + "/artifacts");
        assertThat(read.getRunName()).matches("[a-z]+-[a-z]+-\\d+").hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void keeps_what_a_request_says_about_a_new_run() {
        RunInfo run = server.client()
                .createRun(CreateRun.newBuilder()
                        .setExperimentId("0")
                        .setRunName("baseline")
                        .setUserId("ann")
                        .setStartTime(1_700_000_000_000L)
                        .addTags(RunTag.newBuilder().setKey("git").setValue("abc"))
                        .build());

        assertThat(run.getRunName()).isEqualTo("baseline");
        assertThat(run.getUserId()).isEqualTo("ann");
        assertThat(run.getStartTime()).isEqualTo(1_700_000_000_000L);
        assertThat(server.client().getRun(run.getRunId()).getData().getTagsList())
                .extracting(RunTag::getKey)
                .containsExactly("git", "mlflow.runName");
    }

    @Test
    void sends_integers_as_numbers_and_both_names_of_the_id() {
        Rest.Answer answer = server.rest().post("runs/create", "{'experiment_id':'0','start_time':'5','run_name':'r'}");

        assertThat(answer.at("run.info.start_time")).isEqualTo(5);
        assertThat(answer.at("run.info.run_id")).isEqualTo(answer.at("run.info.run_uuid"));
        assertThat(answer.at("run.inputs")).isEqualTo(Map.of());
        assertThat(answer.json().toString()).doesNotContain("outputs", "end_time");
    }

    @Test
    void ends_a_run() {
        String id = server.client().createRun().getRunId();

        server.client().setTerminated(id);
        assertThat(server.client().getRun(id).getInfo().getStatus()).isEqualTo(RunStatus.FINISHED);
        assertThat(server.client().getRun(id).getInfo().getEndTime()).isPositive();

        server.client().setTerminated(id, RunStatus.FAILED);
        assertThat(server.client().getRun(id).getInfo().getStatus()).isEqualTo(RunStatus.FAILED);

        server.client().setTerminated(id, RunStatus.KILLED, 77);
        assertThat(server.client().getRun(id).getInfo().getStatus()).isEqualTo(RunStatus.KILLED);
        assertThat(server.client().getRun(id).getInfo().getEndTime()).isEqualTo(77);
    }

    @Test
    void keeps_the_name_and_its_tag_the_same() {
        String id = server.client().createRun().getRunId();

        server.rest().post("runs/update", "{'run_id':'" + id + "','run_name':'first'}");
        assertThat(tag(id)).isEqualTo("first");

        server.client().setTag(id, "mlflow.runName", "second");
        assertThat(server.client().getRun(id).getInfo().getRunName()).isEqualTo("second");
    }

    @Test
    void deletes_and_restores_a_run() {
        String id = server.client().createRun().getRunId();

        server.client().deleteRun(id);
        assertThat(server.client().getRun(id).getInfo().getLifecycleStage()).isEqualTo("deleted");
        assertThat(server.rest()
                        .post("runs/log-metric", "{'run_id':'" + id + "','key':'a','value':1,'timestamp':1}")
                        .error())
                .isEqualTo("INVALID_PARAMETER_VALUE: The run " + id
                        + " must be in the 'active' state. Current state is deleted.");

        server.client().restoreRun(id);
        assertThat(server.client().getRun(id).getInfo().getLifecycleStage()).isEqualTo("active");
    }

    @Test
    void refuses_a_name_that_differs_from_the_name_tag() {
        Rest.Answer answer = server.rest()
                .post(
                        "runs/create",
                        "{'experiment_id':'0','run_name':'a','tags':[{'key':'mlflow.runName','value':'b'}]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error())
                .isEqualTo("INVALID_PARAMETER_VALUE: Both 'run_name' argument and 'mlflow.runName' tag are specified, "
                        + "but with different values (run_name='a', mlflow.runName='b').");
    }

    @Test
    void refuses_a_run_without_an_experiment_as_the_database_does() {
        assertThat(server.rest().post("runs/create", "{}").error())
                .isEqualTo("BAD_REQUEST: (raised as a result of Query-invoked autoflush; consider using a "
                        + "session.no_autoflush block if this flush is occurring prematurely)\n"
                        + "(sqlite3.IntegrityError) FOREIGN KEY constraint failed");
    }

    @Test
    void does_not_find_a_run_that_is_not_there() {
        Rest.Answer answer = server.rest().get("runs/get?run_id=nope");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo("{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"Run with id=nope not found\","
                        + "\"sqlstate\":\"KAM00\",\"error_class\":\"RESOURCE_NOT_FOUND\"}");
    }

    private String tag(String runId) {
        return server.client().getRun(runId).getData().getTagsList().stream()
                .filter(tag -> tag.getKey().equals("mlflow.runName"))
                .map(RunTag::getValue)
                .findFirst()
                .orElseThrow();
    }
}
