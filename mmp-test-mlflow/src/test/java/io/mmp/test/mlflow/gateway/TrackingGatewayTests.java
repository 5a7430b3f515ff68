package io.mmp.test.mlflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.gateway.Lead;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.embedded.EmbeddedMlflow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlflow.tracking.MlflowClient;

@Isolated("tests with servers that run at the same time would be led to")
class TrackingGatewayTests {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path directory;

    private EmbeddedMlflow mlflow;
    private TrackingGateway gateway;
    private Lead<URI> lead;

    @BeforeEach
    void start() {
        mlflow = EmbeddedMlflow.start(directory.resolve("artifacts"));
        gateway = TrackingGateway.open();
        lead = new Lead<>("class/a", "ATests.a()", mlflow::uri);
    }

    @AfterEach
    void stop() {
        gateway.close();
        mlflow.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3_000_000})
    void artifacts_go_through_it_as_they_are(int size) throws Exception {
        gateway.lead(lead);
        byte[] content = new byte[size];
        new Random(7).nextBytes(content);
        String artifact = "/api/2.0/mlflow-artifacts/artifacts/a/model%20%C3%BC.bin";
        assertThat(send("PUT", artifact, BodyPublishers.ofByteArray(content)).statusCode())
                .isEqualTo(200);
        HttpResponse<byte[]> back = HTTP.send(
                HttpRequest.newBuilder(URI.create(gateway.uri() + artifact)).build(), BodyHandlers.ofByteArray());
        assertThat(back.body()).isEqualTo(content);
    }

    @Test
    void all_methods_and_failures_go_through_it() throws Exception {
        gateway.lead(lead);
        MlflowRegistry registry = MlflowRegistry.at(gateway.uri());
        registry.createModel("ranker");
        String update = "{\"name\": \"ranker\", \"description\": \"ä\"}";
        assertThat(send("PATCH", "/api/2.0/mlflow/registered-models/update", BodyPublishers.ofString(update))
                        .body())
                .contains("\"ä\"");
        assertThat(send("HEAD", "/health", BodyPublishers.noBody()).body()).isEmpty();

        String unknown = "/api/2.0/mlflow/runs/get?run_id=%C3%A4%2Fb";
        HttpResponse<String> direct = HTTP.send(
                HttpRequest.newBuilder(URI.create(mlflow.uri() + unknown)).build(), BodyHandlers.ofString());
        HttpResponse<String> through = send("GET", unknown, BodyPublishers.noBody());
        assertThat(through.statusCode()).isEqualTo(404).isEqualTo(direct.statusCode());
        assertThat(through.body()).isEqualTo(direct.body());
        assertThat(through.headers().firstValue("content-type"))
                .isEqualTo(direct.headers().firstValue("content-type"));
    }

    @Test
    void a_body_of_unknown_length_goes_through_it() throws Exception {
        gateway.lead(lead);
        String artifact = "/api/2.0/mlflow-artifacts/artifacts/chunked";
        assertThat(send("PUT", artifact, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[] {'a'})))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("GET", artifact, BodyPublishers.noBody()).body()).isEqualTo("a");
    }

    @Test
    void a_request_when_no_test_runs_is_refused() throws Exception {
        assertThat(create())
                .isEqualTo(
                        refusal(
                                "The application sent POST /api/2.0/mlflow/experiments/create while its context started, before the first test method, which is the first to have a server. Use @IsolatedMlflow(scope = CLASS), and write it before the annotations of Spring."));
        gateway.lead(lead).close();
        assertThat(create())
                .isEqualTo(
                        refusal(
                                "The application sent POST /api/2.0/mlflow/experiments/create between two tests, when no test has a server. Let it end what it does before the test ends, or use @IsolatedMlflow(scope = CLASS)."));
    }

    @Test
    void a_client_shows_why_it_is_refused() {
        try (MlflowClient client = new MlflowClient(gateway.uri().toString())) {
            assertThatThrownBy(() -> client.createRun("0"))
                    .hasStackTraceContaining(
                            "Use @IsolatedMlflow(scope = CLASS), and write it before the annotations of Spring.");
        }
    }

    @Test
    void a_request_while_two_tests_run_is_refused_and_the_innermost_place_comes_first() throws Exception {
        gateway.lead(new Lead<>("class", "ATests", () -> URI.create("http://127.0.0.1:9")));
        AutoCloseable innermost = gateway.lead(lead);
        assertThat(create()).contains("experiment_id");

        AutoCloseable other = gateway.lead(new Lead<>("class/ab", "ATests.ab()", mlflow::uri));
        assertThat(create())
                .isEqualTo(
                        refusal(
                                "These run at once and share an application, but have a server each, so that nobody can tell which of them POST /api/2.0/mlflow/experiments/create is for: ATests, ATests.a(), ATests.ab(). Run them one after another, such as by @ResourceLock(\\\"mlflow\\\") on each, or give each an application context of its own, such as by @TestPropertySource(properties = \\\"context=of this class\\\")."));
        other.close();
        innermost.close();
        assertThat(create()).contains("The server of ATests does not answer: java.net.ConnectException");
    }

    @Test
    void a_server_that_does_not_start_is_told() throws Exception {
        gateway.lead(new Lead<>("class", "ATests", () -> {
            throw new IllegalStateException("no Python");
        }));
        assertThat(create())
                .isEqualTo(refusal("The server of ATests does not answer: java.lang.IllegalStateException: no Python"));
    }

    @Test
    void an_application_may_read_while_it_starts_but_not_write_and_go_on_to_another_server() throws Exception {
        Lead<URI> other = new Lead<>("class/b", "ATests.b()", mlflow::uri);
        gateway.close();
        gateway = TrackingGateways.ALL.starting(lead, TrackingGateway::open);
        assertThat(send("POST", "/api/2.0/mlflow/runs/search", BodyPublishers.ofString("{\"experiment_ids\": [\"0\"]}"))
                        .statusCode())
                .isEqualTo(200);
        gateway.lead(other).close();

        gateway.close();
        gateway = TrackingGateways.ALL.starting(lead, TrackingGateway::open);
        assertThat(create()).contains("experiment_id");
        gateway.lead(lead).close();
        assertThatThrownBy(() -> gateway.lead(other))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageStartingWith(
                        "The application writes to MLflow while its context starts (POST /api/2.0/mlflow/experiments/create): the server of ATests.a() has that, and the one of ATests.b()");
    }

    private int experiments;

    private String create() throws IOException, InterruptedException {
        return send(
                        "POST",
                        "/api/2.0/mlflow/experiments/create",
                        BodyPublishers.ofString("{\"name\": \"%s\"}".formatted("e" + experiments++)))
                .body();
    }

    private static String refusal(String sentence) {
        return "{\"error_code\": \"INVALID_STATE\", \"message\": \"" + sentence + "\"}";
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(gateway.uri() + path))
                        .method(method, body)
                        .header("Content-Type", "application/json")
                        .build(),
                BodyHandlers.ofString());
    }
}
