package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.search.NumberMatch;
import io.mmp.test.mlflow.embedded.search.RegexMatch;
import io.mmp.test.mlflow.embedded.search.SearchFilter;
import io.mmp.test.mlflow.embedded.search.SearchKey;
import io.mmp.test.mlflow.embedded.search.SearchToken;
import io.mmp.test.mlflow.embedded.search.SearchValue;
import io.mmp.test.mlflow.embedded.search.TextMatch;
import io.mmp.test.mlflow.embedded.tracking.Validation;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Trees;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The filter of a search over traces: attributes, tags, metadata, spans, feedback, expectations and issues. */
final class TraceFilter {

    private static final Set<String> TEXT_COMPARATORS = Set.of("=", "!=", "LIKE", "ILIKE", "RLIKE");
    private static final Set<String> ATTRIBUTE_COMPARATORS = Trees.union(TEXT_COMPARATORS, Set.of("IN", "NOT IN"));
    private static final Set<String> ENTRY_COMPARATORS =
            Trees.union(TEXT_COMPARATORS, Set.of("IS NULL", "IS NOT NULL"));

    private final Collection<Trace> scope;
    private final List<Predicate<Trace>> tests = new ArrayList<>();
    private final SpanMatch spans = new SpanMatch();

    @Nullable
    private String run;

    private TraceFilter(Collection<Trace> scope) {
        this.scope = scope;
    }

    /**
     * Return the test that a filter makes.
     *
     * @param scope the traces that are searched: feedback on a session holds for all of its traces among them
     */
    static Predicate<Trace> of(String filter, Collection<Trace> scope) {
        return of(filter, scope, () -> {});
    }

    /**
     * Return the test that a filter makes.
     *
     * @param beforeDatabase what is checked before a filter that only the database refuses is refused
     */
    static Predicate<Trace> of(String filter, Collection<Trace> scope, Runnable beforeDatabase) {
        TraceFilter reader = new TraceFilter(scope);
        List<TraceComparison> comparisons =
                SearchFilter.comparisons(filter, clause -> "'" + clause + "'", Set.of("timestamp")).stream()
                        .map(TraceComparison::of)
                        .toList();
        comparisons.forEach(reader::add);
        beforeDatabase.run();
        comparisons.stream()
                .filter(TraceComparison::isListAsText)
                .forEach(comparison -> SearchValue.requireListComparator(comparison.comparator()));
        return reader.test();
    }

    private Predicate<Trace> test() {
        Predicate<Trace> all = tests.stream().reduce(trace -> true, Predicate::and);
        String wanted = run;
        if (wanted != null && !wanted.isEmpty()) {
            all = all.and(
                    trace -> trace.linkedRuns.contains(wanted) || wanted.equals(trace.metadata.get(Trace.SOURCE_RUN)));
        }
        return spans.isEmpty() ? all : all.and(spans::test);
    }

    private void add(TraceComparison comparison) {
        TraceKey key = comparison.key();
        switch (key.type()) {
            case TraceKey.ISSUE -> addIssue(comparison);
            case TraceKey.ATTRIBUTE -> addAttribute(comparison);
            case TraceKey.TAG, TraceKey.METADATA -> addEntry(comparison);
            case TraceKey.SPAN -> {
                SpanMatch.requireComparator(key.key(), comparison.comparator());
                if (!comparison.isListAsText()) {
                    spans.add(key.key(), comparison.comparator(), comparison.isList(), comparison.values());
                }
            }
            default -> tests.add(AssessmentMatch.of(key, comparison.comparator(), comparison.right(), scope));
        }
    }

    private void addIssue(TraceComparison comparison) {
        if (!comparison.key().key().equals("id")) {
            throw RestException.invalid(
                    "Invalid issue attribute '" + comparison.key().key() + "'. Supported attributes: id");
        }
        if (!comparison.comparator().equals("=")) {
            throw RestException.invalid("issue.id comparator '" + comparison.comparator() + "' not one of '{'='}'");
        }
        tests.add(trace -> trace.assessments.stream()
                .anyMatch(assessment ->
                        assessment.kind.equals(Assessment.ISSUE) && assessment.name.equals(comparison.value())));
    }

    private void addAttribute(TraceComparison comparison) {
        TraceKey key = comparison.key();
        String comparator = comparison.comparator();
        if (key.isNumber()) {
            tests.add(numberTest(key, comparator, comparison.right()));
            comparison
                    .right()
                    .filter(SearchValue::isNumber)
                    .filter(number -> key.key().equals("timestamp_ms") && comparator.startsWith(">"))
                    .ifPresent(number -> spans.notBefore(Python.toFloat(number.text())));
            return;
        }
        if (!ATTRIBUTE_COMPARATORS.contains(comparator)) {
            throw invalidComparator(key, comparator);
        }
        Predicate<String> test = textTest(comparison);
        tests.add(trace -> key.text(trace).filter(test).isPresent());
    }

    private void addEntry(TraceComparison comparison) {
        TraceKey key = comparison.key();
        String comparator = comparison.comparator();
        if (!ENTRY_COMPARATORS.contains(comparator)) {
            throw invalidComparator(key, comparator);
        }
        if (comparison.right().isEmpty() && !key.isPrompt()) {
            tests.add(trace -> key.text(trace).isPresent() == comparator.equals("IS NOT NULL"));
        } else if (key.type().equals(TraceKey.METADATA) && TraceUsage.isCounted(key.key())) {
            requireEquality(key, comparator);
            boolean wanted = comparator.equals("=");
            tests.add(trace -> key.text(trace)
                    .filter(text -> text.equals(comparison.value()) == wanted)
                    .isPresent());
        } else if (key.isRun() && comparator.equals("=")) {
            run = comparison.value();
        } else if (key.isPrompt()) {
            requirePrompt(comparator, comparison.value());
            tests.add(trace -> trace.linkedPrompts.contains(comparison.value()));
        } else {
            Predicate<String> test = textTest(comparison);
            tests.add(trace -> key.text(trace).filter(test).isPresent());
        }
    }

    private static void requireEquality(TraceKey key, String comparator) {
        if (!comparator.equals("=") && !comparator.equals("!=")) {
            throw RestException.invalid("Comparator '" + comparator + "' is not supported for reserved metadata '"
                    + key.key() + "'. Only '=', '!=', 'IS NULL', and 'IS NOT NULL' are supported.");
        }
    }

    private static void requirePrompt(String comparator, String value) {
        if (!comparator.equals("=")) {
            throw RestException.invalid("Invalid comparator '" + comparator
                    + "' for prompts filter. Only '=' is supported with format: prompt = \"name/version\"");
        }
        if (value.chars().filter(c -> c == '/').count() != 1) {
            throw RestException.invalid(
                    "Invalid prompts filter value '" + value + "'. Expected format: prompt = \"name/version\"");
        }
    }

    private static Predicate<String> textTest(TraceComparison comparison) {
        if (comparison.isListAsText()) {
            return text -> false;
        }
        if (comparison.isList()) {
            return TextMatch.of(comparison.comparator(), comparison.values());
        }
        return comparison.comparator().equals("RLIKE")
                ? RegexMatch.of(comparison.value())
                : TextMatch.of(comparison.comparator(), comparison.value());
    }

    private static Predicate<Trace> numberTest(TraceKey key, String comparator, Optional<SearchToken> right) {
        if (!NumberMatch.COMPARATORS.contains(comparator)) {
            throw invalidComparator(key, comparator);
        }
        SearchToken value = right.orElseThrow();
        if (!SearchValue.isNumber(value)) {
            // To MLflow's database each number is less than each text.
            boolean holds = Set.of("<", "<=", "!=").contains(comparator);
            return trace -> holds && key.number(trace).isPresent();
        }
        Python.integer(value.text()).ifPresent(Validation::requireDatabaseInteger);
        DoublePredicate test = NumberMatch.of(comparator, Python.toFloat(value.text()));
        return trace -> {
            OptionalLong number = key.number(trace);
            return number.isPresent() && test.test((double) number.getAsLong());
        };
    }

    private static RestException invalidComparator(TraceKey key, String comparator) {
        String valid = key.type().equals(TraceKey.ATTRIBUTE)
                ? SearchKey.set(ATTRIBUTE_COMPARATORS) + (key.isNumber() ? "" : "'")
                : SearchKey.set(ENTRY_COMPARATORS) + (key.type().equals(TraceKey.METADATA) ? "'" : "");
        return RestException.invalid("Invalid comparator '" + comparator + "' not one of '" + valid);
    }
}
