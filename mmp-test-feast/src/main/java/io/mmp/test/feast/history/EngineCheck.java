package io.mmp.test.feast.history;

import static java.util.Objects.requireNonNull;

import io.mmp.test.engine.EngineException;
import io.mmp.test.engine.EngineSession;
import io.mmp.test.table.Table;
import java.util.EnumMap;
import java.util.Map;

/** Compares a training set with the right values of one source, in the engine that has both. */
final class EngineCheck implements TrainingCheck {

    /** So many wrong rows of each cause are fetched, and judged again here. */
    private static final int SHOWN = 25;

    /** So many are fetched of those whose cause the engine does not tell. */
    private static final int UNTOLD = 200;

    private final EngineSession session;
    private final TrainingSet set;
    private final EngineSource source;
    private final RowsSql rows;
    private final PointInTimeSql sql;
    private final Visibility visibility;
    private int shown = SHOWN;
    private int untold = UNTOLD;
    private boolean hasMatched;

    EngineCheck(EngineSession session, TrainingSet set, EngineSource source, Visibility visibility, int oneEntityIn) {
        this.session = session;
        this.set = set;
        this.source = source;
        this.visibility = visibility;
        this.rows = RowsSql.of(session, set, source, visibility, oneEntityIn);
        this.sql = new PointInTimeSql(rows, source.view().ttl());
    }

    /** Fetch so many wrong rows of each cause. */
    EngineCheck withExamples(int number) {
        shown = number;
        untold = number;
        return this;
    }

    @Override
    public EngineSource source() {
        return source;
    }

    private long number(Table row, String column) {
        return ((Number) requireNonNull(row.row(0).get(column))).longValue();
    }

    @Override
    public long judged() {
        return number(session.read(sql.countOfRows(), set.subject()), "judged");
    }

    @Override
    public long judgedEntities() {
        return number(session.read(sql.countOfRows(), set.subject()), "entities");
    }

    @Override
    public boolean knowsAny() {
        return hasMatched || session.read(sql.known(), set.subject()).rowCount() > 0;
    }

    @Override
    public EngineFindings find() {
        Table wrong = session.read(sql.countOfWrong(), set.subject());
        hasMatched = number(wrong, "matched") > 0;
        long count = number(wrong, "wrong");
        if (count == 0) {
            return EngineFindings.none(source);
        }
        Table examples = session.read(new CauseSql(rows, sql.ttl()).examples(shown, untold), set.subject());
        if (examples.rowCount() == 0) {
            throw new EngineException(
                    "%s counted %s wrong rows of training set %s, and gave none: a table changed meanwhile. Run the test again, or against a copy or snapshot that stands still."
                            .formatted(session.product(), count, set.table()));
        }
        Map<FaultCause, Long> counts = new EnumMap<>(FaultCause.class);
        long rest = 0;
        for (int row = 0; row < examples.rowCount(); row++) {
            String cause = String.valueOf(examples.column("cause").get(row));
            long total = examples.column("total").getLong(row);
            if (cause.equals(CauseSql.UNTOLD)) {
                rest = total;
            } else {
                counts.put(FaultCause.valueOf(cause), total);
            }
        }
        Counterexamples local = new Counterexamples(session, set, source, rows, examples);
        return new EngineFindings(
                source,
                count,
                number(wrong, "entities"),
                counts,
                rest,
                local.judge(visibility),
                local.training(),
                local.rows());
    }
}
