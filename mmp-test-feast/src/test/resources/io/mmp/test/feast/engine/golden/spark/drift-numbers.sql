-- DOUBLE of two tables
SET TIME ZONE 'UTC';
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.last_week t
WHERE 1 = 0;
SELECT *
FROM ml.today t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN t.`v` IS NOT NULL AND NOT isnan(t.`v`) THEN 1 END) AS a1, COUNT(CASE WHEN 1 = 0 THEN 1 END) AS a2
FROM ml.last_week t;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN t.`v` IS NOT NULL AND NOT isnan(t.`v`) THEN 1 END) AS a1, COUNT(CASE WHEN 1 = 0 THEN 1 END) AS a2
FROM ml.today t;
SELECT MAX(ABS(a * CAST(3 AS BIGINT) - b * CAST(3 AS BIGINT))) AS d, MAX(a) AS n, MAX(b) AS m
FROM (
  SELECT CAST(SUM(r) OVER (ORDER BY x ROWS UNBOUNDED PRECEDING) AS BIGINT) AS a, CAST(SUM(c) OVER (ORDER BY x ROWS UNBOUNDED PRECEDING) AS BIGINT) AS b
  FROM (
    SELECT x, SUM(r) AS r, SUM(c) AS c
    FROM (
      SELECT x, 1 AS r, 0 AS c
      FROM (
        SELECT (CAST(t.`v` AS DOUBLE) + CAST('0.0' AS DOUBLE)) AS x
        FROM ml.last_week t
        WHERE t.`v` IS NOT NULL AND NOT isnan(t.`v`)
      ) v
      UNION ALL
      SELECT x, 0 AS r, 1 AS c
      FROM (
        SELECT (CAST(t.`v` AS DOUBLE) + CAST('0.0' AS DOUBLE)) AS x
        FROM ml.today t
        WHERE t.`v` IS NOT NULL AND NOT isnan(t.`v`)
      ) w
    ) u
    GROUP BY x
  ) g
) s;
SELECT x, k, upto
FROM (
  SELECT x, k, CAST(SUM(k) OVER (ORDER BY x ROWS UNBOUNDED PRECEDING) AS BIGINT) AS upto
  FROM (
    SELECT x, COUNT(*) AS k
    FROM (
      SELECT (CAST(t.`v` AS DOUBLE) + CAST('0.0' AS DOUBLE)) AS x
      FROM ml.last_week t
      WHERE t.`v` IS NOT NULL AND NOT isnan(t.`v`)
    ) v
    GROUP BY x
  ) g
) w
WHERE upto * CAST(2 AS BIGINT) - MOD(upto * CAST(2 AS BIGINT), CAST(3 AS BIGINT)) <> (upto - k) * CAST(2 AS BIGINT) - MOD((upto - k) * CAST(2 AS BIGINT), CAST(3 AS BIGINT));
SELECT x, k, upto
FROM (
  SELECT x, k, CAST(SUM(k) OVER (ORDER BY x ROWS UNBOUNDED PRECEDING) AS BIGINT) AS upto
  FROM (
    SELECT x, COUNT(*) AS k
    FROM (
      SELECT (CAST(t.`v` AS DOUBLE) + CAST('0.0' AS DOUBLE)) AS x
      FROM ml.today t
      WHERE t.`v` IS NOT NULL AND NOT isnan(t.`v`)
    ) v
    GROUP BY x
  ) g
) w
WHERE upto * CAST(2 AS BIGINT) - MOD(upto * CAST(2 AS BIGINT), CAST(3 AS BIGINT)) <> (upto - k) * CAST(2 AS BIGINT) - MOD((upto - k) * CAST(2 AS BIGINT), CAST(3 AS BIGINT));
SELECT x, COUNT(*) AS k
FROM (
  SELECT (CAST(t.`v` AS DOUBLE) + CAST('0.0' AS DOUBLE)) AS x
  FROM ml.last_week t
  WHERE t.`v` IS NOT NULL AND NOT isnan(t.`v`)
) v
GROUP BY x
LIMIT 100001;
SELECT x, COUNT(*) AS k
FROM (
  SELECT (CAST(t.`v` AS DOUBLE) + CAST('0.0' AS DOUBLE)) AS x
  FROM ml.today t
  WHERE t.`v` IS NOT NULL AND NOT isnan(t.`v`)
) v
GROUP BY x
LIMIT 100001;
-- INT64 of two tables
SET TIME ZONE 'UTC';
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.last_week t
WHERE 1 = 0;
SELECT *
FROM ml.today t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN t.`v` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN 1 = 0 THEN 1 END) AS a2
FROM ml.last_week t;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN t.`v` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN 1 = 0 THEN 1 END) AS a2
FROM ml.today t;
SELECT MAX(ABS(a * CAST(3 AS BIGINT) - b * CAST(3 AS BIGINT))) AS d, MAX(a) AS n, MAX(b) AS m
FROM (
  SELECT CAST(SUM(r) OVER (ORDER BY x ROWS UNBOUNDED PRECEDING) AS BIGINT) AS a, CAST(SUM(c) OVER (ORDER BY x ROWS UNBOUNDED PRECEDING) AS BIGINT) AS b
  FROM (
    SELECT x, SUM(r) AS r, SUM(c) AS c
    FROM (
      SELECT x, 1 AS r, 0 AS c
      FROM (
        SELECT (CAST(t.`v` AS DOUBLE) + CAST('0.0' AS DOUBLE)) AS x
        FROM ml.last_week t
        WHERE t.`v` IS NOT NULL
      ) v
      UNION ALL
      SELECT x, 0 AS r, 1 AS c
      FROM (
        SELECT (CAST(t.`v` AS DOUBLE) + CAST('0.0' AS DOUBLE)) AS x
        FROM ml.today t
        WHERE t.`v` IS NOT NULL
      ) w
    ) u
    GROUP BY x
  ) g
) s;
SELECT x, k, upto
FROM (
  SELECT x, k, CAST(SUM(k) OVER (ORDER BY x ROWS UNBOUNDED PRECEDING) AS BIGINT) AS upto
  FROM (
    SELECT x, COUNT(*) AS k
    FROM (
      SELECT (CAST(t.`v` AS DOUBLE) + CAST('0.0' AS DOUBLE)) AS x
      FROM ml.last_week t
      WHERE t.`v` IS NOT NULL
    ) v
    GROUP BY x
  ) g
) w
WHERE upto * CAST(2 AS BIGINT) - MOD(upto * CAST(2 AS BIGINT), CAST(3 AS BIGINT)) <> (upto - k) * CAST(2 AS BIGINT) - MOD((upto - k) * CAST(2 AS BIGINT), CAST(3 AS BIGINT));
SELECT x, k, upto
FROM (
  SELECT x, k, CAST(SUM(k) OVER (ORDER BY x ROWS UNBOUNDED PRECEDING) AS BIGINT) AS upto
  FROM (
    SELECT x, COUNT(*) AS k
    FROM (
      SELECT (CAST(t.`v` AS DOUBLE) + CAST('0.0' AS DOUBLE)) AS x
      FROM ml.today t
      WHERE t.`v` IS NOT NULL
    ) v
    GROUP BY x
  ) g
) w
WHERE upto * CAST(2 AS BIGINT) - MOD(upto * CAST(2 AS BIGINT), CAST(3 AS BIGINT)) <> (upto - k) * CAST(2 AS BIGINT) - MOD((upto - k) * CAST(2 AS BIGINT), CAST(3 AS BIGINT));
SELECT x, COUNT(*) AS k
FROM (
  SELECT (CAST(t.`v` AS DOUBLE) + CAST('0.0' AS DOUBLE)) AS x
  FROM ml.last_week t
  WHERE t.`v` IS NOT NULL
) v
GROUP BY x
LIMIT 100001;
SELECT x, COUNT(*) AS k
FROM (
  SELECT (CAST(t.`v` AS DOUBLE) + CAST('0.0' AS DOUBLE)) AS x
  FROM ml.today t
  WHERE t.`v` IS NOT NULL
) v
GROUP BY x
LIMIT 100001;
-- DECIMAL of two tables
SET TIME ZONE 'UTC';
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.last_week t
WHERE 1 = 0;
SELECT *
FROM ml.today t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN t.`v` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN NOT (ABS((CAST(CAST(t.`v` AS STRING) AS DOUBLE) + CAST('0.0' AS DOUBLE))) < CAST('Infinity' AS DOUBLE)) THEN 1 END) AS a2
FROM ml.last_week t;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN t.`v` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN NOT (ABS((CAST(CAST(t.`v` AS STRING) AS DOUBLE) + CAST('0.0' AS DOUBLE))) < CAST('Infinity' AS DOUBLE)) THEN 1 END) AS a2
FROM ml.today t;
SELECT MAX(ABS(a * CAST(3 AS BIGINT) - b * CAST(3 AS BIGINT))) AS d, MAX(a) AS n, MAX(b) AS m
FROM (
  SELECT CAST(SUM(r) OVER (ORDER BY x ROWS UNBOUNDED PRECEDING) AS BIGINT) AS a, CAST(SUM(c) OVER (ORDER BY x ROWS UNBOUNDED PRECEDING) AS BIGINT) AS b
  FROM (
    SELECT x, SUM(r) AS r, SUM(c) AS c
    FROM (
      SELECT x, 1 AS r, 0 AS c
      FROM (
        SELECT (CAST(CAST(t.`v` AS STRING) AS DOUBLE) + CAST('0.0' AS DOUBLE)) AS x
        FROM ml.last_week t
        WHERE t.`v` IS NOT NULL
      ) v
      UNION ALL
      SELECT x, 0 AS r, 1 AS c
      FROM (
        SELECT (CAST(CAST(t.`v` AS STRING) AS DOUBLE) + CAST('0.0' AS DOUBLE)) AS x
        FROM ml.today t
        WHERE t.`v` IS NOT NULL
      ) w
    ) u
    GROUP BY x
  ) g
) s;
SELECT x, k, upto
FROM (
  SELECT x, k, CAST(SUM(k) OVER (ORDER BY x ROWS UNBOUNDED PRECEDING) AS BIGINT) AS upto
  FROM (
    SELECT x, COUNT(*) AS k
    FROM (
      SELECT (CAST(CAST(t.`v` AS STRING) AS DOUBLE) + CAST('0.0' AS DOUBLE)) AS x
      FROM ml.last_week t
      WHERE t.`v` IS NOT NULL
    ) v
    GROUP BY x
  ) g
) w
WHERE upto * CAST(2 AS BIGINT) - MOD(upto * CAST(2 AS BIGINT), CAST(3 AS BIGINT)) <> (upto - k) * CAST(2 AS BIGINT) - MOD((upto - k) * CAST(2 AS BIGINT), CAST(3 AS BIGINT));
SELECT x, k, upto
FROM (
  SELECT x, k, CAST(SUM(k) OVER (ORDER BY x ROWS UNBOUNDED PRECEDING) AS BIGINT) AS upto
  FROM (
    SELECT x, COUNT(*) AS k
    FROM (
      SELECT (CAST(CAST(t.`v` AS STRING) AS DOUBLE) + CAST('0.0' AS DOUBLE)) AS x
      FROM ml.today t
      WHERE t.`v` IS NOT NULL
    ) v
    GROUP BY x
  ) g
) w
WHERE upto * CAST(2 AS BIGINT) - MOD(upto * CAST(2 AS BIGINT), CAST(3 AS BIGINT)) <> (upto - k) * CAST(2 AS BIGINT) - MOD((upto - k) * CAST(2 AS BIGINT), CAST(3 AS BIGINT));
SELECT x, COUNT(*) AS k
FROM (
  SELECT (CAST(CAST(t.`v` AS STRING) AS DOUBLE) + CAST('0.0' AS DOUBLE)) AS x
  FROM ml.last_week t
  WHERE t.`v` IS NOT NULL
) v
GROUP BY x
LIMIT 100001;
SELECT x, COUNT(*) AS k
FROM (
  SELECT (CAST(CAST(t.`v` AS STRING) AS DOUBLE) + CAST('0.0' AS DOUBLE)) AS x
  FROM ml.today t
  WHERE t.`v` IS NOT NULL
) v
GROUP BY x
LIMIT 100001;
