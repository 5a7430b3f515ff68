package io.mmp.test.mlflow.embedded.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.embedded.EmbeddedServer;
import io.mmp.test.mlflow.embedded.Rest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expectations are the real server's answers. */
class LoggedModelSearchTests {

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    private String ready = "";

    @BeforeEach
    void createModels() {
        create("pending");
        ready = create("ready");
        server.rest().send("PATCH", "logged-models/" + ready, "{\"model_id\":\"" + ready + "\",\"status\":2}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            status = '2'                            | ready
            status = 2                              | ready
            status != '2'                           | pending
            status = 'LOGGED_MODEL_READY'           | $$
            status IN ('1', '2')                    | pending ready
            lifecycle_stage = 'active'              | pending ready
            status_message != 'x'                   | $$
            status_message NOT IN ()                | pending ready
            name IN ()                              | $$
            name NOT IN ()                          | pending ready
            name LIKE 'r%'                          | ready
            name IN ('rea' 'dy', 1)                 | ready
            """)
    void finds_models(String filter, String expected) {
        assertThat(String.join(
                        " ", names(search("'filter':" + quoted(filter) + ",'order_by':[{'field_name':'status'}]"))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            nope = 'x'                    | INTERNAL_ERROR: type object 'SqlLoggedModel' has no attribute 'nope'
            attributes.creation_time > 1  | INTERNAL_ERROR: type object 'SqlLoggedModel' has no attribute 'creation_time'
            tag.t = 'x'                   | INVALID_PARAMETER_VALUE: Invalid entity type: 'tag'. Expected one of ['attributes', 'metrics', 'params', 'tags'].
            metrics.m > 1x                | INTERNAL_ERROR: could not convert string to float: '1x'
            name > 'a'                    | INVALID_PARAMETER_VALUE: Invalid comparison operator for attributes.name: '>'. Expected one of ('=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN').
            name IN (1)                   | BAD_REQUEST: IN expression list, SELECT construct, or bound parameter object expected, got 1.
            name IS NULL                  | INVALID_PARAMETER_VALUE: Invalid comparison: nameIS NULL. Expected a comparison with 3 tokens.
            """)
    void refuses_a_filter(String filter, String error) {
        assertThat(search("'filter':" + quoted(filter)).error()).isEqualTo(error);
    }

    @Test
    void refuses_to_order_by_an_unknown_attribute() {
        Rest.Answer answer = search("'order_by':[{'field_name':'nope'}]");

        assertThat(answer.error()).isEqualTo("INVALID_PARAMETER_VALUE: Invalid order by field name: nope");
        assertThat(answer.at("error_class")).isEqualTo("ATTRIBUTE_NOT_FOUND");
    }

    @Test
    void a_token_belongs_to_its_filter_order_and_experiments() {
        String token = String.valueOf(
                search("'max_results':1,'filter':\"name != 'x'\"").at("next_page_token"));

        assertThat(names(search("'max_results':1,'filter':\"name != 'x'\",'page_token':'" + token + "'")))
                .hasSize(1);
        assertThat(search("'max_results':1,'page_token':'" + token + "'").error())
                .isEqualTo("INVALID_PARAMETER_VALUE: Filter string in the page token does not match the requested "
                        + "filter string. Expected: None. Found: name != 'x'");
        assertThat(search("'filter':\"name != 'x'\",'order_by':[{'field_name':'name'}],'page_token':'" + token + "'")
                        .error())
                .isEqualTo("INVALID_PARAMETER_VALUE: Order by in the page token does not match the requested order by. "
                        + "Expected: [{'field_name': 'name', 'ascending': True, 'dataset_name': None, "
                        + "'dataset_digest': None}]. Found: None");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '$',
            textBlock = "-1 | $$\n-2 | $$\n-3 | $$\n0 | pending ready\n1 | pending")
    void a_negative_page_size_counts_from_behind(int maxResults, String expected) {
        assertThat(String.join(
                        " ", names(search("'max_results':" + maxResults + ",'order_by':[{'field_name':'status'}]"))))
                .isEqualTo(expected);
    }

    @Test
    void a_page_has_50_models_and_100_where_none_are_asked_for() {
        for (int i = 0; i < 110; i++) {
            create("model");
        }

        assertThat(names(search("'max_results':null"))).hasSize(50);
        assertThat(names(search("'max_results':0"))).hasSize(100);
    }

    private String create(String name) {
        return String.valueOf(server.rest()
                .post("logged-models", "{'experiment_id':'0','name':'" + name + "'}")
                .at("model.info.model_id"));
    }

    /** Search with more fields, in which single quotes outside of double ones stand for double ones. */
    private Rest.Answer search(String fields) {
        StringBuilder json = new StringBuilder("{'experiment_ids':['0'],".replace('\'', '"'));
        boolean isQuoted = false;
        for (int i = 0; i < fields.length(); i++) {
            char c = fields.charAt(i);
            isQuoted ^= c == '"';
            json.append(c == '\'' && !isQuoted ? '"' : c);
        }
        return server.rest().send("POST", "logged-models/search", json + "}");
    }

    private static String quoted(String filter) {
        return '"' + filter + '"';
    }

    private static List<String> names(Rest.Answer answer) {
        return answer.json().containsKey("models")
                ? ((List<?>) answer.at("models"))
                        .stream()
                                .map(model -> (Map<?, ?>) ((Map<?, ?>) model).get("info"))
                                .map(info -> String.valueOf(info == null ? null : info.get("name")))
                                .toList()
                : List.of();
    }
}
