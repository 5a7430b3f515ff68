package io.mmp.test.mlflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExperimentsTests {

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    @Test
    void creates_an_experiment_that_is_found_by_id_and_by_name() {
        String id = server.client().createExperiment("fraud");

        assertThat(server.client().getExperiment(id).getName()).isEqualTo("fraud");
        assertThat(server.client().getExperimentByName("fraud"))
                .hasValueSatisfying(
                        experiment -> assertThat(experiment.getExperimentId()).isEqualTo(id));
        assertThat(server.client().getExperimentByName("other")).isEmpty();
    }

    @Test
    void refuses_a_second_experiment_of_a_name() {
        server.client().createExperiment("fraud");

        Rest.Answer answer = server.rest().post("experiments/create", "{'name':'fraud'}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("RESOURCE_ALREADY_EXISTS: Experiment(name=fraud) already exists.");
    }

    @Test
    void says_what_is_wrong_with_an_id() {
        assertThat(server.rest().get("experiments/get?experiment_id=77").error())
                .isEqualTo("RESOURCE_DOES_NOT_EXIST: No Experiment with id=77 exists");
        assertThat(server.rest().get("experiments/get?experiment_id=abc").error())
                .isEqualTo(
                        "INVALID_PARAMETER_VALUE: Invalid experiment ID 'abc'. Experiment ID must be a valid integer.");
        assertThat(server.rest().get("experiments/get").error())
                .isEqualTo("INVALID_PARAMETER_VALUE: Missing value for required parameter 'experiment_id'. "
                        + "See the API docs for more information about request parameters.");
    }
}
