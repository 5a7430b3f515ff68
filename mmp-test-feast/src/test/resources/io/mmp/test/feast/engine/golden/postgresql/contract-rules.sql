-- id is not null
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN 1 = 1 THEN 1 END) AS a1, COUNT(CASE WHEN NOT mmp_rows."id" IS NOT NULL THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows."id"
FROM ml.trips mmp_rows
WHERE NOT mmp_rows."id" IS NOT NULL
LIMIT 10;
-- id is unique
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows."id" IS NOT NULL THEN 1 END) AS a1
FROM ml.trips mmp_rows;
SELECT SUM(n - 1) AS a0
FROM (
  SELECT COUNT(*) AS n
  FROM ml.trips mmp_rows
  WHERE mmp_rows."id" IS NOT NULL
  GROUP BY CAST(mmp_rows."id" AS BIGINT)
) mmp_keys;
SELECT mmp_rows."id"
FROM ml.trips mmp_rows
JOIN (
  SELECT CAST(mmp_rows."id" AS BIGINT) AS k0, COUNT(*) AS n
  FROM ml.trips mmp_rows
  WHERE mmp_rows."id" IS NOT NULL
  GROUP BY CAST(mmp_rows."id" AS BIGINT)
  HAVING COUNT(*) > 1
  LIMIT 10
) mmp_keys ON mmp_keys.k0 = CAST(mmp_rows."id" AS BIGINT)
LIMIT 1000;
-- id is between -5 and 1
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows."id" IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows."id" IS NOT NULL AND NOT (mmp_rows."id" >= -5 AND mmp_rows."id" <= 1) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows."id"
FROM ml.trips mmp_rows
WHERE mmp_rows."id" IS NOT NULL AND NOT (mmp_rows."id" >= -5 AND mmp_rows."id" <= 1)
LIMIT 10;
-- id is a multiple of 5
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows."id" IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows."id" IS NOT NULL AND NOT (MOD(mmp_rows."id", 5) = 0) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows."id"
FROM ml.trips mmp_rows
WHERE mmp_rows."id" IS NOT NULL AND NOT (MOD(mmp_rows."id", 5) = 0)
LIMIT 10;
-- id is one of 0, 1
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows."id" IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows."id" IS NOT NULL AND NOT (mmp_rows."id" IN (0, 1)) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows."id"
FROM ml.trips mmp_rows
WHERE mmp_rows."id" IS NOT NULL AND NOT (mmp_rows."id" IN (0, 1))
LIMIT 10;
-- id is null in at most 10 % of the rows
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN 1 = 1 THEN 1 END) AS a1, COUNT(CASE WHEN NOT mmp_rows."id" IS NOT NULL THEN 1 END) AS a2
FROM ml.trips mmp_rows;
-- rate is unique
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN (mmp_rows."rate" IS NOT NULL AND NOT (mmp_rows."rate" = 'NaN')) THEN 1 END) AS a1
FROM ml.trips mmp_rows;
SELECT SUM(n - 1) AS a0
FROM (
  SELECT COUNT(*) AS n
  FROM ml.trips mmp_rows
  WHERE (mmp_rows."rate" IS NOT NULL AND NOT (mmp_rows."rate" = 'NaN'))
  GROUP BY (CAST(mmp_rows."rate" AS DOUBLE PRECISION) + CAST('0.0' AS DOUBLE PRECISION))
) mmp_keys;
SELECT mmp_rows."rate"
FROM ml.trips mmp_rows
JOIN (
  SELECT (CAST(mmp_rows."rate" AS DOUBLE PRECISION) + CAST('0.0' AS DOUBLE PRECISION)) AS k0, COUNT(*) AS n
  FROM ml.trips mmp_rows
  WHERE (mmp_rows."rate" IS NOT NULL AND NOT (mmp_rows."rate" = 'NaN'))
  GROUP BY (CAST(mmp_rows."rate" AS DOUBLE PRECISION) + CAST('0.0' AS DOUBLE PRECISION))
  HAVING COUNT(*) > 1
  LIMIT 10
) mmp_keys ON mmp_keys.k0 = (CAST(mmp_rows."rate" AS DOUBLE PRECISION) + CAST('0.0' AS DOUBLE PRECISION))
LIMIT 1000;
-- rate is between 0 and 0.5
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN (mmp_rows."rate" IS NOT NULL AND NOT (mmp_rows."rate" = 'NaN')) THEN 1 END) AS a1, COUNT(CASE WHEN (mmp_rows."rate" IS NOT NULL AND NOT (mmp_rows."rate" = 'NaN')) AND NOT (CAST(mmp_rows."rate" AS DOUBLE PRECISION) >= CAST('0.0' AS DOUBLE PRECISION) AND CAST(mmp_rows."rate" AS DOUBLE PRECISION) <= CAST('0.5' AS DOUBLE PRECISION)) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows."rate"
FROM ml.trips mmp_rows
WHERE (mmp_rows."rate" IS NOT NULL AND NOT (mmp_rows."rate" = 'NaN')) AND NOT (CAST(mmp_rows."rate" AS DOUBLE PRECISION) >= CAST('0.0' AS DOUBLE PRECISION) AND CAST(mmp_rows."rate" AS DOUBLE PRECISION) <= CAST('0.5' AS DOUBLE PRECISION))
LIMIT 10;
-- rate is finite
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN (mmp_rows."rate" IS NOT NULL AND NOT (mmp_rows."rate" = 'NaN')) THEN 1 END) AS a1, COUNT(CASE WHEN (mmp_rows."rate" IS NOT NULL AND NOT (mmp_rows."rate" = 'NaN')) AND NOT (ABS(CAST(mmp_rows."rate" AS DOUBLE PRECISION)) < CAST('Infinity' AS DOUBLE PRECISION)) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows."rate"
FROM ml.trips mmp_rows
WHERE (mmp_rows."rate" IS NOT NULL AND NOT (mmp_rows."rate" = 'NaN')) AND NOT (ABS(CAST(mmp_rows."rate" AS DOUBLE PRECISION)) < CAST('Infinity' AS DOUBLE PRECISION))
LIMIT 10;
-- rate is one of 0.1, 0.25
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN (mmp_rows."rate" IS NOT NULL AND NOT (mmp_rows."rate" = 'NaN')) THEN 1 END) AS a1, COUNT(CASE WHEN (mmp_rows."rate" IS NOT NULL AND NOT (mmp_rows."rate" = 'NaN')) AND NOT (CAST(mmp_rows."rate" AS DOUBLE PRECISION) IN (CAST('0.1' AS DOUBLE PRECISION), CAST('0.25' AS DOUBLE PRECISION))) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows."rate"
FROM ml.trips mmp_rows
WHERE (mmp_rows."rate" IS NOT NULL AND NOT (mmp_rows."rate" = 'NaN')) AND NOT (CAST(mmp_rows."rate" AS DOUBLE PRECISION) IN (CAST('0.1' AS DOUBLE PRECISION), CAST('0.25' AS DOUBLE PRECISION)))
LIMIT 10;
-- rate has its mean between 0.0 and 1.0
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN (mmp_rows."rate" IS NOT NULL AND NOT (mmp_rows."rate" = 'NaN')) THEN 1 END) AS a1, AVG(CASE WHEN (mmp_rows."rate" IS NOT NULL AND NOT (mmp_rows."rate" = 'NaN')) THEN CAST(mmp_rows."rate" AS DOUBLE PRECISION) END) AS a2
FROM ml.trips mmp_rows;
-- rate has its p50 between 0 and 1
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN (mmp_rows."rate" IS NOT NULL AND NOT (mmp_rows."rate" = 'NaN')) THEN 1 END) AS a1, COUNT(CASE WHEN (mmp_rows."rate" IS NOT NULL AND NOT (mmp_rows."rate" = 'NaN')) AND NOT (CAST(mmp_rows."rate" AS DOUBLE PRECISION) >= CAST('0.0' AS DOUBLE PRECISION)) THEN 1 END) AS a2, COUNT(CASE WHEN (mmp_rows."rate" IS NOT NULL AND NOT (mmp_rows."rate" = 'NaN')) AND NOT (CAST(mmp_rows."rate" AS DOUBLE PRECISION) <= CAST('1.0' AS DOUBLE PRECISION)) THEN 1 END) AS a3
FROM ml.trips mmp_rows;
-- rate is 0.1 in 0 % to 10 % of the values
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN (mmp_rows."rate" IS NOT NULL AND NOT (mmp_rows."rate" = 'NaN')) THEN 1 END) AS a1, COUNT(CASE WHEN (mmp_rows."rate" IS NOT NULL AND NOT (mmp_rows."rate" = 'NaN')) AND CAST(mmp_rows."rate" AS DOUBLE PRECISION) IN (CAST('0.1' AS DOUBLE PRECISION)) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
-- fare is at most 1.5
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows."fare" IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows."fare" IS NOT NULL AND NOT (mmp_rows."fare" <= 1.5) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows."fare"
FROM ml.trips mmp_rows
WHERE mmp_rows."fare" IS NOT NULL AND NOT (mmp_rows."fare" <= 1.5)
LIMIT 10;
-- fare is unique
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows."fare" IS NOT NULL THEN 1 END) AS a1
FROM ml.trips mmp_rows;
SELECT SUM(n - 1) AS a0
FROM (
  SELECT COUNT(*) AS n
  FROM ml.trips mmp_rows
  WHERE mmp_rows."fare" IS NOT NULL
  GROUP BY mmp_rows."fare"
) mmp_keys;
SELECT mmp_rows."fare"
FROM ml.trips mmp_rows
JOIN (
  SELECT mmp_rows."fare" AS k0, COUNT(*) AS n
  FROM ml.trips mmp_rows
  WHERE mmp_rows."fare" IS NOT NULL
  GROUP BY mmp_rows."fare"
  HAVING COUNT(*) > 1
  LIMIT 10
) mmp_keys ON mmp_keys.k0 = mmp_rows."fare"
LIMIT 1000;
-- city is unique
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows."city" IS NOT NULL THEN 1 END) AS a1
FROM ml.trips mmp_rows;
SELECT SUM(n - 1) AS a0
FROM (
  SELECT COUNT(*) AS n
  FROM ml.trips mmp_rows
  WHERE mmp_rows."city" IS NOT NULL
  GROUP BY CAST(mmp_rows."city" AS text) COLLATE "C"
) mmp_keys;
SELECT mmp_rows."city"
FROM ml.trips mmp_rows
JOIN (
  SELECT CAST(mmp_rows."city" AS text) COLLATE "C" AS k0, COUNT(*) AS n
  FROM ml.trips mmp_rows
  WHERE mmp_rows."city" IS NOT NULL
  GROUP BY CAST(mmp_rows."city" AS text) COLLATE "C"
  HAVING COUNT(*) > 1
  LIMIT 10
) mmp_keys ON mmp_keys.k0 = CAST(mmp_rows."city" AS text) COLLATE "C"
LIMIT 1000;
-- city has 1 to 2 characters
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows."city" IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows."city" IS NOT NULL AND NOT (LENGTH(mmp_rows."city") BETWEEN 1 AND 2) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows."city"
FROM ml.trips mmp_rows
WHERE mmp_rows."city" IS NOT NULL AND NOT (LENGTH(mmp_rows."city") BETWEEN 1 AND 2)
LIMIT 10;
-- city matches '(a|it's)+?\.?[^A-Z]*'
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows."city" IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows."city" IS NOT NULL AND NOT (CAST(mmp_rows."city" AS text) COLLATE "C" ~ '^(?:(?:a|it''s)+\.?[^A-Z]*)$') THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows."city"
FROM ml.trips mmp_rows
WHERE mmp_rows."city" IS NOT NULL AND NOT (CAST(mmp_rows."city" AS text) COLLATE "C" ~ '^(?:(?:a|it''s)+\.?[^A-Z]*)$')
LIMIT 10;
-- city is one of it's, a\b\u000A
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows."city" IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows."city" IS NOT NULL AND NOT (CAST(mmp_rows."city" AS text) COLLATE "C" IN (CAST('a\b\n' AS text) COLLATE "C", CAST('it''s' AS text) COLLATE "C")) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows."city"
FROM ml.trips mmp_rows
WHERE mmp_rows."city" IS NOT NULL AND NOT (CAST(mmp_rows."city" AS text) COLLATE "C" IN (CAST('a\b\n' AS text) COLLATE "C", CAST('it''s' AS text) COLLATE "C"))
LIMIT 10;
-- active is one of true
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows."active" IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows."active" IS NOT NULL AND NOT (mmp_rows."active" IN (TRUE)) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows."active"
FROM ml.trips mmp_rows
WHERE mmp_rows."active" IS NOT NULL AND NOT (mmp_rows."active" IN (TRUE))
LIMIT 10;
-- at is at most 2026-01-01T12:00:00Z
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows."at" IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows."at" IS NOT NULL AND NOT (CAST(extract(epoch FROM mmp_rows."at") * 1000000 AS bigint) <= 1767268800000000) THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows."at"
FROM ml.trips mmp_rows
WHERE mmp_rows."at" IS NOT NULL AND NOT (CAST(extract(epoch FROM mmp_rows."at") * 1000000 AS bigint) <= 1767268800000000)
LIMIT 10;
-- at is at most 1 h old at its newest
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows."at" IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN CAST(extract(epoch FROM mmp_rows."at") * 1000000 AS bigint) > 1767268800000000 THEN 1 END) AS a2, MAX(CASE WHEN CAST(extract(epoch FROM mmp_rows."at") * 1000000 AS bigint) <= 1767268800000000 THEN CAST(extract(epoch FROM mmp_rows."at") * 1000000 AS bigint) END) AS a3
FROM ml.trips mmp_rows;
SELECT mmp_rows."at"
FROM ml.trips mmp_rows
WHERE CAST(extract(epoch FROM mmp_rows."at") * 1000000 AS bigint) > 1767268800000000
LIMIT 10;
-- at is a date
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows."at" IS NOT NULL THEN 1 END) AS a1, COUNT(CASE WHEN mmp_rows."at" IS NOT NULL AND MOD(CAST(extract(epoch FROM mmp_rows."at") * 1000000 AS bigint), 86400000000) <> 0 THEN 1 END) AS a2
FROM ml.trips mmp_rows;
SELECT mmp_rows."at"
FROM ml.trips mmp_rows
WHERE mmp_rows."at" IS NOT NULL AND MOD(CAST(extract(epoch FROM mmp_rows."at") * 1000000 AS bigint), 86400000000) <> 0
LIMIT 10;
