package io.mmp.test.feast.history;

import io.mmp.test.engine.EngineSession;
import io.mmp.test.feast.history.EngineFindings.JudgedRow;
import io.mmp.test.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes wrong training rows that were fetched, fetches the feature rows of their entities, and has the local oracle judge them again. */
final class Counterexamples {

    private final EngineSession session;
    private final TrainingSet set;
    private final EngineSource source;
    private final RowsSql sql;
    private final Table examples;
    private final Table training;
    private final Table rows;

    Counterexamples(EngineSession session, TrainingSet set, EngineSource source, RowsSql sql, Table fetched) {
        this.session = session;
        this.set = set;
        this.source = source;
        this.sql = sql;
        FeatureRows features = new FeatureRows(session, source, sql, fetched);
        this.examples = features.examples();
        this.rows = features.rows();
        this.training = trainingRows();
    }

    private Table trainingRows() {
        Table table = Table.builder().build();
        SourceColumns columns = sql.columns();
        for (int i = 0; i < columns.keys().size(); i++) {
            table = table.with(columns.keys().get(i).name(), examples.column("rk" + i));
        }
        if (!table.columnNames().contains(set.eventTimestamp())) {
            table = table.with(set.eventTimestamp(), examples.column("rt"));
        }
        for (int i = 0; i < columns.features().size(); i++) {
            table = table.with(columns.features().get(i).name(), examples.column("rx" + i));
        }
        return table;
    }

    /**
     * Judge them.
     *
     * @throws OracleDisagreementError if the local oracle finds one of them right
     */
    List<JudgedRow> judge(Visibility visibility) {
        HistoricalFeatures features = set.retrieval(training, source, rows).returned(training);
        SourceCheck check =
                new SourceCheck(features, features.retrieval().sources().get(0), visibility);
        Map<Integer, ValueFault> faults = new LinkedHashMap<>();
        check.faults().forEach(fault -> faults.put(fault.row(), fault));
        List<JudgedRow> judged = new ArrayList<>();
        List<String> right = new ArrayList<>();
        for (int row = 0; row < training.rowCount(); row++) {
            ValueFault fault = faults.get(row);
            String cause = String.valueOf(examples.column("cause").get(row));
            if (fault == null) {
                right.add("%s: the engine says %s, the local oracle that it is right"
                        .formatted(
                                Fault.print(training.row(row)),
                                cause.equals(CauseSql.UNTOLD) ? "wrong" : FaultCause.valueOf(cause)));
            } else {
                judged.add(new JudgedRow(told(cause), fault));
            }
        }
        if (!right.isEmpty()) {
            throw new OracleDisagreementError(session.product(), set, right);
        }
        return judged;
    }

    private static @Nullable FaultCause told(String cause) {
        return cause.equals(CauseSql.UNTOLD) ? null : FaultCause.valueOf(cause);
    }

    Table training() {
        return training;
    }

    Table rows() {
        return rows;
    }
}
