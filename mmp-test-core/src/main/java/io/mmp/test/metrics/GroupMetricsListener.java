package io.mmp.test.metrics;

import io.mmp.test.verdict.FalseAlarms;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Counts and times the tests of each group and writes one file for this JVM, which {@link MetricsGuard} judges.
 *
 * <p>JUnit finds it by itself. It does nothing unless the configuration parameter or system property {@value #DIRECTORY} names a
 * directory. The group of a test is the last of {@value #GROUPS} (default {@code unit,integration,e2e}) that is among its tags, the first
 * if none is.
 *
 * <p>Each JVM writes {@code tests.<uuid>.json}: when its first test plan starts, with {@code finished} false, and again when a plan ends.
 *
 * <pre>{@code
 * schema     "io.mmp.test.metrics.jvm/1"; another number means another format
 * directory  the working directory, which tells modules apart
 * pid        the process
 * started    when the first test plan started, in UTC
 * finished   whether each test plan that was started has ended
 * groups     for each group the fields of metrics.<group>.json, see MetricsGuard
 * tests      for each test:
 *   id              its unique id in the JUnit Platform
 *   test            class and display names
 *   group           its group
 *   outcome         passed | failed | aborted | disabled | skipped
 *   millis          the time of all attempts
 *   lockWaitMillis  the sum of the report entries mmp.lock.wait.millis of the test
 *   retries         how often it was run again because it had failed
 *   reason          why it failed or was skipped: the first line, at most 300 characters
 * }</pre>
 *
 * <p>Each {@link io.mmp.test.verdict.Verdict#orFail verdict} that a test judges adds its {@linkplain
 * io.mmp.test.verdict.Verdict#falseAlarm() false alarm} to the group's {@code falseAlarm}, and so does a report entry {@code
 * mmp.verdict.false.alarm} with a number from 0 to 1, which tests with statistics of their own may publish.
 *
 * <p>A test that is run again in the same JVM, as Surefire's {@code rerunFailingTestsCount} does, counts once, by its last attempt.
 * If a class or its {@code @BeforeAll} fails or is skipped, so are all its tests. A method that makes tests while it runs, such as a
 * parameterized one, counts by its invocations, and once if it does not come to run.
 *
 * @since 0.1.0
 */
public final class GroupMetricsListener implements TestExecutionListener {

    /** The configuration parameter that names the directory to write to; relative to the working directory. */
    public static final String DIRECTORY = "mmp.metrics.dir";

    /** The configuration parameter that names the groups, separated by commas, from the lightest to the heaviest. */
    public static final String GROUPS = "mmp.metrics.groups";

    private static final String LOCK_WAIT = "mmp.lock.wait.millis";
    private static final String CONTAINER_START = "mmp.container.start.millis";
    private static final String FALSE_ALARM = FalseAlarms.ENTRY;
    private static final Pattern CHANCE = Pattern.compile("\\d{1,3}(\\.\\d{1,30})?([eE]-?\\d{1,3})?");
    private static final Pattern MILLIS = Pattern.compile("\\d{1,15}");
    private static final Logger LOG = System.getLogger(GroupMetricsListener.class.getName());

    private volatile @Nullable PlanRecording recording;

    /** Create a listener for one run after another. */
    public GroupMetricsListener() {}

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        ConfigurationParameters parameters = plan.getConfigurationParameters();
        recording = parameters
                .get(DIRECTORY)
                .filter(directory -> !directory.isBlank())
                .map(directory -> record(plan, directory, parameters.get(GROUPS)))
                .orElse(null);
    }

    private static @Nullable PlanRecording record(TestPlan plan, String directory, Optional<String> groups) {
        try {
            return new PlanRecording(
                    plan, groups.map(Groups::parse).orElse(Groups.DEFAULT), JvmRecorder.of(Path.of(directory.strip())));
        } catch (IllegalArgumentException e) {
            LOG.log(Level.WARNING, "No metrics are written: " + e.getMessage());
            return null;
        }
    }

    @Override
    public void executionStarted(TestIdentifier node) {
        tell(plan -> plan.started(node));
    }

    @Override
    public void executionSkipped(TestIdentifier node, String reason) {
        tell(plan -> plan.skipped(node, reason));
    }

    @Override
    public void executionFinished(TestIdentifier node, TestExecutionResult result) {
        tell(plan -> plan.finished(node, result));
    }

    @Override
    public void reportingEntryPublished(TestIdentifier node, ReportEntry entry) {
        Map<String, String> pairs = entry.getKeyValuePairs();
        tell(plan -> {
            durationOf(pairs.get(LOCK_WAIT)).ifPresent(time -> plan.waitedForLock(node, time));
            durationOf(pairs.get(CONTAINER_START)).ifPresent(time -> plan.waitedForContainer(node, time));
            chanceOf(pairs.get(FALSE_ALARM)).ifPresent(chance -> plan.falseAlarm(node, chance));
        });
    }

    private static OptionalDouble chanceOf(@Nullable String text) {
        if (text == null) {
            return OptionalDouble.empty();
        }
        double chance = CHANCE.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!(chance >= 0 && chance <= 1)) {
            LOG.log(
                    Level.WARNING,
                    "The report entry " + FALSE_ALARM + " should be a number from 0 to 1, not '" + text + "'");
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(chance);
    }

    private static Optional<Duration> durationOf(@Nullable String millis) {
        if (millis == null) {
            return Optional.empty();
        }
        if (!MILLIS.matcher(millis).matches()) {
            LOG.log(Level.WARNING, "A report entry should be a number of milliseconds, not '" + millis + "'");
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis(Long.parseLong(millis)));
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        tell(PlanRecording::end);
    }

    private void tell(Consumer<PlanRecording> event) {
        PlanRecording plan = recording;
        if (plan != null) {
            event.accept(plan);
        }
    }
}
