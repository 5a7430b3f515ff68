package io.mmp.test.mlflow.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.mmp.test.mlflow.state.MlflowState;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The state of a {@link FilledServer}, from which the embedded one starts: over REST a hundred thousand runs would take minutes. */
record FilledState(int runs, int versions) {

    private static final String STATE = """
            {"format": "mmp-test-mlflow-state", "version": 1, "experiments": [
            {"experiment_id": "0", "name": "Default"}, {"experiment_id": "1", "name": "many"}], "runs": [
            """;

    /** Write it to a file and read that. */
    MlflowState written(Path file) throws IOException {
        int many = versions * 9 / 10;
        try (Writer out = Files.newBufferedWriter(file, UTF_8)) {
            out.write(STATE);
            writeAll(out, runs, this::run);
            out.write("], \"registered_models\": [\n");
            writeAll(
                    out,
                    1 + (versions - many) / 10,
                    n -> n == 0
                            ? text("{'name': 'many', 'aliases': {'champion': %d}}", many / 2)
                            : text("{'name': 'model-%d'}", n - 1));
            out.write("], \"model_versions\": [\n");
            writeAll(
                    out,
                    versions,
                    n -> n < many
                            ? version("many", n + 1, n, n + 1 == many / 2 ? "Production" : "None")
                            : version("model-" + (n - many) / 10, (n - many) % 10 + 1, n - many, "None"));
            out.write("]}\n");
        }
        return MlflowState.read(file);
    }

    private static void writeAll(Writer out, int count, IntFunction<String> record) throws IOException {
        for (int n = 0; n < count; n++) {
            out.write(record.apply(n) + (n < count - 1 ? ",\n" : "\n"));
        }
    }

    private String run(int n) {
        return text(
                "{'run_id': '%032x', 'experiment_id': '1', 'run_name': 'run-%d', 'user_id': 'ci', 'status': 'FINISHED',"
                        + " 'start_time': %d, 'end_time': %d, 'params': {'lr': '0.%d'},"
                        + " 'tags': {'mlflow.runName': 'run-%d', 'team': 'team-%d'},"
                        + " 'metrics': {'loss': [{'step': 0, 'timestamp': %d, 'value': %s}]%s}}",
                n,
                n,
                1_700_000_000_000L + n,
                1_700_000_000_001L + n,
                n % 10,
                n,
                n % 100,
                n,
                (double) ((long) n * FilledServer.STRIDE % runs) / runs,
                n == 0 ? longMetric() : "");
    }

    private String longMetric() {
        return IntStream.range(0, FilledServer.points(runs))
                .mapToObj(n -> "{'step': " + n + ", 'timestamp': " + n + ", 'value': " + 1.0 / (n + 1) + "}")
                .collect(joining(",", ", '" + FilledServer.LONG + "': [", "]"));
    }

    private static String version(String model, int version, int run, String stage) {
        return text(
                "{'name': '%s', 'version': %d, 'creation_timestamp': %d, 'last_updated_timestamp': %d, 'current_stage': '%s',"
                        + " 'source': 'mlflow-artifacts:/1/%032x/artifacts/model', 'run_id': '%032x'}",
                model, version, run, run, stage, run, run);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values).replace('\'', '"');
    }
}
