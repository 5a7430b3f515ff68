package io.mmp.test.mlflow.benchmark;

import static io.mmp.test.mlflow.benchmark.FilledServer.EXPERIMENT;
import static io.mmp.test.mlflow.benchmark.FilledServer.MODEL;

import io.mmp.test.mlflow.client.LoggedRun;
import io.mmp.test.mlflow.client.MetricHistory;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.client.MlflowRuns;
import io.mmp.test.mlflow.client.ModelSnapshot;
import io.mmp.test.mlflow.client.ModelVersion;
import io.mmp.test.mlflow.client.RegisteredModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** What is asked of a {@link FilledServer}; each call fails if the answer is not what the server was filled with. */
final class SizeCalls {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String BY_LOSS = "metrics.loss ASC";

    private final URI uri;
    private final int size;
    private final MlflowRuns runs;
    private final MlflowRegistry registry;

    SizeCalls(URI uri, int size) {
        this.uri = uri;
        this.size = size;
        this.runs = MlflowRuns.at(uri);
        this.registry = MlflowRegistry.at(uri);
    }

    /** Return the filter that a hundred runs pass. */
    String lowLoss() {
        return String.format(Locale.ROOT, "metrics.loss < %.6f", 100.0 / size);
    }

    LoggedRun firstRuns() {
        LoggedRun first = runs.search(EXPERIMENT, "").findFirst().orElseThrow();
        return required(first, first.data().name().equals("run-" + (size - 1)));
    }

    LoggedRun best() {
        LoggedRun best = runs.search(EXPERIMENT, "", BY_LOSS).findFirst().orElseThrow();
        return required(best, best.data().name().equals("run-0"));
    }

    long filtered() {
        long found = runs.search(EXPERIMENT, lowLoss()).count();
        return required(found, found == 100);
    }

    long filteredAndOrdered() {
        long found = runs.search(EXPERIMENT, "params.lr = '0.3' AND tags.team = 'team-13'", BY_LOSS)
                .count();
        return required(found, found == size / 100);
    }

    long runs(int most) {
        long found = runs.search(EXPERIMENT, "").limit(most).count();
        return required(found, found == most);
    }

    LoggedRun run() {
        return LoggedRun.at(
                uri,
                runs.search(EXPERIMENT, lowLoss())
                        .findFirst()
                        .orElseThrow()
                        .data()
                        .id());
    }

    MetricHistory history() {
        MetricHistory history = LoggedRun.at(uri, "0".repeat(32)).history(FilledServer.LONG);
        return required(history, history.points().size() == FilledServer.points(size));
    }

    int middle() throws IOException, InterruptedException {
        return page("");
    }

    int middleByMetric() throws IOException, InterruptedException {
        return page(BY_LOSS);
    }

    /** Ask for a page in the middle, which no client can without reading what is before it. */
    private int page(String order) throws IOException, InterruptedException {
        String token =
                Base64.getEncoder().encodeToString(("{\"offset\": " + size / 2 + "}").getBytes(StandardCharsets.UTF_8));
        String orders = order.isEmpty() ? "" : "\"" + order + "\"";
        String body =
                "{\"experiment_ids\": [\"%s\"], \"max_results\": 2000, \"order_by\": [%s], \"page_token\": \"%s\"}"
                        .formatted(EXPERIMENT, orders, token);
        HttpRequest request = HttpRequest.newBuilder(uri.resolve("/api/2.0/mlflow/runs/search"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        String answer = HTTP.send(request, BodyHandlers.ofString()).body();
        return required(answer.length(), answer.contains("\"run-" + (size / 2 - 10) + "\"") || !order.isEmpty());
    }

    ModelVersion latestVersion() {
        return registry.searchVersions("name = 'many'", "version_number DESC")
                .findFirst()
                .orElseThrow();
    }

    long versions() {
        return registry.searchVersions("name = 'many'").count();
    }

    ModelVersion version() {
        return registry.version(MODEL, 4_500);
    }

    ModelVersion champion() {
        ModelVersion champion = registry.versionByAlias(MODEL, "champion");
        return required(champion, champion.version() == 4_500);
    }

    RegisteredModel model() {
        return registry.model(MODEL);
    }

    ModelSnapshot snapshot() {
        ModelSnapshot snapshot = registry.snapshot(MODEL);
        return required(snapshot, snapshot.versions().size() == 9_000);
    }

    private static <T> T required(T answer, boolean isRight) {
        if (!isRight) {
            throw new IllegalStateException("Not what the server was filled with: " + answer);
        }
        return answer;
    }
}
