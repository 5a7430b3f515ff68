package io.mmp.test.mlflow.assertion;

import static java.util.stream.Collectors.toMap;

import io.mmp.test.mlflow.client.Artifact;
import io.mmp.test.mlflow.client.ArtifactTree;
import io.mmp.test.mlflow.client.LocalNames;
import io.mmp.test.mlflow.client.LoggedRun;
import io.mmp.test.mlflow.client.MetricPoint;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/** Compares two runs by what a repeated training must give again: params, metrics and artifacts. */
record Reproduction(LoggedRun here, LoggedRun there, BiPredicate<Double, Double> same, List<PathMatcher> ignored) {

    List<String> differences() {
        List<String> differences = new ArrayList<>();
        compare("param", here.data().params(), there.data().params(), differences);
        for (String metric : union(here.data().metrics(), there.data().metrics())) {
            compareHistories(metric, values(here, metric), values(there, metric), differences);
        }
        compare("digest of artifact", digests(here), digests(there), differences);
        return differences;
    }

    /** Tell whether a run without differences has nothing that was compared. */
    boolean isOfNothing() {
        return here.data().params().isEmpty()
                && here.data().metrics().isEmpty()
                && digests(here).isEmpty();
    }

    private static void compare(
            String thing, Map<String, String> here, Map<String, String> there, List<String> differences) {
        for (String key : union(here, there)) {
            String one = here.containsKey(key) ? "'" + here.get(key) + "'" : "none";
            String other = there.containsKey(key) ? "'" + there.get(key) + "'" : "none";
            if (!one.equals(other)) {
                differences.add("%s '%s': %s here, %s there".formatted(thing, key, one, other));
            }
        }
    }

    private void compareHistories(
            String metric, List<MetricPoint> one, List<MetricPoint> other, List<String> differences) {
        if (one.size() != other.size()) {
            differences.add("metric '%s': %s values here, %s there".formatted(metric, one.size(), other.size()));
            return;
        }
        for (int i = 0; i < one.size(); i++) {
            MetricPoint a = one.get(i);
            MetricPoint b = other.get(i);
            if (a.step() != b.step()) {
                differences.add("metric '%s': step %s here, %s there".formatted(metric, a.step(), b.step()));
            } else if (!same.test(a.value(), b.value())) {
                differences.add(
                        "metric '%s' at step %s: %s here, %s there".formatted(metric, a.step(), a.value(), b.value()));
            }
        }
    }

    // Not by time: values of one step that were logged within a millisecond come in no certain order.
    private static List<MetricPoint> values(LoggedRun run, String metric) {
        return run.history(metric).points().stream()
                .sorted(Comparator.comparingLong(MetricPoint::step).thenComparingDouble(MetricPoint::value))
                .toList();
    }

    private Map<String, String> digests(LoggedRun run) {
        ArtifactTree artifacts = run.artifacts();
        return artifacts.walk().stream()
                .filter(artifact -> !artifact.isDirectory())
                .filter(artifact ->
                        ignored.stream().noneMatch(glob -> glob.matches(LocalNames.toBeMatched(artifact.path()))))
                .collect(toMap(Artifact::path, artifact -> artifacts.sha256(artifact.path())));
    }

    private static SortedSet<String> union(Map<String, ?> here, Map<String, ?> there) {
        SortedSet<String> keys = new TreeSet<>(here.keySet());
        keys.addAll(there.keySet());
        return keys;
    }
}
