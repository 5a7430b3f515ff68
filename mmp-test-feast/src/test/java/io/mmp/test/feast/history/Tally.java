package io.mmp.test.feast.history;

import io.mmp.test.feast.table.Column;
import io.mmp.test.feast.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares the answers of real Feast with ours, and counts how they differ. */
final class Tally {

    private final List<String> unexplained = new ArrayList<>();
    private final Map<Disagreement, Integer> explained = new TreeMap<>();
    private int answers;
    private long cells;
    private long agreements;

    /** Return the answers that differ for a reason that is not known. */
    List<String> unexplained() {
        return unexplained;
    }

    @SuppressWarnings("unchecked") // the script answers with lists of cells by the names of their columns
    void compare(int number, Question question, Map<String, ?> answer) {
        answers++;
        Table own = question.join().run();
        Map<String, List<@Nullable Object>> columns = (Map<String, List<@Nullable Object>>) answer.get("columns");
        if (columns == null) {
            explain(number, question, String.valueOf(answer.get("error")));
            return;
        }
        Table real = Question.answer(columns, own);
        long wrong = compareCells(own, real);
        if (wrong > 0) {
            List<Fault> faults = new ArrayList<>(new RowCheck(question.join().returned(real)).faults());
            question.join()
                    .sources()
                    .forEach(source -> faults.addAll(new SourceCheck(
                                    question.join().returned(real),
                                    source,
                                    question.join().visibility())
                            .faults()));
            explain(number, question, faults.stream().map(Fault::line).toList().toString());
        }
    }

    private void explain(int number, Question question, String difference) {
        Disagreement.of(question, difference)
                .ifPresentOrElse(
                        disagreement -> explained.merge(disagreement, 1, Integer::sum),
                        () -> unexplained.add("question %s: %s".formatted(number, difference)));
    }

    /** Count the cells of the two answers that agree, row by row, and return how many do not. */
    private long compareCells(Table own, Table real) {
        Column ownRows = own.column("row");
        Column realRows = real.column("row");
        long expected = (long) own.rowCount() * own.columnNames().size();
        long same = 0;
        for (int row = 0; row < own.rowCount(); row++) {
            for (int realRow = 0; realRow < real.rowCount(); realRow++) {
                if (ownRows.isSame(row, realRows, realRow)) {
                    same += sameCells(own, row, real, realRow);
                }
            }
        }
        cells += expected;
        agreements += same;
        return expected - same + Math.abs(own.rowCount() - real.rowCount());
    }

    private static long sameCells(Table own, int row, Table real, int realRow) {
        return own.columnNames().stream()
                .filter(name -> own.column(name).isSame(row, real.column(name), realRow))
                .count();
    }

    @Override
    public String toString() {
        return "%s answers of real Feast, %s of %s cells agree; answers that differ: %s for a known reason, %s for none"
                .formatted(answers, agreements, cells, explained, unexplained.size());
    }
}
