package io.mmp.test.feast.history;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.mmp.test.engine.EngineColumn;
import io.mmp.test.engine.EngineSession;
import io.mmp.test.engine.Form;
import io.mmp.test.engine.SqlWriter;
import io.mmp.test.feast.history.EngineFindings.JudgedRow;
import io.mmp.test.feast.history.SourceColumns.Pair;
import io.mmp.test.table.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Fetches wrong training rows, and the feature rows of their entities, and has the local oracle judge them again. */
final class Counterexamples {

    /** So many feature rows are fetched; where the entities have more, those that are near in time, of fewer entities. */
    private static final int MOST = 50_000;

    private static final int NEAR = 500;

    private final EngineSession session;
    private final TrainingSet set;
    private final EngineSource source;
    private final PointInTimeSql sql;
    private final Table examples;
    private final Table training;
    private final Table rows;

    Counterexamples(EngineSession session, TrainingSet set, EngineSource source, PointInTimeSql sql, Table fetched) {
        this.session = session;
        this.set = set;
        this.source = source;
        this.sql = sql;
        Set<String> entities = new LinkedHashSet<>();
        for (int row = 0; row < fetched.rowCount(); row++) {
            entity(fetched, row).ifPresent(entities::add);
        }
        boolean isMuch = count(entities) > MOST;
        this.examples = isMuch ? few(fetched) : fetched;
        this.rows = isMuch ? near() : typed(read(condition(entities), ""));
        this.training = trainingRows();
    }

    private long count(Set<String> entities) {
        Table count = session.read(
                "SELECT COUNT(*) AS n FROM %s WHERE %s".formatted(sql.source(), condition(entities)), source.table());
        return ((Number) requireNonNull(count.row(0).get("n"))).longValue();
    }

    private static String condition(Set<String> entities) {
        return entities.isEmpty()
                ? "1 = 0"
                : entities.stream().map(one -> "(" + one + ")").collect(joining(" OR "));
    }

    private static Table few(Table fetched) {
        List<Integer> all = IntStream.range(0, fetched.rowCount()).boxed().toList();
        return fetched.rows(Offenders.shown(all, row -> fetched.column("cause").get(row)).stream()
                .mapToInt(Integer::intValue)
                .toArray());
    }

    /** Return the condition on rows of the source that are of the entity of a training row, or nothing if it matches none. */
    private Optional<String> entity(Table fetched, int row) {
        List<String> conditions = new ArrayList<>();
        List<Pair> keys = sql.columns().keys();
        for (int i = 0; i < keys.size(); i++) {
            Object key = fetched.column("rk" + i).get(row);
            if (key == null) {
                return Optional.empty();
            }
            Pair pair = keys.get(i);
            SqlWriter writer = sql.sql();
            conditions.add("%s = %s"
                    .formatted(
                            writer.form(pair.form(), writer.column("r", pair.source()), pair.source(), pair.training()),
                            pair.form() == Form.INSTANT
                                    ? SqlWriter.number(
                                            (Instant) key, writer.isInNanos(List.of(pair.source(), pair.training())))
                                    : writer.form(pair.form(), writer.literal(key), pair.training(), pair.source())));
        }
        return Optional.of(keys.isEmpty() ? "1 = 1" : String.join(" AND ", conditions));
    }

    private Table read(String condition, String more) {
        return session.read(
                "SELECT %s FROM %s WHERE %s%s".formatted(selected(), sql.source(), condition, more), source.table());
    }

    /** Read the rows nearest in time of each example, and those that the engine found. */
    private Table near() {
        String event = sql.number("r", sql.columns().event());
        List<String> queries = new ArrayList<>();
        for (int row = 0; row < examples.rowCount(); row++) {
            int place = row;
            Object at = examples.column("at").get(row);
            String entity = entity(examples, row).orElse(null);
            if (entity == null || at == null) {
                continue;
            }
            String found = Stream.of("matched", "origin")
                    .map(name -> examples.column(name).get(place))
                    .filter(Objects::nonNull)
                    .map(Object::toString)
                    .collect(joining(", "));
            queries.add("SELECT * FROM (SELECT %s FROM %s WHERE %s ORDER BY ABS(%s - %s) LIMIT %s) a"
                    .formatted(selected(), sql.source(), entity, event, at, NEAR));
            if (!found.isEmpty()) {
                queries.add("SELECT %s FROM %s WHERE %s AND %s IN (%s)"
                        .formatted(selected(), sql.source(), entity, event, found));
            }
        }
        return queries.isEmpty()
                ? typed(read("1 = 0", ""))
                : typed(session.read(String.join(" UNION ALL ", queries), source.table()));
    }

    private Map<String, EngineColumn> columns() {
        Map<String, EngineColumn> columns = new LinkedHashMap<>();
        sql.columns().keys().forEach(key -> columns.put(key.sourceName(), key.source()));
        columns.put(
                source.view().columnOf(source.view().eventTimestamp()),
                sql.columns().event());
        EngineColumn created = sql.columns().created();
        if (created != null) {
            columns.put(source.view().columnOf(source.view().createdTimestamp().orElseThrow()), created);
        }
        sql.columns().features().forEach(feature -> columns.put(feature.sourceName(), feature.source()));
        return columns;
    }

    private String selected() {
        List<EngineColumn> columns = List.copyOf(columns().values());
        return IntStream.range(0, columns.size())
                .mapToObj(i -> "%s AS c%s".formatted(sql.sql().column("r", columns.get(i)), i))
                .collect(joining(", "));
    }

    private Table typed(Table read) {
        return source.named(read, columns().keySet()).rows();
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
