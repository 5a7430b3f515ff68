package io.mmp.test.feast.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.engine.Dialect;
import io.mmp.test.engine.Engine;
import io.mmp.test.engine.EngineSession;
import io.mmp.test.feast.engine.TranspiledEngine;
import io.mmp.test.feast.history.EngineFindings.JudgedRow;
import io.mmp.test.table.Table;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Puts generated questions to DuckDB in the SQL of services that cannot be had here, as sqlglot translates it, and expects the answers of the local
 * oracle: the logic of that SQL is right as sqlglot reads it. That the service reads it so is not proved.
 *
 * <p>The system property {@code mmp.engine.questions} says how many in each round.
 */
@Tag("e2e")
class TranspiledDifferentialTests {

    private static final System.Logger LOGGER = System.getLogger(TranspiledDifferentialTests.class.getName());
    private static final int QUESTIONS = Integer.getInteger("mmp.engine.questions", 150);
    private static final long SEED = Long.getLong("mmp.engine.seed", 20261129);
    private static final Instant NOON = Instant.parse("2026-03-29T01:30:00Z");
    private static final List<Visibility> VISIBILITIES = List.of(
            Visibility.EVENT_TIME,
            Visibility.EVENT_TIME.withKnowledgeTime(),
            Visibility.EVENT_TIME.asOf(NOON),
            Visibility.EVENT_TIME.withKnowledgeTime().asOf(NOON.plus(Duration.ofNanos(1500))));

    /** What these services have a type of: no floats of 32 bits, no lists that are compared. */
    private static final String[] FEATURES = {"f64", "i64", "text", "flag", "at"};

    @ParameterizedTest
    @EnumSource(names = {"BIGQUERY", "SNOWFLAKE"})
    void what_sqlglot_makes_of_it_agrees_with_the_local_oracle(Dialect dialect) throws Exception {
        EngineUnderTest duckdb = EngineUnderTest.duckdb("transpiled" + dialect);
        try (Connection keepsIt = DriverManager.getConnection(duckdb.url());
                TranspiledEngine transpiled = TranspiledEngine.start(dialect, duckdb.url())) {
            assertThat(keepsIt.isClosed()).isFalse();
            Map<String, Integer> causes = new TreeMap<>();
            List<String> differences = new ArrayList<>();
            for (int round = 0; round < VISIBILITIES.size(); round++) {
                Visibility visibility = VISIBILITIES.get(round);
                Map<String, Table> tables = new LinkedHashMap<>();
                List<GeneratedTrainingSet> sets = new ArrayList<>();
                for (GeneratedTrainingSet set : GeneratedTrainingSet.of(QUESTIONS, SEED + round, visibility, false)) {
                    // sqlglot takes a third of a second for a statement: each third view has its turn in each third
                    // round.
                    if (number(set) % 3 == round % 3) {
                        sets.add(set);
                    }
                }
                for (GeneratedTrainingSet set : sets) {
                    tables.put("f_%s_%s".formatted(set.view().name(), round), set.rows());
                    tables.put("t_%s_%s".formatted(set.view().name(), round), set.returned());
                }
                duckdb.write(tables);
                for (GeneratedTrainingSet set : sets) {
                    String name = "%s_%s".formatted(set.view().name(), round);
                    differences.addAll(differences(transpiled.engine(), name, set, visibility, causes));
                }
            }
            LOGGER.log(System.Logger.Level.INFO, "{0}: {1}", dialect, causes);
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
    }

    private static int number(GeneratedTrainingSet set) {
        return Integer.parseInt(set.view().name().replace("view", ""));
    }

    private static List<String> differences(
            Engine engine, String name, GeneratedTrainingSet set, Visibility visibility, Map<String, Integer> causes) {
        int expected = set.faults(visibility, FEATURES).size();
        TrainingSet training = TrainingSet.in(engine, "t_" + name)
                .with(EngineSource.of(set.view(), engine.table("f_" + name)).select(FEATURES));
        List<String> differences = new ArrayList<>();
        try (EngineSession session = EngineSession.open(engine)) {
            EngineFindings found = new EngineCheck(
                            session, training, training.sources().get(0), visibility, 1)
                    .withExamples(100_000)
                    .find();
            if (found.wrong() != expected || found.judged().size() != expected) {
                differences.add("%s: the engine finds %s wrong, tells of %s, and the oracle finds %s"
                        .formatted(name, found.wrong(), found.judged().size(), expected));
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
