package io.mmp.test.feast.history;

import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares the answers of real Feast with ours, and counts how they differ. */
final class Tally {

    private final OfflineStore store;
    private final List<String> unexplained = new ArrayList<>();
    private final Map<Disagreement, Integer> explained = new TreeMap<>();
    private int answers;
    private long cells;
    private long agreements;

    Tally(OfflineStore store) {
        this.store = store;
    }

    /** Return the ways in which answers differ. */
    Set<Disagreement> kinds() {
        return explained.keySet();
    }

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
            String error = String.valueOf(answer.get("error"));
            explain(number, question, Disagreement.of(error), error);
            return;
        }
        Table real = Question.answer(columns, own);
        if (compareCells(own, real) > 0) {
            List<Fault> faults = faults(question.join().returned(real));
            explain(
                    number,
                    question,
                    Disagreement.of(store, faults),
                    faults.stream().map(Fault::line).toList().toString());
        }
    }

    private static List<Fault> faults(HistoricalFeatures features) {
        List<Fault> faults = new ArrayList<>(new RowCheck(features).faults());
        for (FeatureSource source : features.join().sources()) {
            faults.addAll(new SourceCheck(features, source, features.join().visibility()).faults());
        }
        return faults;
    }

    private void explain(int number, Question question, Optional<Set<Disagreement>> ways, String difference) {
        if (ways.filter(Disagreement.of(store)::containsAll).isPresent()) {
            ways.get().forEach(way -> explained.merge(way, 1, Integer::sum));
        } else {
            unexplained.add("question %s: %s%nof %s".formatted(number, difference, question.toJson()));
        }
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
                    break; // one that is returned twice is counted once
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
        return "%s: %s answers of real Feast, %s of %s cells agree; answers that differ: %s for a known reason, %s for none"
                .formatted(store, answers, agreements, cells, explained, unexplained.size());
    }
}
