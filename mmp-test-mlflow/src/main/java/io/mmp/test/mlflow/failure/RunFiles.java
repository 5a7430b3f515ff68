package io.mmp.test.mlflow.failure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.failure.SafeName;
import io.mmp.test.json.JsonWriter;
import io.mmp.test.mlflow.client.Artifact;
import io.mmp.test.mlflow.client.ListedRun;
import io.mmp.test.mlflow.client.MlflowException;
import io.mmp.test.mlflow.client.RunListing;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps the runs of a server as files: all that they have logged in {@code runs.json}, and {@code artifacts/RUN/PATH}, those of the run that
 * was started last first, until {@value #MOST_BYTES} bytes are there. What is left out is marked so.
 */
public final class RunFiles {

    private static final int MOST_RUNS = 1000;
    private static final int MOST_FILES = 1000;
    private static final int MOST_VALUES = 1000;
    private static final long MOST_BYTES = 10 << 20;

    private final Path directory;
    private long left = MOST_BYTES;

    private RunFiles(Path directory) {
        this.directory = directory;
    }

    /** Return how many runs are read of a server for its files. */
    public static int most() {
        return MOST_RUNS;
    }

    /**
     * Write the files.
     *
     * @throws IOException if a file cannot be written
     * @throws MlflowException if the server does not answer
     */
    public static void write(RunListing listing, URI uri, Path directory) throws IOException {
        RunFiles files = new RunFiles(directory);
        List<Map<String, Object>> runs = new ArrayList<>();
        for (ListedRun run : listing.runs()) {
            runs.add(files.tree(run, listing));
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", 1);
        tree.put("uri", uri.toString());
        tree.put("has_more_runs", listing.hasMore());
        tree.put("runs", runs);
        Files.write(directory.resolve("runs.json"), JsonWriter.write(tree).getBytes(UTF_8));
    }

    private Map<String, Object> tree(ListedRun run, RunListing listing) throws IOException {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("run_id", run.data().id());
        tree.put("run_name", run.data().name());
        tree.put("experiment_id", run.data().experimentId());
        tree.put(
                "experiment_name", listing.experiments().getOrDefault(run.data().experimentId(), ""));
        tree.put("status", run.data().status().name());
        tree.put("deleted", run.isDeleted());
        run.duration().ifPresent(duration -> tree.put("duration_ms", duration.toMillis()));
        tree.put("params", entries(run.data().params()));
        tree.put("metrics", metrics(run));
        tree.put("tags", entries(run.data().tags()));
        try {
            tree.put("artifacts", artifacts(run));
        } catch (MlflowException e) {
            tree.put("artifacts_not_listed", String.valueOf(e.getMessage()));
        }
        return tree;
    }

    private static Map<String, Object> entries(Map<String, String> entries) {
        Map<String, Object> shown = new TreeMap<>();
        entries.forEach((key, value) -> shown.put(key, ShownEntry.value(key, value)));
        return shown;
    }

    private static Map<String, Object> metrics(ListedRun run) {
        Map<String, Object> metrics = new TreeMap<>();
        run.metrics().forEach(metric -> {
            Map<String, Object> last = new LinkedHashMap<>();
            last.put("value", Double.isFinite(metric.value()) ? metric.value() : String.valueOf(metric.value()));
            last.put("step", metric.step());
            long count = run.count(metric.key(), MOST_VALUES);
            last.put("values", count > MOST_VALUES ? "more than " + MOST_VALUES : count);
            metrics.put(metric.key(), last);
        });
        return metrics;
    }

    private List<Object> artifacts(ListedRun run) throws IOException {
        List<Object> artifacts = new ArrayList<>();
        for (Artifact file : run.files(MOST_FILES)) {
            Map<String, Object> one = new LinkedHashMap<>();
            if (artifacts.size() == MOST_FILES) {
                one.put("left_out", "all that follow: more than %s files".formatted(MOST_FILES));
            } else {
                one.put("path", file.path());
                one.put("bytes", file.size());
                if (file.size() > left) {
                    one.put("left_out", "more than %s bytes in all".formatted(MOST_BYTES));
                } else {
                    one.put("file", keep(run, file));
                }
            }
            artifacts.add(one);
        }
        return artifacts;
    }

    private String keep(ListedRun run, Artifact file) throws IOException {
        Path kept =
                directory.resolve("artifacts").resolve(SafeName.of(run.data().id()));
        for (String name : file.path().split("/", -1)) {
            kept = kept.resolve(SafeName.of(name));
        }
        Files.createDirectories(kept.getParent());
        try (InputStream content = run.artifacts().open(file.path())) {
            left -= Files.copy(content, kept);
        }
        return directory.relativize(kept).toString().replace('\\', '/');
    }
}
