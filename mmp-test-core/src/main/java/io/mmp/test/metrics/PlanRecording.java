package io.mmp.test.metrics;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.mmp.test.verdict.FalseAlarms;
import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Turns the events of one test plan into results.
 *
 * <p>The leaves of the plan count. A container that fails or is skipped decides for the leaves below it that have not ended; if all
 * have, as after a failure in {@code @AfterAll}, it counts as a failed test itself.
 */
final class PlanRecording {

    private static final int REASON_LENGTH = 300;

    private final TestPlan plan;
    private final Groups groups;
    private final JvmRecorder recorder;
    private final Map<UniqueId, Running> running = new ConcurrentHashMap<>();
    private final Map<UniqueId, Duration> lockWaits = new ConcurrentHashMap<>();
    private final Map<UniqueId, Double> falseAlarms = new ConcurrentHashMap<>();
    private final Set<UniqueId> ended = ConcurrentHashMap.newKeySet();

    private record Running(long since, Set<String> groups, DoubleConsumer counterAround) {}

    PlanRecording(TestPlan plan, Groups groups, JvmRecorder recorder) {
        this.plan = plan;
        this.groups = groups;
        this.recorder = recorder;
        recorder.planStarted();
    }

    void started(TestIdentifier node) {
        // What was around it on this thread may be another class: threads of JUnit that wait run other tests.
        DoubleConsumer counterAround = FalseAlarms.countWith(chance -> falseAlarm(node, chance));
        Running now = new Running(System.nanoTime(), isEngine(node) ? Set.of() : groupsOf(node), counterAround);
        running.put(node.getUniqueIdObject(), now);
        recorder.nodeStarted(now.groups);
    }

    void skipped(TestIdentifier node, String reason) {
        Outcome outcome = isDisabled(node) ? Outcome.DISABLED : Outcome.SKIPPED;
        leavesOf(node).forEach(leaf -> record(leaf, outcome, Duration.ZERO, reason));
    }

    void finished(TestIdentifier node, TestExecutionResult result) {
        Running start = requireNonNull(running.remove(node.getUniqueIdObject()), "JUnit starts what it finishes");
        Duration time = Duration.ofNanos(System.nanoTime() - start.since);
        FalseAlarms.countWith(start.counterAround);
        recorder.nodeFinished(start.groups);
        Outcome outcome = outcomeOf(result);
        String reason = result.getThrowable().map(PlanRecording::reasonOf).orElse("");
        if (node.isTest()) {
            record(node, outcome, time, reason);
            return;
        }
        if (outcome == Outcome.PASSED) {
            // Only what failed in an earlier plan of this JVM counts as a test, and has passed now.
            recorder.resultOf(node.getUniqueId()).ifPresent(failed -> record(node, outcome, time, reason));
        } else {
            List<TestIdentifier> untold = leavesOf(node)
                    .filter(leaf -> !ended.contains(leaf.getUniqueIdObject()))
                    .toList();
            untold.forEach(leaf -> record(leaf, outcome, Duration.ZERO, reason));
            if (untold.isEmpty()) {
                record(node, outcome, time, reason);
            }
        }
        ended.add(node.getUniqueIdObject());
    }

    void waitedForLock(TestIdentifier node, Duration time) {
        lockWaits.merge(node.getUniqueIdObject(), time, Duration::plus);
        recorder.waitedForLock(groupOf(node), time);
    }

    void waitedForContainer(TestIdentifier node, Duration time) {
        recorder.waitedForContainer(groupOf(node), time);
    }

    void falseAlarm(TestIdentifier node, double chance) {
        double sum = falseAlarms.merge(node.getUniqueIdObject(), chance, Double::sum);
        recorder.falseAlarm(node.getUniqueId(), groupOf(node), sum);
    }

    void end() {
        recorder.planFinished();
    }

    private void record(TestIdentifier node, Outcome outcome, Duration time, String reason) {
        ended.add(node.getUniqueIdObject());
        recorder.testEnded(new TestResult(
                node.getUniqueId(),
                nameOf(node),
                groupOf(node),
                outcome,
                time,
                lockWaits.getOrDefault(node.getUniqueIdObject(), Duration.ZERO),
                0,
                abridge(reason)));
    }

    private static Outcome outcomeOf(TestExecutionResult result) {
        return switch (result.getStatus()) {
            case SUCCESSFUL -> Outcome.PASSED;
            case ABORTED -> Outcome.ABORTED;
            case FAILED -> Outcome.FAILED;
        };
    }

    private static String reasonOf(Throwable throwable) {
        return Optional.ofNullable(throwable.getMessage()).orElse(throwable.toString());
    }

    private static String abridge(String reason) {
        String line = reason.lines()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        return line.length() <= REASON_LENGTH ? line : line.substring(0, REASON_LENGTH) + "...";
    }

    private static boolean isDisabled(TestIdentifier node) {
        return node.getSource()
                .flatMap(PlanRecording::elementOf)
                .filter(element -> AnnotationSupport.isAnnotated(element, Disabled.class))
                .isPresent();
    }

    private static Optional<AnnotatedElement> elementOf(TestSource source) {
        try {
            if (source instanceof MethodSource method) {
                return Optional.of(method.getJavaMethod());
            }
            return source instanceof ClassSource type ? Optional.of(type.getJavaClass()) : Optional.empty();
        } catch (JUnitException e) {
            // Engines of other languages name methods that the class file does not have.
            return Optional.empty();
        }
    }

    private boolean isEngine(TestIdentifier node) {
        return plan.getParent(node).isEmpty();
    }

    /** Return what counts as a test: tests, and what would make tests only while it runs, such as a parameterized method. */
    private Stream<TestIdentifier> leavesOf(TestIdentifier node) {
        return Stream.concat(Stream.of(node), plan.getDescendants(node).stream())
                .filter(below -> below.isTest() || plan.getChildren(below).isEmpty());
    }

    private Set<String> groupsOf(TestIdentifier node) {
        return leavesOf(node).map(this::groupOf).collect(toUnmodifiableSet());
    }

    private String groupOf(TestIdentifier node) {
        return groups.of(pathTo(node).stream()
                .flatMap(above -> above.getTags().stream())
                .map(TestTag::getName)
                .collect(toUnmodifiableSet()));
    }

    private String nameOf(TestIdentifier node) {
        List<TestIdentifier> path = pathTo(node);
        if (path.isEmpty()) {
            return node.getDisplayName();
        }
        // The display name of a class lacks its package.
        Stream<String> top = Stream.of(path.get(0).getLegacyReportingName());
        return Stream.concat(top, path.stream().skip(1).map(TestIdentifier::getDisplayName))
                .collect(joining(" > "));
    }

    /** Return the nodes that lead to a node, from below the engine to the node itself. */
    private List<TestIdentifier> pathTo(TestIdentifier node) {
        List<TestIdentifier> path = new ArrayList<>();
        Optional<TestIdentifier> next = Optional.of(node);
        while (next.isPresent() && !isEngine(next.get())) {
            path.add(0, next.get());
            next = plan.getParent(next.get());
        }
        return path;
    }
}
