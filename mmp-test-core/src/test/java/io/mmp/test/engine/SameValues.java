package io.mmp.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares each value of each type with each other one, in an engine and here. */
final class SameValues {

    private SameValues() {}

    /** Compare the columns of a query, in which each column of each row has a value. */
    static int assertSame(Engine engine, String query) {
        EngineTable table = engine.query(query);
        List<String> different = new ArrayList<>();
        int pairs = 0;
        try (EngineSession session = EngineSession.open(engine)) {
            SqlWriter sql = session.writer();
            List<EngineColumn> columns = session.columns(table);
            Table here = session.read("SELECT * FROM " + session.from(table, "t"), "it");
            for (EngineColumn one : columns) {
                for (EngineColumn other : columns) {
                    Optional<Form> form = Form.of(one.type(), other.type());
                    if (form.isEmpty()
                            || one.name().equals("row")
                            || other.name().equals("row")) {
                        continue;
                    }
                    Table answers = session.read(
                            "SELECT a.row AS a, b.row AS b, %s AS same, COALESCE(%s = %s, FALSE) AS joined FROM %s CROSS JOIN %s"
                                    .formatted(
                                            sql.isSame(
                                                    form.get(),
                                                    sql.column("a", one),
                                                    one,
                                                    sql.column("b", other),
                                                    other),
                                            sql.form(form.get(), sql.column("a", one), one, other),
                                            sql.form(form.get(), sql.column("b", other), other, one),
                                            session.from(table, "a"),
                                            session.from(table, "b")),
                            one);
                    pairs += answers.rowCount();
                    different.addAll(
                            differences(here.column(one.name()), here.column(other.name()), answers, one, other));
                }
            }
        }
        assertThat(different).isEmpty();
        return pairs;
    }

    private static List<String> differences(
            Column one, Column other, Table answers, EngineColumn oneColumn, EngineColumn otherColumn) {
        List<String> different = new ArrayList<>();
        for (int row = 0; row < answers.rowCount(); row++) {
            int a = (int) answers.column("a").getLong(row);
            int b = (int) answers.column("b").getLong(row);
            boolean isSame = one.isSame(a, other, b);
            boolean isJoined = isSame && !one.isNull(a);
            if (!Boolean.valueOf(isSame).equals(answers.column("same").get(row))
                    || !Boolean.valueOf(isJoined)
                            .equals(answers.column("joined").get(row))) {
                different.add("%s %s and %s %s: %s"
                        .formatted(oneColumn.sqlType(), one.get(a), otherColumn.sqlType(), other.get(b), isSame));
            }
        }
        return different;
    }
}
