package io.mmp.test.examples.platform.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.pipeline.PipelineGraph;
import io.mmp.test.pipeline.PipelineRun;
import io.mmp.test.python.PythonEnvironment;
import io.mmp.test.python.PythonInstallationException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** The pipeline of {@code fraud_pipeline.py} as a process, run by the local runner of Kubeflow Pipelines. */
final class FraudPipeline {

    private static final PythonEnvironment PACKAGES = PythonEnvironment.of(
                    "fraud-pipeline", "kfp==2.17.3", "boto3==1.44.8", "mlflow-skinny==3.17.2", "lightgbm==4.7.0")
            .withProof("import kfp, boto3, mlflow, lightgbm");

    private static final Path SCRIPT =
            Path.of("src/test/resources/pipeline/fraud_pipeline.py").toAbsolutePath();

    private static final Lock INSTALLING = new ReentrantLock();
    private static String refusal;

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();

    /** @param directory where it writes what its steps hand on */
    FraudPipeline(Path directory) {
        this.directory = directory;
    }

    /** Return why it cannot run here, in one line, empty if it can; what it needs is installed now. */
    static String refusal() {
        INSTALLING.lock();
        try {
            if (refusal == null) {
                refusal = "";
                PACKAGES.install();
            }
        } catch (PythonInstallationException e) {
            refusal = e.getMessage().lines().findFirst().orElse("");
        } finally {
            INSTALLING.unlock();
        }
        return refusal;
    }

    FraudPipeline readingFrom(URI objectStore) {
        environment.putAll(ObjectStore.environment(objectStore));
        return this;
    }

    FraudPipeline loggingTo(Map<String, String> mlflow) {
        environment.putAll(mlflow);
        return this;
    }

    /** Let it make one of the mistakes that the script knows. */
    FraudPipeline withFlaw(String flaw) {
        environment.put("FLAW", flaw);
        return this;
    }

    /** Run all of it. */
    Execution run(String... values) throws IOException, InterruptedException {
        return start("run", values);
    }

    /** Run the ingestion alone. */
    Execution ingest(String... values) throws IOException, InterruptedException {
        return start("ingest", values);
    }

    /** Compile it, and return what it declares. */
    PipelineGraph graph() throws IOException, InterruptedException {
        Path compiled = directory.resolve("pipeline.yaml");
        start("compile", compiled.toString());
        return PipelineGraph.ofKfp(Files.readString(compiled));
    }

    private Execution start(String what, String... values) throws IOException, InterruptedException {
        Path programs = PACKAGES.install().resolve("bin");
        List<String> command =
                new ArrayList<>(List.of(programs.resolve("python").toString(), SCRIPT.toString(), what));
        command.addAll(List.of(values));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        // Steps are started as 'python3', and write what the locale may not have.
        builder.environment().put("PATH", programs + ":" + System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        builder.environment().put("PYTHONUTF8", "1");
        builder.environment().put("GIT_PYTHON_REFRESH", "quiet");
        Process process = builder.start();
        String log = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Execution(process.waitFor(), log, directory.resolve("out"));
    }

    /** How the program ended, what it wrote, and where its steps left what they hand on. */
    record Execution(int exitCode, String log, Path out) {

        PipelineRun run() {
            return PipelineRun.ofKfpLog(log);
        }

        /** Return what a step handed on. */
        Path artifact(String step, String name) throws IOException {
            try (Stream<Path> files = Files.walk(out)) {
                return files.filter(file -> file.endsWith(Path.of(step, name)))
                        .findFirst()
                        .orElseThrow(() -> new IOException("Step '%s' left no '%s':%n%s".formatted(step, name, log)));
            }
        }
    }
}
