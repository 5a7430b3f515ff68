package io.mmp.test.mlflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("each client of the JVM reads the property")
class RequestTimeoutTests {

    private static final String PARAMETER = "mmp.mlflow.timeout";

    /** Takes connections, and never answers. */
    private final ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));

    private final URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort());

    RequestTimeoutTests() throws IOException {}

    @BeforeEach
    void wait_briefly() {
        assertThatThrownBy(() ->
                        MlflowRegistry.at(URI.create("http://127.0.0.1:1")).model("a")) // loads the client
                .hasMessageContaining("connection refused");
        System.setProperty(PARAMETER, "PT0.4S");
    }

    @AfterEach
    void wait_as_before() throws IOException {
        System.clearProperty(PARAMETER);
        silent.close();
    }

    @Test
    void a_search_that_is_not_answered_in_time_is_named_with_its_filter_order_and_remedy() {
        assertThatThrownBy(() -> MlflowRuns.at(uri).search("7", "metrics.loss < 1", "metrics.loss ASC"))
                .isInstanceOf(MlflowException.class)
                .hasMessageStartingWith("MLflow at " + uri + " did not answer POST mlflow/runs/search {")
                .hasMessageContainingAll(
                        "\"metrics.loss < 1\"", "[\"metrics.loss ASC\"]", "[\"7\"]", "\"max_results\":20")
                .hasMessageEndingWith(
                        " within PT0.4S. A search goes over all that the server's store holds, and an order by a metric takes longest:"
                                + " let a filter leave few, ask by id or alias, or allow more time with -Dmmp.mlflow.timeout=PT1.6S");
    }

    @Test
    void a_long_question_is_shortened() {
        String filter = "name = '" + "x".repeat(5_000) + "'";
        assertThatThrownBy(() -> MlflowRegistry.at(uri).searchVersions(filter))
                .isInstanceOf(MlflowException.class)
                .hasMessageContaining("GET mlflow/model-versions/search?filter=name%20%3D%20%27xxx")
                .hasMessageContaining("xxx… within PT0.4S.");
    }

    @Test
    void a_server_that_answers_in_time_is_waited_for() throws IOException {
        System.setProperty(PARAMETER, "PT1M");
        try (StubServer stub = new StubServer()) {
            stub.answering(
                    "/api/2.0/mlflow/registered-models/get?name=a", 200, "{\"registered_model\": {\"name\": \"a\"}}");
            assertThat(MlflowRegistry.at(stub.uri()).model("a").name()).isEqualTo("a");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "PT0S", "PT-1S", ""})
    void what_is_no_time_is_refused(String text) {
        System.setProperty(PARAMETER, text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MlflowRegistry.at(uri).model("a"))
                .withMessage(
                        "The time that an MLflow server has for an answer (mmp.mlflow.timeout) must be a duration above zero, such as PT10M, but is '%s'.",
                        text);
    }
}
