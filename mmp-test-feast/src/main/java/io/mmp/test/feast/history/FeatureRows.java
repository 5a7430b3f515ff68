package io.mmp.test.feast.history;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.mmp.test.engine.EngineColumn;
import io.mmp.test.engine.EngineSession;
import io.mmp.test.engine.Form;
import io.mmp.test.engine.SqlWriter;
import io.mmp.test.feast.history.SourceColumns.Pair;
import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.ValueType;
import java.math.BigDecimal;
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

/**
 * Fetches the feature rows of the entities of examples: rows with their keys as {@code rk0..}, their time as a number as {@code at}, a {@code cause}, and
 * the event timestamps of rows that the engine found as {@code matched} and {@code origin}.
 */
final class FeatureRows {

    /** So many feature rows are fetched; where the entities have more, those that are near in time, of fewer entities. */
    private static final int MOST = 50_000;

    private static final int NEAR = 500;

    private final EngineSession session;
    private final EngineSource source;
    private final RowsSql sql;
    private final Table examples;
    private final Table rows;

    FeatureRows(EngineSession session, EngineSource source, RowsSql sql, Table fetched) {
        this.session = session;
        this.source = source;
        this.sql = sql;
        Set<String> entities = new LinkedHashSet<>();
        for (int row = 0; row < fetched.rowCount(); row++) {
            entity(fetched, row).ifPresent(entities::add);
        }
        boolean isMuch = count(entities) > MOST;
        this.examples = isMuch ? few(fetched) : fetched;
        this.rows = isMuch ? near() : typed(read(condition(entities), ""));
    }

    /** Make examples of rows with these keys and timestamps, of which the engine found nothing. */
    static Table examples(RowsSql sql, Table keys, Column timestamps) {
        TableBuilder at = Table.builder()
                .column("asked_at", ValueType.DECIMAL)
                .column("cause", ValueType.STRING)
                .column("matched", ValueType.INT64)
                .column("origin", ValueType.INT64);
        for (int row = 0; row < timestamps.size(); row++) {
            Instant timestamp = (Instant) timestamps.get(row);
            at.row(
                    timestamp == null ? null : new BigDecimal(SqlWriter.number(timestamp, sql.isInNanos())),
                    FaultCause.DROPPED.name(),
                    null,
                    null);
        }
        Table examples = at.build();
        for (String key : keys.columnNames()) {
            examples = examples.with(key, keys.column(key));
        }
        return examples;
    }

    /** Return the examples; fewer, if their entities have many rows. */
    Table examples() {
        return examples;
    }

    /** Return the feature rows of their entities. */
    Table rows() {
        return rows;
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
            Object at = examples.column("asked_at").get(row);
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
}
