package io.mmp.test.contract;

import io.mmp.test.contract.EngineKeys.Queries;
import io.mmp.test.contract.EngineQuestions.Question;
import io.mmp.test.contract.TableConstraint.UniqueKey;
import io.mmp.test.engine.EngineSession;
import io.mmp.test.engine.EngineTable;
import io.mmp.test.table.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges rows where they are, in an engine: it counts, and gives the first rows that break a rule, which are judged here again before they are
 * shown.
 */
final class EngineContractRun {

    private final TableContract contract;
    private final TableRows rows;
    private final EngineSession session;
    private final OffenderFile file;
    private final EngineQuestions questions;

    private EngineContractRun(
            TableContract contract, TableRows rows, EngineTable table, EngineSession session, OffenderFile file) {
        this.contract = contract;
        this.rows = rows;
        this.session = session;
        this.file = file;
        this.questions = new EngineQuestions(contract, rows, table, session, file);
    }

    static ContractResult judge(TableContract contract, TableRows rows, EngineTable table, OffenderFile file) {
        try (EngineSession session = EngineSession.open(table.engine())) {
            return new EngineContractRun(contract, rows, table, session, file).judge();
        }
    }

    private ContractResult judge() {
        List<@Nullable Object> values = ask();
        List<RuleResult> results = new ArrayList<>(questions.results());
        double falseAlarm = 0;
        for (Question question : questions.all()) {
            Finding finding = conclude(question, values);
            falseAlarm += finding.falseAlarm();
            results.add(question.tally().result(finding));
        }
        return ContractRun.result(
                contract, rows, SqlRule.number(values.get(0)), results, questions.unjudged(), file, falseAlarm);
    }

    private List<@Nullable Object> ask() {
        Table answer = session.read(questions.aggregates(), rows);
        List<@Nullable Object> values = new ArrayList<>();
        for (String name : answer.columnNames()) {
            values.add(answer.column(name).get(0));
        }
        return values;
    }

    private Finding conclude(Question question, List<@Nullable Object> values) {
        List<@Nullable Object> own = values.subList(
                question.first(),
                question.first() + question.rule().aggregates().size());
        Queries queries = question.queries();
        String broken = question.rule().broken();
        long count = queries != null
                ? SqlRule.number(
                        session.read(queries.count(), rows).column("a0").get(0))
                : broken == null ? 0 : SqlRule.number(own.get(1));
        if (count > 0) {
            show(question, session.read(questions.broken(question), rows));
        }
        question.tally().answered(SqlRule.number(own.get(0)), count);
        return question.rule().conclusion().of(question.tally(), own);
    }

    /** Judge again here what the engine says breaks a rule. */
    private void show(Question question, Table found) {
        TableCursor cursor = new TableCursor(found, keys(found));
        List<String> names = contract.columnNames();
        int[] sources = names.stream()
                .mapToInt(name -> List.copyOf(found.columnNames()).indexOf(name))
                .toArray();
        CurrentRow row = new CurrentRow(cursor, names.toArray(String[]::new), sources);
        Check check = question.check();
        while (cursor.next()) {
            row.read();
            if (check == null) {
                question.tally().offend(row, row.place());
            } else {
                check.take(row);
            }
        }
        if (found.rowCount() == 0) {
            throw new ContractException(
                    "%s counted rows of %s that break '%s', and gave none: the table changed meanwhile. Judge a snapshot of it that stands still."
                            .formatted(session.product(), rows, question.tally().rule()));
        }
        boolean agrees = question.queries() != null
                ? question.tally().hasOffenders()
                : question.tally().count() == found.rowCount();
        if (!agrees) {
            throw new ContractException(
                    "%s says that %s rows of %s break '%s', and they are fetched as rows of which %s do: %s"
                            .formatted(
                                    session.product(),
                                    found.rowCount(),
                                    rows,
                                    question.tally().rule(),
                                    question.tally().count(),
                                    found.row(0)));
        }
    }

    /** Return the columns that tell which row one is: those that must be unique, or else the first three. */
    private List<String> keys(Table found) {
        List<String> unique = contract.columns().stream()
                .filter(column -> column.rules().stream().anyMatch(rule -> rule.constraint() instanceof Unique))
                .map(ColumnContract::name)
                .limit(1)
                .toList();
        if (unique.isEmpty()) {
            unique = contract.rules().stream()
                    .filter(rule -> rule.constraint() instanceof UniqueKey)
                    .map(rule -> rule.constraint().columns())
                    .findFirst()
                    .orElse(List.of());
        }
        return unique.isEmpty() || !found.columnNames().containsAll(unique)
                ? found.columnNames().stream().limit(3).toList()
                : unique;
    }
}
