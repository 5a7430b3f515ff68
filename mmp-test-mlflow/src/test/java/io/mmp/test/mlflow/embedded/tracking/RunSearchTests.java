package io.mmp.test.mlflow.embedded.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.embedded.EmbeddedServer;
import io.mmp.test.mlflow.embedded.Rest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.RunsPage;

/** The expectations were taken from MLflow 3.17.2. */
class RunSearchTests {

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    @BeforeEach
    void createRuns() {
        create("a", 1, "0.1", "small");
        create("b", 2, "0.2", "Large");
        String c = create("c", 3, "0.3", "LARGE");
        server.client().setTerminated(c);
        server.client().logMetric(c, "auc", Double.NaN, 1, 9);
        server.rest()
                .post(
                        "runs/log-inputs",
                        "{'run_id':'" + c + "','datasets':[{'dataset':{'name':'tx','digest':'d1','source_type':'s',"
                                + "'source':'s'},'tags':[{'key':'mlflow.data.context','value':'train'}]}]}");
        server.client().createRun(request("none", 4));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            metrics.auc > 0.15                              | b
            metrics.auc >= 1e-1 AND metrics.auc < 2         | b a
            metrics.auc != 0.1                              | c b
            metrics.`auc` = 0.2                             | b
            metric."auc" <= .1                              | a
            params.size = 'Large'                           | b
            params.size != 'Large'                          | c a
            params.size LIKE 'L%'                           | c b
            params.size LIKE '_arge'                        | b
            params.size ilike 'large'                       | c b
            params.size IS NULL                             | none
            parameter.size IS NOT NULL                      | c b a
            tags.mlflow.runName = 'a'                       | a
            tag.nope is null and params.size = 'small'      | a
            run_name = "b"                                  | b
            attributes.run_name LIKE 'no%'                  | none
            status = 'FINISHED'                             | c
            attr.status != 'FINISHED'                       | none b a
            start_time > 2                                  | none c
            created <= 1                                    | a
            end_time > 0                                    | c
            run_id IN ('nope', "nope2")                     | $$
            run_id NOT IN ('nope')                          | none c b a
            artifact_uri LIKE '%/artifacts'                 | none c b a
            user_id = 'ann'                                 | none c b a
            dataset.name = 'tx'                             | c
            datasets.digest IN ('d1','d2')                  | c
            dataset.context LIKE 'tr%'                      | c
            params.size = 'small' params.size != 'x'        | a
            AND params.size = 'small' AND                   | a
            """)
    void finds_the_runs_that_a_filter_describes(String filter, String expected) {
        assertThat(names(search(filter, ViewType.ACTIVE_ONLY))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            metrics.auc                   | a b c none
            metrics.auc DESC              | b a c none
            params.size                   | c b a none
            params.`size` desc            | a b c none
            start_time                    | a b c none
            attributes.end_time           | c none b a
            run_name DESC                 | none c b a
            status                        | c none b a
            """)
    void orders_runs_with_nan_behind_numbers_and_what_is_missing_last(String order, String expected) {
        RunsPage page = server.client().searchRuns(List.of("0"), "", ViewType.ACTIVE_ONLY, 10, List.of(order));

        assertThat(names(page.getItems())).isEqualTo(expected);
    }

    @Test
    void returns_runs_page_by_page() {
        RunsPage first = server.client().searchRuns(List.of("0"), "", ViewType.ACTIVE_ONLY, 3, List.of("start_time"));
        RunsPage second = (RunsPage) first.getNextPage();

        assertThat(names(first.getItems())).isEqualTo("a b c");
        assertThat(names(second.getItems())).isEqualTo("none");
        assertThat(second.hasNextPage()).isFalse();
    }

    @Test
    void shows_deleted_runs_to_those_who_ask() {
        String id =
                search("run_name = 'a'", ViewType.ACTIVE_ONLY).get(0).getInfo().getRunId();
        server.client().deleteRun(id);

        assertThat(names(search("", ViewType.ACTIVE_ONLY))).isEqualTo("none c b");
        assertThat(names(search("", ViewType.DELETED_ONLY))).isEqualTo("a");
        assertThat(names(search("", ViewType.ALL))).isEqualTo("none c b a");
        assertThat(server.client().listRunInfos("0")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            foo                        | Invalid clause(s) in filter string: 'foo'
            metrics.a > 1 OR tags.b = 'c' | Invalid clause(s) in filter string: 'OR'
            (metrics.a > 1)            | Invalid clause(s) in filter string: '(metrics.a > 1)'
            metrics.a > 1;             | Invalid clause(s) in filter string: ';'
            metrics.a > 1; metrics.b>2 | Search filter contained multiple expression 'metrics.a > 1; metrics.b>2'. Provide AND-ed expression list.
            metrics.my-key > 1         | Invalid clause(s) in filter string: 'metrics.my', '-', 'key', '>', '1'
            metrics.a/b > 1            | Invalid comparison clause. Expected 'Identifier' found 'metrics.a/b'
            metrics.a = 'x'            | Expected numeric value type for metric. Found 'x'
            metrics.a == 1             | Invalid comparator '==' not one of '{'!=', '<', '<=', '=', '>', '>='}
            metrics.a IS NULL          | IS NULL / IS NOT NULL is only supported for tags and params, not for 'metric' 'a'
            params.a = 1               | Expected a quoted string value for parameter (e.g. 'my-value'). Got value 1
            params.a = b               | Parameter value is either not quoted or unidentified quote types used for string value b. Use either single or double quotes.
            params.a > 'x'             | Invalid comparator '>' not one of '{'!=', '=', 'ILIKE', 'IS NOT NULL', 'IS NULL', 'LIKE'}'
            foo.a = 'b'                | Invalid entity type 'foo'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']
            start_time > 'x'           | Expected numeric value type for numeric attribute: start_time. Found 'x'
            status IN ('a')            | Only ['run_id'] attributes support comparison with a list of quoted string values.
            run_id IN ()               | While parsing a list in the query, expected a non-empty list of string values, but got empty list
            dataset.foo = 'x'          | Invalid dataset key 'foo' specified. Valid keys are '{'context', 'digest', 'name'}'
            lifecycle_stage = 'active' | Invalid attribute key 'lifecycle_stage' specified. Valid keys are '{'Created', 'Run Name', 'Run name', 'artifact_uri', 'created', 'end_time', 'run name', 'run_id', 'run_name', 'start_time', 'status', 'user_id'}'
            """)
    void says_what_is_wrong_with_a_filter(String filter, String message) {
        Rest.Answer answer =
                server.rest().send("POST", "runs/search", "{\"experiment_ids\":[\"0\"],\"filter\":\"" + filter + "\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("INVALID_PARAMETER_VALUE: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            'order_by':['metrics.a','metrics.a desc'] | INTERNAL_ERROR: `order_by` contains duplicate fields: ['metrics.a', 'metrics.a desc']
            'order_by':['metrics.a sideways']         | INVALID_PARAMETER_VALUE: Invalid ordering key in order_by clause 'metrics.a sideways'.
            'order_by':['1']                          | INVALID_PARAMETER_VALUE: Invalid order_by clause '1'. Could not be parsed.
            'page_token':'abc'                        | INVALID_PARAMETER_VALUE: Invalid page token, could not base64-decode
            'page_token':'eyJh'                       | INVALID_PARAMETER_VALUE: Invalid page token, decoded value=b'{"a'
            'page_token':'eyJvZmZzZXQiOiAwfQ=='       | INVALID_PARAMETER_VALUE: Invalid page token, parsed value={'offset': 0}
            'max_results':0                           | INVALID_PARAMETER_VALUE: Invalid value 0 for parameter 'max_results' supplied. It must be a positive integer
            'max_results':50001                       | INVALID_PARAMETER_VALUE: Invalid value 50001 for parameter 'max_results' supplied:  Hint: Value was of type 'int'. See the API docs for more information about request parameters.
            """)
    void says_what_is_wrong_with_a_request(String field, String error) {
        assertThat(server.rest()
                        .post("runs/search", "{'experiment_ids':['0']," + field + "}")
                        .error())
                .isEqualTo(error);
    }

    @Test
    void refuses_a_list_behind_a_comparator_for_one_value_as_the_database_does() {
        Rest.Answer answer =
                server.rest().send("POST", "runs/search", "{\"experiment_ids\":[\"0\"],\"filter\":\"run_id = ('a')\"}");

        assertThat(answer.error())
                .isEqualTo("BAD_REQUEST: (sqlite3.ProgrammingError) Error binding parameter 1: type 'tuple' is not "
                        + "supported");
    }

    private String create(String name, long startTime, String auc, String size) {
        String id = server.client().createRun(request(name, startTime)).getRunId();
        server.client().logMetric(id, "auc", Double.parseDouble(auc), 1, 1);
        server.client().logParam(id, "size", size);
        return id;
    }

    private List<Run> search(String filter, ViewType viewType) {
        return server.client()
                .searchRuns(List.of("0"), filter, viewType, 10, List.of())
                .getItems();
    }

    private static CreateRun request(String name, long startTime) {
        return CreateRun.newBuilder()
                .setExperimentId("0")
                .setRunName(name)
                .setUserId("ann")
                .setStartTime(startTime)
                .build();
    }

    private static String names(List<Run> runs) {
        return String.join(
                " ", runs.stream().map(run -> run.getInfo().getRunName()).toList());
    }
}
