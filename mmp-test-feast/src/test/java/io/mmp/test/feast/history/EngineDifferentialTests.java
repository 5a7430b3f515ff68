package io.mmp.test.feast.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.engine.Engine;
import io.mmp.test.engine.EngineSession;
import io.mmp.test.feast.engine.LocalEngines;
import io.mmp.test.feast.engine.LocalSpark;
import io.mmp.test.feast.engine.LocalTrino;
import io.mmp.test.feast.history.EngineFindings.JudgedRow;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.table.Table;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Puts generated questions to the local oracle and to engines, and compares which answers they find wrong, and why.
 *
 * <p>The system property {@code mmp.engine.questions} says how many in each round, and {@code mmp.engine.rounds} how many rounds.
 */
@Tag("e2e")
@ExtendWith(LocalEngines.class)
class EngineDifferentialTests {

    private static final System.Logger LOGGER = System.getLogger(EngineDifferentialTests.class.getName());
    private static final int QUESTIONS = Integer.getInteger("mmp.engine.questions", 150);
    private static final int ROUNDS = Integer.getInteger("mmp.engine.rounds", 4);
    private static final long SEED = Long.getLong("mmp.engine.seed", 20261129);
    private static final Instant NOON = Instant.parse("2026-03-29T01:30:00Z");
    private static final List<Visibility> VISIBILITIES = List.of(
            Visibility.EVENT_TIME,
            Visibility.EVENT_TIME.withKnowledgeTime(),
            Visibility.EVENT_TIME.asOf(NOON),
            Visibility.EVENT_TIME.withKnowledgeTime().asOf(NOON.plus(Duration.ofNanos(1500))));

    @Test
    void duckdb_agrees_with_the_local_oracle() throws Exception {
        EngineUnderTest duckdb = EngineUnderTest.duckdb("differential");
        try (Connection keepsIt = DriverManager.getConnection(duckdb.url())) {
            assertThat(keepsIt.isClosed()).isFalse();
            assertAgrees(duckdb);
        }
    }

    @Test
    void postgresql_agrees_with_the_local_oracle() throws Exception {
        assumeTrue(PostgresServer.isInstalled(), "PostgreSQL is not installed");
        try (ManagedServer server = ManagedServer.start(PostgresServer.spec())) {
            assertAgrees(EngineUnderTest.postgres(PostgresServer.jdbcUrl(server, "postgres")));
        }
    }

    @Test
    void spark_agrees_with_the_local_oracle(LocalSpark spark) throws Exception {
        // Each of its queries takes a quarter of a second or more: one round in which every cause can be met, the
        // others at night.
        assertAgrees(EngineUnderTest.spark(spark.url()), 1, 2);
    }

    @Test
    @Tag("nightly")
    void spark_on_a_cluster_agrees_with_the_local_oracle() throws Exception {
        try (LocalSpark spark = LocalSpark.onCluster(2, "1g")) {
            assertAgrees(EngineUnderTest.spark(spark.url()));
        }
    }

    @Test
    @Tag("nightly")
    void spark_agrees_with_the_local_oracle_in_the_dialect_of_databricks(LocalSpark spark) throws Exception {
        assertAgrees(EngineUnderTest.databricks(spark.url()), 0, Math.max(2, ROUNDS / 2));
    }

    @Test
    @Tag("nightly")
    void trino_agrees_with_the_local_oracle(LocalTrino trino) throws Exception {
        assertAgrees(EngineUnderTest.trino(trino.url()));
    }

    private static void assertAgrees(EngineUnderTest target) throws SQLException {
        assertAgrees(target, 0, ROUNDS);
    }

    private static void assertAgrees(EngineUnderTest target, int from, int to) throws SQLException {
        List<String> differences = new ArrayList<>();
        Map<String, Integer> causes = new TreeMap<>();
        Map<String, Table> tables = new LinkedHashMap<>();
        List<Runnable> comparisons = new ArrayList<>();
        for (int round = from; round < to; round++) {
            Visibility visibility = VISIBILITIES.get(round % VISIBILITIES.size());
            for (GeneratedTrainingSet set :
                    GeneratedTrainingSet.of(QUESTIONS, SEED + round, visibility, (round + round / 4) % 2 == 1)) {
                String name = "%s_%s_%s".formatted(set.view().name(), round, target.dialect());
                tables.put("f_" + name, set.rows());
                tables.put("t_" + name, set.returned());
                comparisons.add(() -> differences.addAll(differences(target.engine(), name, set, visibility, causes)));
            }
        }
        target.write(tables);
        comparisons.forEach(Runnable::run);
        LOGGER.log(System.Logger.Level.INFO, "{0}: {1}", target.url(), causes);
        assertThat(differences).isEmpty();
        assertThat(causes.keySet())
                .contains(
                        "future value",
                        "value beyond the TTL",
                        "superseded value",
                        "missing value",
                        "value created later",
                        "null");
    }

    private static List<String> differences(
            Engine engine, String name, GeneratedTrainingSet set, Visibility visibility, Map<String, Integer> causes) {
        List<ValueFault> expected = set.faults(visibility);
        TrainingSet training = TrainingSet.in(engine, "t_" + name).with(set.view(), "f_" + name);
        List<String> differences = new ArrayList<>();
        try (EngineSession session = EngineSession.open(engine)) {
            EngineFindings found = new EngineCheck(
                            session, training, training.sources().get(0), visibility, 1)
                    .withExamples(100_000)
                    .find();
            if (found.wrong() != expected.size() || found.judged().size() != expected.size()) {
                differences.add("%s: the engine finds %s wrong, tells of %s, and the oracle finds %s"
                        .formatted(name, found.wrong(), found.judged().size(), expected.size()));
            }
            for (JudgedRow row : found.judged()) {
                causes.merge(String.valueOf(row.told()), 1, Integer::sum);
                if (row.told() != null && row.told() != row.fault().cause()) {
                    differences.add("%s: the engine says %s, the oracle %s"
                            .formatted(name, row.told(), row.fault().line()));
                }
            }
        }
        return differences;
    }
}
