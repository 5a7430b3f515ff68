-- id is not null
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
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN 1 = 1 THEN 1 END) AS a1, COUNT(CASE WHEN NOT mmp_rows.`id` IS NOT NULL THEN 1 END) AS a2
FROM ml.trips mmp_rows;
-- rate is unique
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT IS_NAN(mmp_rows.`rate`)) THEN 1 END) AS a1
FROM ml.trips mmp_rows;
SELECT SUM(n - 1) AS a0
FROM (
  SELECT COUNT(*) AS n
  FROM ml.trips mmp_rows
  WHERE (mmp_rows.`rate` IS NOT NULL AND NOT IS_NAN(mmp_rows.`rate`))
  GROUP BY (CAST(mmp_rows.`rate` AS FLOAT64) + CAST('0.0' AS FLOAT64))
) mmp_keys;
SELECT mmp_rows.`rate`
FROM ml.trips mmp_rows
JOIN (
  SELECT (CAST(mmp_rows.`rate` AS FLOAT64) + CAST('0.0' AS FLOAT64)) AS k0, COUNT(*) AS n
  FROM ml.trips mmp_rows
  WHERE (mmp_rows.`rate` IS NOT NULL AND NOT IS_NAN(mmp_rows.`rate`))
  GROUP BY (CAST(mmp_rows.`rate` AS FLOAT64) + CAST('0.0' AS FLOAT64))
  HAVING COUNT(*) > 1
  LIMIT 10
) mmp_keys ON mmp_keys.k0 = (CAST(mmp_rows.`rate` AS FLOAT64) + CAST('0.0' AS FLOAT64))
LIMIT 1000;
-- rate is between 0 and 0.5
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT IS_NAN(mmp_rows.`rate`)) THEN 1 END) AS a1, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT IS_NAN(mmp_rows.`rate`)) AND NOT (CAST(mmp_rows.`rate` AS FLOAT64) >= CAST('0.0' AS FLOAT64) AND CAST(mmp_rows.`rate` AS FLOAT64) <= CAST('0.5' AS FLOAT64)) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows.`rate`
FROM ml.trips mmp_rows
WHERE (mmp_rows.`rate` IS NOT NULL AND NOT IS_NAN(mmp_rows.`rate`)) AND NOT (CAST(mmp_rows.`rate` AS FLOAT64) >= CAST('0.0' AS FLOAT64) AND CAST(mmp_rows.`rate` AS FLOAT64) <= CAST('0.5' AS FLOAT64))
LIMIT 10;
-- rate is finite
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT IS_NAN(mmp_rows.`rate`)) THEN 1 END) AS a1, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT IS_NAN(mmp_rows.`rate`)) AND NOT (ABS(CAST(mmp_rows.`rate` AS FLOAT64)) < CAST('Infinity' AS FLOAT64)) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows.`rate`
FROM ml.trips mmp_rows
WHERE (mmp_rows.`rate` IS NOT NULL AND NOT IS_NAN(mmp_rows.`rate`)) AND NOT (ABS(CAST(mmp_rows.`rate` AS FLOAT64)) < CAST('Infinity' AS FLOAT64))
LIMIT 10;
-- rate is one of 0.1, 0.25
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT IS_NAN(mmp_rows.`rate`)) THEN 1 END) AS a1, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT IS_NAN(mmp_rows.`rate`)) AND NOT (CAST(mmp_rows.`rate` AS FLOAT64) IN (CAST('0.1' AS FLOAT64), CAST('0.25' AS FLOAT64))) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows.`rate`
FROM ml.trips mmp_rows
WHERE (mmp_rows.`rate` IS NOT NULL AND NOT IS_NAN(mmp_rows.`rate`)) AND NOT (CAST(mmp_rows.`rate` AS FLOAT64) IN (CAST('0.1' AS FLOAT64), CAST('0.25' AS FLOAT64)))
LIMIT 10;
-- rate has its mean between 0.0 and 1.0
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT IS_NAN(mmp_rows.`rate`)) THEN 1 END) AS a1, AVG(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT IS_NAN(mmp_rows.`rate`)) THEN CAST(mmp_rows.`rate` AS FLOAT64) END) AS a2
FROM ml.trips mmp_rows;
-- rate has its p50 between 0 and 1
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT IS_NAN(mmp_rows.`rate`)) THEN 1 END) AS a1, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT IS_NAN(mmp_rows.`rate`)) AND NOT (CAST(mmp_rows.`rate` AS FLOAT64) >= CAST('0.0' AS FLOAT64)) THEN 1 END) AS a2, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT IS_NAN(mmp_rows.`rate`)) AND NOT (CAST(mmp_rows.`rate` AS FLOAT64) <= CAST('1.0' AS FLOAT64)) THEN 1 END) AS a3
FROM ml.trips mmp_rows;
-- rate is 0.1 in 0 % to 10 % of the values
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT IS_NAN(mmp_rows.`rate`)) THEN 1 END) AS a1, COUNT(CASE WHEN (mmp_rows.`rate` IS NOT NULL AND NOT IS_NAN(mmp_rows.`rate`)) AND CAST(mmp_rows.`rate` AS FLOAT64) IN (CAST('0.1' AS FLOAT64)) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
-- fare is at most 1.5
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows.`fare` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows.`fare` IS NOT NULL AND NOT (mmp_rows.`fare` <= CAST('1.5' AS BIGNUMERIC)) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows.`fare`
FROM ml.trips mmp_rows
WHERE mmp_rows.`fare` IS NOT NULL AND NOT (mmp_rows.`fare` <= CAST('1.5' AS BIGNUMERIC))
LIMIT 10;
-- fare is unique
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
  GROUP BY CAST(CAST(mmp_rows.`city` AS STRING) AS BYTES)
) mmp_keys;
SELECT mmp_rows.`city`
FROM ml.trips mmp_rows
JOIN (
  SELECT CAST(CAST(mmp_rows.`city` AS STRING) AS BYTES) AS k0, COUNT(*) AS n
  FROM ml.trips mmp_rows
  WHERE mmp_rows.`city` IS NOT NULL
  GROUP BY CAST(CAST(mmp_rows.`city` AS STRING) AS BYTES)
  HAVING COUNT(*) > 1
  LIMIT 10
) mmp_keys ON mmp_keys.k0 = CAST(CAST(mmp_rows.`city` AS STRING) AS BYTES)
LIMIT 1000;
-- city has 1 to 2 characters
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
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows.`city` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows.`city` IS NOT NULL AND NOT (REGEXP_CONTAINS(mmp_rows.`city`, '\\A(?:(?:a|it\'s)+\\.?[^A-Z]*)\\z')) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows.`city`
FROM ml.trips mmp_rows
WHERE mmp_rows.`city` IS NOT NULL AND NOT (REGEXP_CONTAINS(mmp_rows.`city`, '\\A(?:(?:a|it\'s)+\\.?[^A-Z]*)\\z'))
LIMIT 10;
-- city is one of it's, a\b\u000A
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows.`city` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows.`city` IS NOT NULL AND NOT (CAST(CAST(mmp_rows.`city` AS STRING) AS BYTES) IN (CAST(CAST('a\\b\n' AS STRING) AS BYTES), CAST(CAST('it\'s' AS STRING) AS BYTES))) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows.`city`
FROM ml.trips mmp_rows
WHERE mmp_rows.`city` IS NOT NULL AND NOT (CAST(CAST(mmp_rows.`city` AS STRING) AS BYTES) IN (CAST(CAST('a\\b\n' AS STRING) AS BYTES), CAST(CAST('it\'s' AS STRING) AS BYTES)))
LIMIT 10;
-- active is one of true
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
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows.`at` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows.`at` IS NOT NULL AND NOT (UNIX_MICROS(mmp_rows.`at`) <= 1767268800000000) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows.`at`
FROM ml.trips mmp_rows
WHERE mmp_rows.`at` IS NOT NULL AND NOT (UNIX_MICROS(mmp_rows.`at`) <= 1767268800000000)
LIMIT 10;
-- at is at most 1 h old at its newest
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows.`at` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN UNIX_MICROS(mmp_rows.`at`) > 1767268800000000 THEN 1 END) AS a2, MAX(CASE WHEN UNIX_MICROS(mmp_rows.`at`) <= 1767268800000000 THEN UNIX_MICROS(mmp_rows.`at`) END) AS a3
FROM ml.trips mmp_rows;
SELECT mmp_rows.`at`
FROM ml.trips mmp_rows
WHERE UNIX_MICROS(mmp_rows.`at`) > 1767268800000000
LIMIT 10;
-- at is a date
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows.`at` IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows.`at` IS NOT NULL AND MOD(UNIX_MICROS(mmp_rows.`at`), 86400000000) <> 0 THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows.`at`
FROM ml.trips mmp_rows
WHERE mmp_rows.`at` IS NOT NULL AND MOD(UNIX_MICROS(mmp_rows.`at`), 86400000000) <> 0
LIMIT 10;
