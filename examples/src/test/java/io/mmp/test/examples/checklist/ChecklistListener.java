package io.mmp.test.examples.checklist;

import io.mmp.test.examples.checklist.Result.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes what the tests of this run prove of the checklists, below the directory that the configuration parameter or system property
 * {@value #DIRECTORY} names, by default {@code target}: {@code rag/checklist.txt}, {@code .html} and {@code .json}, and {@code matrix/matrix.txt} with
 * its two.
 *
 * <p>The groups of tests run in JVMs of their own: results that are there already are kept, and the newest of a test counts. A run that has no test of a
 * checklist writes nothing of it.
 */
public final class ChecklistListener implements TestExecutionListener {

    static final String DIRECTORY = "checklist.dir";

    private final Map<Kind, Map<String, Result>> results = new ConcurrentHashMap<>();
    private final Published reductions = new Published(ChecklistItem.REDUCED);
    private final Published figures = new Published(ChecklistItem.FIGURE);
    private final Map<String, Instant> starts = new ConcurrentHashMap<>();
    private TestPlan plan;

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
        results.clear();
        reductions.clear();
        figures.clear();
        starts.clear();
    }

    @Override
    public void executionStarted(TestIdentifier node) {
        starts.put(node.getUniqueId(), Instant.now());
    }

    @Override
    public void reportingEntryPublished(TestIdentifier node, ReportEntry entry) {
        reductions.add(node, entry);
        figures.add(node, entry);
    }

    @Override
    public void executionSkipped(TestIdentifier node, String reason) {
        leavesOf(node).forEach(leaf -> record(leaf, Status.SKIPPED, reason));
    }

    @Override
    public void executionFinished(TestIdentifier node, TestExecutionResult result) {
        String reason = result.getThrowable()
                .map(thrown -> Objects.requireNonNullElse(thrown.getMessage(), thrown.toString()))
                .orElse("");
        if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
            if (node.isTest()) {
                String reduction = String.join("; ", reductions.of(node, plan));
                record(node, reduction.isEmpty() ? Status.REAL : Status.CONTRACT, reduction);
            }
            return;
        }
        Status status = result.getStatus() == TestExecutionResult.Status.FAILED ? Status.FAILED : Status.SKIPPED;
        leavesOf(node).forEach(leaf -> record(leaf, status, reason));
    }

    /** Return what counts: tests, and methods that would make tests only while they run. */
    private Stream<TestIdentifier> leavesOf(TestIdentifier node) {
        return Stream.concat(Stream.of(node), plan.getDescendants(node).stream())
                .filter(below -> below.isTest() || plan.getChildren(below).isEmpty());
    }

    private void record(TestIdentifier node, Status status, String reason) {
        methodOf(node).ifPresent(source -> {
            Instant now = Instant.now();
            Result result = new Result(
                    source.getJavaClass().getSimpleName() + "." + source.getMethodName(),
                    itemsOf(source),
                    controlsOf(source),
                    status,
                    reason.lines()
                            .map(String::strip)
                            .filter(text -> !text.isEmpty())
                            .findFirst()
                            .orElse(""),
                    figures.of(node, plan),
                    Duration.between(starts.getOrDefault(node.getUniqueId(), now), now),
                    now.truncatedTo(ChronoUnit.SECONDS).toString());
            for (Kind kind : Kind.values()) {
                kind.partOf(result, source.getJavaClass())
                        .ifPresent(part -> results.computeIfAbsent(kind, key -> new ConcurrentHashMap<>())
                                .merge(part.test(), part, Result::and));
            }
        });
    }

    private Optional<MethodSource> methodOf(TestIdentifier node) {
        return Stream.iterate(Optional.of(node), Optional::isPresent, above -> above.flatMap(plan::getParent))
                .map(above -> above.orElseThrow().getSource().orElse(null))
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .findFirst();
    }

    private static List<String> itemsOf(MethodSource source) {
        return linesOf(source, ChecklistItem.class, ChecklistItem::value);
    }

    private static List<String> controlsOf(MethodSource source) {
        return linesOf(source, NegativeControl.class, NegativeControl::value);
    }

    private static <A extends Annotation> List<String> linesOf(
            MethodSource source, Class<A> type, Function<A, String[]> lines) {
        boolean namesItself = Stream.of(ChecklistItem.class, NegativeControl.class)
                .anyMatch(named -> AnnotationSupport.isAnnotated(source.getJavaMethod(), named));
        return AnnotationSupport.findAnnotation(namesItself ? source.getJavaMethod() : source.getJavaClass(), type)
                .map(found -> List.of(lines.apply(found)))
                .orElse(List.of());
    }

    @Override
    public void testPlanExecutionFinished(TestPlan finished) {
        Path directory =
                Path.of(finished.getConfigurationParameters().get(DIRECTORY).orElse("target"));
        results.forEach((kind, ran) -> {
            try {
                ChecklistFiles files = kind.filesIn(directory);
                Map<String, Result> all = new TreeMap<>();
                files.results().forEach(result -> all.put(result.test(), result));
                all.putAll(ran);
                files.write(Checklist.parse(kind.text(), kind.controls(), all.values()));
            } catch (IOException e) {
                throw new UncheckedIOException("The checklist could not be written to " + directory, e);
            }
        });
    }
}
