package io.mmp.test.contract;

import io.mmp.test.contract.EngineKeys.Queries;
import io.mmp.test.contract.TableConstraint.Reference;
import io.mmp.test.contract.TableConstraint.RowCount;
import io.mmp.test.contract.TableConstraint.UniqueKey;
import io.mmp.test.engine.EngineColumn;
import io.mmp.test.engine.EngineSession;
import io.mmp.test.engine.EngineTable;
import io.mmp.test.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Judges rows where they are, in an engine: it counts, and gives the first rows that break a rule, which are judged here again before they are
 * shown.
 */
final class EngineContractRun {

    private static final int SHOWN = 10;
    private static final int IN_FILE = 10_000;

    private final TableContract contract;
    private final TableRows rows;
    private final EngineSession session;
    private final OffenderFile file;
    private final String from;
    private final List<EngineColumn> columns;
    private final ColumnBinding binding;
    private final SqlRules sqlRules;
    private final List<Question> questions = new ArrayList<>();
    private final List<String> aggregates = new ArrayList<>(List.of("COUNT(*)"));
    private final List<String> unjudged;

    /** A rule that the engine is asked about: its own aggregates are from this one on; a query of its own counts what they do not. */
    private record Question(
            Tally tally,
            SqlRule rule,
            int first,
            @Nullable Check check,
            @Nullable Queries queries) {}

    private EngineContractRun(
            TableContract contract, TableRows rows, EngineTable table, EngineSession session, OffenderFile file) {
        this.contract = contract;
        this.rows = rows;
        this.session = session;
        this.file = file;
        this.from = session.from(table, EngineKeys.ROWS);
        this.columns = session.columns(table);
        this.binding = new ColumnBinding(contract, new EngineColumns(columns));
        this.sqlRules = new SqlRules(rows.basis());
        this.unjudged = new ArrayList<>(contract.unjudged());
    }

    static ContractResult judge(TableContract contract, TableRows rows, EngineTable table, OffenderFile file) {
        try (EngineSession session = EngineSession.open(table.engine())) {
            return new EngineContractRun(contract, rows, table, session, file).judge();
        }
    }

    private ContractResult judge() {
        for (int i = 0; i < contract.columns().size(); i++) {
            if (binding.isThere(i)) {
                addColumn(i, contract.columns().get(i));
            }
        }
        contract.rules().forEach(this::addRule);
        List<@Nullable Object> values = ask();
        List<RuleResult> results = new ArrayList<>(binding.results());
        double falseAlarm = 0;
        for (Question question : questions) {
            Finding finding = conclude(question, values);
            falseAlarm += finding.falseAlarm();
            results.add(question.tally().result(finding));
        }
        return ContractRun.result(contract, rows, SqlRule.number(values.get(0)), results, unjudged, file, falseAlarm);
    }

    private void addColumn(int index, ColumnContract column) {
        SqlColumn sql = sqlColumn(index);
        if (column.isDate()) {
            Tally tally = tally("%s is %s".formatted(column.name(), column.typeWords()), Severity.CRITICAL);
            add(tally, sqlRules.date(sql), ContractRun.typeCheck(index, column, tally, rows.basis()), null);
        }
        for (ColumnRule rule : column.rules()) {
            String words = "%s %s".formatted(column.name(), rule.words());
            Tally tally = tally(words, rule.severity());
            Check check = rule.constraint().check(index, rule.share(), rows.basis(), tally);
            if (rule.constraint() instanceof Unique) {
                addUnique(List.of(sql), tally, check, rule.share(), "value");
            } else {
                sqlRules.of(sql, rule)
                        .ifPresentOrElse(
                                asked -> add(tally, asked, check, null),
                                () -> leave(words, rule.constraint() instanceof CellConstraint.Satisfying));
            }
        }
    }

    private void addRule(TableRule rule) {
        int[] needed = rule.constraint().columns().stream()
                .mapToInt(contract.columnNames()::indexOf)
                .toArray();
        if (!IntStream.of(needed).allMatch(binding::isThere)) {
            return;
        }
        Tally tally = tally(rule.words(), rule.severity());
        List<SqlColumn> key = IntStream.of(needed).mapToObj(this::sqlColumn).toList();
        if (rule.constraint() instanceof UniqueKey) {
            addUnique(key, tally, Unique.check(needed, rule.share(), rows.basis(), tally, "key"), rule.share(), "key");
        } else if (rule.constraint() instanceof Reference reference) {
            addReference(key, reference, tally, rule.share());
        } else if (rule.constraint() instanceof RowCount count) {
            add(
                    tally,
                    new SqlRule(
                            List.of("COUNT(*)"), null, (told, values) -> count.judge(SqlRule.number(values.get(0)))),
                    null,
                    null);
        } else {
            leave(rule.words(), true);
        }
    }

    private void addUnique(List<SqlColumn> key, Tally tally, Check check, double share, String thing) {
        EngineKeys keys = new EngineKeys(session, from, key);
        keys.duplicates(selected())
                .ifPresentOrElse(
                        queries -> addKeys(tally, keys, queries, check, share, thing),
                        () -> leave(tally.rule(), false));
    }

    private void addReference(List<SqlColumn> key, Reference reference, Tally tally, double share) {
        TableRows others = reference.others(rows.basis());
        EngineTable other = others.inEngine()
                .orElseThrow(() -> new ContractException(
                        "'%s' is asked of an engine, which does not have %s: refer to a table of the same engine, with TableRows.in."
                                .formatted(reference.words(), others)));
        EngineKeys keys = new EngineKeys(session, from, key);
        keys.missing(other, reference.otherColumns(), selected(), most())
                .ifPresentOrElse(
                        queries -> addKeys(tally, keys, queries, null, share, "key"), () -> leave(tally.rule(), false));
    }

    private void addKeys(
            Tally tally, EngineKeys keys, Queries queries, @Nullable Check check, double share, String thing) {
        add(
                tally,
                new SqlRule(
                        List.of(SqlRule.count(keys.isPresent())),
                        null,
                        (told, values) -> Finding.share(told, share, rows.basis(), thing)),
                check,
                queries);
    }

    private void add(Tally tally, SqlRule rule, @Nullable Check check, @Nullable Queries queries) {
        questions.add(new Question(tally, rule, aggregates.size(), check, queries));
        aggregates.addAll(rule.aggregates());
    }

    private void leave(String words, boolean isCode) {
        unjudged.add("'%s': %s; judge a sample of the rows with TableRows.ofQuery"
                .formatted(
                        words,
                        isCode
                                ? "an engine cannot run a predicate of Java"
                                : "the engine might not judge it exactly as it is judged here"));
    }

    private Tally tally(String words, Severity severity) {
        return new Tally(words, severity, file);
    }

    private SqlColumn sqlColumn(int index) {
        return new SqlColumn(session.writer(), columns.get(binding.source(index)), EngineKeys.ROWS);
    }

    /** Ask for all aggregates in one pass. */
    private List<@Nullable Object> ask() {
        String query = IntStream.range(0, aggregates.size())
                .mapToObj(i -> "%s AS a%s".formatted(aggregates.get(i), i))
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + from));
        Table answer = session.read(query, rows);
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
            String query = queries != null
                    ? queries.broken()
                    : "SELECT %s FROM %s WHERE %s LIMIT %s".formatted(selected(), from, broken, most());
            show(question, session.read(query, rows));
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

    private int most() {
        return file.isWanted() ? IN_FILE : SHOWN;
    }

    private String selected() {
        return IntStream.range(0, contract.columns().size())
                .filter(binding::isThere)
                .mapToObj(i -> sqlColumn(i).cell())
                .collect(Collectors.joining(", "));
    }
}
