package io.mmp.test.feast.engine;

/** A way to find, for each training row, its last feature value at or before the row's timestamp, said in Spark's SQL. */
enum AsOfPlan {
    /** Count the rows of an equality join of the same tables: what shuffling them costs at least. */
    COUNT_OF_A_JOIN("""
            SELECT count(*), count(b.v), sum(b.v) FROM entities a JOIN events b ON a.e = b.e AND a.t - 30000000 = b.t"""),

    /** Put both into one table, and carry the last value on. */
    LAST_VALUE("""
            SELECT count(*), count(v), sum(v) FROM (
              SELECT is_row, last_value(v) IGNORE NULLS OVER (PARTITION BY e ORDER BY t, is_row ROWS UNBOUNDED PRECEDING) AS v
              FROM (SELECT e, t, v, 0 AS is_row FROM events UNION ALL SELECT e, t, NULL, 1 FROM entities))
            WHERE is_row = 1"""),

    /** The same in parts of an entity's time, each begun with the last value of the parts before: no task holds all rows of a frequent entity. */
    LAST_VALUE_IN_PARTS("""
            WITH together AS (
              SELECT e, t, v, 0 AS is_row, t div {part} AS part FROM events
              UNION ALL SELECT e, t, NULL, 1, t div {part} FROM entities),
            begun AS (
              SELECT e, part, last_value(v) IGNORE NULLS OVER (PARTITION BY e ORDER BY part ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS v
              FROM (SELECT e, part, max_by(v, t) FILTER (WHERE is_row = 0) AS v FROM together GROUP BY e, part))
            SELECT count(*), count(v), sum(v) FROM (
              SELECT is_row, last_value(v) IGNORE NULLS OVER (PARTITION BY e, part ORDER BY t, is_row ROWS UNBOUNDED PRECEDING) AS v
              FROM (SELECT * FROM together UNION ALL SELECT e, part * {part}, v, -1, part FROM begun WHERE v IS NOT NULL))
            WHERE is_row = 1"""),

    /** Join each row with all that came before, and group: the square of an entity's rows. */
    GROUPED_JOIN("""
            SELECT count(*), count(v), sum(v) FROM (
              SELECT a.e, a.t, max_by(b.v, b.t) AS v FROM entities a LEFT JOIN events b ON a.e = b.e AND b.t <= a.t GROUP BY a.e, a.t)"""),

    /** Join each row with all that came before, and number them. */
    ROW_NUMBER("""
            SELECT count(*), count(v), sum(v) FROM (
              SELECT b.v, row_number() OVER (PARTITION BY a.e, a.t ORDER BY b.t DESC) AS n
              FROM entities a LEFT JOIN events b ON a.e = b.e AND b.t <= a.t)
            WHERE n = 1""");

    private final String sql;

    AsOfPlan(String sql) {
        this.sql = sql;
    }

    /** Tell whether its cost grows with the square of what a frequent entity has. */
    boolean isQuadratic() {
        return this == GROUPED_JOIN || this == ROW_NUMBER;
    }

    String sql(ScaleTables tables) {
        // About as many parts as a frequent entity has tens of thousands of rows, of a minute each.
        long parts = Math.max(1, tables.features() / 100_000);
        return sql.replace("{part}", String.valueOf(Math.max(1, tables.features() / 3 / parts) * 60_000_000L));
    }
}
