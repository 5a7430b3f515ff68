package io.mmp.test.mlflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests that would take a server's time, stack or memory for ever; beside each, one that is fine. */
@Timeout(60)
class BoundedRequestsTests {

    private static final int MEBIBYTE = 1 << 20;

    @RegisterExtension
    final EmbeddedServer server = new EmbeddedServer();

    private String run = "";

    @BeforeEach
    void createRun() {
        run = server.client().createRun().getRunId();
        server.client().setTag(run, "t", "a".repeat(32));
    }

    @Test
    void many_wildcards_are_matched_at_once() {
        assertThat(found("tags.t LIKE '" + "%a".repeat(16) + "b'")).isZero();
        assertThat(found("tags.t LIKE '" + "%a".repeat(16) + "'")).isOne();
    }

    @Test
    void long_literals_are_read() {
        String value = "x".repeat(5_999);
        server.client().logParam(run, "p", value);

        assertThat(found("params.p = '" + value + "'")).isOne();
        assertThat(found("params.p = '" + value + "y'")).isZero();
        assertThat(found("run_id IN ('" + "x".repeat(100_000) + "', '" + run + "')"))
                .isOne();
        assertThat(found("params.`" + "k".repeat(100_000) + "` = 'v'")).isZero();
    }

    @Test
    void long_chains_of_clauses_are_tested() {
        List<String> clauses = Collections.nCopies(900, "tags.t LIKE 'a%'");

        assertThat(found(String.join(" AND ", clauses))).isOne();
        assertThat(found(String.join(" AND ", clauses) + " AND tags.t = 'b'")).isZero();
    }

    @Test
    void a_filter_of_too_many_words_is_refused_as_by_the_parser_of_mlflow() {
        String filter = " ".repeat(10_000) + "tags.t = 'a'";

        assertThat(search(filter).error())
                .isEqualTo("INVALID_PARAMETER_VALUE: Error on parsing filter '" + filter + "'");
        assertThat(search("'" + "x".repeat(1_000_000) + "'").error())
                .isEqualTo(
                        "INVALID_PARAMETER_VALUE: The filter has 1000002 characters. The embedded server reads filters of at most"
                                + " 1000000.");
    }

    @Test
    void long_orders_are_compared() {
        server.client().createRun();
        String order =
                IntStream.range(0, 20_000).mapToObj(i -> "'tags.k" + i + "'").collect(Collectors.joining(","));

        assertThat(server.rest()
                        .post("runs/search", "{'experiment_ids':['0'],'order_by':[" + order + "]}")
                        .status())
                .isEqualTo(200);
        assertThat(server.rest()
                        .post(
                                "runs/search",
                                "{'experiment_ids':['0'],'order_by':['tags.a" + ".a".repeat(50_000) + "']}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void deep_json_is_read_as_deep_as_python_reads_it() {
        assertThat(create("fine", "[".repeat(900) + "]".repeat(900)).status()).isEqualTo(200);
        assertThat(create("deep", "[".repeat(1_000) + "]".repeat(1_000)).status())
                .isEqualTo(500);
        assertThat(create("deepest", "[".repeat(1_000_000)).status()).isEqualTo(500);
        // Quoted in a complaint, level by level.
        assertThat(server.rest()
                        .post("experiments/search", "{'filter':" + "{'a':".repeat(900) + "1" + "}".repeat(901))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void long_numbers_are_read_as_far_as_python_reads_them() {
        assertThat(metric("0".repeat(4_299) + "1").status()).isEqualTo(200);
        assertThat(metric("0".repeat(1_000_000) + "1").status()).isEqualTo(200);
        assertThat(metric("1".repeat(1_000_000)).error())
                .startsWith("INVALID_PARAMETER_VALUE: Invalid value \"111")
                .endsWith(
                        "for parameter 'timestamp' supplied:  Hint: Value was of type 'str'. See the API docs for more information"
                                + " about request parameters.");
        assertThat(metric("1_".repeat(4_000) + "1_0x").status()).isEqualTo(400);
    }

    @Test
    void a_body_above_the_limits_is_refused_with_what_to_do() throws IOException {
        RawHttp http = new RawHttp(server.server().uri(), Duration.ofSeconds(30), RawHttp.End.SAID);
        String path = "/api/2.0/mlflow/experiments/create";

        RawHttp.Answer large = http.send("POST", path, "{\"name\":\"a\",\"x\":\"" + "x".repeat(40 * MEBIBYTE) + "\"}");
        RawHttp.Answer many = http.send("POST", path, "{\"name\":\"a\",\"x\":[" + "[],".repeat(300_000) + "1]}");
        RawHttp.Answer fine = http.send("POST", path, "{\"name\":\"a\",\"x\":\"" + "x".repeat(20 * MEBIBYTE) + "\"}");

        assertThat(large.status()).isEqualTo(413);
        assertThat(large.body())
                .contains("<p>The embedded server reads JSON bodies of at most 33554432 bytes; this one has 41943059."
                        + " Split it into several requests.</p>");
        assertThat(many.status()).isEqualTo(413);
        assertThat(many.body())
                .contains("<p>The embedded server reads JSON of at most 250000 values; this request has more."
                        + " Split it into several requests.</p>");
        assertThat(fine.status()).isEqualTo(200);
    }

    @Test
    void large_bodies_of_many_clients_are_all_answered() {
        String metrics = String.join(",", Collections.nCopies(300_000, "{\"key\":\"m\",\"value\":1,\"timestamp\":1}"));
        String body = "{\"run_id\":\"" + run + "\",\"metrics\":[" + metrics + "]}";
        RawHttp http = new RawHttp(server.server().uri(), Duration.ofSeconds(50), RawHttp.End.SAID);
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            answers.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return http.send("POST", "/api/2.0/mlflow/runs/log-batch", body)
                            .status();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }

        assertThat(answers).extracting(CompletableFuture::join).containsOnly(413);
        assertThat(found("tags.t LIKE 'a%'")).isOne();
    }

    @Test
    void a_body_that_nobody_reads_does_not_hide_the_answer() throws IOException {
        RawHttp http = new RawHttp(server.server().uri(), Duration.ofSeconds(30), RawHttp.End.SAID);

        assertThat(http.send("POST", "/nowhere", "x".repeat(10 * MEBIBYTE)).status())
                .isEqualTo(404);
    }

    @Test
    void unknown_paths_are_counted_within_limits() throws IOException {
        RawHttp http = new RawHttp(server.server().uri(), Duration.ofSeconds(30), RawHttp.End.SAID);
        http.send("GET", "/" + "x".repeat(20_000), "");
        http.send("GET", "/known", "");

        assertThat(server.server().unsupportedCalls()).containsOnlyKeys("(others)", "GET /known");
    }

    @Test
    void escapes_of_escapes_are_resolved_ten_times_as_in_mlflow() throws IOException {
        RawHttp http = new RawHttp(server.server().uri(), Duration.ofSeconds(30), RawHttp.End.SAID);
        String path = "/api/2.0/mlflow-artifacts/artifacts/%";

        assertThat(http.send("PUT", path + "25".repeat(7) + "41", "").status()).isEqualTo(200);
        assertThat(http.send("PUT", path + "25".repeat(100_000) + "41", "").status())
                .isEqualTo(500);
    }

    private int found(String filter) {
        Rest.Answer answer = search(filter);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().get("runs") instanceof List<?> runs ? runs.size() : 0;
    }

    private Rest.Answer search(String filter) {
        return server.rest()
                .send(
                        "POST",
                        "runs/search",
                        "{\"experiment_ids\":[\"0\"],\"filter\":\"" + filter.replace("\"", "\\\"") + "\"}");
    }

    private Rest.Answer create(String name, String extra) {
        return server.rest().post("experiments/create", "{'name':'" + name + "','x':" + extra + "}");
    }

    private Rest.Answer metric(String timestamp) {
        return server.rest()
                .post(
                        "runs/log-metric",
                        "{'run_id':'" + run + "','key':'m','value':1,'timestamp':'" + timestamp + "'}");
    }
}
