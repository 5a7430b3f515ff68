-- the rows of each entity that count, by ranges of keys
SET TIME ZONE 'UTC';
SET ANSI_MODE=true;
SET spark.sql.ansi.enabled=true;
SELECT *
FROM ml.drivers t
WHERE 1 = 0;
DESCRIBE QUERY
SELECT *
FROM ml.drivers t
WHERE 1 = 0;
SELECT p.o0, p.o1
FROM (
  SELECT s.k0, s.k1, s.o0, s.o1
  FROM (
    SELECT CAST(r.`id` AS BIGINT) AS k0, encode(CAST(r.`code` AS STRING), 'UTF-8') AS k1, r.`id` AS o0, r.`code` AS o1
    FROM ml.drivers r
    WHERE r.`id` IS NOT NULL AND r.`code` IS NOT NULL
  ) s
  GROUP BY s.k0, s.k1, s.o0, s.o1
  ORDER BY s.k0, s.k1
  LIMIT 1000
) p
ORDER BY p.k0 DESC, p.k1 DESC
LIMIT 1;
SELECT p.o0, p.o1
FROM (
  SELECT s.k0, s.k1, s.o0, s.o1
  FROM (
    SELECT CAST(r.`id` AS BIGINT) AS k0, encode(CAST(r.`code` AS STRING), 'UTF-8') AS k1, r.`id` AS o0, r.`code` AS o1
    FROM ml.drivers r
    WHERE r.`id` IS NOT NULL AND r.`code` IS NOT NULL AND CAST(r.`id` AS BIGINT) >= CAST(3 AS BIGINT) AND (CAST(r.`id` AS BIGINT) > CAST(3 AS BIGINT) OR (CAST(r.`id` AS BIGINT) = CAST(3 AS BIGINT) AND encode(CAST(r.`code` AS STRING), 'UTF-8') > encode(CAST('it\'s' AS STRING), 'UTF-8')))
  ) s
  GROUP BY s.k0, s.k1, s.o0, s.o1
  ORDER BY s.k0, s.k1
  LIMIT 1000
) p
ORDER BY p.k0 DESC, p.k1 DESC
LIMIT 1;
SELECT m.o0 AS c0, m.o1 AS c1, f.x0 AS c2, f.x1 AS c3, f.x2 AS c4, f.x3 AS c5, f.x4 AS c6, f.x5 AS c7
FROM (
  SELECT s.k0, s.k1, s.o0, s.o1, MAX(s.p) AS p
  FROM (
    SELECT CAST(r.`id` AS BIGINT) AS k0, encode(CAST(r.`code` AS STRING), 'UTF-8') AS k1, r.`id` AS o0, r.`code` AS o1, CASE WHEN r.`event_timestamp` IS NOT NULL AND unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)) <= 1767268800000000 THEN named_struct('a', CAST(unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)) AS BIGINT), 'b', CAST(COALESCE(unix_micros(CAST(r.`created` AS TIMESTAMP)), -9223372036854775807) AS BIGINT)) END AS p
    FROM ml.drivers r
    WHERE r.`id` IS NOT NULL AND r.`code` IS NOT NULL AND CAST(r.`id` AS BIGINT) <= CAST(4 AS BIGINT) AND (CAST(r.`id` AS BIGINT) < CAST(4 AS BIGINT) OR (CAST(r.`id` AS BIGINT) = CAST(4 AS BIGINT) AND encode(CAST(r.`code` AS STRING), 'UTF-8') <= encode(CAST('' AS STRING), 'UTF-8')))
  ) s
  GROUP BY s.k0, s.k1, s.o0, s.o1
) m
LEFT JOIN (
  SELECT CAST(r.`id` AS BIGINT) AS k0, encode(CAST(r.`code` AS STRING), 'UTF-8') AS k1, named_struct('a', CAST(unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)) AS BIGINT), 'b', CAST(COALESCE(unix_micros(CAST(r.`created` AS TIMESTAMP)), -9223372036854775807) AS BIGINT)) AS p, r.`event_timestamp` AS x0, r.`created` AS x1, r.`rate` AS x2, r.`trips` AS x3, r.`city` AS x4, r.`active` AS x5
  FROM ml.drivers r
  WHERE r.`id` IS NOT NULL AND r.`code` IS NOT NULL AND CAST(r.`id` AS BIGINT) <= CAST(4 AS BIGINT) AND (CAST(r.`id` AS BIGINT) < CAST(4 AS BIGINT) OR (CAST(r.`id` AS BIGINT) = CAST(4 AS BIGINT) AND encode(CAST(r.`code` AS STRING), 'UTF-8') <= encode(CAST('' AS STRING), 'UTF-8'))) AND r.`event_timestamp` IS NOT NULL AND unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)) <= 1767268800000000
) f ON f.k0 = m.k0 AND f.k1 = m.k1 AND f.p = m.p
ORDER BY m.k0, m.k1;
DESCRIBE QUERY
SELECT m.o0 AS c0, m.o1 AS c1, f.x0 AS c2, f.x1 AS c3, f.x2 AS c4, f.x3 AS c5, f.x4 AS c6, f.x5 AS c7
FROM (
  SELECT s.k0, s.k1, s.o0, s.o1, MAX(s.p) AS p
  FROM (
    SELECT CAST(r.`id` AS BIGINT) AS k0, encode(CAST(r.`code` AS STRING), 'UTF-8') AS k1, r.`id` AS o0, r.`code` AS o1, CASE WHEN r.`event_timestamp` IS NOT NULL AND unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)) <= 1767268800000000 THEN named_struct('a', CAST(unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)) AS BIGINT), 'b', CAST(COALESCE(unix_micros(CAST(r.`created` AS TIMESTAMP)), -9223372036854775807) AS BIGINT)) END AS p
    FROM ml.drivers r
    WHERE r.`id` IS NOT NULL AND r.`code` IS NOT NULL AND CAST(r.`id` AS BIGINT) <= CAST(4 AS BIGINT) AND (CAST(r.`id` AS BIGINT) < CAST(4 AS BIGINT) OR (CAST(r.`id` AS BIGINT) = CAST(4 AS BIGINT) AND encode(CAST(r.`code` AS STRING), 'UTF-8') <= encode(CAST('' AS STRING), 'UTF-8')))
  ) s
  GROUP BY s.k0, s.k1, s.o0, s.o1
) m
LEFT JOIN (
  SELECT CAST(r.`id` AS BIGINT) AS k0, encode(CAST(r.`code` AS STRING), 'UTF-8') AS k1, named_struct('a', CAST(unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)) AS BIGINT), 'b', CAST(COALESCE(unix_micros(CAST(r.`created` AS TIMESTAMP)), -9223372036854775807) AS BIGINT)) AS p, r.`event_timestamp` AS x0, r.`created` AS x1, r.`rate` AS x2, r.`trips` AS x3, r.`city` AS x4, r.`active` AS x5
  FROM ml.drivers r
  WHERE r.`id` IS NOT NULL AND r.`code` IS NOT NULL AND CAST(r.`id` AS BIGINT) <= CAST(4 AS BIGINT) AND (CAST(r.`id` AS BIGINT) < CAST(4 AS BIGINT) OR (CAST(r.`id` AS BIGINT) = CAST(4 AS BIGINT) AND encode(CAST(r.`code` AS STRING), 'UTF-8') <= encode(CAST('' AS STRING), 'UTF-8'))) AND r.`event_timestamp` IS NOT NULL AND unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)) <= 1767268800000000
) f ON f.k0 = m.k0 AND f.k1 = m.k1 AND f.p = m.p
ORDER BY m.k0, m.k1;
SELECT m.o0 AS c0, m.o1 AS c1, f.x0 AS c2, f.x1 AS c3, f.x2 AS c4, f.x3 AS c5, f.x4 AS c6, f.x5 AS c7
FROM (
  SELECT s.k0, s.k1, s.o0, s.o1, MAX(s.p) AS p
  FROM (
    SELECT CAST(r.`id` AS BIGINT) AS k0, encode(CAST(r.`code` AS STRING), 'UTF-8') AS k1, r.`id` AS o0, r.`code` AS o1, CASE WHEN r.`event_timestamp` IS NOT NULL AND unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)) <= 1767268800000000 THEN named_struct('a', CAST(unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)) AS BIGINT), 'b', CAST(COALESCE(unix_micros(CAST(r.`created` AS TIMESTAMP)), -9223372036854775807) AS BIGINT)) END AS p
    FROM ml.drivers r
    WHERE r.`id` IS NOT NULL AND r.`code` IS NOT NULL AND CAST(r.`id` AS BIGINT) >= CAST(3 AS BIGINT) AND (CAST(r.`id` AS BIGINT) > CAST(3 AS BIGINT) OR (CAST(r.`id` AS BIGINT) = CAST(3 AS BIGINT) AND encode(CAST(r.`code` AS STRING), 'UTF-8') > encode(CAST('it\'s' AS STRING), 'UTF-8'))) AND CAST(r.`id` AS BIGINT) <= CAST(4 AS BIGINT) AND (CAST(r.`id` AS BIGINT) < CAST(4 AS BIGINT) OR (CAST(r.`id` AS BIGINT) = CAST(4 AS BIGINT) AND encode(CAST(r.`code` AS STRING), 'UTF-8') <= encode(CAST('' AS STRING), 'UTF-8')))
  ) s
  GROUP BY s.k0, s.k1, s.o0, s.o1
) m
LEFT JOIN (
  SELECT CAST(r.`id` AS BIGINT) AS k0, encode(CAST(r.`code` AS STRING), 'UTF-8') AS k1, named_struct('a', CAST(unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)) AS BIGINT), 'b', CAST(COALESCE(unix_micros(CAST(r.`created` AS TIMESTAMP)), -9223372036854775807) AS BIGINT)) AS p, r.`event_timestamp` AS x0, r.`created` AS x1, r.`rate` AS x2, r.`trips` AS x3, r.`city` AS x4, r.`active` AS x5
  FROM ml.drivers r
  WHERE r.`id` IS NOT NULL AND r.`code` IS NOT NULL AND CAST(r.`id` AS BIGINT) >= CAST(3 AS BIGINT) AND (CAST(r.`id` AS BIGINT) > CAST(3 AS BIGINT) OR (CAST(r.`id` AS BIGINT) = CAST(3 AS BIGINT) AND encode(CAST(r.`code` AS STRING), 'UTF-8') > encode(CAST('it\'s' AS STRING), 'UTF-8'))) AND CAST(r.`id` AS BIGINT) <= CAST(4 AS BIGINT) AND (CAST(r.`id` AS BIGINT) < CAST(4 AS BIGINT) OR (CAST(r.`id` AS BIGINT) = CAST(4 AS BIGINT) AND encode(CAST(r.`code` AS STRING), 'UTF-8') <= encode(CAST('' AS STRING), 'UTF-8'))) AND r.`event_timestamp` IS NOT NULL AND unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)) <= 1767268800000000
) f ON f.k0 = m.k0 AND f.k1 = m.k1 AND f.p = m.p
ORDER BY m.k0, m.k1;
DESCRIBE QUERY
SELECT m.o0 AS c0, m.o1 AS c1, f.x0 AS c2, f.x1 AS c3, f.x2 AS c4, f.x3 AS c5, f.x4 AS c6, f.x5 AS c7
FROM (
  SELECT s.k0, s.k1, s.o0, s.o1, MAX(s.p) AS p
  FROM (
    SELECT CAST(r.`id` AS BIGINT) AS k0, encode(CAST(r.`code` AS STRING), 'UTF-8') AS k1, r.`id` AS o0, r.`code` AS o1, CASE WHEN r.`event_timestamp` IS NOT NULL AND unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)) <= 1767268800000000 THEN named_struct('a', CAST(unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)) AS BIGINT), 'b', CAST(COALESCE(unix_micros(CAST(r.`created` AS TIMESTAMP)), -9223372036854775807) AS BIGINT)) END AS p
    FROM ml.drivers r
    WHERE r.`id` IS NOT NULL AND r.`code` IS NOT NULL AND CAST(r.`id` AS BIGINT) >= CAST(3 AS BIGINT) AND (CAST(r.`id` AS BIGINT) > CAST(3 AS BIGINT) OR (CAST(r.`id` AS BIGINT) = CAST(3 AS BIGINT) AND encode(CAST(r.`code` AS STRING), 'UTF-8') > encode(CAST('it\'s' AS STRING), 'UTF-8'))) AND CAST(r.`id` AS BIGINT) <= CAST(4 AS BIGINT) AND (CAST(r.`id` AS BIGINT) < CAST(4 AS BIGINT) OR (CAST(r.`id` AS BIGINT) = CAST(4 AS BIGINT) AND encode(CAST(r.`code` AS STRING), 'UTF-8') <= encode(CAST('' AS STRING), 'UTF-8')))
  ) s
  GROUP BY s.k0, s.k1, s.o0, s.o1
) m
LEFT JOIN (
  SELECT CAST(r.`id` AS BIGINT) AS k0, encode(CAST(r.`code` AS STRING), 'UTF-8') AS k1, named_struct('a', CAST(unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)) AS BIGINT), 'b', CAST(COALESCE(unix_micros(CAST(r.`created` AS TIMESTAMP)), -9223372036854775807) AS BIGINT)) AS p, r.`event_timestamp` AS x0, r.`created` AS x1, r.`rate` AS x2, r.`trips` AS x3, r.`city` AS x4, r.`active` AS x5
  FROM ml.drivers r
  WHERE r.`id` IS NOT NULL AND r.`code` IS NOT NULL AND CAST(r.`id` AS BIGINT) >= CAST(3 AS BIGINT) AND (CAST(r.`id` AS BIGINT) > CAST(3 AS BIGINT) OR (CAST(r.`id` AS BIGINT) = CAST(3 AS BIGINT) AND encode(CAST(r.`code` AS STRING), 'UTF-8') > encode(CAST('it\'s' AS STRING), 'UTF-8'))) AND CAST(r.`id` AS BIGINT) <= CAST(4 AS BIGINT) AND (CAST(r.`id` AS BIGINT) < CAST(4 AS BIGINT) OR (CAST(r.`id` AS BIGINT) = CAST(4 AS BIGINT) AND encode(CAST(r.`code` AS STRING), 'UTF-8') <= encode(CAST('' AS STRING), 'UTF-8'))) AND r.`event_timestamp` IS NOT NULL AND unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)) <= 1767268800000000
) f ON f.k0 = m.k0 AND f.k1 = m.k1 AND f.p = m.p
ORDER BY m.k0, m.k1;
SELECT r.`id` AS c0, r.`code` AS c1, r.`event_timestamp` AS c2, r.`created` AS c3, r.`rate` AS c4, r.`trips` AS c5, r.`city` AS c6, r.`active` AS c7
FROM ml.drivers r
WHERE r.`id` IS NOT NULL AND r.`code` IS NOT NULL AND ((CAST(r.`id` AS BIGINT) = CAST(3 AS BIGINT) AND encode(CAST(r.`code` AS STRING), 'UTF-8') = encode(CAST('it\'s' AS STRING), 'UTF-8')) OR (CAST(r.`id` AS BIGINT) = CAST(4 AS BIGINT) AND encode(CAST(r.`code` AS STRING), 'UTF-8') = encode(CAST('' AS STRING), 'UTF-8')))
ORDER BY CASE WHEN r.`event_timestamp` IS NOT NULL AND unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)) <= 1767268800000000 THEN 0 ELSE 1 END, ABS(unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)) - 1767268800000000)
LIMIT 50001;
DESCRIBE QUERY
SELECT r.`id` AS c0, r.`code` AS c1, r.`event_timestamp` AS c2, r.`created` AS c3, r.`rate` AS c4, r.`trips` AS c5, r.`city` AS c6, r.`active` AS c7
FROM ml.drivers r
WHERE r.`id` IS NOT NULL AND r.`code` IS NOT NULL AND ((CAST(r.`id` AS BIGINT) = CAST(3 AS BIGINT) AND encode(CAST(r.`code` AS STRING), 'UTF-8') = encode(CAST('it\'s' AS STRING), 'UTF-8')) OR (CAST(r.`id` AS BIGINT) = CAST(4 AS BIGINT) AND encode(CAST(r.`code` AS STRING), 'UTF-8') = encode(CAST('' AS STRING), 'UTF-8')))
ORDER BY CASE WHEN r.`event_timestamp` IS NOT NULL AND unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)) <= 1767268800000000 THEN 0 ELSE 1 END, ABS(unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)) - 1767268800000000)
LIMIT 50001;
SELECT COUNT(*) AS n, CAST(SUM(pmod(xxhash64(CAST(r.`id` AS BIGINT), encode(CAST(r.`code` AS STRING), 'UTF-8'), unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)), unix_micros(CAST(r.`created` AS TIMESTAMP)), CAST(r.`rate` AS STRING), CAST(r.`trips` AS BIGINT), encode(CAST(r.`city` AS STRING), 'UTF-8')), 1000003)) AS BIGINT) AS s
FROM ml.drivers r;
SELECT MAX(r.`event_timestamp`) AS e
FROM ml.drivers r;
DESCRIBE QUERY
SELECT MAX(r.`event_timestamp`) AS e
FROM ml.drivers r;
SELECT COUNT(*) AS n
FROM (
  SELECT s.k0, s.k1
  FROM (
    SELECT CAST(r.`id` AS BIGINT) AS k0, encode(CAST(r.`code` AS STRING), 'UTF-8') AS k1
    FROM ml.drivers r
    WHERE r.`id` IS NOT NULL AND r.`code` IS NOT NULL AND (r.`event_timestamp` IS NULL OR unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)) <= 1767268800000000)
  ) s
  GROUP BY s.k0, s.k1
) c;
SELECT COUNT(*) AS n
FROM ml.drivers r
WHERE NOT (r.`id` IS NOT NULL AND r.`code` IS NOT NULL) AND (r.`event_timestamp` IS NULL OR unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)) <= 1767268800000000);
SELECT r.`id` AS c0, r.`code` AS c1
FROM ml.drivers r
WHERE NOT (r.`id` IS NOT NULL AND r.`code` IS NOT NULL) AND (r.`event_timestamp` IS NULL OR unix_micros(CAST(r.`event_timestamp` AS TIMESTAMP)) <= 1767268800000000)
LIMIT 10;
