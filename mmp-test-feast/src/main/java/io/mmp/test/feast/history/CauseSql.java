package io.mmp.test.feast.history;

import static java.util.stream.Collectors.joining;

import io.mmp.test.engine.SqlWriter;
import io.mmp.test.feast.history.SourceColumns.Pair;
import io.mmp.test.feast.history.Visibility.Clock;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Writes the query for where wrong values come from, as {@link SourceCheck} tells it: the row of the entity that has all of them and would count
 * without TTL and created timestamp, else the nearest such row.
 *
 * <p>Equal training rows are one row of it, which counts for all of them. What takes a comparison of single features with each other row
 * of the entity is left to those who have the rows: {@link #UNTOLD}.
 */
record CauseSql(RowsSql rows, Duration ttl) {

    /** The cause of what is not told in the engine. */
    static final String UNTOLD = "UNTOLD";

    /**
     * Return some wrong rows of each cause, with the number of all of it.
     *
     * @param shown how many of each known cause
     * @param untold how many of those whose cause the engine does not tell
     */
    String examples(int shown, int untold) {
        String counted =
                "SELECT q.cause, q.e, q.oe, %sq.t%s, SUM(q.n) OVER (PARTITION BY q.cause) AS total, ROW_NUMBER() OVER (PARTITION BY q.cause ORDER BY q.t) AS place FROM (%s) q"
                        .formatted(rows.keyList("q"), rows.cells("q"), caused());
        String picked = "SELECT * FROM (%s) q WHERE q.place <= CASE WHEN q.cause = '%s' THEN %s ELSE %s END"
                .formatted(counted, UNTOLD, untold, shown);
        String keys = IntStream.range(0, rows.columns().keys().size())
                .mapToObj(i -> sameOrNull("q.k" + i, "t.k" + i) + " AND ")
                .collect(joining());
        String cells = IntStream.range(0, rows.columns().features().size())
                .mapToObj(i -> " AND " + sameOrNull("q.x" + i, "t.x" + i))
                .collect(joining());
        return "SELECT q.cause, CAST(q.total AS BIGINT) AS total, q.e AS matched, q.oe AS origin, t.t AS asked_at%s FROM (%s) q INNER JOIN (%s) t ON %s%s%s ORDER BY q.cause, q.place"
                .formatted(raw(), picked, trainingRows(), keys, sameOrNull("q.t", "t.t"), cells);
    }

    private String sameOrNull(String one, String other) {
        return rows.sql().isSame(one, other);
    }

    private String trainingRows() {
        StringBuilder raw = new StringBuilder();
        SourceColumns columns = rows.columns();
        for (int i = 0; i < columns.keys().size(); i++) {
            raw.append(", %s AS rk%s"
                    .formatted(rows.sql().column("r", columns.keys().get(i).training()), i));
        }
        raw.append(", %s AS rt".formatted(rows.sql().column("r", columns.timestamp())));
        for (int i = 0; i < columns.features().size(); i++) {
            raw.append(", %s AS rx%s".formatted(rows.plain(i), i));
        }
        return rows.trainingRows(rows::form, raw.toString());
    }

    private String raw() {
        SourceColumns columns = rows.columns();
        return IntStream.range(0, columns.keys().size())
                        .mapToObj(i -> ", t.rk" + i)
                        .collect(joining())
                + ", t.rt"
                + IntStream.range(0, columns.features().size())
                        .mapToObj(i -> ", t.rx" + i)
                        .collect(joining());
    }

    /** Return the wrong rows, equal ones as one, with what the right row tells of them. */
    private String wrong() {
        String group = "%sm.t, m.e, m.p%s".formatted(rows.keyList("m"), rows.cells("m"));
        String distinct = new PointInTimeSql(rows, ttl)
                .wrong(rows::form, rows::formOfSource, group + ", COUNT(*) AS n", " GROUP BY " + group);
        String told = "%sd.t, d.e, d.p, d.n%s".formatted(rows.keyList("d"), rows.cells("d"));
        return "SELECT %s, MAX(CASE WHEN f.p IS NOT NULL AND %s THEN 1 ELSE 0 END) AS isnull, MAX(CASE WHEN f.p IS NOT NULL AND %s THEN 1 ELSE 0 END) AS isnan FROM (%s) d LEFT JOIN (%s) f ON %s AND f.p = d.p GROUP BY %s"
                .formatted(
                        told,
                        each(i -> "(d.x%1$s IS NULL OR %2$s)".formatted(i, sameOrNull("d.x" + i, "f.x" + i))),
                        each(i -> "(%s%s)".formatted(sameOrNull("d.x" + i, "f.x" + i), orLostNaN(i))),
                        distinct,
                        rows.featureRows(rows::formOfSource, rows.visible()),
                        rows.sameKeys("d", "f"),
                        told);
    }

    private String orLostNaN(int feature) {
        Pair pair = rows.columns().features().get(feature);
        boolean hasNaN =
                Set.of(ValueType.FLOAT, ValueType.DOUBLE).contains(pair.source().type());
        return hasNaN ? " OR d.x%1$s IS NULL AND LOWER(f.x%1$s) = 'nan'".formatted(feature) : "";
    }

    private String each(IntFunction<String> condition) {
        return IntStream.range(0, rows.columns().features().size())
                .mapToObj(condition)
                .collect(joining(" AND ", "(", ")"));
    }

    /** Return the wrong rows with {@code lp}, the pair of the last row of the entity that is not in their future. */
    private String withLast() {
        return "SELECT * FROM (SELECT u.kind, %su.t, u.e, u.p, u.n, u.isnull, u.isnan%s, MAX(u.lp) OVER (%sORDER BY u.t) AS lp FROM (SELECT 1 AS kind, %sd.t, d.e, d.p, d.n, d.isnull, d.isnan%s, NULL AS lp FROM (%s) d UNION ALL SELECT 0 AS kind, %sf.e AS t, NULL AS e, NULL AS p, NULL AS n, NULL AS isnull, NULL AS isnan%s, f.p AS lp FROM (%s) f) u) w WHERE w.kind = 1"
                .formatted(
                        rows.keyList("u"),
                        rows.cells("u"),
                        rows.partition("u", ""),
                        rows.keyList("d"),
                        rows.cells("d"),
                        wrong(),
                        rows.keyList("f"),
                        rows.noCells(),
                        rows.featureRows(rows::formOfSource, ""));
    }

    /** Return the wrong rows with the times of those rows of the entity that have all their values: {@code pe} before, {@code ne} after. */
    private String withOrigins() {
        String more = rows.cells("u").replaceFirst("^, ", "");
        String before = "OVER (%sORDER BY u.t)".formatted(rows.partition("u", more));
        String after = "OVER (%sORDER BY u.t DESC)".formatted(rows.partition("u", more));
        return "SELECT * FROM (SELECT u.kind, %su.t, u.e, u.p, u.n, u.isnull, u.isnan%s, u.lp, MAX(u.oe) %s AS pe, MIN(u.oe) %s AS ne, MAX(u.op) %s AS op, MAX(u.fp) %s AS fp FROM (SELECT 1 AS kind, %sw.t, w.e, w.p, w.n, w.isnull, w.isnan%s, w.lp, NULL AS oe, NULL AS op, NULL AS fp FROM (%s) w UNION ALL SELECT 0 AS kind, %sf.e AS t, NULL AS e, NULL AS p, NULL AS n, NULL AS isnull, NULL AS isnan%s, NULL AS lp, f.e AS oe, f.p AS op, %s AS fp FROM (%s) f) u) w WHERE w.kind = 1"
                .formatted(
                        rows.keyList("u"),
                        rows.cells("u"),
                        before,
                        after,
                        before,
                        before,
                        rows.keyList("w"),
                        rows.cells("w"),
                        withLast(),
                        rows.keyList("f"),
                        rows.cells("f"),
                        // Of the rows of one event timestamp that which was created first has the greatest of these.
                        rows.columns().created() == null ? "f.p" : rows.sql().pair("f.e", "(0 - f.c)"),
                        rows.featureRows(rows::formOfSource, ""));
    }

    private String caused() {
        String isLast = "o.op = o.lp";
        String isBefore = "%s OR o.ne IS NULL OR o.t - o.pe <= o.ne - o.t".formatted(isLast);
        String origin =
                "SELECT o.*, CASE WHEN o.t IS NULL THEN NULL WHEN o.pe IS NOT NULL AND (%s) THEN o.pe ELSE o.ne END AS oe%s FROM (%s) o"
                        .formatted(isBefore, created(isLast), withOrigins());
        String allNull = each(i -> "o.x%s IS NULL".formatted(i));
        String lost = "CASE WHEN o.isnan = 1 THEN '%s' ELSE '%s' END"
                .formatted(FaultCause.NAN_TO_NULL.name(), FaultCause.MISSING.name());
        return "SELECT %so.t, o.e, o.oe, o.n%s, CASE WHEN %s THEN %s WHEN o.isnull = 1 AND (o.isnan = 1 OR o.oe IS NULL) THEN %s WHEN o.oe IS NULL THEN '%s' %s END AS cause FROM (%s) o"
                .formatted(rows.keyList("o"), rows.cells("o"), allNull, lost, lost, UNTOLD, causes(), origin);
    }

    /** Return when the origin was created. */
    private String created(String isLast) {
        return rows.isLimited()
                ? ", CASE WHEN %s THEN %s ELSE 0 - (%s) END AS oc"
                        .formatted(
                                isLast,
                                rows.sql().second("o.lp", "o.pe"),
                                rows.sql().second("o.fp", "o.pe"))
                : "";
    }

    private String causes() {
        boolean isAsOf = rows.visibility().asOf() != Visibility.EVENT_TIME.asOf();
        StringBuilder causes = new StringBuilder("WHEN o.oe > o.t%s THEN '%s' "
                .formatted(isAsOf ? " OR o.oe > " + rows.asOf() : "", FaultCause.FUTURE.name()));
        if (rows.isLimited()) {
            causes.append("WHEN o.oc = %s%s%s THEN '%s' "
                    .formatted(
                            SqlWriter.NEVER,
                            isAsOf ? " OR o.oc > " + rows.asOf() : "",
                            rows.visibility().clock() == Clock.KNOWLEDGE ? " OR o.oc > o.t" : "",
                            FaultCause.CREATED_LATER.name()));
        }
        if (!ttl.isZero()) {
            causes.append("WHEN o.t - o.oe > %s THEN '%s' ".formatted(rows.number(ttl), FaultCause.EXPIRED.name()));
        }
        return causes.append("ELSE '%s'".formatted(FaultCause.SUPERSEDED.name()))
                .toString();
    }
}
