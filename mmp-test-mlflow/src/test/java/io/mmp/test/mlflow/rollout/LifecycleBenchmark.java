package io.mmp.test.mlflow.rollout;

import io.mmp.test.lifecycle.LifecycleCheck;
import io.mmp.test.lifecycle.LifecycleResult;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.embedded.EmbeddedMlflow;
import io.mmp.test.mlflow.rollout.RegistryRollouts.Registry;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.mlflow.tracking.MlflowClient;

/** Prints what it takes to find each planted defect of a rollout service on the embedded registry, and how long 1,000 sequences take. */
final class LifecycleBenchmark {

    private static final String ROW = "%-44s %10s %10s %10s %10s %10s %8s%n";

    private LifecycleBenchmark() {}

    /** Run the benchmark and print its table. */
    public static void main(String... arguments) throws Exception {
        Path artifacts = Files.createTempDirectory("artifacts");
        try (EmbeddedMlflow server = EmbeddedMlflow.start(artifacts);
                MlflowClient client = new MlflowClient(server.uri().toString())) {
            Registry registry = new Registry(
                    MlflowRegistry.at(server.uri()), client.createRun("0").getRunId());
            on(registry, RegistryRollouts::new).withSequences(20).run(); // so that nothing is cold
            System.out.println();
            System.out.printf(ROW, "defect", "sequences", "commands", "shrinking", "shortest", "wall s", "CPU s");
            RegistryDefects.ofOneClient()
                    .forEach((name, defect) ->
                            print(name, () -> on(registry, defect).run()));
            print(
                    "two promotions at once, two clients",
                    () -> on(registry, RegistryDefects.LooksWithoutLock::new)
                            .withLength(8)
                            .runConcurrently());
            print(
                    "none, 1,000 sequences",
                    () -> on(registry, RegistryRollouts::new)
                            .withSequences(1_000)
                            .run());
            print(
                    "none, 100 sequences, two clients",
                    () -> on(registry, RegistryRollouts::new).runConcurrently());
        } finally {
            Files.delete(artifacts);
        }
    }

    private static LifecycleCheck<?, ?, ?> on(Registry registry, Function<Registry, RegistryRollouts> service) {
        return RegistryRolloutTests.ROLLOUTS.on(() -> service.apply(registry));
    }

    private static void print(String name, Supplier<LifecycleResult> run) {
        long wall = System.nanoTime();
        long cpu = cpu();
        LifecycleResult result = run.get();
        System.out.printf(
                Locale.ROOT,
                ROW,
                name,
                result.sequences(),
                result.commands(),
                result.shrinkingRuns(),
                result.steps().size(),
                seconds(System.nanoTime() - wall),
                seconds(cpu() - cpu));
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e9);
    }
}
