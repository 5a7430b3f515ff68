package io.mmp.test.mlflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlflow.api.proto.Service.RunInfo;

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
        assertThat(read.getStatus().name()).isEqualTo("RUNNING");
        assertThat(read.getArtifactUri()).isEqualTo("mlflow-artifacts:/0/" + read.getRunId() + "/artifacts");
        assertThat(read.getRunName()).matches("[a-z]+-[a-z]+-\\d+").hasSizeLessThanOrEqualTo(20);
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
}
