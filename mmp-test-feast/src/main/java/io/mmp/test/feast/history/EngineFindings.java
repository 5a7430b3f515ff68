package io.mmp.test.feast.history;

import io.mmp.test.table.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an engine found wrong with the values of one source.
 *
 * @param source the source
 * @param wrong how many training rows have wrong values
 * @param wrongEntities how many entities have such a row, if a sample of them was taken
 * @param counts the training rows by the causes that the engine told
 * @param untold the training rows whose cause the engine did not tell
 * @param judged the examples of wrong rows, as the local oracle judged them
 * @param training the training rows that it judged them by
 * @param rows the rows of the view that it judged them by
 */
record EngineFindings(
        EngineSource source,
        long wrong,
        long wrongEntities,
        Map<FaultCause, Long> counts,
        long untold,
        List<JudgedRow> judged,
        Table training,
        Table rows) {

    /**
     * A wrong row that was fetched.
     *
     * @param told the cause that the engine told, or null
     * @param fault what the local oracle says
     */
    record JudgedRow(@Nullable FaultCause told, ValueFault fault) {}

    static EngineFindings none(EngineSource source) {
        Table nothing = source.shape().rows();
        return new EngineFindings(source, 0, 0, Map.of(), 0, List.of(), nothing, nothing);
    }

    /** Return the rows by their causes: those of the local oracle where it judged all that the engine has of one. */
    Map<FaultCause, Long> causes() {
        Map<FaultCause, Long> causes = new EnumMap<>(FaultCause.class);
        counts.forEach((cause, count) -> {
            List<JudgedRow> examples = of(cause);
            if (examples.size() == count) {
                examples.forEach(row -> causes.merge(row.fault().cause(), 1L, Long::sum));
            } else {
                causes.merge(cause, count, Long::sum);
            }
        });
        if (isUntoldJudged()) {
            of(null).forEach(row -> causes.merge(row.fault().cause(), 1L, Long::sum));
        }
        return causes;
    }

    /** Return how many rows have, or may have, a value for this cause, as far as anyone can tell. */
    long countOf(FaultCause cause) {
        long count =
                of(null).stream().filter(row -> row.fault().isOrMayBe(cause)).count();
        for (Map.Entry<FaultCause, Long> told : counts.entrySet()) {
            List<JudgedRow> examples = of(told.getKey());
            if (examples.size() == told.getValue()) {
                count += examples.stream()
                        .filter(row -> row.fault().isOrMayBe(cause))
                        .count();
            } else if (told.getKey() == cause) {
                count += told.getValue();
            }
        }
        return count;
    }

    /** Return how many rows have a cause that nobody told. */
    long unjudged() {
        return isUntoldJudged() ? 0 : untold;
    }

    private boolean isUntoldJudged() {
        return of(null).size() == untold;
    }

    private List<JudgedRow> of(@Nullable FaultCause told) {
        List<JudgedRow> rows = new ArrayList<>(judged);
        rows.removeIf(row -> row.told() != told);
        return rows;
    }
}
