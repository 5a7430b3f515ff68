package io.mmp.test.feast.history;

import static io.mmp.test.feast.history.OracleComparison.QUESTIONS;
import static io.mmp.test.feast.history.OracleComparison.SEED;
import static io.mmp.test.feast.history.OracleComparison.VISIBILITIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.feast.engine.LocalEngines;
import io.mmp.test.feast.engine.LocalSpark;
import io.mmp.test.feast.engine.LocalTrino;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.table.Table;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private static final int ROUNDS = Integer.getInteger("mmp.engine.rounds", 4);

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
        OracleComparison comparison = new OracleComparison();
        Map<String, Table> tables = new LinkedHashMap<>();
        List<Runnable> comparisons = new ArrayList<>();
        for (int round = from; round < to; round++) {
            Visibility visibility = VISIBILITIES.get(round % VISIBILITIES.size());
            boolean isWidened = (round + round / 4) % 2 == 1;
            for (GeneratedTrainingSet set : GeneratedTrainingSet.of(QUESTIONS, SEED + round, visibility, isWidened)) {
                String name = "%s_%s_%s".formatted(set.view().name(), round, target.dialect());
                tables.put("f_" + name, set.rows());
                tables.put("t_" + name, set.returned());
                comparisons.add(() -> comparison.compare(target.engine(), name, set, visibility));
            }
        }
        target.write(tables);
        comparisons.forEach(Runnable::run);
        comparison.assertAgrees(target.url());
    }
}
