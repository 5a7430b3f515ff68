-- id is not null
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.trips t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN 1 = 1 THEN 1 END) AS a1, COUNT(CASE WHEN NOT mmp_rows.`id` IS NOT NULL THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows.`id`
FROM ml.trips mmp_rows
WHERE NOT mmp_rows.`id` IS NOT NULL
LIMIT 10;
-- id is unique
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.trips t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows.`id` IS NOT NULL THEN 1 END) AS a1
FROM ml.trips mmp_rows;
SELECT SUM(n - 1) AS a0
FROM (
  SELECT COUNT(*) AS n
  FROM ml.trips mmp_rows
  WHERE mmp_rows.`id` IS NOT NULL
  GROUP BY CAST(mmp_rows.`id` AS BIGINT)
) mmp_keys;
SELECT mmp_rows.`id`
FROM ml.trips mmp_rows
JOIN (
  SELECT CAST(mmp_rows.`id` AS BIGINT) AS k0, COUNT(*) AS n
  FROM ml.trips mmp_rows
  WHERE mmp_rows.`id` IS NOT NULL
  GROUP BY CAST(mmp_rows.`id` AS BIGINT)
  HAVING COUNT(*) > 1
  LIMIT 10
) mmp_keys ON mmp_keys.k0 = CAST(mmp_rows.`id` AS BIGINT)
LIMIT 1000;
-- id is between -5 and 1
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.trips t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows.`id` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows.`id` IS NOT NULL AND NOT (mmp_rows.`id` >= -5 AND mmp_rows.`id` <= 1) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows.`id`
FROM ml.trips mmp_rows
WHERE mmp_rows.`id` IS NOT NULL AND NOT (mmp_rows.`id` >= -5 AND mmp_rows.`id` <= 1)
LIMIT 10;
-- id is a multiple of 5
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.trips t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows.`id` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows.`id` IS NOT NULL AND NOT (MOD(mmp_rows.`id`, 5) = 0) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows.`id`
FROM ml.trips mmp_rows
WHERE mmp_rows.`id` IS NOT NULL AND NOT (MOD(mmp_rows.`id`, 5) = 0)
LIMIT 10;
-- id is one of 0, 1
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.trips t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows.`id` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows.`id` IS NOT NULL AND NOT (mmp_rows.`id` IN (0, 1)) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows.`id`
FROM ml.trips mmp_rows
WHERE mmp_rows.`id` IS NOT NULL AND NOT (mmp_rows.`id` IN (0, 1))
LIMIT 10;
-- id is null in at most 10 % of the rows
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.trips t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN 1 = 1 THEN 1 END) AS a1, COUNT(CASE WHEN NOT mmp_rows.`id` IS NOT NULL THEN 1 END) AS a2
FROM ml.trips mmp_rows;
-- rate is unique
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.trips t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT isnan(mmp_rows.`rate`)) THEN 1 END) AS a1
FROM ml.trips mmp_rows;
SELECT SUM(n - 1) AS a0
FROM (
  SELECT COUNT(*) AS n
  FROM ml.trips mmp_rows
  WHERE (mmp_rows.`rate` IS NOT NULL AND NOT isnan(mmp_rows.`rate`))
  GROUP BY (CAST(mmp_rows.`rate` AS DOUBLE) + CAST('0.0' AS DOUBLE))
) mmp_keys;
SELECT mmp_rows.`rate`
FROM ml.trips mmp_rows
JOIN (
  SELECT (CAST(mmp_rows.`rate` AS DOUBLE) + CAST('0.0' AS DOUBLE)) AS k0, COUNT(*) AS n
  FROM ml.trips mmp_rows
  WHERE (mmp_rows.`rate` IS NOT NULL AND NOT isnan(mmp_rows.`rate`))
  GROUP BY (CAST(mmp_rows.`rate` AS DOUBLE) + CAST('0.0' AS DOUBLE))
  HAVING COUNT(*) > 1
  LIMIT 10
) mmp_keys ON mmp_keys.k0 = (CAST(mmp_rows.`rate` AS DOUBLE) + CAST('0.0' AS DOUBLE))
LIMIT 1000;
-- rate is between 0 and 0.5
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.trips t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT isnan(mmp_rows.`rate`)) THEN 1 END) AS a1, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT isnan(mmp_rows.`rate`)) AND NOT (CAST(mmp_rows.`rate` AS DOUBLE) >= CAST('0.0' AS DOUBLE) AND CAST(mmp_rows.`rate` AS DOUBLE) <= CAST('0.5' AS DOUBLE)) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows.`rate`
FROM ml.trips mmp_rows
WHERE (mmp_rows.`rate` IS NOT NULL AND NOT isnan(mmp_rows.`rate`)) AND NOT (CAST(mmp_rows.`rate` AS DOUBLE) >= CAST('0.0' AS DOUBLE) AND CAST(mmp_rows.`rate` AS DOUBLE) <= CAST('0.5' AS DOUBLE))
LIMIT 10;
-- rate is finite
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.trips t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT isnan(mmp_rows.`rate`)) THEN 1 END) AS a1, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT isnan(mmp_rows.`rate`)) AND NOT (ABS(CAST(mmp_rows.`rate` AS DOUBLE)) < CAST('Infinity' AS DOUBLE)) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows.`rate`
FROM ml.trips mmp_rows
WHERE (mmp_rows.`rate` IS NOT NULL AND NOT isnan(mmp_rows.`rate`)) AND NOT (ABS(CAST(mmp_rows.`rate` AS DOUBLE)) < CAST('Infinity' AS DOUBLE))
LIMIT 10;
-- rate is one of 0.1, 0.25
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.trips t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT isnan(mmp_rows.`rate`)) THEN 1 END) AS a1, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT isnan(mmp_rows.`rate`)) AND NOT (CAST(mmp_rows.`rate` AS DOUBLE) IN (CAST('0.1' AS DOUBLE), CAST('0.25' AS DOUBLE))) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows.`rate`
FROM ml.trips mmp_rows
WHERE (mmp_rows.`rate` IS NOT NULL AND NOT isnan(mmp_rows.`rate`)) AND NOT (CAST(mmp_rows.`rate` AS DOUBLE) IN (CAST('0.1' AS DOUBLE), CAST('0.25' AS DOUBLE)))
LIMIT 10;
-- rate has its mean between 0.0 and 1.0
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.trips t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT isnan(mmp_rows.`rate`)) THEN 1 END) AS a1, AVG(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT isnan(mmp_rows.`rate`)) THEN CAST(mmp_rows.`rate` AS DOUBLE) END) AS a2
FROM ml.trips mmp_rows;
-- rate has its p50 between 0 and 1
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.trips t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT isnan(mmp_rows.`rate`)) THEN 1 END) AS a1, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT isnan(mmp_rows.`rate`)) AND NOT (CAST(mmp_rows.`rate` AS DOUBLE) >= CAST('0.0' AS DOUBLE)) THEN 1 END) AS a2, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT isnan(mmp_rows.`rate`)) AND NOT (CAST(mmp_rows.`rate` AS DOUBLE) <= CAST('1.0' AS DOUBLE)) THEN 1 END) AS a3
FROM ml.trips mmp_rows;
-- rate is 0.1 in 0 % to 10 % of the values
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.trips t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT isnan(mmp_rows.`rate`)) THEN 1 END) AS a1, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT isnan(mmp_rows.`rate`)) AND CAST(mmp_rows.`rate` AS DOUBLE) IN (CAST('0.1' AS DOUBLE)) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
-- fare is at most 1.5
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.trips t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows.`fare` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows.`fare` IS NOT NULL AND NOT (mmp_rows.`fare` <= 1.5) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows.`fare`
FROM ml.trips mmp_rows
WHERE mmp_rows.`fare` IS NOT NULL AND NOT (mmp_rows.`fare` <= 1.5)
LIMIT 10;
-- fare is unique
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.trips t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows.`fare` IS NOT NULL THEN 1 END) AS a1
FROM ml.trips mmp_rows;
SELECT SUM(n - 1) AS a0
FROM (
  SELECT COUNT(*) AS n
  FROM ml.trips mmp_rows
  WHERE mmp_rows.`fare` IS NOT NULL
  GROUP BY mmp_rows.`fare`
) mmp_keys;
SELECT mmp_rows.`fare`
FROM ml.trips mmp_rows
JOIN (
  SELECT mmp_rows.`fare` AS k0, COUNT(*) AS n
  FROM ml.trips mmp_rows
  WHERE mmp_rows.`fare` IS NOT NULL
  GROUP BY mmp_rows.`fare`
  HAVING COUNT(*) > 1
  LIMIT 10
) mmp_keys ON mmp_keys.k0 = mmp_rows.`fare`
LIMIT 1000;
-- city is unique
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.trips t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows.`city` IS NOT NULL THEN 1 END) AS a1
FROM ml.trips mmp_rows;
SELECT SUM(n - 1) AS a0
FROM (
  SELECT COUNT(*) AS n
  FROM ml.trips mmp_rows
  WHERE mmp_rows.`city` IS NOT NULL
  GROUP BY encode(CAST(mmp_rows.`city` AS STRING), 'UTF-8')
) mmp_keys;
SELECT mmp_rows.`city`
FROM ml.trips mmp_rows
JOIN (
  SELECT encode(CAST(mmp_rows.`city` AS STRING), 'UTF-8') AS k0, COUNT(*) AS n
  FROM ml.trips mmp_rows
  WHERE mmp_rows.`city` IS NOT NULL
  GROUP BY encode(CAST(mmp_rows.`city` AS STRING), 'UTF-8')
  HAVING COUNT(*) > 1
  LIMIT 10
) mmp_keys ON mmp_keys.k0 = encode(CAST(mmp_rows.`city` AS STRING), 'UTF-8')
LIMIT 1000;
-- city has 1 to 2 characters
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.trips t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows.`city` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows.`city` IS NOT NULL AND NOT (LENGTH(mmp_rows.`city`) BETWEEN 1 AND 2) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows.`city`
FROM ml.trips mmp_rows
WHERE mmp_rows.`city` IS NOT NULL AND NOT (LENGTH(mmp_rows.`city`) BETWEEN 1 AND 2)
LIMIT 10;
-- city matches '(a|it's)+?\.?[^A-Z]*'
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.trips t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows.`city` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows.`city` IS NOT NULL AND NOT (regexp_like(mmp_rows.`city`, '\\A(?:(?:a|it\'s)+\\.?[^A-Z]*)\\z')) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows.`city`
FROM ml.trips mmp_rows
WHERE mmp_rows.`city` IS NOT NULL AND NOT (regexp_like(mmp_rows.`city`, '\\A(?:(?:a|it\'s)+\\.?[^A-Z]*)\\z'))
LIMIT 10;
-- city is one of it's, a\b\u000A
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.trips t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows.`city` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows.`city` IS NOT NULL AND NOT (encode(CAST(mmp_rows.`city` AS STRING), 'UTF-8') IN (encode(CAST('a\\b\n' AS STRING), 'UTF-8'), encode(CAST('it\'s' AS STRING), 'UTF-8'))) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows.`city`
FROM ml.trips mmp_rows
WHERE mmp_rows.`city` IS NOT NULL AND NOT (encode(CAST(mmp_rows.`city` AS STRING), 'UTF-8') IN (encode(CAST('a\\b\n' AS STRING), 'UTF-8'), encode(CAST('it\'s' AS STRING), 'UTF-8')))
LIMIT 10;
-- active is one of true
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.trips t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows.`active` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows.`active` IS NOT NULL AND NOT (mmp_rows.`active` IN (TRUE)) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows.`active`
FROM ml.trips mmp_rows
WHERE mmp_rows.`active` IS NOT NULL AND NOT (mmp_rows.`active` IN (TRUE))
LIMIT 10;
-- at is at most 2026-01-01T12:00:00Z
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.trips t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows.`at` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows.`at` IS NOT NULL AND NOT (unix_micros(CAST(mmp_rows.`at` AS TIMESTAMP)) <= 1767268800000000) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows.`at`
FROM ml.trips mmp_rows
WHERE mmp_rows.`at` IS NOT NULL AND NOT (unix_micros(CAST(mmp_rows.`at` AS TIMESTAMP)) <= 1767268800000000)
LIMIT 10;
DESCRIBE QUERY
SELECT mmp_rows.`at`
FROM ml.trips mmp_rows
WHERE mmp_rows.`at` IS NOT NULL AND NOT (unix_micros(CAST(mmp_rows.`at` AS TIMESTAMP)) <= 1767268800000000)
LIMIT 10;
-- at is at most 1 h old at its newest
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.trips t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows.`at` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN unix_micros(CAST(mmp_rows.`at` AS TIMESTAMP)) > 1767268800000000 THEN 1 END) AS a2, MAX(CASE WHEN unix_micros(CAST(mmp_rows.`at` AS TIMESTAMP)) <= 1767268800000000 THEN unix_micros(CAST(mmp_rows.`at` AS TIMESTAMP)) END) AS a3
FROM ml.trips mmp_rows;
SELECT mmp_rows.`at`
FROM ml.trips mmp_rows
WHERE unix_micros(CAST(mmp_rows.`at` AS TIMESTAMP)) > 1767268800000000
LIMIT 10;
DESCRIBE QUERY
SELECT mmp_rows.`at`
FROM ml.trips mmp_rows
WHERE unix_micros(CAST(mmp_rows.`at` AS TIMESTAMP)) > 1767268800000000
LIMIT 10;
-- at is a date
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.trips t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows.`at` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows.`at` IS NOT NULL AND MOD(unix_micros(CAST(mmp_rows.`at` AS TIMESTAMP)), 86400000000) <> 0 THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows.`at`
FROM ml.trips mmp_rows
WHERE mmp_rows.`at` IS NOT NULL AND MOD(unix_micros(CAST(mmp_rows.`at` AS TIMESTAMP)), 86400000000) <> 0
LIMIT 10;
DESCRIBE QUERY
SELECT mmp_rows.`at`
FROM ml.trips mmp_rows
WHERE mmp_rows.`at` IS NOT NULL AND MOD(unix_micros(CAST(mmp_rows.`at` AS TIMESTAMP)), 86400000000) <> 0
LIMIT 10;
