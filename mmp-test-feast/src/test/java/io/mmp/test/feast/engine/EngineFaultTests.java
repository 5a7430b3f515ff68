package io.mmp.test.feast.engine;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.mmp.test.engine.Engine;
import io.mmp.test.engine.EngineException;
import io.mmp.test.feast.history.TrainingSet;
import io.mmp.test.server.ManagedServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an assertion says of a cluster of which a part, or all, goes away while it answers. */
@Tag("e2e")
@Tag("nightly")
class EngineFaultTests {

    private static final ScaleTables TABLES = new ScaleTables(100_000, 100_000, true);
    private static final String FAULT =
            "Expecting 100000 rows of training set 'global_temp.faulty' to be point-in-time correct, but 1 row is wrong (wrong value: 1):";

    private static CompletableFuture<@Nullable Throwable> judging(TrainingSet set) {
        return CompletableFuture.supplyAsync(
                () -> catchThrowable(() -> assertThat(set).isPointInTimeCorrect()));
    }

    private static void create(LocalSpark spark) throws SQLException {
        try (Connection connection = DriverManager.getConnection(spark.url());
                Statement statement = connection.createStatement()) {
            TABLES.create(statement);
        }
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow();
    }

    @Test
    void a_killed_executor_changes_no_answer() throws IOException, SQLException {
        try (LocalSpark spark = LocalSpark.onCluster(2, "1g")) {
            create(spark);
            spark.awaitExecutors(2);
            TrainingSet set = TrainingSet.in(Engine.at(spark.url()), ScaleTables.FAULTY)
                    .with(ScaleTables.VIEW, ScaleTables.FEATURES);
            String undisturbed = String.valueOf(judging(set).join());
            assertThat(undisturbed).contains(FAULT);
            assertThat(log(spark)).doesNotContain("ExecutorLostFailure");

            ProcessHandle executor = spark.executors().get(0);
            Duration before = cpu(executor);
            CompletableFuture<@Nullable Throwable> disturbed = judging(set);
            await("an executor that computes")
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> cpu(executor).compareTo(before.plusMillis(500)) > 0);
            executor.destroyForcibly();
            assertThat(disturbed).isNotDone();
            assertThat(String.valueOf(disturbed.join())).isEqualTo(undisturbed);
            // It had tasks of this assertion.
            assertThat(log(spark)).contains("ExecutorLostFailure");
            assertThat(spark.executors()).doesNotContain(executor).isNotEmpty();
        }
    }

    private static String log(LocalSpark spark) {
        return spark.servers().get(0).log();
    }

    @Test
    void a_server_that_goes_away_is_told_by_one_message() throws IOException, SQLException {
        try (LocalSpark spark = LocalSpark.start()) {
            create(spark);
            String slow = "SELECT * FROM %s WHERE java_method('java.lang.Thread', 'sleep', 600000L) IS NOT NULL"
                    .formatted(ScaleTables.TRAINING);
            Engine engine = Engine.at(spark.url());
            TrainingSet set = TrainingSet.of(engine.query(slow)).with(ScaleTables.VIEW, ScaleTables.FEATURES);
            ManagedServer server = spark.servers().get(0);
            CompletableFuture<@Nullable Throwable> judging = judging(set);
            await("a task of the query")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> server.log().contains("Starting task 0.0"));
            server.kill();
            assertThat(judging.join())
                    .isInstanceOf(EngineException.class)
                    .message()
                    .matches(
                            "Training set the query \\Q%s\\E cannot be read in Spark SQL 4\\.\\S+ \\(\\Q%s\\E\\): org\\.apache\\.thrift\\.transport\\.TTransportException(: .*)?\\. The engine went away while it answered: look whether it still runs and what its log says, and run the test again\\."
                                    .formatted(slow, engine));
            assertThat(judging(set).join())
                    .isInstanceOf(EngineException.class)
                    .message()
                    .startsWith("The %s cannot be reached: ".formatted(engine))
                    .contains("Connection refused");
        }
    }
}
