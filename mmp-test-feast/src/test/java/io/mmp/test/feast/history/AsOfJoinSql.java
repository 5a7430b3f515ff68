package io.mmp.test.feast.history;

import java.time.Duration;

/**
 * The question of {@link PointInTimeSql} with DuckDB's ASOF join in place of the window, as a contender of the benchmark.
 *
 * <p>An ASOF join takes one row of those that tie. So feature rows are grouped before it by when they become visible, of each group the greatest pair of
 * event and created timestamp; and by the clock of knowledge, by which what is seen last need not have happened last, the greatest pair up to
 * each.
 */
record AsOfJoinSql(RowsSql rows, Duration ttl) {

    /** Return the number of training rows with wrong values, as {@link PointInTimeSql#countOfWrong} does. */
    String countOfWrong() {
        PointInTimeSql window = new PointInTimeSql(rows, ttl);
        String matches = window.matches(rows::plain, rows::plainOfSource);
        String sql = window.countOfWrong();
        if (!sql.contains(matches)) {
            throw new IllegalStateException("The question has no window.");
        }
        return sql.replace(matches, matches());
    }

    private String matches() {
        boolean isKnowledge = rows.visibility().clock() == Visibility.Clock.KNOWLEDGE && rows.isLimited();
        String grouped = "SELECT %1$sf.v, MAX(f.e) AS e, MAX(f.p) AS p FROM (%2$s) f GROUP BY %1$sf.v"
                .formatted(rows.keyList("f"), rows.featureRows(rows::plainOfSource, rows.visible()));
        String over = "OVER (%sORDER BY g.v)".formatted(rows.partition("g", ""));
        String seen = isKnowledge
                ? "SELECT %1$sg.v, MAX(g.e) %2$s AS e, MAX(g.p) %2$s AS p FROM (%3$s) g"
                        .formatted(rows.keyList("g"), over, grouped)
                : grouped;
        String isExpired = ttl.isZero() ? "w.t IS NULL" : "w.t IS NULL OR w.t - a.e > " + rows.number(ttl);
        return "SELECT %sw.t%s, CASE WHEN %s THEN NULL ELSE a.e END AS e, CASE WHEN %s THEN NULL ELSE a.p END AS p FROM (%s) w ASOF LEFT JOIN (%s) a ON %s AND w.t >= a.v"
                .formatted(
                        rows.keyList("w"),
                        rows.cells("w"),
                        isExpired,
                        isExpired,
                        rows.trainingRows(rows::plain),
                        seen,
                        rows.sameKeys("w", "a"));
    }
}
