package io.mmp.test.mlflow.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.embedded.EmbeddedServer;
import io.mmp.test.mlflow.embedded.Rest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;

class RegistrySearchTests {

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    @BeforeEach
    void fill() {
        Rest rest = server.rest();
        rest.post("registered-models/create", "{'name':'Alpha','tags':[{'key':'team','value':'Risk'}]}");
        rest.post("registered-models/create", "{'name':'beta','tags':[{'key':'team','value':'cards'}]}");
        rest.post("registered-models/create", "{'name':'gamma'}");
        rest.post(
                "registered-models/create", "{'name':'say','tags':[{'key':'mlflow.prompt.is_prompt','value':'true'}]}");
        rest.post("model-versions/create", "{'name':'Alpha','source':'s3://b/1','run_id':'r1'}");
        rest.post("model-versions/create", "{'name':'beta','source':'s3://b/2','run_id':'r2'}");
        rest.post("model-versions/create", "{'name':'beta','source':'s3://b/3'}");
    }

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "name = 'beta'                                  | beta",
                "name != 'beta'                                 | Alpha,gamma",
                "name LIKE '%ta'                                | beta",
                "name LIKE 'a%'                                 | ##",
                "name ILIKE 'a%'                                | Alpha",
                "name IN ('Alpha', 'gamma')                     | Alpha,gamma",
                "name NOT IN ('Alpha')                          | beta,gamma",
                "tags.team = 'Risk'                             | Alpha",
                "tags.team != 'Risk'                            | beta",
                "tags.`team` ILIKE 'r%' AND name LIKE 'A%'      | Alpha",
                "tags.`mlflow.prompt.is_prompt` = 'true'        | say",
                "tags.`mlflow.prompt.is_prompt` = 'false'       | Alpha,beta,gamma"
            })
    void a_filter_finds_models(String filter, String names) {
        assertThat(models("filter", filter)).isEqualTo(names.isEmpty() ? List.of() : List.of(names.split(",", -1)));
    }

    @Test
    void models_are_ordered_and_paged() {
        assertThat(models("order_by", "name DESC")).containsExactly("gamma", "beta", "Alpha");

        Rest.Answer first = server.rest().get("registered-models/search?max_results=2");
        Rest.Answer second =
                server.rest().get("registered-models/search?max_results=2&page_token=" + first.at("next_page_token"));

        assertThat(first.at("registered_models.1.name")).isEqualTo("beta");
        assertThat(second.at("registered_models.0.name")).isEqualTo("gamma");
        assertThat(second.body()).doesNotContain("next_page_token");
    }

    @Test
    void versions_are_found_through_the_java_client() {
        assertThat(versions("name = 'beta'")).containsExactly("beta/2", "beta/1");
        assertThat(versions("run_id = 'r1'")).containsExactly("Alpha/1");
        // Both may have been made in one millisecond, and the latest comes first.
        assertThat(versions("run_id IN ('r1', 'r2')")).containsExactlyInAnyOrder("beta/1", "Alpha/1");
        assertThat(versions("version_number > 1")).containsExactly("beta/2");
        assertThat(versions("source_path LIKE '%/3'")).containsExactly("beta/2");
        assertThat(versions("name = 'nobody'")).isEmpty();
    }

    @Test
    void a_bad_filter_or_order_is_named() {
        assertThat(error("registered-models", "filter", "name = 'a' OR name = 'b'"))
                .isEqualTo("INVALID_PARAMETER_VALUE: Invalid clause(s) in filter string: OR");
        assertThat(error("registered-models", "filter", "name > 'a'"))
                .isEqualTo("INVALID_PARAMETER_VALUE: Invalid comparator for attribute: >");
        assertThat(error("model-versions", "filter", "version_number = 'x'"))
                .isEqualTo("INVALID_PARAMETER_VALUE: Invalid value for numeric attribute 'version_number': 'x'");
        assertThat(error("registered-models", "order_by", "team"))
                .isEqualTo("INVALID_PARAMETER_VALUE: Invalid order by key 'team' specified. Valid keys are "
                        + "'{'name', 'timestamp'}'");
        assertThat(error("model-versions", "max_results", "200001"))
                .isEqualTo(
                        "INVALID_PARAMETER_VALUE: Invalid value \"200001\" for parameter 'max_results' supplied:  Hint: "
                                + "Value was of type 'str'. See the API docs for more information about request parameters.");
    }

    private String error(String resource, String parameter, String value) {
        return server.rest()
                .get(resource + "/search?" + query(parameter, value))
                .error();
    }

    private List<String> models(String parameter, String value) {
        Map<?, ?> answer = server.rest()
                .get("registered-models/search?" + query(parameter, value))
                .json();
        // An empty list is left out of an answer.
        List<?> found = answer.get("registered_models") instanceof List<?> models ? models : List.of();
        return found.stream()
                .map(model -> String.valueOf(((Map<?, ?>) model).get("name")))
                .toList();
    }

    private List<String> versions(String filter) {
        return server.client().searchModelVersions(filter).getItems().stream()
                .map((ModelVersion version) -> version.getName() + "/" + version.getVersion())
                .toList();
    }

    private static String query(String parameter, String value) {
        return parameter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
