-- id and city are one key
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows."id" IS NOT NULL AND mmp_rows."city" IS NOT NULL THEN 1 END) AS a1
FROM ml.trips mmp_rows;
SELECT SUM(n - 1) AS a0
FROM (
  SELECT COUNT(*) AS n
  FROM ml.trips mmp_rows
  WHERE mmp_rows."id" IS NOT NULL AND mmp_rows."city" IS NOT NULL
  GROUP BY CAST(mmp_rows."id" AS BIGINT), CAST(mmp_rows."city" AS text) COLLATE "C"
) mmp_keys;
SELECT mmp_rows."id", mmp_rows."city"
FROM ml.trips mmp_rows
JOIN (
  SELECT CAST(mmp_rows."id" AS BIGINT) AS k0, CAST(mmp_rows."city" AS text) COLLATE "C" AS k1, COUNT(*) AS n
  FROM ml.trips mmp_rows
  WHERE mmp_rows."id" IS NOT NULL AND mmp_rows."city" IS NOT NULL
  GROUP BY CAST(mmp_rows."id" AS BIGINT), CAST(mmp_rows."city" AS text) COLLATE "C"
  HAVING COUNT(*) > 1
  LIMIT 10
) mmp_keys ON mmp_keys.k0 = CAST(mmp_rows."id" AS BIGINT) AND mmp_keys.k1 = CAST(mmp_rows."city" AS text) COLLATE "C"
LIMIT 1000;
-- id and city refer to others
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT *
FROM ml.drivers t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(CASE WHEN mmp_rows."id" IS NOT NULL AND mmp_rows."city" IS NOT NULL THEN 1 END) AS a1
FROM ml.trips mmp_rows;
SELECT COUNT(*) AS a0
FROM ml.trips mmp_rows
WHERE mmp_rows."id" IS NOT NULL AND mmp_rows."city" IS NOT NULL AND NOT EXISTS (
  SELECT 1
  FROM ml.drivers mmp_others
  WHERE CAST(mmp_others."id" AS BIGINT) = CAST(mmp_rows."id" AS BIGINT) AND CAST(mmp_others."city" AS text) COLLATE "C" = CAST(mmp_rows."city" AS text) COLLATE "C"
);
SELECT mmp_rows."id", mmp_rows."city"
FROM ml.trips mmp_rows
WHERE mmp_rows."id" IS NOT NULL AND mmp_rows."city" IS NOT NULL AND NOT EXISTS (
  SELECT 1
  FROM ml.drivers mmp_others
  WHERE CAST(mmp_others."id" AS BIGINT) = CAST(mmp_rows."id" AS BIGINT) AND CAST(mmp_others."city" AS text) COLLATE "C" = CAST(mmp_rows."city" AS text) COLLATE "C"
)
LIMIT 10;
-- there are ten rows at least
SELECT *
FROM ml.trips t
WHERE 1 = 0;
SELECT COUNT(*) AS a0, COUNT(*) AS a1
FROM ml.trips mmp_rows;
