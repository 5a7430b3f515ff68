package io.mmp.test.mlflow.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.embedded.EmbeddedServer;
import io.mmp.test.mlflow.embedded.Rest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlflow.api.proto.ModelRegistry.ModelVersionTag;

class ModelVersionsTests {

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    private Rest rest() {
        return server.rest();
    }

    @BeforeEach
    void register() {
        rest().post("registered-models/create", "{'name':'fraud'}");
    }

    private Rest.Answer create(String source, String rest) {
        return rest().post("model-versions/create", "{'name':'fraud','source':'" + source + "'" + rest + "}");
    }

    @Test
    void versions_are_numbered_and_read_through_the_java_client() {
        create("s3://bucket/one", "");
        create("s3://bucket/two", ",'description':'better','tags':[{'key':'approver','value':'ann'}]");

        assertThat(server.client().getModelVersion("fraud", "2")).satisfies(version -> {
            assertThat(version.getSource()).isEqualTo("s3://bucket/two");
            assertThat(version.getDescription()).isEqualTo("better");
            assertThat(version.getCurrentStage()).isEqualTo("None");
            assertThat(version.getStatus().name()).isEqualTo("READY");
            assertThat(version.getTagsList())
                    .extracting(ModelVersionTag::getValue)
                    .containsExactly("ann");
        });
    }

    @Test
    void a_number_is_not_given_twice() {
        create("s3://bucket/one", "");
        rest().send("DELETE", "model-versions/delete", "{\"name\":\"fraud\",\"version\":\"1\"}");

        assertThat(create("s3://bucket/two", "").at("model_version.version")).isEqualTo("2");
        assertThat(rest().get("model-versions/get?name=fraud&version=1").error())
                .isEqualTo("RESOURCE_DOES_NOT_EXIST: Model Version (name=fraud, version=1) not found");
    }

    @Test
    void a_version_must_be_a_number() {
        assertThat(rest().get("model-versions/get?name=fraud&version=one").error())
                .isEqualTo("INVALID_PARAMETER_VALUE: Parameter 'version' must be an integer, got 'one'.");
    }

    @Test
    void a_source_in_the_artifact_store_must_lie_inside_the_named_run() {
        String run = server.client().createRun().getRunId();
        String uri = server.client().getRun(run).getInfo().getArtifactUri();

        assertThat(create(uri + "/model", ",'run_id':'" + run + "'").status()).isEqualTo(200);
        assertThat(create("runs:/" + run + "/model", ",'run_id':'" + run + "'").status())
                .isEqualTo(200);
        assertThat(create(uri + "/model", "").error())
                .isEqualTo("INVALID_PARAMETER_VALUE: Invalid model version source: '" + uri
                        + "/model'. The run_id request parameter must identify the resource that contains the source.");
        assertThat(create("/etc/passwd", "").error())
                .isEqualTo(
                        "INVALID_PARAMETER_VALUE: Invalid model version source: '/etc/passwd'. To use a local path as a "
                                + "model version source, the run_id request parameter has to be specified and the local path has "
                                + "to be contained within the artifact directory of the run specified by the run_id.");
    }

    @Test
    void a_logged_model_becomes_a_version_that_it_knows_of() {
        String run = server.client().createRun().getRunId();
        String model =
                (String) rest().post("logged-models", "{'experiment_id':'0','name':'m','source_run_id':'" + run + "'}")
                        .at("model.info.model_id");
        String source = "models:/" + model;

        assertThat(create(source, ",'model_id':'" + model + "'").at("model_version.run_id"))
                .isEqualTo(run);
        assertThat(server.client().getModelVersionDownloadUri("fraud", "1"))
                .isEqualTo("mlflow-artifacts:/0/models/" + model + "/artifacts");
        assertThat(rest().get("logged-models/" + model).at("model.info.tags.0.value"))
                .isEqualTo("[{\"name\": \"fraud\", \"version\": 1}]");
        assertThat(create(source, "").error())
                .isEqualTo("INVALID_PARAMETER_VALUE: Invalid model version source: '" + source
                        + "'. The model_id request parameter must identify the resource that contains the source.");
    }

    @Test
    void a_source_must_not_leave_its_path_or_name_a_host() {
        assertThat(create("s3://bucket/%2e%2e/model", "").error())
                .startsWith(
                        "INVALID_PARAMETER_VALUE: Invalid model version source: 's3://bucket/%2e%2e/model'. If supplying");
        assertThat(create("http://host/model", "").error())
                .startsWith("INVALID_PARAMETER_VALUE: 'source' cannot use the 'http' scheme: ");
    }

    @Test
    void a_copy_keeps_the_files_and_the_run_of_its_origin() {
        create("s3://bucket/one", ",'run_id':'r1'");
        rest().post("registered-models/create", "{'name':'live'}");

        Rest.Answer copy = rest().post("model-versions/create", "{'name':'live','source':'models:/fraud/latest'}");

        assertThat(copy.at("model_version.source")).isEqualTo("models:/fraud/1");
        assertThat(copy.at("model_version.run_id")).isEqualTo("r1");
        assertThat(server.client().getModelVersionDownloadUri("live", "1")).isEqualTo("s3://bucket/one");
    }

    @Test
    void a_stage_is_entered_and_its_other_versions_are_archived_on_demand() {
        create("s3://bucket/one", "");
        create("s3://bucket/two", "");
        rest().post("model-versions/transition-stage", "{'name':'fraud','version':'1','stage':'Staging'}");
        rest().post(
                        "model-versions/transition-stage",
                        "{'name':'fraud','version':'2','stage':'STAGING','archive_existing_versions':true}");

        assertThat(server.client().getModelVersion("fraud", "1").getCurrentStage())
                .isEqualTo("Archived");
        assertThat(server.client().getModelVersion("fraud", "2").getCurrentStage())
                .isEqualTo("Staging");
        assertThat(rest().post("model-versions/transition-stage", "{'name':'fraud','version':'2','stage':'Live'}")
                        .error())
                .isEqualTo("INVALID_PARAMETER_VALUE: Invalid Model Version stage: Live. Value must be one of None, "
                        + "Staging, Production, Archived.");
    }

    @Test
    void tags_and_description_change() {
        create("s3://bucket/one", "");
        rest().post("model-versions/set-tag", "{'name':'fraud','version':'1','key':'a','value':'1'}");
        rest().post("model-versions/set-tag", "{'name':'fraud','version':'1','key':'b','value':'2'}");
        rest().send("DELETE", "model-versions/delete-tag", "{\"name\":\"fraud\",\"version\":\"1\",\"key\":\"a\"}");
        rest().send("PATCH", "model-versions/update", "{\"name\":\"fraud\",\"version\":\"1\",\"description\":\"new\"}");

        assertThat(server.client().getModelVersion("fraud", "1")).satisfies(version -> {
            assertThat(version.getTagsList())
                    .extracting(ModelVersionTag::getKey)
                    .containsExactly("b");
            assertThat(version.getDescription()).isEqualTo("new");
        });
    }
}
