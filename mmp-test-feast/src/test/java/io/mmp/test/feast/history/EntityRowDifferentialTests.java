package io.mmp.test.feast.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.engine.Engine;
import io.mmp.test.engine.EngineSession;
import io.mmp.test.feast.engine.LocalEngines;
import io.mmp.test.feast.engine.LocalSpark;
import io.mmp.test.feast.engine.LocalTrino;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.table.Table;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Lets engines and the local oracle count which of generated entity rows were dropped from training sets and which are extra, and expects the same rows.
 *
 * <p>The system property {@code mmp.engine.cases} says how many sets of tables.
 */
@Tag("e2e")
@ExtendWith(LocalEngines.class)
class EntityRowDifferentialTests {

    private static final int CASES = Integer.getInteger("mmp.engine.cases", 10);
    private static final int ALL = 100_000;

    @Test
    void duckdb_finds_the_same_rows() throws SQLException {
        EngineUnderTest duckdb = EngineUnderTest.duckdb("rows");
        try (Connection keepsIt = DriverManager.getConnection(duckdb.url())) {
            assertThat(keepsIt.isClosed()).isFalse();
            assertSame(duckdb, CASES);
        }
    }

    @Test
    void postgresql_finds_the_same_rows() throws SQLException {
        assumeTrue(PostgresServer.isInstalled(), "PostgreSQL is not installed");
        try (ManagedServer server = ManagedServer.start(PostgresServer.spec())) {
            assertSame(EngineUnderTest.postgres(PostgresServer.jdbcUrl(server, "postgres")), CASES);
        }
    }

    @Test
    void spark_finds_the_same_rows(LocalSpark spark) throws SQLException {
        assertSame(EngineUnderTest.spark(spark.url()), Math.max(2, CASES / 5));
    }

    @Test
    @Tag("nightly")
    void trino_finds_the_same_rows(LocalTrino trino) throws SQLException {
        assertSame(EngineUnderTest.trino(trino.url()), Math.max(4, CASES / 2));
    }

    private static void assertSame(EngineUnderTest target, int cases) throws SQLException {
        Random random = new Random(20261129);
        Map<FaultCause, Long> causes = new EnumMap<>(FaultCause.class);
        Map<String, Table> tables = new LinkedHashMap<>();
        for (int i = 0; i < cases; i++) {
            // Half of them have more wrong rows than are shown.
            int count = i % 4 < 2 ? 200 : random.nextInt(40);
            tables.putAll(GeneratedEntityRows.of(random, count, i % 2 == 1).tables("_" + i));
        }
        target.write(tables);
        Engine here = Engine.local(tables);
        for (int i = 0; i < cases; i++) {
            RowFindings expected = here(set(here, "t_", i));
            expected.counts().forEach((cause, number) -> causes.merge(cause, number, Long::sum));
            RowFindings found = there(set(target.engine(), "t_", i), ALL);
            assertThat(found.counts()).as("case %s", i).isEqualTo(expected.counts());
            assertThat(texts(found)).as("case %s", i).isEqualTo(texts(expected));

            RowFindings shown = there(set(target.engine(), "t_", i), EntityRowCheck.SHOWN);
            assertThat(shown.counts()).isEqualTo(expected.counts());
            assertThat(texts(expected)).as("case %s", i).containsAll(texts(shown));
            assertThat(shown.examples().isEmpty()).isEqualTo(expected.examples().isEmpty());

            assertThat(here(set(here, "r_", i)).count()).isZero();
            assertThat(there(set(target.engine(), "r_", i), ALL).count())
                    .as("right rows of case %s", i)
                    .isZero();
        }
        assertThat(causes)
                .containsOnlyKeys(FaultCause.DROPPED, FaultCause.EXTRA)
                .allSatisfy((cause, number) ->
                        assertThat(number).as(cause.toString()).isGreaterThan(5L * cases));
    }

    private static TrainingSet set(Engine engine, String prefix, int number) {
        return TrainingSet.in(engine, prefix + number)
                .with(GeneratedEntityRows.VIEW, "f_" + number)
                .withEntityRows("e_" + number);
    }

    private static RowFindings here(TrainingSet set) {
        return RowFindings.here(set, set.sources(), Visibility.EVENT_TIME);
    }

    private static RowFindings there(TrainingSet set, int examples) {
        try (EngineSession session = EngineSession.open(set.table().engine())) {
            return new EntityRowCheck(session, set, set.entityRows().orElseThrow())
                    .withExamples(examples)
                    .find(set.sources(), Visibility.EVENT_TIME);
        }
    }

    /** Return all that is told of rows, in one order. */
    private static List<String> texts(RowFindings findings) {
        List<String> texts = new ArrayList<>();
        findings.examples().forEach(fault -> texts.add(fault.line() + " " + fault.counterexample()));
        return texts.stream().sorted().toList();
    }
}
