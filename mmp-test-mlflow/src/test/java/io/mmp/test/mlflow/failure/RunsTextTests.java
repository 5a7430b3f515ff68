package io.mmp.test.mlflow.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.client.MlflowArtifacts;
import io.mmp.test.mlflow.client.RunListing;
import io.mmp.test.mlflow.embedded.EmbeddedMlflow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.tracking.MlflowClient;

/** What the report says of runs, and what their files hold. */
class RunsTextTests {

    @TempDir
    Path directory;

    private EmbeddedMlflow server;
    private MlflowClient client;

    @BeforeEach
    void start() {
        server = EmbeddedMlflow.start(directory.resolve("store"));
        client = new MlflowClient(server.uri().toString());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void a_run_is_told_with_all_that_it_has_logged() throws IOException {
        String run = run("night", 1_700_000_000_000L);
        client.logParam(run, "lr", "0.1");
        client.logParam(run, "max_tokens", "512");
        client.logParam(run, "note", "first\nsecond");
        client.logMetric(run, "loss", 0.5, 1_700_000_000_001L, 0);
        client.logMetric(run, "loss", 0.25, 1_700_000_000_002L, 9);
        client.logMetric(run, "auc", Double.NaN);
        client.setTag(run, "team", "payments");
        client.setTag(run, "mlflow.note.content", "ours");
        upload(run, "weights.txt", "[1, 2]");
        client.setTerminated(run, RunStatus.FAILED, 1_700_000_001_500L);

        assertThat(text().lines())
                .containsExactly(
                        "  1 run:",
                        "  run 'night' (%s) in experiment 'Default' (0): FAILED after 1.5 s".formatted(run),
                        "    params    lr=0.1, max_tokens=512, note=first\\nsecond",
                        "    metrics   auc=NaN at step 0 (1 value), loss=0.25 at step 9 (2 values)",
                        "    tags      team=payments, and 2 of MLflow's own",
                        "    artifacts model/weights.txt (6 bytes)");
    }

    @Test
    void a_server_without_runs_says_so() {
        assertThat(text()).isEqualTo("  no runs");
    }

    @Test
    void secrets_are_not_told() throws IOException {
        String run = run("night", 1);
        client.logParam(run, "api_key", "5f2b8c1d9e");
        client.logParam(run, "url", "postgresql://anna:Gr8-Pa55word-x@db/prod");
        client.setTag(run, "hf_token", "hf_AbCdEfGhIjKlMnOpQrStUvWxYz012345");
        client.setTag(run, "tokenizer", "bert");

        assertThat(text())
                .contains("api_key=***", "hf_token=***", "tokenizer=bert")
                .doesNotContain("5f2b8c1d9e", "Gr8-Pa55word-x", "hf_AbCdEf");
        assertThat(json())
                .contains("\"api_key\": \"***\"", "\"hf_token\": \"***\"", "\"tokenizer\": \"bert\"")
                .doesNotContain("5f2b8c1d9e", "Gr8-Pa55word-x", "hf_AbCdEf");
    }

    @Test
    void of_many_the_last_are_told_and_how_many_there_are() {
        for (int i = 1; i <= 12; i++) {
            run("run " + i, i);
        }
        String many = run("many", 100);
        for (int i = 10; i < 23; i++) {
            client.logParam(many, "p" + i, "v");
            client.logMetric(many, "m" + i, i);
        }

        assertThat(text())
                .startsWith("  13 runs, the last 10 of them:\n  run 'many' (" + many + ")")
                .contains(
                        "    params    p10=v, p11=v, p12=v, p13=v, p14=v, p15=v, p16=v, p17=v, p18=v, p19=v, and 3 more\n")
                .contains("m19=19.0 at step 0 (1 value), and 3 more\n")
                .contains("  run 'run 4' (")
                .doesNotContain("'run 3'");
        assertThat(json()).contains("\"run_name\": \"run 3\"", "\"has_more_runs\": false");
    }

    @Test
    void what_is_written_to_files_is_said() throws IOException {
        String run = run("night", 1);
        upload(run, "weights.txt", "[1, 2]");
        upload(run, "ö: 1.txt", "odd");
        Path large = Files.write(directory.resolve("large.bin"), new byte[(10 << 20) + 1]);
        MlflowArtifacts.at(server.uri()).ofRun(run).uploadFile(large);
        client.deleteRun(run);

        assertThat(text()).contains(": RUNNING, deleted\n");
        assertThat(json()).contains("""
                        "artifacts": [
                                {
                                  "path": "large.bin",
                                  "bytes": 10485761,
                                  "left_out": "more than 10485760 bytes in all"
                                },
                                {
                                  "path": "model/weights.txt",
                                  "bytes": 6,
                                  "file": "artifacts/%1$s/model/weights.txt"
                                },
                                {
                                  "path": "model/ö: 1.txt",
                                  "bytes": 3,
                                  "file": "artifacts/%1$s/model/%%C3%%B6%%3A%%201.txt"
                                }
                              ]""".formatted(run));
        assertThat(directory.resolve("kept/artifacts").resolve(run).resolve("model/weights.txt"))
                .hasContent("[1, 2]");
        assertThat(directory.resolve("kept/artifacts").resolve(run).resolve("model/%C3%B6%3A%201.txt"))
                .hasContent("odd");
    }

    private String run(String name, long start) {
        return client.createRun(CreateRun.newBuilder()
                        .setExperimentId("0")
                        .setRunName(name)
                        .setStartTime(start)
                        .build())
                .getRunId();
    }

    /** Upload without a file of that name, which a POSIX locale cannot have. */
    private void upload(String run, String name, String content) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri()
                        + "/api/2.0/mlflow-artifacts/artifacts/0/" + run + "/artifacts/model/"
                        + URLEncoder.encode(name, UTF_8).replace("+", "%20")))
                .PUT(HttpRequest.BodyPublishers.ofString(content))
                .build();
        try {
            assertThat(HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String text() {
        return RunsText.of(RunListing.read(server.uri(), Optional.empty(), RunsText.most()));
    }

    private String json() {
        try {
            Path kept = Files.createDirectories(directory.resolve("kept"));
            RunFiles.write(RunListing.read(server.uri(), Optional.empty(), RunFiles.most()), server.uri(), kept);
            return Files.readString(kept.resolve("runs.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
