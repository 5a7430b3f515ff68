package io.mmp.test.feast.history;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static io.mmp.test.feast.history.DriverStats.ENTITIES;
import static io.mmp.test.feast.history.DriverStats.ROWS;
import static io.mmp.test.feast.history.DriverStats.VIEW;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.engine.Engine;
import io.mmp.test.engine.EngineException;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** The same tables in this JVM and in a DuckDB, of which both are asked the same. */
final class BothPlaces implements AutoCloseable {

    private final EngineUnderTest duckdb = EngineUnderTest.duckdb("p" + UUID.randomUUID());
    private final Connection keepsIt;

    BothPlaces() throws SQLException {
        keepsIt = DriverManager.getConnection(duckdb.url());
    }

    EngineUnderTest duckdb() {
        return duckdb;
    }

    /** Return a training set that was made for these entity rows. */
    static TrainingSet set(Engine engine, String labels) {
        return TrainingSet.in(engine, "training").with(VIEW, "driver_stats").withEntityRows(labels);
    }

    /** Return what a test says that is written once, for whichever engine it is given. */
    static String outcome(Engine engine, Consumer<TrainingSetAssert> test) {
        return outcome(set(engine, "labels"), test);
    }

    static String outcome(TrainingSet set, Consumer<TrainingSetAssert> test) {
        try {
            test.accept(assertThat(set));
            return "passes";
        } catch (AssertionError | TableException | EngineException e) {
            return String.valueOf(e.getMessage()).replace(System.lineSeparator(), "\n");
        }
    }

    String both(Table training, Consumer<TrainingSetAssert> test) throws SQLException {
        return both(Map.of("training", training, "driver_stats", ROWS, "labels", ENTITIES), test);
    }

    String both(Map<String, Table> tables, Consumer<TrainingSetAssert> test) throws SQLException {
        duckdb.execute(
                tables.keySet().stream().map("DROP TABLE IF EXISTS "::concat).toList());
        duckdb.write(tables);
        String here = outcome(Engine.local(tables), test);
        assertThat(outcome(duckdb.engine(), test)).isEqualTo(here);
        return here;
    }

    @Override
    public void close() throws SQLException {
        keepsIt.close();
    }
}
