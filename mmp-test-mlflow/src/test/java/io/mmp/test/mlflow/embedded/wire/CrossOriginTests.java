package io.mmp.test.mlflow.embedded.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.embedded.EmbeddedServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.evil.com",
                "192.168.1.1.evil.com",
                "172.16.evil.com",
                "localhost:1@evil.com",
                "127.0.0.1:x",
                "fc00:evil.com",
                "localhost.evil.com"
            })
    void a_name_that_only_begins_like_a_local_one_is_refused(String host) throws Exception {
        assertThat(send("GET", "/api/2.0/mlflow/experiments/get?experiment_id=0", "Host", host)
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "localhost:8080", "10.1.2.3:5000", "192.168.0.1", "172.16.0.1:80", "[::1]:5000"})
    void local_and_private_addresses_are_served(String host) throws Exception {
        assertThat(send("GET", "/api/2.0/mlflow/experiments/get?experiment_id=0", "Host", host)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_page_whose_port_hides_another_host_changes_nothing() throws Exception {
        assertThat(send("POST", "/api/2.0/mlflow/experiments/create", "Origin", "http://localhost:1@evil.com")
                        .statusCode())
                .isEqualTo(403);
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
