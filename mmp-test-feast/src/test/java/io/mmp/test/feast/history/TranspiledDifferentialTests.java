package io.mmp.test.feast.history;

import static io.mmp.test.feast.history.OracleComparison.QUESTIONS;
import static io.mmp.test.feast.history.OracleComparison.SEED;
import static io.mmp.test.feast.history.OracleComparison.VISIBILITIES;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.engine.Dialect;
import io.mmp.test.feast.engine.TranspiledEngine;
import io.mmp.test.table.Table;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** What these services have a type of: no floats of 32 bits, no lists that are compared. */
    private static final String[] FEATURES = {"f64", "i64", "text", "flag", "at"};

    @ParameterizedTest
    @EnumSource(names = {"BIGQUERY", "SNOWFLAKE"})
    void what_sqlglot_makes_of_it_agrees_with_the_local_oracle(Dialect dialect) throws Exception {
        EngineUnderTest duckdb = EngineUnderTest.duckdb("transpiled" + dialect);
        try (Connection keepsIt = DriverManager.getConnection(duckdb.url());
                TranspiledEngine transpiled = TranspiledEngine.start(dialect, duckdb.url())) {
            assertThat(keepsIt.isClosed()).isFalse();
            OracleComparison comparison = new OracleComparison();
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
                    comparison.compare(transpiled.engine(), name, set, visibility, FEATURES);
                }
            }
            comparison.assertAgrees(dialect);
        }
    }

    private static int number(GeneratedTrainingSet set) {
        return Integer.parseInt(set.view().name().replace("view", ""));
    }
}
