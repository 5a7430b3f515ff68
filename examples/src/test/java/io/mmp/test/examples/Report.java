package io.mmp.test.examples;

import static java.util.stream.Collectors.joining;

import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.mlflow.client.LoggedRun;
import java.util.Locale;
import java.util.Map;

/** Prints what a run has logged, so that a first look at the examples shows something. */
public final class Report {

    private Report() {}

    /** Print the run to standard output, a line for each kind of thing that it has. */
    public static void print(MlflowTracking mlflow, String runId) {
        LoggedRun run = mlflow.run(runId);
        System.out.printf(
                Locale.ROOT,
                """

                %s on %s
                  params     %s
                  metrics    %s
                  tags       %s
                  artifacts  %s
                """,
                run,
                mlflow.uri(),
                line(run.data().params()),
                line(run.data().metrics()),
                line(run.data().tags()),
                run.artifacts().walk().stream()
                        .filter(artifact -> !artifact.isDirectory())
                        .map(artifact -> String.format(Locale.ROOT, "%s (%,d bytes)", artifact.path(), artifact.size()))
                        .collect(joining(", ")));
    }

    private static String line(Map<String, ?> entries) {
        return entries.entrySet().stream().map(Object::toString).sorted().collect(joining(", "));
    }
}
