package io.mmp.test.feast.engine;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static java.util.Locale.ROOT;

import io.mmp.test.engine.Engine;
import io.mmp.test.feast.history.TrainingSet;
import io.mmp.test.feast.view.FeatureView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opentest4j.TestAbortedException;

/**
 * Measures the point-in-time assertion on a standalone cluster of Spark on this machine, on rows that Spark generates itself, beside the count of
 * a join of the same tables, plans that it could have, and the SQL of Feast's Spark offline store.
 *
 * <p>System properties say how much: {@code mmp.engine.rows} (1,000,000) and {@code mmp.engine.features} (the same), {@code mmp.engine.workers} (1,2),
 * {@code mmp.engine.memory} of an executor (1g), {@code mmp.engine.skewed} (true: one entity has a third of all rows), {@code mmp.engine.rounds} (2), and
 * {@code mmp.engine.plans}, of those that are printed. Feast takes part where {@code mmp.feast.python} names a Python that has {@code feast[spark]}. What
 * would join more than {@code mmp.engine.pairs} (2,000,000,000) pairs of rows is left out.
 */
final class EngineScaleBenchmark {

    private static final String COUNT = AsOfPlan.COUNT_OF_A_JOIN.name();

    /** Answers with what can be compared. */
    private interface Contender {
        String run() throws SQLException;
    }

    private final ScaleTables tables;
    private final int workers;
    private final LocalSpark spark;
    private final Statement statement;

    private EngineScaleBenchmark(ScaleTables tables, int workers, LocalSpark spark, Statement statement) {
        this.tables = tables;
        this.workers = workers;
        this.spark = spark;
        this.statement = statement;
    }

    /** Print the seconds of each contender, and their ratio to the count of a join, or what this machine lacks. */
    public static void main(String[] args) throws IOException, SQLException {
        long rows = Long.getLong("mmp.engine.rows", 1_000_000);
        ScaleTables tables = new ScaleTables(
                rows,
                Long.getLong("mmp.engine.features", rows),
                !System.getProperty("mmp.engine.skewed", "true").equals("false"));
        try {
            List<String> feast = FeastSparkSql.of(tables);
            for (String workers :
                    System.getProperty("mmp.engine.workers", "1,2").split(",", -1)) {
                measure(tables, Integer.parseInt(workers.strip()), feast);
            }
        } catch (TestAbortedException e) {
            System.out.println(e.getMessage());
        }
    }

    private static void measure(ScaleTables tables, int workers, List<String> feast) throws IOException, SQLException {
        String memory = System.getProperty("mmp.engine.memory", "1g");
        try (LocalSpark spark = LocalSpark.onCluster(workers, memory, Map.of("spark.sql.shuffle.partitions", "16"));
                Connection connection = DriverManager.getConnection(spark.url());
                Statement statement = connection.createStatement()) {
            System.out.printf(
                    ROOT,
                    "%,d training rows, %,d feature rows%s, %d workers of %s%n",
                    tables.rows(),
                    tables.features(),
                    tables.isSkewed() ? ", a third of one entity" : "",
                    workers,
                    memory);
            new EngineScaleBenchmark(tables, workers, spark, statement).measure(feast);
        }
    }

    private void measure(List<String> feast) throws IOException, SQLException {
        ScaleTables few = new ScaleTables(1000, 1000, true);
        few.create(statement);
        for (Contender contender : contenders(few, feast).values()) {
            contender.run(); // classes are loaded
        }
        tables.create(statement);
        Map<String, Contender> contenders = contenders(tables, feast);
        Map<String, Double> wall = new LinkedHashMap<>();
        Map<String, Double> cpu = new LinkedHashMap<>();
        for (int round = Integer.getInteger("mmp.engine.rounds", 2); round > 0; round--) {
            for (Map.Entry<String, Contender> contender : contenders.entrySet()) {
                double cpuBefore = cpuSeconds();
                long start = System.nanoTime();
                String answer = contender.getValue().run();
                double seconds = (System.nanoTime() - start) / 1e9;
                double cpuSeconds = cpuSeconds() - cpuBefore;
                wall.merge(contender.getKey(), seconds, Math::min);
                cpu.merge(contender.getKey(), cpuSeconds, Math::min);
                System.out.printf(
                        ROOT,
                        "  %-24s %8.1f s, CPU %8.1f s, load %s: %s%n",
                        contender.getKey(),
                        seconds,
                        cpuSeconds,
                        Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0],
                        answer);
            }
        }
        wall.forEach((name, seconds) -> System.out.printf(
                ROOT,
                "%-24s %d workers, to the count of a join : time %.2fx, CPU %.2fx%n",
                name,
                workers,
                seconds / wall.getOrDefault(COUNT, 0.0),
                cpu.getOrDefault(name, 0.0) / cpu.getOrDefault(COUNT, 0.0)));
        for (Peak peak : Peak.of(spark)) {
            System.out.printf(ROOT, "  %s had %,d MB at most%n", peak.name(), peak.megabytes());
        }
    }

    /** Return what the executors have computed until now, on which other processes of the machine have less influence than on the time. */
    private double cpuSeconds() {
        return spark.executors().stream()
                .mapToDouble(executor ->
                        executor.info().totalCpuDuration().orElseThrow().toMillis() / 1e3)
                .sum();
    }

    private Map<String, Contender> contenders(ScaleTables asked, List<String> feast) {
        Map<String, Contender> contenders = new LinkedHashMap<>();
        String right = "%1$s rows, %1$s values".formatted(asked.rows());
        for (AsOfPlan plan : AsOfPlan.values()) {
            add(contenders, plan.name(), plan.isQuadratic(), () -> requireSame(right, values(plan.sql(asked))));
        }
        add(contenders, "ASSERTION", false, () -> judge(ScaleTables.VIEW));
        add(contenders, "ASSERTION_WITH_CREATED", false, () -> judge(ScaleTables.CREATED));
        add(contenders, "ASSERTION_THAT_FAILS", false, () -> fail(asked));
        if (!feast.isEmpty()) {
            add(contenders, "FEAST", true, () -> requireSame(right, feast(feast)));
        }
        return contenders;
    }

    private void add(Map<String, Contender> contenders, String name, boolean isQuadratic, Contender contender) {
        String plans = System.getProperty("mmp.engine.plans", "");
        if (!plans.isBlank()
                && !name.equals(COUNT)
                && !List.of(plans.split(",", -1)).contains(name)) {
            return;
        }
        if (isQuadratic && tables.pairs() > Long.getLong("mmp.engine.pairs", 2_000_000_000L)) {
            System.out.printf(ROOT, "  %-30s left out: it joins about %.1e pairs of rows%n", name, tables.pairs());
            return;
        }
        contenders.put(name, contender);
    }

    private String values(String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return "%s rows, %s values, sum %s".formatted(rows.getLong(1), rows.getLong(2), rows.getString(3));
        }
    }

    private static String requireSame(String expected, String answer) {
        if (!answer.startsWith(expected)) {
            throw new IllegalStateException("%s, not %s".formatted(answer, expected));
        }
        return answer;
    }

    private TrainingSet set(String table, FeatureView view) {
        return TrainingSet.in(Engine.at(spark.url()), table).with(view, ScaleTables.FEATURES);
    }

    private String judge(FeatureView view) {
        assertThat(set(ScaleTables.TRAINING, view)).isPointInTimeCorrect();
        return "right";
    }

    private String fail(ScaleTables asked) {
        try {
            assertThat(set(ScaleTables.FAULTY, ScaleTables.VIEW)).isPointInTimeCorrect();
        } catch (AssertionError e) {
            String first =
                    String.valueOf(e.getMessage()).strip().lines().findFirst().orElseThrow();
            if (!first.contains("but %s row".formatted(asked.wrong()))) {
                throw new IllegalStateException("not %s wrong rows: %s".formatted(asked.wrong(), first), e);
            }
            return first;
        }
        throw new IllegalStateException("the assertion finds none of %s wrong rows".formatted(asked.wrong()));
    }

    private String feast(List<String> statements) throws SQLException {
        statement.execute("SET spark.sql.parser.quotedRegexColumnNames=true");
        for (String sql : statements.subList(0, statements.size() - 1)) {
            statement.execute(sql);
        }
        return values(
                "SELECT count(*), count(trips), sum(trips) FROM (%s)".formatted(statements.get(statements.size() - 1)));
    }
}
