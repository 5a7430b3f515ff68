package io.mmp.test.mlflow.benchmark;

import io.mmp.test.mlflow.embedded.EmbeddedMlflow;
import io.mmp.test.mlflow.process.MlflowProcess;
import io.mmp.test.mlflow.process.MlflowProcesses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Compares the calls of the Java client, and artifact transfers, between the embedded and the real server, which take turns. */
final class CallsBenchmark {

    private static final String ROW = "%-30s %10s %10s %10s %10s %8s %8s %8s%n";

    private CallsBenchmark() {}

    /** Run the benchmark and print its tables; the first argument is how many times less often each call is made. */
    public static void main(String... arguments) throws Exception {
        int divisor = arguments.length == 0 ? 1 : Integer.parseInt(arguments[0]);
        if (RealMlflow.isInstalled()) {
            Path temp = Files.createTempDirectory("calls-benchmark");
            try (MlflowProcesses processes = MlflowProcesses.from(parameter -> Optional.empty());
                    MlflowProcess real = processes.start();
                    EmbeddedMlflow embedded = EmbeddedMlflow.start();
                    Turns turns = new Turns(List.of(real.uri(), embedded.uri()), temp, divisor)) {
                print(turns.run());
            } finally {
                Files.deleteIfExists(temp.resolve("copy"));
                Files.delete(temp);
            }
        }
        ManyRuns.print();
    }

    private static void print(Map<String, List<Samples>> taken) {
        System.out.println();
        System.out.println(
                "Calls through the Java client and transfers through MlflowArtifacts, whose own time and CPU are in both.");
        System.out.printf(ROW, "", "PROCESS", "EMBEDDED", "PROCESS", "EMBEDDED", "faster", "faster", "less");
        System.out.printf(ROW, "", "best", "best", "median", "median", "by best", "median", "CPU");
        taken.forEach((name, samples) -> {
            Samples real = samples.get(0);
            Samples embedded = samples.get(1);
            System.out.printf(
                    Locale.ROOT,
                    ROW,
                    name,
                    Samples.text(real.best()),
                    Samples.text(embedded.best()),
                    Samples.text(real.wall()),
                    Samples.text(embedded.wall()),
                    Samples.ratio(real.best(), embedded.best()),
                    Samples.ratio(real.wall(), embedded.wall()),
                    Samples.ratio(real.cpu(), embedded.cpu()));
        });
    }
}
