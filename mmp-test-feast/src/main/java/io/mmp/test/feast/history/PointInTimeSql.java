package io.mmp.test.feast.history;

import static java.util.stream.Collectors.joining;

import io.mmp.test.engine.EngineColumn;
import io.mmp.test.engine.Form;
import io.mmp.test.engine.SqlWriter;
import io.mmp.test.feast.history.SourceColumns.Pair;
import io.mmp.test.feast.history.Visibility.Clock;
import io.mmp.test.table.Timestamps;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Writes the query for the rows of a training set that do not have the right values of one source.
 *
 * <p>Training rows and feature rows are put one under the other and, entity by entity, in the order in which they become visible; the
 * greatest pair of event and created timestamp up to a training row is that of the feature row that counts. That pair is joined back to
 * the source, where rows may tie. So each table is sorted or hashed once, nothing is multiplied, and an entity with a third of all rows costs no more
 * than its rows.
 *
 * <p>The columns of its queries: {@code k0..} join keys, {@code x0..} features, both in a {@link Form} or as they are, {@code t} event timestamp of a
 * training row, {@code e} and {@code c} event and created timestamp of a feature row, {@code v} when it becomes visible, {@code p} the pair of
 * {@code e} and {@code c}, all as numbers.
 */
record PointInTimeSql(
        SqlWriter sql,
        SourceColumns columns,
        Visibility visibility,
        Duration ttl,
        String training,
        String source,
        int oneEntityIn) {

    private static final long ALWAYS = Visibility.EVENT_TIME.asOf();

    /**
     * Return the number of training rows with wrong values, and of their entities, and a number above 0 if any training row has a feature row before it:
     * the source knows an entity then, and {@link #known}, which joins once more, need not be asked.
     */
    String countOfWrong() {
        boolean counts = oneEntityIn > 1 && !columns.keys().isEmpty();
        return "SELECT COUNT(w.wrong) AS wrong, COUNT(w.matched) AS matched, %s AS entities FROM (SELECT %sCASE WHEN %s THEN 1 END AS wrong, CASE WHEN m.p IS NOT NULL THEN 1 END AS matched FROM %s) w"
                .formatted(
                        counts ? "COUNT(DISTINCT CASE WHEN w.wrong = 1 THEN %s END)".formatted(oneKey("w")) : "0",
                        counts ? keyList("m") : "",
                        isWrong(),
                        compared(this::plain, this::plainOfSource));
    }

    /** Return the number of training rows that are judged, of their entities, and of training rows whose entity the source knows. */
    String countOfRows() {
        boolean counts = oneEntityIn > 1 && !columns.keys().isEmpty();
        return "SELECT COUNT(*) AS judged, %s AS entities FROM (%s) t"
                .formatted(counts ? "COUNT(DISTINCT %s)".formatted(oneKey("t")) : "0", rows(this::plain, true));
    }

    /** Return a row if the source knows the entity of any training row. */
    String known() {
        return "SELECT 1 AS known FROM (%s) t INNER JOIN (%s) f ON %s WHERE t.t IS NOT NULL LIMIT 1"
                .formatted(rows(this::plain, true), features(this::plainOfSource, ""), sameKeys("t", "f"));
    }

    private String oneKey(String alias) {
        return sql.tuple(IntStream.range(0, columns.keys().size())
                .mapToObj(i -> alias + ".k" + i)
                .toList());
    }

    /**
     * Return the training rows with wrong values.
     *
     * @param cell writes a feature of the training set, by its number
     * @param sourceCell writes a feature of the source
     * @param selected what to return of them
     * @param grouping what follows
     */
    String wrong(IntFunction<String> cell, IntFunction<String> sourceCell, String selected, String grouping) {
        return "SELECT %s FROM %s WHERE %s%s".formatted(selected, compared(cell, sourceCell), isWrong(), grouping);
    }

    private String isWrong() {
        String anyValue = IntStream.range(0, columns.features().size())
                .mapToObj(i -> "m.x" + i + " IS NOT NULL")
                .collect(joining(" OR ", "(", ")"));
        return "f.p IS NULL AND (m.p IS NOT NULL OR %s)".formatted(anyValue);
    }

    /** Return the training rows with those feature rows that count and have the same values. */
    private String compared(IntFunction<String> cell, IntFunction<String> sourceCell) {
        String isSame = IntStream.range(0, columns.features().size())
                .mapToObj(i -> " AND " + isSame(i, cell))
                .collect(joining());
        // What has no key or no timestamp matches nothing.
        return "(%s) m LEFT JOIN (%s) f ON %s AND f.p = m.p%s"
                .formatted(matches(cell, sourceCell), features(sourceCell, visible()), sameKeys("m", "f"), isSame);
    }

    private String isSame(int feature, IntFunction<String> cell) {
        Pair pair = columns.features().get(feature);
        boolean isPlain = cell.apply(feature).equals(plain(feature));
        return isPlain
                ? sql.isSame(pair.form(), "m.x" + feature, pair.training(), "f.x" + feature, pair.source())
                : sql.isSame("m.x" + feature, "f.x" + feature);
    }

    /** Return the training rows with the pair of the feature row that counts, or null. */
    private String matches(IntFunction<String> cell, IntFunction<String> sourceCell) {
        String over = "OVER (%sORDER BY u.t)".formatted(partition("u", ""));
        String found = "SELECT u.kind, %su.t%s, MAX(u.e) %s AS e%s FROM (%s) u"
                .formatted(
                        keyList("u"),
                        cells("u"),
                        over,
                        columns.created() == null ? "" : ", MAX(u.p) %s AS p".formatted(over),
                        union(cell, sourceCell));
        String pair = columns.created() == null ? "e" : "p";
        // What has no timestamp is sorted first by some engines, and last by others.
        String isExpired = ttl.isZero() ? "w.t IS NULL" : "w.t IS NULL OR w.t - w.e > " + number(ttl);
        return "SELECT %sw.t%s, CASE WHEN %s THEN NULL ELSE w.e END AS e, CASE WHEN %s THEN NULL ELSE w.%s END AS p FROM (%s) w WHERE w.kind = 1"
                .formatted(keyList("w"), cells("w"), isExpired, isExpired, pair, found);
    }

    private String union(IntFunction<String> cell, IntFunction<String> sourceCell) {
        String noCells = IntStream.range(0, columns.features().size())
                .mapToObj(i -> ", NULL AS x" + i)
                .collect(joining());
        return "SELECT 1 AS kind, %st.t, NULL AS e, NULL AS p%s FROM (%s) t UNION ALL SELECT 0 AS kind, %sf.v AS t, f.e, f.p%s FROM (%s) f"
                .formatted(
                        keyList("t"),
                        cells("t"),
                        rows(cell, true),
                        keyList("f"),
                        noCells,
                        features(sourceCell, visible()));
    }

    /** Return the training rows; those of a sample of the entities, if one is taken. */
    String rows(IntFunction<String> cell, boolean isNumbered) {
        return "SELECT %s%s AS t%s FROM %s%s"
                .formatted(
                        keyForms("r", Pair::training, Pair::source),
                        isNumbered ? number("r", columns.timestamp()) : sql.column("r", columns.timestamp()),
                        IntStream.range(0, columns.features().size())
                                .mapToObj(i -> ", %s AS x%s".formatted(cell.apply(i), i))
                                .collect(joining()),
                        training,
                        sampled("r", Pair::training, Pair::source, " WHERE "));
    }

    /** Return the feature rows that have a key and an event timestamp, and are visible at all. */
    String features(IntFunction<String> sourceCell, String condition) {
        boolean isKnowledge = visibility.clock() == Clock.KNOWLEDGE && columns.created() != null;
        String cells = cells("s");
        return "SELECT %ss.e, s.c, %s AS p, %s AS v%s FROM (SELECT %s%s AS e, %s AS c%s FROM %s WHERE %s%s IS NOT NULL%s) s%s"
                .formatted(
                        keyList("s"),
                        columns.created() == null ? "s.e" : sql.pair("s.e", "s.c"),
                        isKnowledge ? "CASE WHEN s.c > s.e THEN s.c ELSE s.e END" : "s.e",
                        cells,
                        keyForms("r", Pair::source, Pair::training),
                        number("r", columns.event()),
                        columns.created() == null
                                ? SqlWriter.NEVER
                                : "COALESCE(%s, %s)".formatted(number("r", columns.created()), SqlWriter.NEVER),
                        IntStream.range(0, columns.features().size())
                                .mapToObj(i -> ", %s AS x%s".formatted(sourceCell.apply(i), i))
                                .collect(joining()),
                        source,
                        columns.keys().stream()
                                .map(key -> sql.column("r", key.source()) + " IS NOT NULL AND ")
                                .collect(joining()),
                        sql.column("r", columns.event()),
                        sampled("r", Pair::source, Pair::training, " AND "),
                        condition);
    }

    /** Return the condition on feature rows that hides what no training row may see. */
    String visible() {
        StringBuilder condition = new StringBuilder(" WHERE 1 = 1");
        if (isLimited()) {
            condition.append(" AND s.c > ").append(SqlWriter.NEVER);
        }
        if (visibility.asOf() != ALWAYS) {
            condition.append(" AND s.e <= ").append(asOf());
            if (columns.created() != null) {
                condition.append(" AND s.c <= ").append(asOf());
            }
        }
        return condition.toString();
    }

    /** Tell whether the created timestamp hides rows. */
    boolean isLimited() {
        return columns.created() != null && (visibility.clock() == Clock.KNOWLEDGE || visibility.asOf() != ALWAYS);
    }

    String asOf() {
        return SqlWriter.number(Timestamps.instant(visibility.asOf()), isInNanos());
    }

    boolean isInNanos() {
        return sql.isInNanos(columns.timestamps());
    }

    String number(Duration duration) {
        return SqlWriter.number(duration, isInNanos());
    }

    String number(String alias, EngineColumn column) {
        String cell = sql.column(alias, column);
        return isInNanos() ? sql.nanos(cell, column) : sql.micros(cell, column);
    }

    private String sampled(
            String alias, Function<Pair, EngineColumn> own, Function<Pair, EngineColumn> other, String before) {
        if (oneEntityIn <= 1 || columns.keys().isEmpty()) {
            return "";
        }
        List<String> forms = columns.keys().stream()
                .map(key -> sql.hashed(key.form(), sql.column(alias, own.apply(key)), own.apply(key), other.apply(key)))
                .toList();
        return "%s%s = 0".formatted(before, sql.bucket(forms, oneEntityIn));
    }

    private String keyForm(
            Pair key, String alias, Function<Pair, EngineColumn> own, Function<Pair, EngineColumn> other) {
        return sql.form(key.form(), sql.column(alias, own.apply(key)), own.apply(key), other.apply(key));
    }

    private String keyForms(String alias, Function<Pair, EngineColumn> own, Function<Pair, EngineColumn> other) {
        return IntStream.range(0, columns.keys().size())
                .mapToObj(i -> "%s AS k%s, ".formatted(keyForm(columns.keys().get(i), alias, own, other), i))
                .collect(joining());
    }

    /** Return a feature of the training set as it is. */
    String plain(int feature) {
        return sql.column("r", columns.features().get(feature).training());
    }

    String plainOfSource(int feature) {
        return sql.column("r", columns.features().get(feature).source());
    }

    /** Return a feature of the training set in a form that can be grouped by. */
    String form(int feature) {
        Pair pair = columns.features().get(feature);
        return sql.form(pair.form(), plain(feature), pair.training(), pair.source());
    }

    String formOfSource(int feature) {
        Pair pair = columns.features().get(feature);
        return sql.form(pair.form(), plainOfSource(feature), pair.source(), pair.training());
    }

    String sameKeys(String one, String other) {
        return columns.keys().isEmpty()
                ? "1 = 1"
                : IntStream.range(0, columns.keys().size())
                        .mapToObj(i -> "%1$s.k%3$s = %2$s.k%3$s".formatted(one, other, i))
                        .collect(joining(" AND "));
    }

    /** Return the keys, each with a comma behind it. */
    String keyList(String alias) {
        return IntStream.range(0, columns.keys().size())
                .mapToObj(i -> alias + ".k" + i + ", ")
                .collect(joining());
    }

    /** Return the features, each with a comma before it. */
    String cells(String alias) {
        return IntStream.range(0, columns.features().size())
                .mapToObj(i -> ", " + alias + ".x" + i)
                .collect(joining());
    }

    /** Return the partition of a window by entities, and more. */
    String partition(String alias, String more) {
        String by = keyList(alias) + more;
        return by.isEmpty() ? "" : "PARTITION BY %s ".formatted(by.replaceAll(", $", ""));
    }
}
