package io.mmp.test.feast.history;

import static io.mmp.test.text.Words.count;
import static java.util.stream.Collectors.joining;

import io.mmp.test.feast.history.EngineFindings.JudgedRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Prints what is wrong in a training set, as an engine or the local oracle found it.
 *
 * @param expectation what was expected of it
 * @param set the training set
 * @param judged how many of its rows were judged
 * @param findings what was found wrong with the values of each source
 * @param rows what was found wrong with the number of the rows
 * @param files where the rows go that show it
 */
record EngineReport(
        String expectation,
        TrainingSet set,
        long judged,
        List<EngineFindings> findings,
        RowFindings rows,
        CounterexampleFiles files) {

    /** Print all that is wrong. */
    String ofAll() {
        Map<FaultCause, Long> causes = new TreeMap<>();
        findings.forEach(found -> found.causes().forEach((cause, number) -> causes.merge(cause, number, Long::sum)));
        rows.counts().forEach((cause, number) -> causes.merge(cause, number, Long::sum));
        long untold = findings.stream().mapToLong(EngineFindings::unjudged).sum();
        String told = causes.entrySet().stream()
                .map(cause -> cause.getKey() + ": " + cause.getValue())
                .collect(joining(", "));
        return text(
                findings.stream().mapToLong(EngineFindings::wrong).sum() + rows.count(),
                untold == 0
                        ? told
                        : told + (told.isEmpty() ? "" : ", ") + "of a cause that the engine cannot tell: " + untold,
                rows.examples(),
                fault -> true);
    }

    /** Print what is wrong for a cause, or may be. */
    String of(FaultCause cause) {
        long number = findings.stream().mapToLong(found -> found.countOf(cause)).sum();
        return text(number, cause + ": " + number, List.of(), fault -> fault.isOrMayBe(cause));
    }

    private String text(long wrong, String causes, List<RowFault> rowFaults, Predicate<ValueFault> isShown) {
        List<Fault> faults = new ArrayList<>();
        findings.forEach(found -> found.judged().stream()
                .map(JudgedRow::fault)
                .filter(isShown)
                // An engine gives them in an order of its own.
                .sorted(Comparator.comparing(ValueFault::cause)
                        .thenComparing(ValueFault::instant, Comparator.nullsFirst(Comparator.naturalOrder())))
                .forEach(faults::add));
        rowFaults.stream()
                .sorted(Comparator.comparing(RowFault::cause).thenComparing(RowFault::line))
                .forEach(faults::add);
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
                                        wrongThings(wrong) + (wrong == 1 ? " is" : " are"),
                                        causes),
                        faults,
                        wrong)
                + where;
    }

    /** One row may be wrong in several sources, and counts for each. */
    private String wrongThings(long wrong) {
        boolean isOfSeveral = findings.size() > 1;
        return isOfSeveral && rows.count() > 0
                ? wrong + (wrong == 1 ? " row" : " values or rows")
                : count(wrong, isOfSeveral ? "value" : "row");
    }
}
