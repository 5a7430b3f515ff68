package io.mmp.test.metrics;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Collects what the test plans of this JVM tell, and writes it to one file of a directory.
 *
 * <p>It belongs to the JVM and not to a test plan, because build tools run failed tests again in a second plan.
 */
final class JvmRecorder {

    private static final Logger LOG = System.getLogger(JvmRecorder.class.getName());
    private static final Map<Path, JvmRecorder> RECORDERS = new ConcurrentHashMap<>();

    private final Path file;
    private final Instant started = Instant.now();
    private final Map<String, TestResult> tests = new LinkedHashMap<>();
    private final Map<String, GroupClock> clocks = new TreeMap<>();
    private final Map<String, FalseAlarm> falseAlarms = new LinkedHashMap<>();
    private int runningPlans;

    private JvmRecorder(Path directory) {
        this.file = directory.resolve("tests." + UUID.randomUUID() + ".json");
    }

    /** Return the recorder of this JVM that writes to a directory. */
    static JvmRecorder of(Path directory) {
        return RECORDERS.computeIfAbsent(directory.toAbsolutePath().normalize(), JvmRecorder::new);
    }

    /** Write that the JVM has begun: a file that is never completed tells of a JVM that was killed. */
    synchronized void planStarted() {
        runningPlans++;
        write();
    }

    synchronized void planFinished() {
        runningPlans--;
        write();
    }

    synchronized void nodeStarted(Collection<String> groups) {
        long now = System.nanoTime();
        groups.forEach(group -> clockOf(group).enter(now));
    }

    synchronized void nodeFinished(Collection<String> groups) {
        long now = System.nanoTime();
        groups.forEach(group -> clockOf(group).leave(now));
    }

    synchronized void waitedForLock(String group, Duration time) {
        clockOf(group).lockWait = clockOf(group).lockWait.plus(time);
    }

    synchronized void waitedForContainer(String group, Duration time) {
        clockOf(group).containerStart = clockOf(group).containerStart.plus(time);
    }

    /** Note how probable it is that the statistical assertions of a test or class fail by accident; its last attempt counts. */
    synchronized void falseAlarm(String id, String group, double chance) {
        clockOf(group);
        falseAlarms.put(id, new FalseAlarm(group, chance));
    }

    private GroupClock clockOf(String group) {
        return clocks.computeIfAbsent(group, name -> new GroupClock());
    }

    synchronized void testEnded(TestResult test) {
        clockOf(test.group());
        tests.merge(test.id(), test, TestResult::retriedBy);
    }

    /** Return what is recorded for an id, if anything is. */
    synchronized Optional<TestResult> resultOf(String id) {
        return Optional.ofNullable(tests.get(id));
    }

    private void write() {
        Map<String, Times> times = new TreeMap<>();
        clocks.forEach((group, clock) -> times.put(group, clock.read()));
        Map<String, Double> chances = new TreeMap<>();
        falseAlarms.values().forEach(alarm -> chances.merge(alarm.group, alarm.chance, Double::sum));
        JvmMetrics metrics = new JvmMetrics(
                System.getProperty("user.dir"),
                ProcessHandle.current().pid(),
                started,
                runningPlans == 0,
                times,
                chances,
                List.copyOf(tests.values()));
        try {
            Files.createDirectories(file.resolveSibling(""));
            Path draft = file.resolveSibling(file.getFileName() + ".tmp");
            Files.write(draft, metrics.toJson().getBytes(StandardCharsets.UTF_8));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "File %s could not be written (%s); MetricsGuard will not know the tests of this JVM"
                            .formatted(file, e));
        }
    }

    private record FalseAlarm(String group, double chance) {}

    /** Runs while anything of its group runs. */
    private static final class GroupClock {

        private Duration lockWait = Duration.ZERO;
        private Duration containerStart = Duration.ZERO;
        private int running;
        private long since;
        private long nanos;

        private void enter(long now) {
            if (running++ == 0) {
                since = now;
            }
        }

        private void leave(long now) {
            if (--running == 0) {
                nanos += now - since;
            }
        }

        private Times read() {
            return new Times(Duration.ofNanos(nanos), lockWait, containerStart);
        }
    }
}
