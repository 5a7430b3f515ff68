package io.mmp.test.feast.history;

import static java.util.stream.Collectors.joining;

import io.mmp.test.engine.SqlWriter;
import io.mmp.test.feast.history.SourceColumns.Pair;
import java.time.Duration;
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
 * <p>Its columns are named as those of {@link RowsSql}.
 */
record PointInTimeSql(RowsSql rows, Duration ttl) {

    /**
     * Return the number of training rows with wrong values, and of their entities, and a number above 0 if any training row has a feature row before it:
     * the source knows an entity then, and {@link #known}, which joins once more, need not be asked.
     */
    String countOfWrong() {
        boolean counts = rows.isSample();
        return "SELECT COUNT(w.wrong) AS wrong, COUNT(w.matched) AS matched, %s AS entities FROM (SELECT %sCASE WHEN %s THEN 1 END AS wrong, CASE WHEN m.p IS NOT NULL THEN 1 END AS matched FROM %s) w"
                .formatted(
                        counts ? "COUNT(DISTINCT CASE WHEN w.wrong = 1 THEN %s END)".formatted(oneKey("w")) : "0",
                        counts ? rows.keyList("m") : "",
                        isWrong(),
                        compared(rows::plain, rows::plainOfSource));
    }

    /** Return the number of training rows that are judged, and of their entities if a sample of them is. */
    String countOfRows() {
        return "SELECT COUNT(*) AS judged, %s AS entities FROM (%s) t"
                .formatted(
                        rows.isSample() ? "COUNT(DISTINCT %s)".formatted(oneKey("t")) : "0",
                        rows.trainingRows(rows::plain));
    }

    /** Return a row if the source knows the entity of any training row. */
    String known() {
        return "SELECT 1 AS known FROM (%s) t INNER JOIN (%s) f ON %s WHERE t.t IS NOT NULL LIMIT 1"
                .formatted(
                        rows.trainingRows(rows::plain),
                        rows.featureRows(rows::plainOfSource, ""),
                        rows.sameKeys("t", "f"));
    }

    private String oneKey(String alias) {
        return rows.sql()
                .tuple(IntStream.range(0, rows.columns().keys().size())
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
        String anyValue = IntStream.range(0, rows.columns().features().size())
                .mapToObj(i -> "m.x" + i + " IS NOT NULL")
                .collect(joining(" OR ", "(", ")"));
        return "f.p IS NULL AND (m.p IS NOT NULL OR %s)".formatted(anyValue);
    }

    /** Return the training rows with those feature rows that count and have the same values. */
    private String compared(IntFunction<String> cell, IntFunction<String> sourceCell) {
        String isSame = IntStream.range(0, rows.columns().features().size())
                .mapToObj(i -> " AND " + isSame(i, cell))
                .collect(joining());
        // What has no key or no timestamp matches nothing.
        return "(%s) m LEFT JOIN (%s) f ON %s AND f.p = m.p%s"
                .formatted(
                        matches(cell, sourceCell),
                        rows.featureRows(sourceCell, rows.visible()),
                        rows.sameKeys("m", "f"),
                        isSame);
    }

    private String isSame(int feature, IntFunction<String> cell) {
        SqlWriter sql = rows.sql();
        Pair pair = rows.columns().features().get(feature);
        boolean isPlain = cell.apply(feature).equals(rows.plain(feature));
        return isPlain
                ? sql.isSame(pair.form(), "m.x" + feature, pair.training(), "f.x" + feature, pair.source())
                : sql.isSame("m.x" + feature, "f.x" + feature);
    }

    /** Return the training rows with the pair of the feature row that counts, or null. */
    String matches(IntFunction<String> cell, IntFunction<String> sourceCell) {
        boolean isCreated = rows.columns().created() != null;
        String over = "OVER (%sORDER BY u.t)".formatted(rows.partition("u", ""));
        String found = "SELECT u.kind, %su.t%s, MAX(u.e) %s AS e%s FROM (%s) u"
                .formatted(
                        rows.keyList("u"),
                        rows.cells("u"),
                        over,
                        isCreated ? ", MAX(u.p) %s AS p".formatted(over) : "",
                        union(cell, sourceCell));
        // What has no timestamp is sorted first by some engines, and last by others.
        String isExpired = ttl.isZero() ? "w.t IS NULL" : "w.t IS NULL OR w.t - w.e > " + rows.number(ttl);
        return "SELECT %sw.t%s, CASE WHEN %s THEN NULL ELSE w.e END AS e, CASE WHEN %s THEN NULL ELSE w.%s END AS p FROM (%s) w WHERE w.kind = 1"
                .formatted(rows.keyList("w"), rows.cells("w"), isExpired, isExpired, isCreated ? "p" : "e", found);
    }

    private String union(IntFunction<String> cell, IntFunction<String> sourceCell) {
        return "SELECT 1 AS kind, %st.t, NULL AS e, NULL AS p%s FROM (%s) t UNION ALL SELECT 0 AS kind, %sf.v AS t, f.e, f.p%s FROM (%s) f"
                .formatted(
                        rows.keyList("t"),
                        rows.cells("t"),
                        rows.trainingRows(cell),
                        rows.keyList("f"),
                        rows.noCells(),
                        rows.featureRows(sourceCell, rows.visible()));
    }
}
