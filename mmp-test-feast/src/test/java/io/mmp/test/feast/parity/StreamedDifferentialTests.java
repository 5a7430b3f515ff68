package io.mmp.test.feast.parity;

import static io.mmp.test.feast.parity.Drivers.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.engine.EngineTable;
import io.mmp.test.feast.engine.LocalEngines;
import io.mmp.test.feast.engine.LocalSpark;
import io.mmp.test.feast.engine.LocalTrino;
import io.mmp.test.feast.history.EngineSource;
import io.mmp.test.feast.history.EngineUnderTest;
import io.mmp.test.feast.history.LatestRows;
import io.mmp.test.server.ManagedServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Compares generated stores with generated tables in an engine and here, and expects the same reports. */
@Tag("e2e")
@ExtendWith(LocalEngines.class)
class StreamedDifferentialTests {

    private static final int CASES = Integer.getInteger("mmp.engine.cases", 10);

    private static final ParityRules RULES = ParityRules.strict()
            .withTolerance("shift_stats:conv_rate", Tolerance.absolute(0.2))
            .accepting(Cause.EXPIRED, "Feast does not enforce the TTL online");

    private static ParityReport streamed(
            EngineSource source, GeneratedFeatures generated, int range, Instant until, boolean isIngestion) {
        try (LatestRows rows = LatestRows.open(source)) {
            return new StreamedComparison(
                            rows,
                            generated::read,
                            new StreamedComparison.Settings(RULES, range, null, line -> {}),
                            until,
                            isIngestion)
                    .run();
        }
    }

    private static void assertSame(EngineUnderTest engine, int cases) throws SQLException {
        Random random = new Random(20261129);
        long wrong = 0;
        for (int i = 0; i < cases; i++) {
            GeneratedFeatures generated = GeneratedFeatures.of(random, 30 + random.nextInt(170));
            String name = "shifts_" + i;
            engine.write(Map.of(name, generated.rows()));
            EngineTable table = engine.engine().table(name);
            EngineSource source = EngineSource.of(GeneratedFeatures.VIEW, table);
            int range = 1 + random.nextInt(i % 2 == 0 ? 7 : 100);

            ParityReport expected =
                    RULES.compare(generated.served(), TEN, GeneratedFeatures.VIEW.from(generated.rows()));
            ParityReport found = streamed(source, generated, range, TEN, false);

            assertThat(found.toJson()).as("case %s in ranges of %s", i, range).isEqualTo(expected.toJson());
            assertThat(ParityText.failure(found)).isEqualTo(ParityText.failure(expected));
            wrong += found.wrong();

            ParityReport expectedRows = OnlineComparison.withIngested(
                            RULES,
                            generated.served(),
                            GeneratedFeatures.VIEW.withTtl(Duration.ZERO).from(generated.rows()),
                            TEN)
                    .run();
            ParityReport foundRows = streamed(source, generated, range, TEN, true);
            assertThat(foundRows.features()).as("case %s", i).isEqualTo(expectedRows.features());
            assertThat(withoutRows(foundRows)).isEqualTo(withoutRows(expectedRows));
        }
        assertThat(wrong).as("wrong values in %s cases", cases).isGreaterThan(cases);
    }

    /** Rows of nobody are told in any order. */
    private static List<String> withoutRows(ParityReport report) {
        return report.mismatches().stream()
                .filter(mismatch -> mismatch.feature() != null)
                .map(Mismatch::toString)
                .toList();
    }

    @Test
    void duckdb_reports_what_is_reported_here() throws SQLException {
        try (Connection keptOpen = DriverManager.getConnection("jdbc:duckdb::memory:streamed")) {
            assertThat(keptOpen.isValid(1)).isTrue();
            assertSame(EngineUnderTest.duckdb("streamed"), CASES);
        }
    }

    @Test
    void postgresql_reports_what_is_reported_here() throws SQLException {
        assumeTrue(PostgresServer.isInstalled(), "there is no PostgreSQL");
        try (ManagedServer server = ManagedServer.start(PostgresServer.spec())) {
            assertSame(EngineUnderTest.postgres(PostgresServer.jdbcUrl(server, "postgres")), CASES);
        }
    }

    @Test
    @Tag("nightly")
    void spark_reports_what_is_reported_here(LocalSpark spark) throws SQLException {
        assertSame(EngineUnderTest.spark(spark.url()), Math.max(1, CASES / 20));
    }

    @Test
    @Tag("nightly")
    void trino_reports_what_is_reported_here(LocalTrino trino) throws SQLException {
        assertSame(EngineUnderTest.trino(trino.url()), Math.max(1, CASES / 5));
    }
}
