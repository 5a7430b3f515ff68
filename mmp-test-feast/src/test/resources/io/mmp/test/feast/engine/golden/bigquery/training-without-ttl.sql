-- is point-in-time correct, of a view without TTL and created timestamp
SELECT *
FROM ml.training t
WHERE 1 = 0;
SELECT *
FROM ml.drivers t
WHERE 1 = 0;
SELECT COUNT(*) AS judged, 0 AS entities
FROM (
  SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS t, r.`rate` AS x0, r.`trips` AS x1, r.`city` AS x2, r.`active` AS x3
  FROM ml.training r
) t;
SELECT COUNT(w.wrong) AS wrong, COUNT(w.matched) AS matched, 0 AS entities
FROM (
  SELECT CASE WHEN f.p IS NULL AND (m.p IS NOT NULL OR (m.x0 IS NOT NULL OR m.x1 IS NOT NULL OR m.x2 IS NOT NULL OR m.x3 IS NOT NULL)) THEN 1 END AS wrong, CASE WHEN m.p IS NOT NULL THEN 1 END AS matched
  FROM (
    SELECT w.k0, w.k1, w.t, w.x0, w.x1, w.x2, w.x3, CASE WHEN w.t IS NULL THEN NULL ELSE w.e END AS e, CASE WHEN w.t IS NULL THEN NULL ELSE w.e END AS p
    FROM (
      SELECT u.kind, u.k0, u.k1, u.t, u.x0, u.x1, u.x2, u.x3, MAX(u.e) OVER (PARTITION BY u.k0, u.k1 ORDER BY u.t) AS e
      FROM (
        SELECT 1 AS kind, t.k0, t.k1, t.t, NULL AS e, NULL AS p, t.x0, t.x1, t.x2, t.x3
        FROM (
          SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS t, r.`rate` AS x0, r.`trips` AS x1, r.`city` AS x2, r.`active` AS x3
          FROM ml.training r
        ) t
        UNION ALL
        SELECT 0 AS kind, f.k0, f.k1, f.v AS t, f.e, f.p, NULL AS x0, NULL AS x1, NULL AS x2, NULL AS x3
        FROM (
          SELECT s.k0, s.k1, s.e, s.c, s.e AS p, s.e AS v, s.x0, s.x1, s.x2, s.x3
          FROM (
            SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS e, -9223372036854775807 AS c, r.`rate` AS x0, r.`trips` AS x1, r.`city` AS x2, r.`active` AS x3
            FROM ml.drivers r
            WHERE r.`id` IS NOT NULL AND r.`code` IS NOT NULL AND r.`event_timestamp` IS NOT NULL
          ) s
          WHERE 1 = 1
        ) f
      ) u
    ) w
    WHERE w.kind = 1
  ) m
  LEFT JOIN (
    SELECT s.k0, s.k1, s.e, s.c, s.e AS p, s.e AS v, s.x0, s.x1, s.x2, s.x3
    FROM (
      SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS e, -9223372036854775807 AS c, r.`rate` AS x0, r.`trips` AS x1, r.`city` AS x2, r.`active` AS x3
      FROM ml.drivers r
      WHERE r.`id` IS NOT NULL AND r.`code` IS NOT NULL AND r.`event_timestamp` IS NOT NULL
    ) s
    WHERE 1 = 1
  ) f ON m.k0 = f.k0 AND m.k1 = f.k1 AND f.p = m.p AND (m.x0 IS NOT DISTINCT FROM f.x0) AND (CASE WHEN m.x0 = 0 THEN CASE WHEN m.x0 = 0 THEN CASE WHEN IEEE_DIVIDE(1, m.x0) < 0 THEN '-0' ELSE '0' END ELSE FORMAT('%.17g', m.x0) END END IS NOT DISTINCT FROM CASE WHEN f.x0 = 0 THEN CASE WHEN f.x0 = 0 THEN CASE WHEN IEEE_DIVIDE(1, f.x0) < 0 THEN '-0' ELSE '0' END ELSE FORMAT('%.17g', f.x0) END END) AND (CAST(m.x1 AS BIGINT) IS NOT DISTINCT FROM CAST(f.x1 AS BIGINT)) AND (CAST(CAST(m.x2 AS STRING) AS BYTES) IS NOT DISTINCT FROM CAST(CAST(f.x2 AS STRING) AS BYTES)) AND (m.x3 IS NOT DISTINCT FROM f.x3)
) w;
SELECT q.cause, CAST(q.total AS BIGINT) AS total, q.e AS matched, q.oe AS origin, t.t AS asked_at, t.rk0, t.rk1, t.rt, t.rx0, t.rx1, t.rx2, t.rx3
FROM (
  SELECT *
  FROM (
    SELECT q.cause, q.e, q.oe, q.k0, q.k1, q.t, q.x0, q.x1, q.x2, q.x3, SUM(q.n) OVER (PARTITION BY q.cause) AS total, ROW_NUMBER() OVER (PARTITION BY q.cause ORDER BY q.t) AS place
    FROM (
      SELECT o.k0, o.k1, o.t, o.e, o.oe, o.n, o.x0, o.x1, o.x2, o.x3, CASE WHEN (o.x0 IS NULL AND o.x1 IS NULL AND o.x2 IS NULL AND o.x3 IS NULL) THEN CASE WHEN o.isnan = 1 THEN 'NAN_TO_NULL' ELSE 'MISSING' END WHEN o.isnull = 1 AND (o.isnan = 1 OR o.oe IS NULL) THEN CASE WHEN o.isnan = 1 THEN 'NAN_TO_NULL' ELSE 'MISSING' END WHEN o.oe IS NULL THEN 'UNTOLD' WHEN o.oe > o.t THEN 'FUTURE' ELSE 'SUPERSEDED' END AS cause
      FROM (
        SELECT o.*, CASE WHEN o.t IS NULL THEN NULL WHEN o.pe IS NOT NULL AND (o.op = o.lp OR o.ne IS NULL OR o.t - o.pe <= o.ne - o.t) THEN o.pe ELSE o.ne END AS oe
        FROM (
          SELECT *
          FROM (
            SELECT u.kind, u.k0, u.k1, u.t, u.e, u.p, u.n, u.isnull, u.isnan, u.x0, u.x1, u.x2, u.x3, u.lp, MAX(u.oe) OVER (PARTITION BY u.k0, u.k1, u.x0, u.x1, u.x2, u.x3 ORDER BY u.t) AS pe, MIN(u.oe) OVER (PARTITION BY u.k0, u.k1, u.x0, u.x1, u.x2, u.x3 ORDER BY u.t DESC) AS ne, MAX(u.op) OVER (PARTITION BY u.k0, u.k1, u.x0, u.x1, u.x2, u.x3 ORDER BY u.t) AS op, MAX(u.fp) OVER (PARTITION BY u.k0, u.k1, u.x0, u.x1, u.x2, u.x3 ORDER BY u.t) AS fp
            FROM (
              SELECT 1 AS kind, w.k0, w.k1, w.t, w.e, w.p, w.n, w.isnull, w.isnan, w.x0, w.x1, w.x2, w.x3, w.lp, NULL AS oe, NULL AS op, NULL AS fp
              FROM (
                SELECT *
                FROM (
                  SELECT u.kind, u.k0, u.k1, u.t, u.e, u.p, u.n, u.isnull, u.isnan, u.x0, u.x1, u.x2, u.x3, MAX(u.lp) OVER (PARTITION BY u.k0, u.k1 ORDER BY u.t) AS lp
                  FROM (
                    SELECT 1 AS kind, d.k0, d.k1, d.t, d.e, d.p, d.n, d.isnull, d.isnan, d.x0, d.x1, d.x2, d.x3, NULL AS lp
                    FROM (
                      SELECT d.k0, d.k1, d.t, d.e, d.p, d.n, d.x0, d.x1, d.x2, d.x3, MAX(CASE WHEN f.p IS NOT NULL AND ((d.x0 IS NULL OR (d.x0 IS NOT DISTINCT FROM f.x0)) AND (d.x1 IS NULL OR (d.x1 IS NOT DISTINCT FROM f.x1)) AND (d.x2 IS NULL OR (d.x2 IS NOT DISTINCT FROM f.x2)) AND (d.x3 IS NULL OR (d.x3 IS NOT DISTINCT FROM f.x3))) THEN 1 ELSE 0 END) AS isnull, MAX(CASE WHEN f.p IS NOT NULL AND (((d.x0 IS NOT DISTINCT FROM f.x0) OR d.x0 IS NULL AND LOWER(f.x0) = 'nan') AND ((d.x1 IS NOT DISTINCT FROM f.x1)) AND ((d.x2 IS NOT DISTINCT FROM f.x2)) AND ((d.x3 IS NOT DISTINCT FROM f.x3))) THEN 1 ELSE 0 END) AS isnan
                      FROM (
                        SELECT m.k0, m.k1, m.t, m.e, m.p, m.x0, m.x1, m.x2, m.x3, COUNT(*) AS n
                        FROM (
                          SELECT w.k0, w.k1, w.t, w.x0, w.x1, w.x2, w.x3, CASE WHEN w.t IS NULL THEN NULL ELSE w.e END AS e, CASE WHEN w.t IS NULL THEN NULL ELSE w.e END AS p
                          FROM (
                            SELECT u.kind, u.k0, u.k1, u.t, u.x0, u.x1, u.x2, u.x3, MAX(u.e) OVER (PARTITION BY u.k0, u.k1 ORDER BY u.t) AS e
                            FROM (
                              SELECT 1 AS kind, t.k0, t.k1, t.t, NULL AS e, NULL AS p, t.x0, t.x1, t.x2, t.x3
                              FROM (
                                SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS t, CASE WHEN r.`rate` = 0 THEN CASE WHEN IEEE_DIVIDE(1, r.`rate`) < 0 THEN '-0' ELSE '0' END ELSE FORMAT('%.17g', r.`rate`) END AS x0, CAST(r.`trips` AS BIGINT) AS x1, CAST(CAST(r.`city` AS STRING) AS BYTES) AS x2, r.`active` AS x3
                                FROM ml.training r
                              ) t
                              UNION ALL
                              SELECT 0 AS kind, f.k0, f.k1, f.v AS t, f.e, f.p, NULL AS x0, NULL AS x1, NULL AS x2, NULL AS x3
                              FROM (
                                SELECT s.k0, s.k1, s.e, s.c, s.e AS p, s.e AS v, s.x0, s.x1, s.x2, s.x3
                                FROM (
                                  SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS e, -9223372036854775807 AS c, CASE WHEN r.`rate` = 0 THEN CASE WHEN IEEE_DIVIDE(1, r.`rate`) < 0 THEN '-0' ELSE '0' END ELSE FORMAT('%.17g', r.`rate`) END AS x0, CAST(r.`trips` AS BIGINT) AS x1, CAST(CAST(r.`city` AS STRING) AS BYTES) AS x2, r.`active` AS x3
                                  FROM ml.drivers r
                                  WHERE r.`id` IS NOT NULL AND r.`code` IS NOT NULL AND r.`event_timestamp` IS NOT NULL
                                ) s
                                WHERE 1 = 1
                              ) f
                            ) u
                          ) w
                          WHERE w.kind = 1
                        ) m
                        LEFT JOIN (
                          SELECT s.k0, s.k1, s.e, s.c, s.e AS p, s.e AS v, s.x0, s.x1, s.x2, s.x3
                          FROM (
                            SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS e, -9223372036854775807 AS c, CASE WHEN r.`rate` = 0 THEN CASE WHEN IEEE_DIVIDE(1, r.`rate`) < 0 THEN '-0' ELSE '0' END ELSE FORMAT('%.17g', r.`rate`) END AS x0, CAST(r.`trips` AS BIGINT) AS x1, CAST(CAST(r.`city` AS STRING) AS BYTES) AS x2, r.`active` AS x3
                            FROM ml.drivers r
                            WHERE r.`id` IS NOT NULL AND r.`code` IS NOT NULL AND r.`event_timestamp` IS NOT NULL
                          ) s
                          WHERE 1 = 1
                        ) f ON m.k0 = f.k0 AND m.k1 = f.k1 AND f.p = m.p AND (m.x0 IS NOT DISTINCT FROM f.x0) AND (m.x1 IS NOT DISTINCT FROM f.x1) AND (m.x2 IS NOT DISTINCT FROM f.x2) AND (m.x3 IS NOT DISTINCT FROM f.x3)
                        WHERE f.p IS NULL AND (m.p IS NOT NULL OR (m.x0 IS NOT NULL OR m.x1 IS NOT NULL OR m.x2 IS NOT NULL OR m.x3 IS NOT NULL))
                        GROUP BY m.k0, m.k1, m.t, m.e, m.p, m.x0, m.x1, m.x2, m.x3
                      ) d
                      LEFT JOIN (
                        SELECT s.k0, s.k1, s.e, s.c, s.e AS p, s.e AS v, s.x0, s.x1, s.x2, s.x3
                        FROM (
                          SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS e, -9223372036854775807 AS c, CASE WHEN r.`rate` = 0 THEN CASE WHEN IEEE_DIVIDE(1, r.`rate`) < 0 THEN '-0' ELSE '0' END ELSE FORMAT('%.17g', r.`rate`) END AS x0, CAST(r.`trips` AS BIGINT) AS x1, CAST(CAST(r.`city` AS STRING) AS BYTES) AS x2, r.`active` AS x3
                          FROM ml.drivers r
                          WHERE r.`id` IS NOT NULL AND r.`code` IS NOT NULL AND r.`event_timestamp` IS NOT NULL
                        ) s
                        WHERE 1 = 1
                      ) f ON d.k0 = f.k0 AND d.k1 = f.k1 AND f.p = d.p
                      GROUP BY d.k0, d.k1, d.t, d.e, d.p, d.n, d.x0, d.x1, d.x2, d.x3
                    ) d
                    UNION ALL
                    SELECT 0 AS kind, f.k0, f.k1, f.e AS t, NULL AS e, NULL AS p, NULL AS n, NULL AS isnull, NULL AS isnan, NULL AS x0, NULL AS x1, NULL AS x2, NULL AS x3, f.p AS lp
                    FROM (
                      SELECT s.k0, s.k1, s.e, s.c, s.e AS p, s.e AS v, s.x0, s.x1, s.x2, s.x3
                      FROM (
                        SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS e, -9223372036854775807 AS c, CASE WHEN r.`rate` = 0 THEN CASE WHEN IEEE_DIVIDE(1, r.`rate`) < 0 THEN '-0' ELSE '0' END ELSE FORMAT('%.17g', r.`rate`) END AS x0, CAST(r.`trips` AS BIGINT) AS x1, CAST(CAST(r.`city` AS STRING) AS BYTES) AS x2, r.`active` AS x3
                        FROM ml.drivers r
                        WHERE r.`id` IS NOT NULL AND r.`code` IS NOT NULL AND r.`event_timestamp` IS NOT NULL
                      ) s
                    ) f
                  ) u
                ) w
                WHERE w.kind = 1
              ) w
              UNION ALL
              SELECT 0 AS kind, f.k0, f.k1, f.e AS t, NULL AS e, NULL AS p, NULL AS n, NULL AS isnull, NULL AS isnan, f.x0, f.x1, f.x2, f.x3, NULL AS lp, f.e AS oe, f.p AS op, f.p AS fp
              FROM (
                SELECT s.k0, s.k1, s.e, s.c, s.e AS p, s.e AS v, s.x0, s.x1, s.x2, s.x3
                FROM (
                  SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS e, -9223372036854775807 AS c, CASE WHEN r.`rate` = 0 THEN CASE WHEN IEEE_DIVIDE(1, r.`rate`) < 0 THEN '-0' ELSE '0' END ELSE FORMAT('%.17g', r.`rate`) END AS x0, CAST(r.`trips` AS BIGINT) AS x1, CAST(CAST(r.`city` AS STRING) AS BYTES) AS x2, r.`active` AS x3
                  FROM ml.drivers r
                  WHERE r.`id` IS NOT NULL AND r.`code` IS NOT NULL AND r.`event_timestamp` IS NOT NULL
                ) s
              ) f
            ) u
          ) w
          WHERE w.kind = 1
        ) o
      ) o
    ) q
  ) q
  WHERE q.place <= CASE WHEN q.cause = 'UNTOLD' THEN 200 ELSE 25 END
) q
INNER JOIN (
  SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS t, CASE WHEN r.`rate` = 0 THEN CASE WHEN IEEE_DIVIDE(1, r.`rate`) < 0 THEN '-0' ELSE '0' END ELSE FORMAT('%.17g', r.`rate`) END AS x0, CAST(r.`trips` AS BIGINT) AS x1, CAST(CAST(r.`city` AS STRING) AS BYTES) AS x2, r.`active` AS x3, r.`id` AS rk0, r.`code` AS rk1, r.`event_timestamp` AS rt, r.`rate` AS rx0, r.`trips` AS rx1, r.`city` AS rx2, r.`active` AS rx3
  FROM ml.training r
) t ON (q.k0 IS NOT DISTINCT FROM t.k0) AND (q.k1 IS NOT DISTINCT FROM t.k1) AND (q.t IS NOT DISTINCT FROM t.t) AND (q.x0 IS NOT DISTINCT FROM t.x0) AND (q.x1 IS NOT DISTINCT FROM t.x1) AND (q.x2 IS NOT DISTINCT FROM t.x2) AND (q.x3 IS NOT DISTINCT FROM t.x3)
ORDER BY q.cause, q.place;
SELECT COUNT(*) AS n
FROM ml.drivers r
WHERE (CAST(r.`id` AS BIGINT) = CAST(3 AS BIGINT) AND CAST(CAST(r.`code` AS STRING) AS BYTES) = CAST(CAST('it\'s' AS STRING) AS BYTES));
SELECT r.`id` AS c0, r.`code` AS c1, r.`event_timestamp` AS c2, r.`rate` AS c3, r.`trips` AS c4, r.`city` AS c5, r.`active` AS c6
FROM ml.drivers r
WHERE (CAST(r.`id` AS BIGINT) = CAST(3 AS BIGINT) AND CAST(CAST(r.`code` AS STRING) AS BYTES) = CAST(CAST('it\'s' AS STRING) AS BYTES));
