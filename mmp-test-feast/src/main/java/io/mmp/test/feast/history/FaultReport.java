package io.mmp.test.feast.history;

import static io.mmp.test.text.Words.count;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Prints faults: how many rows have one and why, the first of each cause, and the smallest counterexample.
 *
 * @param expectation what was expected of historical features
 * @param faults what is wrong with them, at least one
 * @param rowCount how many rows were asked for
 */
record FaultReport(String expectation, List<Fault> faults, int rowCount) {

    @Override
    public String toString() {
        String causes = faults.stream().collect(groupingBy(Fault::cause, TreeMap::new, counting())).entrySet().stream()
                .map(cause -> cause.getKey() + ": " + cause.getValue())
                .collect(joining(", "));
        return text(
                "%nExpecting historical features for %s %s, but %s wrong (%s):"
                        .formatted(count(rowCount, "entity row"), expectation, wrongRows(), causes),
                faults,
                faults.size());
    }

    /**
     * Print faults below a heading.
     *
     * @param faults those that may be shown, none of a row that is too often in both tables for all of it to be fetched
     * @param number how many there are in all
     */
    static String text(String heading, List<? extends Fault> faults, long number) {
        StringBuilder text = new StringBuilder(heading);
        List<? extends Fault> shown = Offenders.shown(faults, Fault::cause);
        shown.forEach(fault -> text.append("%n  ".formatted()).append(fault.line()));
        if (number > shown.size()) {
            text.append("%n  ... and %s more".formatted(number - shown.size()));
        }
        if (!faults.isEmpty()) {
            text.append("%nSmallest counterexample:".formatted());
            smallest(faults)
                    .counterexample()
                    .forEach((subject, content) ->
                            text.append("%n  %-14s".formatted(subject)).append(content));
        }
        return text.toString();
    }

    private String wrongRows() {
        long wrong = faults.stream()
                .map(fault -> List.of(fault.cause() == FaultCause.DROPPED, fault.row()))
                .distinct()
                .count();
        return count(wrong, "row") + (wrong == 1 ? " is" : " are");
    }

    /** Prefer a wrong value to a missing row, which explains itself. */
    private static Fault smallest(List<? extends Fault> faults) {
        return faults.stream()
                .map(fault -> (Fault) fault)
                .min(Comparator.comparing((Fault fault) -> fault instanceof RowFault)
                        .thenComparingInt(Fault::size))
                .orElseThrow();
    }
}
