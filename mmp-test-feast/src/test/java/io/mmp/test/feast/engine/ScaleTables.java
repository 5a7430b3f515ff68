package io.mmp.test.feast.engine;

import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.ValueType;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/**
 * Training rows and feature rows that Spark generates in each query anew, in an order of no use: a feature row a minute, and the training rows half a minute
 * after some of them, so that the right values can be told without a search and the plain join has an equality.
 *
 * @param rows training rows
 * @param features feature rows, a multiple of them
 * @param isSkewed whether one entity has a third of both
 */
record ScaleTables(long rows, long features, boolean isSkewed) {

    /** Of which the training rows that {@link #FAULTY} names are wrong. */
    static final long ONE_WRONG_IN = 100_000;

    static final String TRAINING = "global_temp.training";
    static final String FAULTY = "global_temp.faulty";
    static final String FEATURES = "global_temp.features";
    static final FeatureView VIEW = FeatureView.named("stats")
            .withJoinKey("id", ValueType.INT64)
            .withFeature("trips", ValueType.INT64)
            .withFeature("rate", ValueType.DOUBLE);
    static final FeatureView CREATED = VIEW.withCreatedTimestamp("created");

    private static final int ENTITIES = 50_000;
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");

    ScaleTables {
        if (rows < 1 || features % rows != 0) {
            throw new IllegalArgumentException(
                    "The feature rows are a multiple of the training rows, but these are %s and %s."
                            .formatted(features, rows));
        }
    }

    /** Create the views, which all sessions of the cluster see. */
    void create(Statement statement) throws SQLException {
        create(statement, FEATURES, features, 7919, 1, 0, "id + n AS trips");
        create(statement, TRAINING, rows, 104_729, features / rows, 30, "id + n AS trips");
        create(
                statement,
                FAULTY,
                rows,
                104_729,
                features / rows,
                30,
                "id + n + CASE WHEN pmod(place, %s) = 0 THEN 1 ELSE 0 END AS trips".formatted(ONE_WRONG_IN));
        view(statement, "features", "*", FEATURES); // of which Feast knows
        view(statement, "training", "*", TRAINING);
        view(statement, "events", "id AS e, unix_micros(event_timestamp) AS t, trips AS v", FEATURES);
        view(statement, "entities", "id AS e, unix_micros(event_timestamp) AS t", TRAINING);
    }

    private static void view(Statement statement, String name, String selected, String from) throws SQLException {
        statement.execute("CREATE OR REPLACE TEMPORARY VIEW %s AS SELECT %s FROM %s".formatted(name, selected, from));
    }

    private void create(Statement statement, String name, long count, long prime, long stride, int offset, String trips)
            throws SQLException {
        String entity = isSkewed
                ? "CASE WHEN pmod(place, 3) = 0 THEN 0 ELSE 1 + pmod(place - place div 3 - 1, %1$s) END"
                : "pmod(place, %1$s)";
        String number = isSkewed
                ? "CASE WHEN pmod(place, 3) = 0 THEN place div 3 ELSE (place - place div 3 - 1) div %1$s END"
                : "place div %1$s";
        statement.execute("""
                CREATE OR REPLACE GLOBAL TEMPORARY VIEW %s AS
                SELECT id, timestamp_seconds(%s + 60 * n) AS event_timestamp, timestamp_seconds(%s + 60 * n) AS created, %s, n / 7D AS rate
                FROM (SELECT place, %s AS id, %s * (%s) AS n FROM (SELECT pmod(%s * id, %s) AS place FROM range(0, %s, 1, 16)))""".formatted(
                        name.replace("global_temp.", ""),
                        FIRST.getEpochSecond() + offset,
                        FIRST.getEpochSecond(),
                        trips,
                        entity.formatted(ENTITIES),
                        stride,
                        number.formatted(ENTITIES),
                        prime,
                        count,
                        count));
    }

    Instant first() {
        return FIRST;
    }

    /** Return a timestamp after which there is nothing. */
    Instant last() {
        return FIRST.plusSeconds(60 * features);
    }

    /** Return how many training rows of {@link #FAULTY} are wrong. */
    long wrong() {
        return (rows - 1) / ONE_WRONG_IN + 1;
    }

    /** Return about how many pairs of a training row and a feature row before it there are: what a join has that knows no better. */
    double pairs() {
        double ofOne = isSkewed ? rows / 3.0 * (features / 3.0) / 2 : 0;
        double ofOthers =
                rows * (isSkewed ? 2 / 3.0 : 1) * Math.max(1, features * (isSkewed ? 2 / 3.0 : 1) / ENTITIES / 2);
        return ofOne + ofOthers;
    }
}
