package io.mmp.test.mlflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EmbeddedMlflowTests {

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    @Test
    void tells_health_and_version() {
        assertThat(server.rest().get("/health").body()).isEqualTo("OK");
        assertThat(server.rest().get("/version").body()).isEqualTo("3.17.2");
        assertThat(server.rest().get("/api/3.0/mlflow/server-info").at("store_type"))
                .isEqualTo("SqlStore");
    }

    @Test
    void answers_an_unknown_endpoint_with_mlflows_404_and_counts_it() {
        Rest.Answer answer = server.rest().post("issues/create", "{}");
        server.rest().post("issues/create", "{}");
        server.rest().get("/ajax-api/2.0/nothing?x=1");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("""
                        <!doctype html>
                        <html lang=en>
                        <title>404 Not Found</title>
                        <h1>Not Found</h1>
                        <p>The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.</p>
                        """);
        assertThat(server.server().unsupportedCalls())
                .containsExactly(
                        entry("GET /ajax-api/2.0/nothing", 1L), entry("POST /api/2.0/mlflow/issues/create", 2L));
    }

    @Test
    void refuses_a_method_that_an_endpoint_does_not_have() {
        Rest.Answer answer = server.rest().get("experiments/create");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("allow", List.of("POST, OPTIONS"));
        assertThat(server.server().unsupportedCalls()).isEmpty();
    }

    @Test
    void serves_the_ajax_twin_of_an_endpoint() {
        assertThat(server.rest()
                        .get("/ajax-api/2.0/mlflow/experiments/get?experiment_id=0")
                        .at("experiment.name"))
                .isEqualTo("Default");
    }

    @Test
    void may_be_closed_twice() {
        server.server().close();
        server.server().close();
    }
}
