package io.mmp.test.mlflow.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.mmp.test.mlflow.embedded.EmbeddedServer;
import io.mmp.test.mlflow.embedded.Rest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;
import org.mlflow.api.proto.ModelRegistry.RegisteredModelTag;
import org.mlflow.tracking.MlflowClientException;

class RegisteredModelsTests {

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    private Rest rest() {
        return server.rest();
    }

    @BeforeEach
    void register() {
        rest().post(
                        "registered-models/create",
                        "{'name':'fraud','description':'cards','tags':[{'key':'team','value':'risk'}]}");
    }

    @Test
    void a_model_is_read_through_the_java_client() {
        assertThat(server.client().getRegisteredModel("fraud")).satisfies(model -> {
            assertThat(model.getDescription()).isEqualTo("cards");
            assertThat(model.getTagsList())
                    .extracting(RegisteredModelTag::getKey, RegisteredModelTag::getValue)
                    .containsExactly(tuple("team", "risk"));
        });
        assertThatThrownBy(() -> server.client().getRegisteredModel("other"))
                .isInstanceOf(MlflowClientException.class)
                .hasMessageContaining("Registered Model with name=other not found");
    }

    @Test
    void a_name_is_given_once() {
        assertThat(rest().post("registered-models/create", "{'name':'fraud'}").error())
                .isEqualTo("RESOURCE_ALREADY_EXISTS: Registered Model (name=fraud) already exists.");
    }

    @Test
    void a_model_and_a_prompt_cannot_share_a_name() {
        Rest.Answer answer = rest().post(
                        "registered-models/create",
                        "{'name':'fraud','tags':[{'key':'mlflow.prompt.is_prompt','value':'true'}]}");

        assertThat(answer.error())
                .isEqualTo(
                        "RESOURCE_ALREADY_EXISTS: Tried to create a prompt with name 'fraud', but the name is already "
                                + "taken by a registered model. MLflow does not allow creating a model and a prompt with the "
                                + "same name.");
    }

    @Test
    void a_name_must_not_be_a_path() {
        assertThat(rest().post("registered-models/create", "{'name':'a/b'}").error())
                .isEqualTo("INVALID_PARAMETER_VALUE: Invalid model name 'a/b'. Names cannot contain '/' or ':'.");
        assertThat(rest().post("registered-models/create", "{'name':'..'}").error())
                .startsWith("INVALID_PARAMETER_VALUE: Invalid value \"..\" for parameter 'name' supplied: ");
    }

    @Test
    void renaming_carries_versions_and_aliases_along() {
        rest().post("model-versions/create", "{'name':'fraud','source':'s3://bucket/one'}");
        rest().post("registered-models/alias", "{'name':'fraud','alias':'best','version':'1'}");

        rest().post("registered-models/rename", "{'name':'fraud','new_name':'cards'}");

        assertThat(server.client().getModelVersion("cards", "1").getName()).isEqualTo("cards");
        assertThat(rest().get("registered-models/alias?name=cards&alias=best").at("model_version.name"))
                .isEqualTo("cards");
        assertThat(rest().get("registered-models/get?name=fraud").status()).isEqualTo(404);
    }

    @Test
    void a_taken_name_refuses_a_renaming() {
        rest().post("registered-models/create", "{'name':'cards'}");

        assertThat(rest().post("registered-models/rename", "{'name':'fraud','new_name':'cards'}")
                        .error())
                .isEqualTo("RESOURCE_ALREADY_EXISTS: Registered Model (name=cards) already exists.");
    }

    @Test
    void the_description_is_replaced() {
        rest().send("PATCH", "registered-models/update", "{\"name\":\"fraud\",\"description\":\"all cards\"}");

        assertThat(server.client().getRegisteredModel("fraud").getDescription()).isEqualTo("all cards");
    }

    @Test
    void a_deleted_model_takes_its_versions_along() {
        rest().post("model-versions/create", "{'name':'fraud','source':'s3://bucket/one'}");

        rest().send("DELETE", "registered-models/delete", "{\"name\":\"fraud\"}");
        rest().post("registered-models/create", "{'name':'fraud'}");

        assertThat(rest().get("model-versions/get?name=fraud&version=1").error())
                .isEqualTo("RESOURCE_DOES_NOT_EXIST: Model Version (name=fraud, version=1) not found");
    }

    @Test
    void tags_are_set_and_deleted() {
        rest().post("registered-models/set-tag", "{'name':'fraud','key':'tier','value':'1'}");
        rest().send("DELETE", "registered-models/delete-tag", "{\"name\":\"fraud\",\"key\":\"team\"}");

        assertThat(server.client().getRegisteredModel("fraud").getTagsList())
                .extracting(RegisteredModelTag::getKey)
                .containsExactly("tier");
    }

    @Test
    void the_latest_version_of_each_stage_is_found() {
        for (int i = 1; i <= 3; i++) {
            rest().post("model-versions/create", "{'name':'fraud','source':'s3://bucket/" + i + "'}");
        }
        rest().post("model-versions/transition-stage", "{'name':'fraud','version':'1','stage':'production'}");

        assertThat(server.client().getLatestVersions("fraud"))
                .extracting(ModelVersion::getVersion)
                .containsExactly("1", "3");
        assertThat(server.client().getLatestVersions("fraud", List.of("Production")))
                .extracting(ModelVersion::getVersion)
                .containsExactly("1");
    }

    @Test
    void aliases_move_and_end_with_their_version() {
        rest().post("model-versions/create", "{'name':'fraud','source':'s3://bucket/one'}");
        rest().post("model-versions/create", "{'name':'fraud','source':'s3://bucket/two'}");
        rest().post("registered-models/alias", "{'name':'fraud','alias':'best','version':'1'}");
        rest().post("registered-models/alias", "{'name':'fraud','alias':'best','version':'2'}");
        assertThat(rest().get("registered-models/alias?name=fraud&alias=best").at("model_version.version"))
                .isEqualTo("2");

        rest().send("DELETE", "model-versions/delete", "{\"name\":\"fraud\",\"version\":\"2\"}");

        assertThat(rest().get("registered-models/alias?name=fraud&alias=best").error())
                .isEqualTo("INVALID_PARAMETER_VALUE: Registered model alias best not found.");
        assertThat(rest().get("registered-models/alias?name=fraud&alias=latest").at("model_version.version"))
                .isEqualTo("1");
    }

    @Test
    void an_alias_is_deleted_once_or_more() {
        rest().post("model-versions/create", "{'name':'fraud','source':'s3://bucket/one'}");
        rest().post("registered-models/alias", "{'name':'fraud','alias':'best','version':'1'}");
        String alias = "{\"name\":\"fraud\",\"alias\":\"best\"}";

        assertThat(rest().send("DELETE", "registered-models/alias", alias).status())
                .isEqualTo(200);
        assertThat(rest().send("DELETE", "registered-models/alias", alias).status())
                .isEqualTo(200);
        assertThat(rest().get("registered-models/get?name=fraud").body()).doesNotContain("best");
    }

    @Test
    void reserved_aliases_are_refused() {
        rest().post("model-versions/create", "{'name':'fraud','source':'s3://bucket/one'}");

        assertThat(rest().post("registered-models/alias", "{'name':'fraud','alias':'Latest','version':'1'}")
                        .error())
                .isEqualTo("INVALID_PARAMETER_VALUE: 'latest' alias name (case insensitive) is reserved.");
        assertThat(rest().post("registered-models/alias", "{'name':'fraud','alias':'v7','version':'1'}")
                        .error())
                .isEqualTo("INVALID_PARAMETER_VALUE: Version alias name 'v7' is reserved.");
    }
}
