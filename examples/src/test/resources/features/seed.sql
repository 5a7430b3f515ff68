-- What 50 couriers did: 120 hours of statistics, written five minutes after each half hour. DuckDB and PostgreSQL read it alike.
-- The clocks of Berlin go back in between: 00:30 and 01:30 UTC of 2026-10-25 are both half past two there.
CREATE TABLE courier_stats (
    courier_id BIGINT,
    event_timestamp TIMESTAMP WITH TIME ZONE,
    created TIMESTAMP WITH TIME ZONE,
    deliveries BIGINT,
    rating DOUBLE PRECISION
);

-- Couriers 46 to 50 left after 30 hours, so that their last rows expire.
INSERT INTO courier_stats
SELECT
    courier,
    TIMESTAMP WITH TIME ZONE '2026-10-23 00:30:00+00' + hour * INTERVAL '1 hour',
    TIMESTAMP WITH TIME ZONE '2026-10-23 00:35:00+00' + hour * INTERVAL '1 hour',
    courier * 1000 + hour,
    CAST(300 + (courier * 7 + hour * 13) % 200 AS DOUBLE PRECISION) / 100
FROM generate_series(1, 50) AS couriers (courier)
CROSS JOIN generate_series(0, 119) AS hours (hour)
WHERE courier <= 45 OR hour < 30;

-- Late corrections: one row in nineteen is written again six hours later.
INSERT INTO courier_stats
SELECT courier_id, event_timestamp, created + INTERVAL '6 hours', deliveries + 1, rating / 2
FROM courier_stats
WHERE deliveries % 19 = 0;

-- Ties: rows of one event timestamp, written one microsecond apart.
INSERT INTO courier_stats
SELECT courier_id, event_timestamp, created + INTERVAL '1 microsecond', deliveries + 2, rating / 4
FROM courier_stats
WHERE courier_id <= 10 AND event_timestamp = TIMESTAMP WITH TIME ZONE '2026-10-25 00:30:00+00';

-- Neighbours: what was true one microsecond later.
INSERT INTO courier_stats
SELECT courier_id, event_timestamp + INTERVAL '1 microsecond', created, deliveries + 3, rating
FROM courier_stats
WHERE courier_id BETWEEN 11 AND 20 AND event_timestamp = TIMESTAMP WITH TIME ZONE '2026-10-25 01:30:00+00';

-- Nulls: the scanner of the depot was out of order.
UPDATE courier_stats SET deliveries = NULL WHERE deliveries % 23 = 0;
