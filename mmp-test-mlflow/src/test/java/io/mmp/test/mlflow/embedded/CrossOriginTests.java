package io.mmp.test.mlflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CrossOriginTests {

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    @Test
    void another_host_is_refused_all_but_the_health_checks() throws Exception {
        var refused = send("GET", "/api/2.0/mlflow/experiments/get?experiment_id=0", "Host", "evil.com");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo("Invalid Host header - possible DNS rebinding attack detected");
        assertThat(send("GET", "/health", "Host", "evil.com").body()).isEqualTo("OK");
    }

    @Test
    void a_page_from_elsewhere_changes_nothing() throws Exception {
        var refused = send("POST", "/api/2.0/mlflow/experiments/create", "Origin", "http://evil.com");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo("Cross-origin request blocked");
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void a_local_page_may_read_answers() throws Exception {
        var answer = send("GET", "/api/2.0/mlflow/experiments/get?experiment_id=0", "Origin", "http://localhost:3000");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("http://localhost:3000");
    }

    private HttpResponse<String> send(String method, String path, String header, String value) throws Exception {
        var request = HttpRequest.newBuilder(server.server().uri().resolve(path))
                .method(method, BodyPublishers.noBody())
                .header(header, value)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
