package io.mmp.test.contract;

import io.mmp.test.contract.EngineKeys.Queries;
import io.mmp.test.contract.TableConstraint.Reference;
import io.mmp.test.contract.TableConstraint.RowCount;
import io.mmp.test.contract.TableConstraint.UniqueKey;
import io.mmp.test.engine.EngineColumn;
import io.mmp.test.engine.EngineSession;
import io.mmp.test.engine.EngineTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes questions to an engine of the rules of a contract, and says which rules are none. */
final class EngineQuestions {

    private static final int SHOWN = 10;
    private static final int IN_FILE = 10_000;

    /** A rule that the engine is asked about: its own aggregates are from this one on; a query of its own counts what they do not. */
    record Question(
            Tally tally,
            SqlRule rule,
            int first,
            @Nullable Check check,
            @Nullable Queries queries) {}

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

    EngineQuestions(
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
        for (int i = 0; i < contract.columns().size(); i++) {
            if (binding.isThere(i)) {
                addColumn(i, contract.columns().get(i));
            }
        }
        contract.rules().forEach(this::addRule);
    }

    List<Question> all() {
        return questions;
    }

    /** Return what is said of columns without asking. */
    List<RuleResult> results() {
        return binding.results();
    }

    /** Return the rules that the engine is not asked about, and why. */
    List<String> unjudged() {
        return unjudged;
    }

    /** Return the query for all aggregates, which takes one pass; the first of them counts the rows. */
    String aggregates() {
        return IntStream.range(0, aggregates.size())
                .mapToObj(i -> "%s AS a%s".formatted(aggregates.get(i), i))
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + from));
    }

    /** Return the query for the first rows that break a rule. */
    String broken(Question question) {
        Queries queries = question.queries();
        return queries != null
                ? queries.broken()
                : "SELECT %s FROM %s WHERE %s LIMIT %s"
                        .formatted(selected(), from, question.rule().broken(), most());
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
