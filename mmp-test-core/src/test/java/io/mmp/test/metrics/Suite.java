package io.mmp.test.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Figures of a JVM that did not run, to be written as if it had. */
final class Suite {

    private final String directory;
    private final List<TestResult> tests = new ArrayList<>();
    private final Map<String, Times> times = new TreeMap<>();
    private final Map<String, Double> falseAlarms = new TreeMap<>();
    private boolean finished = true;

    private Suite(String directory) {
        this.directory = directory;
    }

    static Suite in(String directory) {
        return new Suite(directory);
    }

    /** Return a suite with ten passed tests in each of the usual groups. */
    static Suite healthy() {
        return in("/builds/shop")
                .with("unit", Outcome.PASSED, 10)
                .with("integration", Outcome.PASSED, 10)
                .with("e2e", Outcome.PASSED, 10);
    }

    Suite with(String group, Outcome outcome, int number) {
        for (int i = 1; i <= number; i++) {
            add(group, outcome, "com.acme.%s > %s%s()".formatted(group, outcome.code(), i), 0);
        }
        return this;
    }

    Suite withFlaky(String group, int retries) {
        return add(group, Outcome.PASSED, "com.acme." + group + " > flickers()", retries);
    }

    private Suite add(String group, Outcome outcome, String name, int retries) {
        String reason = outcome == Outcome.PASSED ? "" : "because of <it>";
        times.putIfAbsent(group, Times.NONE);
        tests.add(new TestResult(
                "[id:" + name + "]",
                name,
                group,
                outcome,
                Duration.ofMillis(10L + tests.size()),
                Duration.ZERO,
                retries,
                reason));
        return this;
    }

    Suite taking(String group, Duration total) {
        times.put(group, new Times(total, Duration.ofMillis(200), Duration.ofMillis(3000)));
        return this;
    }

    Suite withFalseAlarm(String group, double chance) {
        falseAlarms.put(group, chance);
        return this;
    }

    Suite unfinished() {
        finished = false;
        return this;
    }

    Path writeTo(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(
                file,
                new JvmMetrics(
                                directory,
                                4711,
                                Instant.parse("2026-11-21T08:15:00Z"),
                                finished,
                                times,
                                falseAlarms,
                                tests)
                        .toJson());
    }
}
