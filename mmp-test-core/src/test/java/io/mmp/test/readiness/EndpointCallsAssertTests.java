package io.mmp.test.readiness;

import static io.mmp.test.readiness.ReadinessAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointCallsAssertTests {

    private static final Endpoints ITEMS =
            Endpoints.of("GET /items", "GET /items/{id}", "GET /items/new", "DELETE /items/{id}", "GET /health");

    @TempDir
    Path directory;

    @Test
    void all_that_is_untouched_or_undocumented_is_told() {
        EndpointCalls calls = new EndpointCalls()
                .record("GET", "/items?limit=3", 200)
                .record("GET", "/items/new", 200)
                .record("POST", "/items/7", 200)
                .record("POST", "/items/7", 200)
                .record("GET", "/none", 404)
                .record("OPTIONS", "/items", 204)
                .record("HEAD", "/health", 200)
                .record("GET", "/items/7/parts", 200);

        assertThatThrownBy(() -> assertThat(calls).touchAll(ITEMS)).hasMessage("""

                        Expecting 8 calls to touch all of 5 endpoints, but:
                          GET /items/{id} was not called
                          DELETE /items/{id} was not called
                          POST /items/7 is not documented, but answered 200
                          GET /items/7/parts is not documented, but answered 200""");
        assertThat(new EndpointCalls().recordAccessLog("""
                        127.0.0.1 - - [28/Nov/2026:17:00:00 +0000] "GET /items HTTP/1.1" 200 12
                        INFO:     127.0.0.1:5000 - "GET /items/a%2Fb HTTP/1.1" 404 Not Found
                        "GET /items/new HTTP/2" 200
                        "DELETE /items/7 HTTP/1.1" 204
                        "GET /health HTTP/1.1" 200
                        """)).touchAll(ITEMS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "json"})
    void statuses_of_an_openapi_file_that_were_never_seen_are_told(String form) throws IOException {
        Endpoints endpoints = Endpoints.ofOpenApi(Files.writeString(
                directory.resolve("openapi." + form),
                form.equals("json")
                        ? "{\"servers\": [{\"url\": \"http://x:1/api/v1/\"}], \"paths\": {\"/items/{id}.json\": {\"parameters\": [], \"get\": {\"responses\": {\"200\": {}, \"404\": {}, \"5XX\": {}, \"default\": {}}}}}}"
                        : """
                        openapi: 3.1.0
                        servers: [{url: /api/v1}]
                        paths:
                          /items/{id}.json:
                            parameters: []
                            get:
                              responses:
                                '200': {description: ok}
                                404: {description: no}
                                5XX: {description: broken}
                                default: {description: other}
                        """));
        EndpointCalls calls = new EndpointCalls().record("GET", "/api/v1/items/7.json", 200);

        assertThat(calls).touchAll(endpoints);
        assertThatThrownBy(() -> assertThat(calls).seeAllStatuses(endpoints))
                .hasMessage(
                        "%nExpecting 1 call to see all statuses of 1 endpoint, but:%n  GET /api/v1/items/{id}.json was never answered 404, 5XX, but [200]"
                                .formatted());
        calls.record("GET", "/api/v1/items/8.json", 404).record("GET", "/api/v1/items/8.json", 503);
        assertThat(calls).seeAllStatuses(endpoints);
    }

    @Test
    void what_judges_nothing_fails() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.yaml"), "openapi: 3.1.0\npaths: {}\n");

        assertThatThrownBy(() -> Endpoints.ofOpenApi(empty)).hasMessage("There is no endpoint in %s.", empty);
        assertThatThrownBy(() -> Endpoints.of("items"))
                .hasMessage("An endpoint is a method and a path, such as GET /items/{id}, but not 'items'.");
        assertThatThrownBy(() -> assertThat(new EndpointCalls()).seeAllStatuses(ITEMS))
                .hasMessageContaining("no status is documented, so that nothing is judged");
    }
}
