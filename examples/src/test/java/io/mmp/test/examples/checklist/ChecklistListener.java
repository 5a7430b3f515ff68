package io.mmp.test.examples.checklist;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.examples.checklist.Result.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes what the tests of this run prove of the checklist: {@code checklist.txt}, {@code .html} and {@code .json} in the directory that the
 * configuration parameter or system property {@value #DIRECTORY} names, by default {@code target/rag}.
 *
 * <p>The groups of tests run in JVMs of their own: results that are there already are kept, and the newest of a test counts. Nothing is written by a run
 * that has no test with a {@link ChecklistItem}.
 */
public final class ChecklistListener implements TestExecutionListener {

    static final String DIRECTORY = "checklist.dir";

    private final Map<String, Result> results = new ConcurrentHashMap<>();
    private final Map<String, String> reductions = new ConcurrentHashMap<>();
    private TestPlan plan;

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
        results.clear();
        reductions.clear();
    }

    @Override
    public void reportingEntryPublished(TestIdentifier node, ReportEntry entry) {
        String reason = entry.getKeyValuePairs().get(ChecklistItem.REDUCED);
        if (reason != null && !reason.isBlank()) {
            reductions.merge(
                    node.getUniqueId(), reason, (first, next) -> first.equals(next) ? first : first + "; " + next);
        }
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
                String reduction = reductionOf(node);
                record(node, reduction.isEmpty() ? Status.REAL : Status.REDUCED, reduction);
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

    private String reductionOf(TestIdentifier test) {
        return Stream.iterate(Optional.of(test), Optional::isPresent, node -> node.flatMap(plan::getParent))
                .map(node -> reductions.get(node.orElseThrow().getUniqueId()))
                .filter(Objects::nonNull)
                .collect(Collectors.joining("; "));
    }

    private void record(TestIdentifier node, Status status, String reason) {
        methodOf(node).ifPresent(source -> {
            List<String> items = itemsOf(source);
            if (!items.isEmpty() || isJudged(source.getJavaClass())) {
                String test = source.getJavaClass().getSimpleName() + "." + source.getMethodName();
                String line = reason.lines()
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse("");
                String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
                // One invocation of several that is less decides.
                results.merge(
                        test,
                        new Result(test, items, status, line, now),
                        (first, next) -> next.status().compareTo(first.status()) > 0 ? next : first);
            }
        });
    }

    /** A test of the system that names no line is told, lest it prove nothing that was asked. */
    private static boolean isJudged(Class<?> type) {
        return type.getPackageName().matches("io\\.mmp\\.test\\.examples\\.rag(\\..*)?");
    }

    private Optional<MethodSource> methodOf(TestIdentifier node) {
        return Stream.iterate(Optional.of(node), Optional::isPresent, above -> above.flatMap(plan::getParent))
                .map(above -> above.orElseThrow().getSource().orElse(null))
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .findFirst();
    }

    private static List<String> itemsOf(MethodSource source) {
        return AnnotationSupport.findAnnotation(source.getJavaMethod(), ChecklistItem.class)
                .or(() -> AnnotationSupport.findAnnotation(source.getJavaClass(), ChecklistItem.class))
                .map(found -> List.of(found.value()))
                .orElse(List.of());
    }

    @Override
    public void testPlanExecutionFinished(TestPlan finished) {
        if (results.isEmpty()) {
            return;
        }
        Path directory =
                Path.of(finished.getConfigurationParameters().get(DIRECTORY).orElse("target/rag"));
        try (var text = Objects.requireNonNull(ChecklistListener.class.getResourceAsStream("/rag/checklist.txt"))) {
            ChecklistFiles files = new ChecklistFiles(directory);
            Map<String, Result> all = new TreeMap<>();
            files.results().forEach(result -> all.put(result.test(), result));
            all.putAll(results);
            files.write(Checklist.parse(new String(text.readAllBytes(), UTF_8), all.values()));
        } catch (IOException e) {
            throw new UncheckedIOException("The checklist could not be written to " + directory, e);
        }
    }
}
