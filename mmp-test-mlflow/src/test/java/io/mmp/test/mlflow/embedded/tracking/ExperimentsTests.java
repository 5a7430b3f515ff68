package io.mmp.test.mlflow.embedded.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mmp.test.mlflow.embedded.EmbeddedServer;
import io.mmp.test.mlflow.embedded.Rest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlflow.api.proto.Service.CreateExperiment;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.ExperimentTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.ExperimentsPage;

class ExperimentsTests {

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    @Test
    void creates_an_experiment_that_is_found_by_id_and_by_name() {
        String id = server.client().createExperiment("fraud");

        Experiment experiment = server.client().getExperiment(id);
        assertThat(experiment.getName()).isEqualTo("fraud");
        assertThat(experiment.getArtifactLocation()).isEqualTo("mlflow-artifacts:/" + id);
        assertThat(experiment.getLifecycleStage()).isEqualTo("active");
        assertThat(experiment.getCreationTime()).isPositive();
        assertThat(server.client().getExperimentByName("fraud")).contains(experiment);
        assertThat(server.client().getExperimentByName("other")).isEmpty();
    }

    @Test
    void has_experiment_0_from_the_start() {
        assertThat(server.client().getExperiment("0").getName()).isEqualTo("Default");
        assertThat(server.rest().get("experiments/get?experiment_id=0").at("experiment.workspace"))
                .isEqualTo("default");
    }

    @Test
    void keeps_the_location_and_the_tags_of_a_new_experiment() {
        CreateExperiment request = CreateExperiment.newBuilder()
                .setName("fraud")
                .setArtifactLocation("s3://bucket/fraud")
                .addTags(ExperimentTag.newBuilder().setKey("team").setValue("risk"))
                .build();

        String id = server.client().createExperiment(request);

        Experiment experiment = server.client().getExperiment(id);
        assertThat(experiment.getArtifactLocation()).isEqualTo("s3://bucket/fraud");
        assertThat(experiment.getTagsList())
                .extracting(ExperimentTag::getKey, ExperimentTag::getValue)
                .containsExactly(tuple("team", "risk"));
    }

    @Test
    void renames_deletes_and_restores_an_experiment_with_its_runs() {
        String id = server.client().createExperiment("fraud");
        String runId = server.client().createRun(id).getRunId();

        server.client().renameExperiment(id, "fraud-2");
        assertThat(server.client().getExperiment(id).getName()).isEqualTo("fraud-2");

        server.client().deleteExperiment(id);
        assertThat(server.client().getExperiment(id).getLifecycleStage()).isEqualTo("deleted");
        assertThat(server.client().getRun(runId).getInfo().getLifecycleStage()).isEqualTo("deleted");

        server.client().restoreExperiment(id);
        assertThat(server.client().getExperiment(id).getLifecycleStage()).isEqualTo("active");
        assertThat(server.client().getRun(runId).getInfo().getLifecycleStage()).isEqualTo("active");
    }

    @Test
    void sets_overwrites_and_deletes_tags() {
        server.client().setExperimentTag("0", "team", "risk");
        server.client().setExperimentTag("0", "team", "fraud");
        assertThat(server.client().getExperiment("0").getTagsList())
                .extracting(ExperimentTag::getValue)
                .containsExactly("fraud");

        String request = "{'experiment_id':'0','key':'team'}";
        assertThat(server.rest()
                        .post("experiments/delete-experiment-tag", request)
                        .status())
                .isEqualTo(200);
        assertThat(server.client().getExperiment("0").getTagsList()).isEmpty();
        assertThat(server.rest()
                        .post("experiments/delete-experiment-tag", request)
                        .error())
                .isEqualTo("RESOURCE_DOES_NOT_EXIST: No tag with name: team in experiment with id 0");
    }

    @Test
    void searches_page_by_page_newest_first() {
        for (String name : List.of("a", "b", "c")) {
            server.client().createExperiment(name);
        }

        ExperimentsPage first =
                server.client().searchExperiments("name LIKE '_'", ViewType.ACTIVE_ONLY, 2, List.of("name DESC"));

        assertThat(first.getItems()).extracting(Experiment::getName).containsExactly("c", "b");
        assertThat(first.hasNextPage()).isTrue();
        assertThat(first.getNextPage().getItems())
                .extracting(Experiment::getName)
                .containsExactly("a");
        assertThat(first.getNextPage().hasNextPage()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            name = 'risk'                                     | risk
            name != 'risk' AND name != 'Default'              | Fraud
            name LIKE 'F%'                                    | Fraud
            name ILIKE 'f%'                                   | Fraud
            attribute.name = 'risk'                           | risk
            tags.team = 'A'                                   | risk
            tags.`team` != 'B'                                | risk
            tags.team IS NOT NULL                             | risk
            tags.team IS NULL AND name != 'Default'           | Fraud
            experiment_id IN ('1')                            | Fraud
            experiment_id = '2'                               | risk
            creation_time > 0 AND name = 'risk'               | risk
            last_update_time >= 0 AND name LIKE 'ris_'        | risk
            """)
    void finds_the_experiment_that_a_filter_describes(String filter, String expected) {
        server.client().createExperiment("Fraud");
        server.client().setExperimentTag(server.client().createExperiment("risk"), "team", "A");

        assertThat(server.client().searchExperiments(filter).getItems())
                .extracting(Experiment::getName)
                .containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            name                     | Invalid clause(s) in filter string: name
            name = 'a' OR name = 'b' | Invalid clause(s) in filter string: OR
            name > 'a'               | Invalid comparator '>' not one of '{'!=', '=', 'ILIKE', 'IN', 'LIKE', 'NOT IN'}'
            name = 5                 | Expected a quoted string value for attributes. Got value 5
            name = x                 | Parameter value is either not quoted or unidentified quote types used for string value x. Use either single or double quotes.
            name IS NULL             | IS NULL / IS NOT NULL is only supported for tags, not for attribute 'name'
            metrics.a > 1            | Invalid entity type 'metrics'. Valid entity types are ('attribute', 'tag', 'tags')
            creation_time > 5.5      | Invalid value for numeric attribute 'creation_time': '5.5'
            experiment_id LIKE '1'   | Invalid comparator for experiment_id: LIKE
            tags.a > 'x'             | Invalid comparator for tag: >
            owner = 'x'              | Invalid clause(s) in filter string: owner, =, 'x'
            """)
    void says_what_is_wrong_with_a_filter(String filter, String message) {
        Rest.Answer answer =
                server.rest().send("POST", "experiments/search", "{\"max_results\":5,\"filter\":\"" + filter + "\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("INVALID_PARAMETER_VALUE: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            create  | {}                                                 | INVALID_PARAMETER_VALUE: Missing value for required parameter 'name'. See the API docs for more information about request parameters.
            create  | {'name':5}                                         | INVALID_PARAMETER_VALUE: Invalid value 5 for parameter 'name' supplied:  Hint: Value was of type 'int'. See the API docs for more information about request parameters.
            create  | {'name':'Default'}                                 | RESOURCE_ALREADY_EXISTS: Experiment(name=Default) already exists. Error: (sqlite3.IntegrityError) UNIQUE constraint failed: experiments.workspace, experiments.name
            create  | {'name':'x','artifact_location':'s3://b/x#y'}      | INVALID_PARAMETER_VALUE: 'artifact_location' URL can't include fragments or params.
            create  | {'name':'x','artifact_location':'runs:/a'}         | INVALID_PARAMETER_VALUE: Artifact location cannot be a runs:/ URI. Given: 'runs:/a'
            create  | {'name':'x','tags':[{'key':'/a','value':'b'}]}     | INVALID_PARAMETER_VALUE: Invalid value "/a" for parameter 'key' supplied: Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to '/a'
            update  | {'experiment_id':'0'}                              | INVALID_PARAMETER_VALUE: Missing value for required parameter 'new_name'. See the API docs for more information about request parameters.
            update  | {'experiment_id':'1','new_name':'Default'}         | BAD_REQUEST: (sqlite3.IntegrityError) UNIQUE constraint failed: experiments.workspace, experiments.name
            delete  | {'experiment_id':'77'}                             | RESOURCE_DOES_NOT_EXIST: No Experiment with id=77 exists
            restore | {'experiment_id':'0'}                              | RESOURCE_DOES_NOT_EXIST: No Experiment with id=0 exists
            delete  | {'experiment_id':'abc'}                            | INVALID_PARAMETER_VALUE: Invalid experiment ID 'abc'. Experiment ID must be a valid integer.
            search  | {}                                                 | INVALID_PARAMETER_VALUE: Invalid value 0 for parameter 'max_results' supplied. It must be a positive integer
            search  | {'max_results':50001}                              | INVALID_PARAMETER_VALUE: Invalid value 50001 for parameter 'max_results' supplied. It must be at most 50000
            search  | {'max_results':5,'order_by':['nope']}              | INVALID_PARAMETER_VALUE: Invalid attribute key 'nope' specified. Valid keys are '{'creation_time', 'experiment_id', 'last_update_time', 'name'}'
            search  | {'max_results':5,'order_by':['tags.a']}            | INVALID_PARAMETER_VALUE: Invalid order_by entity: tag
            """)
    void says_what_is_wrong_with_a_request(String endpoint, String request, String error) {
        server.client().createExperiment("other");

        assertThat(server.rest().post("experiments/" + endpoint, request).error())
                .isEqualTo(error);
    }

    @Test
    void refuses_to_change_a_deleted_experiment() {
        String id = server.client().createExperiment("fraud");
        server.client().deleteExperiment(id);
        String inactive = "The experiment " + id + " must be in the 'active' state. Current state is deleted.";

        assertThat(server.rest()
                        .post("experiments/update", "{'experiment_id':'" + id + "','new_name':'x'}")
                        .error())
                .isEqualTo("INVALID_STATE: Cannot rename a non-active experiment.");
        assertThat(server.rest()
                        .post("experiments/set-experiment-tag", "{'experiment_id':'" + id + "','key':'a','value':'b'}")
                        .error())
                .isEqualTo("INVALID_PARAMETER_VALUE: " + inactive);
        assertThat(server.rest()
                        .post("runs/create", "{'experiment_id':'" + id + "'}")
                        .error())
                .isEqualTo("INVALID_PARAMETER_VALUE: " + inactive);
    }
}
