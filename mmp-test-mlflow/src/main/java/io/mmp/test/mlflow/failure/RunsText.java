package io.mmp.test.mlflow.failure;

import io.mmp.test.mlflow.client.Artifact;
import io.mmp.test.mlflow.client.ListedRun;
import io.mmp.test.mlflow.client.ListedRun.LastValue;
import io.mmp.test.mlflow.client.MlflowException;
import io.mmp.test.mlflow.client.RunData;
import io.mmp.test.mlflow.client.RunListing;
import io.mmp.test.text.Quantities;
import io.mmp.test.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Words the runs of a server for the report of a failed test: a block for each, of the last ten, and the first ten of everything in it. */
public final class RunsText {

    private static final int SHOWN = 10;

    /** More is not counted: the server would have to read it all. */
    private static final int COUNTED = 1000;

    private static final String OF_MLFLOW = "mlflow.";

    private RunsText() {}

    /** Return how many runs are read of a server for the text. */
    public static int most() {
        return COUNTED;
    }

    /**
     * Return the text, indented, without a line break at its end.
     *
     * @throws MlflowException if the server does not answer
     */
    public static String of(RunListing listing) {
        if (listing.runs().isEmpty()) {
            return "  no runs";
        }
        List<String> lines = new ArrayList<>();
        String all = counted(listing.hasMore() ? COUNTED + 1 : listing.runs().size(), "run");
        lines.add("  " + all + (listing.runs().size() > SHOWN ? ", the last %s of them:".formatted(SHOWN) : ":"));
        listing.runs().stream().limit(SHOWN).forEach(run -> describe(run, listing.experiments(), lines));
        return String.join("\n", lines);
    }

    private static void describe(ListedRun run, Map<String, String> experiments, List<String> lines) {
        RunData data = run.data();
        lines.add("  %s in experiment '%s' (%s): %s%s%s"
                .formatted(
                        data,
                        experiments.getOrDefault(data.experimentId(), "?"),
                        data.experimentId(),
                        data.status(),
                        run.duration()
                                .map(duration -> " after " + Quantities.millis((double) duration.toMillis()))
                                .orElse(""),
                        run.isDeleted() ? ", deleted" : ""));
        add("params", entries(data.params()), "", lines);
        add("metrics", metrics(run), "", lines);
        Map<String, String> tags = new TreeMap<>(data.tags());
        tags.keySet().removeIf(key -> key.startsWith(OF_MLFLOW));
        int own = data.tags().size() - tags.size();
        add("tags", entries(tags), own == 0 ? "" : own + " of MLflow's own", lines);
        add("artifacts", artifacts(run), "", lines);
    }

    private static List<String> entries(Map<String, String> entries) {
        return new TreeMap<>(entries)
                .entrySet().stream()
                        .map(entry -> ShownEntry.line(entry.getKey(), entry.getValue()))
                        .toList();
    }

    private static List<String> metrics(ListedRun run) {
        List<LastValue> sorted = run.metrics().stream()
                .sorted(Comparator.comparing(LastValue::key))
                .toList();
        List<String> texts = new ArrayList<>();
        for (LastValue metric : sorted) {
            // Each count is a call.
            texts.add(
                    texts.size() < SHOWN
                            ? "%s=%s at step %s (%s)"
                                    .formatted(
                                            metric.key(),
                                            metric.value(),
                                            metric.step(),
                                            counted(run.count(metric.key(), COUNTED), "value"))
                            : metric.key());
        }
        return texts;
    }

    private static List<String> artifacts(ListedRun run) {
        List<String> texts = new ArrayList<>();
        try {
            for (Artifact file : run.files(COUNTED)) {
                texts.add("%s (%s)".formatted(file.path(), Words.count(file.size(), "byte")));
            }
        } catch (MlflowException e) {
            texts.add("(not listed: %s)".formatted(e.getMessage()));
        }
        return texts;
    }

    private static void add(String title, List<String> things, String more, List<String> lines) {
        List<String> shown = new ArrayList<>(things.subList(0, Math.min(SHOWN, things.size())));
        if (things.size() > COUNTED) {
            shown.add("and more than %s others".formatted(COUNTED - SHOWN));
        } else if (things.size() > SHOWN) {
            shown.add("and %s more".formatted(things.size() - SHOWN));
        }
        if (!more.isEmpty()) {
            shown.add(shown.isEmpty() ? more : "and " + more);
        }
        if (!shown.isEmpty()) {
            lines.add("    %s%s%s".formatted(title, " ".repeat(10 - title.length()), String.join(", ", shown)));
        }
    }

    private static String counted(long number, String thing) {
        return number > COUNTED ? "more than " + Words.count(COUNTED, thing) : Words.count(number, thing);
    }
}
