package io.mmp.test.mlflow.benchmark;

import java.time.Duration;
import java.util.List;

/** Compares the calls of the Java client, and artifact transfers, between the embedded and the real server. */
final class CallsBenchmark {

    private CallsBenchmark() {}

    /** Run the benchmark and print its tables. */
    public static void main(String... arguments) {
        if (!RealMlflow.isInstalled()) {
            ManyRuns.print();
            return;
        }
        CallsTestCase.run("EMBEDDED"); // so that neither server meets a cold client
        List<Samples> real = CallsTestCase.run("PROCESS");
        List<Samples> embedded = CallsTestCase.run("EMBEDDED");

        System.out.println();
        System.out.printf(
                "%-34s %12s %12s %10s %10s%n",
                "medians through the Java client", "PROCESS", "EMBEDDED", "faster", "less CPU");
        for (int i = 0; i < real.size(); i++) {
            Duration slow = real.get(i).wall();
            Duration fast = embedded.get(i).wall();
            System.out.printf(
                    "%-34s %12s %12s %10s %10s%n",
                    real.get(i).name(),
                    Samples.text(slow),
                    Samples.text(fast),
                    Samples.ratio(slow, fast),
                    Samples.ratio(real.get(i).cpu(), embedded.get(i).cpu()));
        }
        ManyRuns.print();
    }
}
