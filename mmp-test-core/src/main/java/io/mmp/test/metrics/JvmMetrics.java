package io.mmp.test.metrics;

import io.mmp.test.json.JsonWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one JVM writes about its tests.
 *
 * @param directory the working directory, which tells modules apart
 * @param pid the process
 * @param started when it wrote for the first time
 * @param finished whether all test plans that it started came to their end
 * @param times the time of each group
 * @param falseAlarms the sum over the statistical assertions of each group that has any
 * @param tests the tests that have ended
 */
record JvmMetrics(
        String directory,
        long pid,
        Instant started,
        boolean finished,
        Map<String, Times> times,
        Map<String, Double> falseAlarms,
        List<TestResult> tests) {

    static final String SCHEMA = "io.mmp.test.metrics.jvm/1";

    String toJson() {
        Map<String, Object> groups = new LinkedHashMap<>();
        times.forEach((group, time) -> groups.put(
                group,
                GroupMetrics.of(group, testsOf(group), time, null, falseAlarmOf(group))
                        .toTree()));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", SCHEMA);
        tree.put("directory", directory);
        tree.put("pid", pid);
        tree.put("started", started.toString());
        tree.put("finished", finished);
        tree.put("groups", groups);
        tree.put("tests", tests.stream().map(TestResult::toTree).toList());
        return JsonWriter.write(tree);
    }

    double falseAlarmOf(String group) {
        return falseAlarms.getOrDefault(group, 0.0);
    }

    private List<TestResult> testsOf(String group) {
        return tests.stream().filter(test -> test.group().equals(group)).toList();
    }

    static JvmMetrics read(Path file) {
        Tree tree = Tree.read(file, SCHEMA);
        Map<String, Times> times = new LinkedHashMap<>();
        Map<String, Double> falseAlarms = new LinkedHashMap<>();
        tree.map("groups").forEach((group, figures) -> {
            times.put(group, Times.fromTree(figures));
            falseAlarms.put(group, figures.share("falseAlarm"));
        });
        List<TestResult> tests =
                tree.list("tests").stream().map(TestResult::fromTree).toList();
        requireGroups(file, times.keySet());
        requireGroups(file, tests.stream().map(TestResult::group).toList());
        return new JvmMetrics(
                tree.text("directory"),
                tree.count("pid"),
                tree.instant("started"),
                tree.flag("finished"),
                times,
                falseAlarms,
                tests);
    }

    private static void requireGroups(Path file, Collection<String> groups) {
        try {
            groups.forEach(Groups::check);
        } catch (IllegalArgumentException e) {
            throw new MetricsException("File %s is not usable: %s.".formatted(file, e.getMessage()), e);
        }
    }
}
