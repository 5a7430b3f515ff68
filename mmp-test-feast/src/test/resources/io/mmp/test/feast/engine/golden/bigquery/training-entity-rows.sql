-- is point-in-time correct, rows that were dropped or are extra included
SELECT *
FROM ml.joined t
WHERE 1 = 0;
SELECT *
FROM ml.labels t
WHERE 1 = 0;
SELECT *
FROM ml.joined t
WHERE 1 = 0;
SELECT *
FROM ml.labels t
WHERE 1 = 0;
SELECT CAST(COALESCE(SUM(CASE WHEN g.asked - g.returned > 0 THEN g.asked - g.returned ELSE 0 END), 0) AS BIGINT) AS dropped, CAST(COALESCE(SUM(CASE WHEN g.returned - g.asked > 0 THEN g.returned - g.asked ELSE 0 END), 0) AS BIGINT) AS extra
FROM (
  SELECT u.k0, u.k1, u.k2, SUM(u.asked) AS asked, SUM(u.returned) AS returned
  FROM (
    SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS k2, 1 AS asked, 0 AS returned
    FROM ml.labels r
    UNION ALL
    SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS k2, 0 AS asked, 1 AS returned
    FROM ml.joined r
  ) u
  GROUP BY u.k0, u.k1, u.k2
  HAVING SUM(u.asked) <> SUM(u.returned)
) g;
SELECT CAST(p.asked AS BIGINT) AS asked, CAST(p.returned AS BIGINT) AS returned
FROM (
  SELECT *
  FROM (
    SELECT g.*, CASE WHEN g.asked > g.returned THEN 1 ELSE 0 END AS dropped, ROW_NUMBER() OVER (PARTITION BY CASE WHEN g.asked > g.returned THEN 1 ELSE 0 END ORDER BY g.asked + g.returned, g.k0, g.k1, g.k2) AS place
    FROM (
      SELECT u.k0, u.k1, u.k2, SUM(u.asked) AS asked, SUM(u.returned) AS returned
      FROM (
        SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS k2, 1 AS asked, 0 AS returned
        FROM ml.labels r
        UNION ALL
        SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS k2, 0 AS asked, 1 AS returned
        FROM ml.joined r
      ) u
      GROUP BY u.k0, u.k1, u.k2
      HAVING SUM(u.asked) <> SUM(u.returned)
    ) g
  ) n
  WHERE n.place <= 25
) p;
SELECT *
FROM (
  SELECT ROW_NUMBER() OVER (PARTITION BY p.dropped, p.place ORDER BY p.place) AS again, CASE WHEN p.asked + p.returned <= 50 OR p.asked - p.returned >= 50 THEN 50 WHEN p.asked - p.returned > 0 THEN p.asked - p.returned + 1 ELSE 1 END AS most, s.c0, s.c1, s.c2
  FROM (
    SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS k2, r.`id` AS c0, r.`code` AS c1, r.`event_timestamp` AS c2
    FROM ml.labels r
  ) s
  INNER JOIN (
    SELECT *
    FROM (
      SELECT g.*, CASE WHEN g.asked > g.returned THEN 1 ELSE 0 END AS dropped, ROW_NUMBER() OVER (PARTITION BY CASE WHEN g.asked > g.returned THEN 1 ELSE 0 END ORDER BY g.asked + g.returned, g.k0, g.k1, g.k2) AS place
      FROM (
        SELECT u.k0, u.k1, u.k2, SUM(u.asked) AS asked, SUM(u.returned) AS returned
        FROM (
          SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS k2, 1 AS asked, 0 AS returned
          FROM ml.labels r
          UNION ALL
          SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS k2, 0 AS asked, 1 AS returned
          FROM ml.joined r
        ) u
        GROUP BY u.k0, u.k1, u.k2
        HAVING SUM(u.asked) <> SUM(u.returned)
      ) g
    ) n
    WHERE n.place <= 25
  ) p ON (s.k0 IS NOT DISTINCT FROM p.k0) AND (s.k1 IS NOT DISTINCT FROM p.k1) AND (s.k2 IS NOT DISTINCT FROM p.k2)
) f
WHERE f.again <= f.most;
SELECT *
FROM (
  SELECT ROW_NUMBER() OVER (PARTITION BY p.dropped, p.place ORDER BY p.place) AS again, CASE WHEN p.asked + p.returned <= 50 OR p.returned - p.asked >= 50 THEN 50 WHEN p.returned - p.asked > 0 THEN p.returned - p.asked + 1 ELSE 1 END AS most, s.c0, s.c1, s.c2, s.c3
  FROM (
    SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS k2, r.`id` AS c0, r.`code` AS c1, r.`event_timestamp` AS c2, r.`trips` AS c3
    FROM ml.joined r
  ) s
  INNER JOIN (
    SELECT *
    FROM (
      SELECT g.*, CASE WHEN g.asked > g.returned THEN 1 ELSE 0 END AS dropped, ROW_NUMBER() OVER (PARTITION BY CASE WHEN g.asked > g.returned THEN 1 ELSE 0 END ORDER BY g.asked + g.returned, g.k0, g.k1, g.k2) AS place
      FROM (
        SELECT u.k0, u.k1, u.k2, SUM(u.asked) AS asked, SUM(u.returned) AS returned
        FROM (
          SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS k2, 1 AS asked, 0 AS returned
          FROM ml.labels r
          UNION ALL
          SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS k2, 0 AS asked, 1 AS returned
          FROM ml.joined r
        ) u
        GROUP BY u.k0, u.k1, u.k2
        HAVING SUM(u.asked) <> SUM(u.returned)
      ) g
    ) n
    WHERE n.place <= 25
  ) p ON (s.k0 IS NOT DISTINCT FROM p.k0) AND (s.k1 IS NOT DISTINCT FROM p.k1) AND (s.k2 IS NOT DISTINCT FROM p.k2)
) f
WHERE f.again <= f.most;
SELECT *
FROM ml.joined t
WHERE 1 = 0;
SELECT *
FROM ml.drivers t
WHERE 1 = 0;
SELECT COUNT(*) AS n
FROM ml.drivers r
WHERE (CAST(r.`id` AS BIGINT) = CAST(3 AS BIGINT) AND CAST(CAST(r.`code` AS STRING) AS BYTES) = CAST(CAST('it\'s' AS STRING) AS BYTES));
SELECT r.`id` AS c0, r.`code` AS c1, r.`event_timestamp` AS c2, r.`trips` AS c3
FROM ml.drivers r
WHERE (CAST(r.`id` AS BIGINT) = CAST(3 AS BIGINT) AND CAST(CAST(r.`code` AS STRING) AS BYTES) = CAST(CAST('it\'s' AS STRING) AS BYTES));
SELECT *
FROM ml.joined t
WHERE 1 = 0;
SELECT *
FROM ml.drivers t
WHERE 1 = 0;
SELECT COUNT(*) AS judged, 0 AS entities
FROM (
  SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS t, r.`trips` AS x0
  FROM ml.joined r
) t;
SELECT COUNT(w.wrong) AS wrong, COUNT(w.matched) AS matched, 0 AS entities
FROM (
  SELECT CASE WHEN f.p IS NULL AND (m.p IS NOT NULL OR (m.x0 IS NOT NULL)) THEN 1 END AS wrong, CASE WHEN m.p IS NOT NULL THEN 1 END AS matched
  FROM (
    SELECT w.k0, w.k1, w.t, w.x0, CASE WHEN w.t IS NULL THEN NULL ELSE w.e END AS e, CASE WHEN w.t IS NULL THEN NULL ELSE w.e END AS p
    FROM (
      SELECT u.kind, u.k0, u.k1, u.t, u.x0, MAX(u.e) OVER (PARTITION BY u.k0, u.k1 ORDER BY u.t) AS e
      FROM (
        SELECT 1 AS kind, t.k0, t.k1, t.t, NULL AS e, NULL AS p, t.x0
        FROM (
          SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS t, r.`trips` AS x0
          FROM ml.joined r
        ) t
        UNION ALL
        SELECT 0 AS kind, f.k0, f.k1, f.v AS t, f.e, f.p, NULL AS x0
        FROM (
          SELECT s.k0, s.k1, s.e, s.c, s.e AS p, s.e AS v, s.x0
          FROM (
            SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS e, -9223372036854775807 AS c, r.`trips` AS x0
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
    SELECT s.k0, s.k1, s.e, s.c, s.e AS p, s.e AS v, s.x0
    FROM (
      SELECT CAST(r.`id` AS BIGINT) AS k0, CAST(CAST(r.`code` AS STRING) AS BYTES) AS k1, UNIX_MICROS(r.`event_timestamp`) AS e, -9223372036854775807 AS c, r.`trips` AS x0
      FROM ml.drivers r
      WHERE r.`id` IS NOT NULL AND r.`code` IS NOT NULL AND r.`event_timestamp` IS NOT NULL
    ) s
    WHERE 1 = 1
  ) f ON m.k0 = f.k0 AND m.k1 = f.k1 AND f.p = m.p AND (CAST(m.x0 AS BIGINT) IS NOT DISTINCT FROM CAST(f.x0 AS BIGINT))
) w;
