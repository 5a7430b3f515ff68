package io.mmp.test.feast.history;

import io.mmp.test.table.Cells;
import java.util.List;
import java.util.Map;

/** Something that is wrong about one row of what a feature store returned. */
sealed interface Fault permits RowFault, ValueFault {

    /** Return why it is wrong. */
    Cause cause();

    /** Return the number of the row, to count rows with several faults once. */
    int row();

    /** Return the fault in one line. */
    String line();

    /** Return how many rows and features must be looked at to see the fault; the smallest counterexample has the least. */
    int size();

    /** Return what to show of it as a counterexample, by headings. */
    Map<String, String> counterexample();

    /** Print cells as {@code a=1, b=2}, and none as {@code (no key)}. */
    static String print(Map<String, ?> cells) {
        List<String> printed = cells.entrySet().stream()
                .map(cell -> cell.getKey() + "=" + Cells.print(cell.getValue()))
                .toList();
        return printed.isEmpty() ? "(no key)" : String.join(", ", printed);
    }
}
