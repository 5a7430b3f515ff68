package io.mmp.test.feast.history;

import static io.mmp.test.text.Words.count;
import static java.util.stream.Collectors.joining;

import io.mmp.test.feast.history.EngineFindings.JudgedRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Prints what an engine found wrong in a training set.
 *
 * @param expectation what was expected of it
 * @param set the training set
 * @param judged how many of its rows were judged
 * @param findings what was found, at least one wrong row
 */
record EngineReport(
        String expectation, TrainingSet set, long judged, List<EngineFindings> findings, CounterexampleFiles files) {

    /** Print all that is wrong. */
    String ofAll() {
        Map<FaultCause, Long> causes = new TreeMap<>();
        findings.forEach(found -> found.causes().forEach((cause, number) -> causes.merge(cause, number, Long::sum)));
        long untold = findings.stream().mapToLong(EngineFindings::unjudged).sum();
        String told = causes.entrySet().stream()
                .map(cause -> cause.getKey() + ": " + cause.getValue())
                .collect(joining(", "));
        return text(
                findings.stream().mapToLong(EngineFindings::wrong).sum(),
                untold == 0
                        ? told
                        : told + (told.isEmpty() ? "" : ", ") + "of a cause that the engine cannot tell: " + untold,
                fault -> true);
    }

    /** Print what is wrong for a cause, or may be. */
    String of(FaultCause cause) {
        long number = findings.stream().mapToLong(found -> found.countOf(cause)).sum();
        return text(number, cause + ": " + number, fault -> fault.isOrMayBe(cause));
    }

    private String text(long wrong, String causes, Predicate<ValueFault> isShown) {
        List<ValueFault> faults = findings.stream()
                .flatMap(found -> found.judged().stream())
                .map(JudgedRow::fault)
                .filter(isShown)
                .toList();
        String where = findings.stream()
                .filter(found -> found.wrong() > 0)
                .map(files::write)
                .flatMap(Optional::stream)
                .map(line -> "%n".formatted() + line)
                .collect(joining());
        return FaultReport.text(
                        "%nExpecting %s of training set %s %s, but %s wrong (%s):"
                                .formatted(
                                        count(judged, "row"),
                                        set.table(),
                                        expectation,
                                        count(wrong, isOfSeveral() ? "value" : "row") + (wrong == 1 ? " is" : " are"),
                                        causes),
                        faults,
                        wrong)
                + where;
    }

    /** One row may be wrong in several sources, and counts for each. */
    private boolean isOfSeveral() {
        return findings.size() > 1;
    }
}
