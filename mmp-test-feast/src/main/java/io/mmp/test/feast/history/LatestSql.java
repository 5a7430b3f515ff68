package io.mmp.test.feast.history;

import static java.util.stream.Collectors.joining;

import io.mmp.test.engine.EngineColumn;
import io.mmp.test.engine.Form;
import io.mmp.test.engine.SqlWriter;
import io.mmp.test.table.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an engine is asked about the entities of a feature view, in the order of their keys.
 *
 * @param from what stands for the table behind FROM, with the alias r
 * @param keys the join keys, at least one
 * @param created the created timestamp, or null
 */
record LatestSql(
        SqlWriter sql,
        String from,
        List<EngineColumn> keys,
        EngineColumn event,
        @Nullable EngineColumn created,
        List<EngineColumn> features) {

    /** Forms whose values every engine can put into a hash. */
    private static final Set<Form> HASHED =
            EnumSet.of(Form.INTEGER, Form.SINGLE, Form.DOUBLE, Form.DECIMAL, Form.TEXT, Form.INSTANT);

    /** A prime, so that the sum of a row for each of 10^12 still fits 64 bits. */
    private static final int BUCKETS = 1_000_003;

    /** Return the key of the last of the next entities behind a key, or behind none. */
    String end(@Nullable List<Object> after, int entities) {
        String keysOfRows =
                "SELECT %s FROM %s WHERE %s".formatted(keyForms() + ", " + originals(), from, range(after, null));
        String next = "SELECT %1$s, %2$s FROM (%3$s) s GROUP BY %1$s, %2$s ORDER BY %1$s LIMIT %4$s"
                .formatted(list("s.k"), list("s.o"), keysOfRows, entities);
        return "SELECT %s FROM (%s) p ORDER BY %s LIMIT 1"
                .formatted(list("p.o"), next, numbered(i -> "p.k" + i + " DESC"));
    }

    /** Return of each entity of a range the rows that count, several if they tie, or its key alone if none has happened. */
    String latest(@Nullable List<Object> after, List<Object> last, Instant asOf) {
        String within = range(after, last);
        String happened = isHappened(asOf);
        String pairs = "SELECT %s, %s, CASE WHEN %s THEN %s END AS p FROM %s WHERE %s"
                .formatted(keyForms(), originals(), happened, pair(), from, within);
        String counting = "SELECT %1$s, %2$s, MAX(s.p) AS p FROM (%3$s) s GROUP BY %1$s, %2$s"
                .formatted(list("s.k"), list("s.o"), pairs);
        List<EngineColumn> others = others();
        String rows = "SELECT %s, %s AS p%s FROM %s WHERE %s AND %s"
                .formatted(
                        keyForms(),
                        pair(),
                        IntStream.range(0, others.size())
                                .mapToObj(i -> ", %s AS x%s".formatted(sql.column("r", others.get(i)), i))
                                .collect(joining()),
                        from,
                        within,
                        happened);
        String selected = Stream.concat(
                        IntStream.range(0, keys.size()).mapToObj(i -> "m.o" + i),
                        IntStream.range(0, others.size()).mapToObj(i -> "f.x" + i))
                .collect(joining(", "));
        return "SELECT %s FROM (%s) m LEFT JOIN (%s) f ON %s AND f.p = m.p ORDER BY %s"
                .formatted(
                        named(selected.split(", ")),
                        counting,
                        rows,
                        numbered(" AND ", i -> "f.k%1$s = m.k%1$s".formatted(i)),
                        list("m.k"));
    }

    /** Return so many rows of some entities, which all have their keys within a range. */
    String history(List<List<Object>> entities, Instant asOf, int most) {
        String ofThem = keys.size() == 1
                ? "%s IN (%s)"
                        .formatted(
                                keyForm(0),
                                entities.stream()
                                        .map(key -> literal(0, key.get(0)))
                                        .collect(joining(", ")))
                : entities.stream()
                        .map(key -> numbered(" AND ", i -> keyForm(i) + " = " + literal(i, key.get(i))))
                        .collect(joining(") OR (", "((", "))"));
        // What has happened last comes first, should an entity have more.
        String order =
                "CASE WHEN %s THEN 0 ELSE 1 END, ABS(%s - %s)".formatted(isHappened(asOf), number(event), number(asOf));
        return "SELECT %s FROM %s WHERE %s AND %s ORDER BY %s LIMIT %s"
                .formatted(
                        named(columns().stream()
                                .map(column -> sql.column("r", column))
                                .toArray(String[]::new)),
                        from,
                        isPresent(),
                        ofThem,
                        order,
                        most);
    }

    /** Return how many rows there are, and a sum that another row, key, timestamp or value changes. */
    String state() {
        List<String> forms = new ArrayList<>();
        columns()
                .forEach(column -> Form.of(column.type(), column.type())
                        .filter(HASHED::contains)
                        .ifPresent(form -> forms.add(sql.form(form, sql.column("r", column), column, column))));
        return "SELECT COUNT(*) AS n, CAST(SUM(%s) AS BIGINT) AS s FROM %s".formatted(sql.bucket(forms, BUCKETS), from);
    }

    /** Return the last event timestamp. */
    String lastEvent() {
        return "SELECT MAX(%s) AS e FROM %s".formatted(sql.column("r", event), from);
    }

    /** Return how many entities have a row that has happened, or nobody knows when. */
    String countOfIngested(Instant until) {
        String known = "SELECT %s FROM %s WHERE %s AND %s".formatted(keyForms(), from, isPresent(), isIngested(until));
        return "SELECT COUNT(*) AS n FROM (SELECT %1$s FROM (%2$s) s GROUP BY %1$s) c".formatted(list("s.k"), known);
    }

    /** Return a count, or the keys, of rows that have happened to nobody: one of their keys is null. */
    String ofNobody(Instant until, boolean isCounted) {
        return "SELECT %s FROM %s WHERE NOT (%s) AND %s%s"
                .formatted(
                        isCounted
                                ? "COUNT(*) AS n"
                                : named(numbered(i -> sql.column("r", keys.get(i)))
                                        .split(", ")),
                        from,
                        isPresent(),
                        isIngested(until),
                        isCounted ? "" : " LIMIT " + Offenders.SHOWN);
    }

    /** Return the columns, in the order in which rows have them. */
    List<EngineColumn> columns() {
        return Stream.concat(keys.stream(), others().stream()).toList();
    }

    private List<EngineColumn> others() {
        return Stream.of(Stream.of(event), Stream.ofNullable(created), features.stream())
                .flatMap(part -> part)
                .toList();
    }

    private static String named(String... expressions) {
        return IntStream.range(0, expressions.length)
                .mapToObj(i -> expressions[i] + " AS c" + i)
                .collect(joining(", "));
    }

    private String isPresent() {
        return numbered(" AND ", i -> sql.column("r", keys.get(i)) + " IS NOT NULL");
    }

    private String range(@Nullable List<Object> after, @Nullable List<Object> last) {
        String condition = isPresent();
        if (after != null) {
            condition += " AND " + beyond(after, '>', "");
        }
        return last == null ? condition : condition + " AND " + beyond(last, '<', "=");
    }

    /** Compare keys as a whole; the first by itself too, which is what an index or a partition can be searched by. */
    private String beyond(List<Object> key, char sign, String orEqual) {
        int end = keys.size() - 1;
        String condition = "%s %s%s %s".formatted(keyForm(end), sign, orEqual, literal(end, key.get(end)));
        for (int i = end - 1; i >= 0; i--) {
            String literal = literal(i, key.get(i));
            condition = "(%1$s %2$s %3$s OR (%1$s = %3$s AND %4$s))".formatted(keyForm(i), sign, literal, condition);
        }
        return end == 0 ? condition : "%s %s= %s AND %s".formatted(keyForm(0), sign, literal(0, key.get(0)), condition);
    }

    private Form form(int key) {
        return Form.of(keys.get(key).type(), keys.get(key).type()).orElseThrow();
    }

    private String keyForm(int key) {
        EngineColumn column = keys.get(key);
        return sql.form(form(key), sql.column("r", column), column, column);
    }

    private String literal(int key, Object value) {
        EngineColumn column = keys.get(key);
        return form(key) == Form.INSTANT
                ? SqlWriter.number((Instant) value, sql.isInNanos(List.of(column)))
                : sql.form(form(key), sql.literal(value), column, column);
    }

    private String keyForms() {
        return numbered(i -> keyForm(i) + " AS k" + i);
    }

    private String originals() {
        return numbered(i -> sql.column("r", keys.get(i)) + " AS o" + i);
    }

    private String list(String prefix) {
        return numbered(i -> prefix + i);
    }

    private String numbered(IntFunction<String> key) {
        return numbered(", ", key);
    }

    private String numbered(String between, IntFunction<String> key) {
        return IntStream.range(0, keys.size()).mapToObj(key).collect(joining(between));
    }

    private boolean isInNanos() {
        return sql.isInNanos(
                Stream.concat(Stream.of(event), Stream.ofNullable(created)).toList());
    }

    private String number(EngineColumn timestamp) {
        String cell = sql.column("r", timestamp);
        return isInNanos() ? sql.nanos(cell, timestamp) : sql.micros(cell, timestamp);
    }

    private String number(Instant asOf) {
        return SqlWriter.number(Timestamps.instant(Timestamps.numberUntil(asOf)), isInNanos());
    }

    private String isHappened(Instant asOf) {
        return "%s IS NOT NULL AND %s <= %s".formatted(sql.column("r", event), number(event), number(asOf));
    }

    private String isIngested(Instant until) {
        return "(%s IS NULL OR %s <= %s)".formatted(sql.column("r", event), number(event), number(until));
    }

    private String pair() {
        return created == null
                ? number(event)
                : sql.pair(number(event), "COALESCE(%s, %s)".formatted(number(created), SqlWriter.NEVER));
    }
}
