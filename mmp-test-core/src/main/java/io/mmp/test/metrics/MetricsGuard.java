package io.mmp.test.metrics;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Merges what all JVMs wrote about their tests, compares it with limits and an earlier run, and tells where it is worse.
 *
 * <p>It reads, in the directories and below them: {@code tests.*.json} of {@link GroupMetricsListener}; JaCoCo's XML reports, if there are
 * any, as {@code coverage.<group>.xml} and {@code coverage.total.xml}, of which several are summed up; and {@code leaks.*.json}, if there
 * are any:
 *
 * <pre>{@code {"schema": 1, "leaks": [{"what": "process 4711 (redis-server)", "owner": "CacheTests"}]}}</pre>
 *
 * <p>On the machine where they ran it finds by itself what outlived the JVMs: see {@link io.mmp.test.server.Leftovers#of}.
 *
 * <p>{@link MetricsReport#writeTo} writes {@code metrics.<group>.json}, with times in milliseconds:
 *
 * <pre>{@code
 * schema                "io.mmp.test.metrics.group/1"; another number means another format
 * written               when, in UTC
 * group                 the name
 * tests                 how many, by their last attempt: passed, failed, aborted, disabled, skipped
 * flaky, retries        tests that passed after they had failed; how often any test was run again
 * skips, skipRate       the aborted, disabled and skipped; their part of all tests, from 0 to 1
 * totalMillis           how long anything of the group ran, summed over JVMs
 * lockWaitMillis        waits for locks, summed over tests and classes
 * containerStartMillis  waits for containers to start, summed over tests and classes
 * falseAlarm            how probable it is at most that a statistical assertion fails although all claims are true, from 0 to 1
 * coverage              coveredLines, missedLines, rate; absent if it was not measured
 * skipReasons           for each: code (aborted | disabled | skipped), reason, tests
 * failures, slowest     the failed and the ten slowest tests, as in the file of a JVM
 * }</pre>
 *
 * and {@code metrics.total.json}, with the schema {@code io.mmp.test.metrics.total/1}: {@code written}, {@code violations}, {@code groups} (the
 * above for each group and for {@code total}) and {@code history} (the runs before, the oldest first). This file is the baseline of a later
 * run, which adds it to its own history.
 *
 * @since 0.1.0
 */
public final class MetricsGuard {

    private final List<Path> directories;
    private final Limits limits;
    private final @Nullable Path baseline;

    private MetricsGuard(List<Path> directories, Limits limits, @Nullable Path baseline) {
        this.directories = List.copyOf(directories);
        this.limits = limits;
        this.baseline = baseline;
    }

    /** Judge the files in directories by the {@linkplain Limits#defaults() usual limits}. */
    public static MetricsGuard of(Path... directories) {
        return new MetricsGuard(List.of(directories), Limits.defaults(), null);
    }

    /** Judge by other limits. */
    public MetricsGuard withLimits(Limits other) {
        return new MetricsGuard(directories, other, baseline);
    }

    /** Compare with the {@code metrics.total.json} of an earlier run. */
    public MetricsGuard withBaseline(Path file) {
        return new MetricsGuard(directories, limits, file);
    }

    /**
     * Read and judge the files.
     *
     * @throws MetricsException if there are none, or one cannot be read
     */
    public MetricsReport check() {
        Inputs inputs = Inputs.read(directories);
        List<Snapshot> history = baseline == null ? List.of() : Snapshot.historyIn(baseline);
        Map<String, GroupMetrics> groups = new LinkedHashMap<>();
        Stream.concat(limits.groups().stream(), inputs.groups().stream())
                .forEach(group -> groups.put(group, inputs.metricsOf(group)));
        GroupMetrics total = inputs.total();
        List<String> violations = new ArrayList<>(LimitChecks.of(limits, inputs, groups.values(), total));
        if (!history.isEmpty()) {
            Snapshot last = history.get(history.size() - 1);
            violations.addAll(BaselineChecks.of(limits, last, groups.values(), total));
        }
        return new MetricsReport(
                Instant.now().truncatedTo(ChronoUnit.SECONDS), limits, groups, total, history, violations);
    }

    /**
     * Judge what the arguments name, print a table and the violations, and write the figures.
     *
     * <p>Exits with 0 if there is no violation, with 1 if there is one, with 2 if the arguments or the files cannot be used. The argument
     * {@code --help} lists the options.
     */
    public static void main(String... arguments) {
        System.exit(GuardCommand.run(List.of(arguments), System.out, System.err));
    }
}
