package io.mmp.test.feast.engine;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures the plans of a point-in-time join on a standalone cluster of Spark on this machine, on rows that Spark generates itself.
 *
 * <p>One entity has a third of all rows. System properties say how much: {@code mmp.engine.rows} (1,000,000) and
 * {@code mmp.engine.features} (the same), {@code mmp.engine.workers} (1,2), {@code mmp.engine.memory} of an executor (1g) and
 * {@code mmp.engine.plans}. The quadratic plans get a hundredth of the rows, 10,000 at most, and no frequent entity, or they would not end.
 */
final class EngineScaleBenchmark {

    private static final int ENTITIES = 50_000;

    /** As many distinct timestamps: primes hide no order in them. */
    private static final long TIMES = 2_147_483_647L;

    private record Figure(AsOfPlan plan, int workers, long rows, long features, double seconds, String answer) {}

    private EngineScaleBenchmark() {}

    /** Print the seconds of each plan, and their ratio to the count of a join. */
    public static void main(String[] args) throws IOException, SQLException {
        long rows = Long.getLong("mmp.engine.rows", 1_000_000);
        long features = Long.getLong("mmp.engine.features", rows);
        String memory = System.getProperty("mmp.engine.memory", "1g");
        List<AsOfPlan> plans = Arrays.stream(System.getProperty("mmp.engine.plans", "").split(","))
                .filter(name -> !name.isBlank())
                .map(name -> AsOfPlan.valueOf(name.strip()))
                .toList();
        List<Figure> figures = new ArrayList<>();
        for (String workers : System.getProperty("mmp.engine.workers", "1,2").split(",")) {
            measure(
                    Integer.parseInt(workers.strip()),
                    rows,
                    features,
                    memory,
                    plans.isEmpty() ? List.of(AsOfPlan.values()) : plans,
                    figures);
        }
    }

    private static void measure(
            int workers, long rows, long features, String memory, List<AsOfPlan> plans, List<Figure> figures)
            throws IOException, SQLException {
        try (LocalSpark spark = LocalSpark.onCluster(
                        workers,
                        memory,
                        // Tables are generated in each query: what is measured is the engine, not a disk.
                        Map.of("spark.sql.shuffle.partitions", "16"));
                Connection connection = DriverManager.getConnection(spark.url());
                Statement statement = connection.createStatement()) {
            generate(statement, 1000, 1000, true);
            run(statement, AsOfPlan.LAST_VALUE, 1000); // classes are loaded
            double count = 0;
            for (AsOfPlan plan : plans) {
                long fewer = plan.isQuadratic() ? Math.min(10_000, rows / 100) : rows;
                long fewerFeatures = plan.isQuadratic() ? Math.min(1_000_000, features / 100) : features;
                generate(statement, fewer, fewerFeatures, !plan.isQuadratic());
                long start = System.nanoTime();
                String answer = run(statement, plan, fewerFeatures);
                double seconds = (System.nanoTime() - start) / 1e9;
                count = plan == AsOfPlan.COUNT_OF_A_JOIN ? seconds : count;
                Figure figure = new Figure(plan, workers, fewer, fewerFeatures, seconds, answer);
                figures.add(figure);
                print(figure, count);
                requireSame(figure, figures);
            }
        }
    }

    private static void generate(Statement statement, long rows, long features, boolean isSkewed) throws SQLException {
        String entity = "pmod(xxhash64(id, %s), " + ENTITIES + ")";
        String frequent = isSkewed ? "CASE WHEN id % 3 = 0 THEN -1 ELSE " + entity + " END" : entity;
        statement.execute(
                "CREATE OR REPLACE TEMPORARY VIEW features AS SELECT %s AS e, id * 7919 %% %d AS t, id AS v FROM range(0, %d, 1, 16)"
                        .formatted(frequent.formatted(1), TIMES, features));
        statement.execute(
                "CREATE OR REPLACE TEMPORARY VIEW entities AS SELECT %s AS e, id * 104729 %% %d AS t, id FROM range(0, %d, 1, 16)"
                        .formatted(frequent.formatted(2), TIMES, rows));
    }

    private static String run(Statement statement, AsOfPlan plan, long features) throws SQLException {
        // About as many parts as a frequent entity has tens of thousands of rows.
        long partLength = Math.max(1, TIMES / Math.max(1, features / 100_000));
        try (ResultSet rows = statement.executeQuery(plan.sql(partLength))) {
            rows.next();
            return "%d rows, %d values, sum %s".formatted(rows.getLong(1), rows.getLong(2), rows.getBigDecimal(3));
        }
    }

    private static void print(Figure figure, double count) {
        System.out.printf(
                Locale.ROOT,
                "%-20s %d workers %,13d rows %,13d features %8.1f s %6s of the count of a join: %s%n",
                figure.plan(),
                figure.workers(),
                figure.rows(),
                figure.features(),
                figure.seconds(),
                figure.plan().isQuadratic() || count == 0
                        ? "-"
                        : String.format(Locale.ROOT, "%.2f", figure.seconds() / count),
                figure.answer());
    }

    private static void requireSame(Figure figure, List<Figure> figures) {
        for (Figure other : figures) {
            if (figure.plan() != AsOfPlan.COUNT_OF_A_JOIN
                    && other.plan() != AsOfPlan.COUNT_OF_A_JOIN
                    && other.rows() == figure.rows()
                    && other.features() == figure.features()
                    && other.plan().isQuadratic() == figure.plan().isQuadratic()
                    && !other.answer().equals(figure.answer())) {
                throw new IllegalStateException("%s and %s do not agree".formatted(other, figure));
            }
        }
    }
}
