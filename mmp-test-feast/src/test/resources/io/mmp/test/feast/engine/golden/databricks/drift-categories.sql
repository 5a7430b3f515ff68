-- STRING of two tables
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.last_week t
WHERE 1 = 0;
SELECT *
FROM ml.today t
WHERE 1 = 0;
SELECT x, COUNT(*) AS k
FROM (
  SELECT encode(CAST(t.`v` AS STRING), 'UTF-8') AS x
  FROM ml.last_week t
  WHERE t.`v` IS NOT NULL
) v
GROUP BY x
LIMIT 100001;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN t.`v` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN 1 = 0 THEN 1 END) AS a2
FROM ml.last_week t;
SELECT x, COUNT(*) AS k
FROM (
  SELECT encode(CAST(t.`v` AS STRING), 'UTF-8') AS x
  FROM ml.today t
  WHERE t.`v` IS NOT NULL
) v
GROUP BY x
LIMIT 100001;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN t.`v` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN 1 = 0 THEN 1 END) AS a2
FROM ml.today t;
-- BOOL of two tables
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.last_week t
WHERE 1 = 0;
SELECT *
FROM ml.today t
WHERE 1 = 0;
SELECT x, COUNT(*) AS k
FROM (
  SELECT t.`v` AS x
  FROM ml.last_week t
  WHERE t.`v` IS NOT NULL
) v
GROUP BY x
LIMIT 100001;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN t.`v` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN 1 = 0 THEN 1 END) AS a2
FROM ml.last_week t;
SELECT x, COUNT(*) AS k
FROM (
  SELECT t.`v` AS x
  FROM ml.today t
  WHERE t.`v` IS NOT NULL
) v
GROUP BY x
LIMIT 100001;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN t.`v` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN 1 = 0 THEN 1 END) AS a2
FROM ml.today t;
-- DOUBLE of two tables
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.last_week t
WHERE 1 = 0;
SELECT *
FROM ml.today t
WHERE 1 = 0;
SELECT COUNT(*) AS k
FROM (
  SELECT DISTINCT x
  FROM (
    SELECT (CAST(t.`v` AS DOUBLE) + CAST('0.0' AS DOUBLE)) AS x
    FROM ml.last_week t
    WHERE t.`v` IS NOT NULL AND NOT isnan(t.`v`)
  ) v
  LIMIT 11
) d;
SELECT COUNT(*) AS k
FROM (
  SELECT DISTINCT x
  FROM (
    SELECT (CAST(t.`v` AS DOUBLE) + CAST('0.0' AS DOUBLE)) AS x
    FROM ml.today t
    WHERE t.`v` IS NOT NULL AND NOT isnan(t.`v`)
  ) v
  LIMIT 11
) d;
SELECT x, COUNT(*) AS k
FROM (
  SELECT (CAST(t.`v` AS DOUBLE) + CAST('0.0' AS DOUBLE)) AS x
  FROM ml.last_week t
  WHERE t.`v` IS NOT NULL AND NOT isnan(t.`v`)
) v
GROUP BY x
LIMIT 100001;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN t.`v` IS NOT NULL AND NOT isnan(t.`v`) THEN 1 END) AS a1, COUNT(CASE WHEN 1 = 0 THEN 1 END) AS a2
FROM ml.last_week t;
SELECT x, COUNT(*) AS k
FROM (
  SELECT (CAST(t.`v` AS DOUBLE) + CAST('0.0' AS DOUBLE)) AS x
  FROM ml.today t
  WHERE t.`v` IS NOT NULL AND NOT isnan(t.`v`)
) v
GROUP BY x
LIMIT 100001;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN t.`v` IS NOT NULL AND NOT isnan(t.`v`) THEN 1 END) AS a1, COUNT(CASE WHEN 1 = 0 THEN 1 END) AS a2
FROM ml.today t;
