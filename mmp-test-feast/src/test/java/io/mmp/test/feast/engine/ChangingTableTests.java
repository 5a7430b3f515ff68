package io.mmp.test.feast.engine;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.engine.Engine;
import io.mmp.test.engine.EngineException;
import io.mmp.test.feast.history.TrainingSet;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.ValueType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an assertion says of a training set that others change between two of its questions. */
@Tag("e2e")
@Tag("nightly")
@ExtendWith(LocalEngines.class)
class ChangingTableTests {

    private static final FeatureView VIEW =
            FeatureView.named("stats").withJoinKey("id", ValueType.INT64).withFeature("trips", ValueType.INT64);
    private static final String RIGHT =
            "SELECT CAST(1 AS BIGINT) AS id, %s AS event_timestamp, CAST(%s AS BIGINT) AS trips";

    /** Return an engine of a URL, of which a statement changes something before the rows are compared. */
    private static Engine changing(String url, String change) {
        AtomicBoolean isDone = new AtomicBoolean();
        return Engine.of(proxy(DataSource.class, (method, arguments) -> {
            Connection connection = DriverManager.getConnection(url);
            return proxy(Connection.class, (called, given) -> {
                Object result = called.invoke(connection, given);
                return result instanceof Statement statement
                        ? proxy(Statement.class, (asked, sql) -> {
                            if (asked.getName().equals("executeQuery")
                                    && String.valueOf(sql[0]).contains("AS wrong")
                                    && isDone.compareAndSet(false, true)) {
                                execute(url, change);
                            }
                            return asked.invoke(statement, sql);
                        })
                        : result;
            });
        }));
    }

    private interface Call {
        @Nullable
        Object of(Method method, Object[] arguments) throws ReflectiveOperationException, SQLException;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                ChangingTableTests.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return call.of(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static TrainingSet set(Engine engine, String prefix) {
        return TrainingSet.in(engine, prefix + "_training").with(VIEW, prefix + "_features");
    }

    private static String row(String minute, int trips) {
        return RIGHT.formatted("TIMESTAMP '2026-01-01 10:%s:00 UTC'".formatted(minute), trips);
    }

    private static void create(String url, String prefix, String format) throws SQLException {
        execute(
                url,
                "CREATE TABLE %s_training %s AS %s".formatted(prefix, format, row("30", 3)),
                "CREATE TABLE %s_features %s AS %s".formatted(prefix, format, row("00", 3)));
    }

    @Test
    void rows_that_are_added_in_spark_are_not_seen(LocalSpark spark) throws SQLException {
        create(spark.url(), "added", "USING parquet");
        assertThat(set(changing(spark.url(), "INSERT INTO added_training " + row("40", 4)), "added"))
                .isPointInTimeCorrect();
        // The next assertion sees them.
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> assertThat(set(Engine.at(spark.url()), "added")).isPointInTimeCorrect())
                .withMessageContaining("Expecting 2 rows of training set 'added_training'");
    }

    @Test
    void a_table_that_is_overwritten_in_spark_is_refused(LocalSpark spark) throws SQLException {
        create(spark.url(), "overwritten", "USING parquet");
        String change = "INSERT OVERWRITE overwritten_training " + row("30", 4);
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> assertThat(set(changing(spark.url(), change), "overwritten"))
                        .isPointInTimeCorrect())
                .withMessageMatching(
                        "Training set 'overwritten_training' cannot be read in Spark SQL 4\\.\\S+ \\(engine of a data source\\): \\[FAILED_READ_FILE\\.FILE_NOT_EXIST\\] Encountered error while reading file \\S+/overwritten_training/\\S+\\. File does not exist\\. It is possible the underlying files have been updated\\. It changed meanwhile: run the test again, or against a copy or snapshot that stands still\\.");
        // It stands still.
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() ->
                        assertThat(set(Engine.at(spark.url()), "overwritten")).isPointInTimeCorrect())
                .withMessageContaining("1 row is wrong");
    }
}
