package io.mmp.test.examples.load;

import static io.mmp.test.load.LoadAssertions.assertThat;
import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.feast.FeastClient;
import dev.feast.Row;
import io.mmp.test.feast.IsolatedFeast;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.load.Arrivals;
import io.mmp.test.load.LoadResult;
import io.mmp.test.load.OpenLoad;
import io.mmp.test.load.Task;
import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mlflow.tracking.MlflowClient;

/** A tracking server and a feature store under load by their own clients, with what each of them must refuse beside it. */
@Tag("integration")
class ClientLoadTests {

    private static final OpenLoad LOAD = OpenLoad.of(Arrivals.constant(180, Duration.ofSeconds(4)))
            .withWarmUp(50)
            .withLateAfter(Duration.ofMillis(500));
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final FeatureView DRIVER_STATS = FeatureView.named("driver_stats")
            .withJoinKey("driver_id", ValueType.INT64)
            .withFeature("trips", ValueType.INT64)
            .withTtl(Duration.ofHours(2));

    /** A row of the source. */
    record DriverStats(long driverId, Instant eventTimestamp, long trips) {}

    // EMBEDDED whatever is configured: a real MLflow takes these 180 requests a second on two cores only when nothing
    // else runs there.
    @Test
    @IsolatedMlflow(server = IsolatedMlflow.Server.EMBEDDED)
    void a_tracking_server_takes_what_many_trainings_log_and_loses_none(MlflowTracking mlflow) {
        MlflowClient client = mlflow.client();
        String runId = client.createRun(mlflow.experimentId()).getRunId();
        AtomicInteger step = new AtomicInteger();

        LoadResult result = LOAD.run(
                Task.of("log a metric", () -> client.logMetric(runId, "loss", 0.5, 1, step.getAndIncrement()))
                        .withWeight(3),
                Task.of("read the run", () -> client.getRun(runId)));

        assertThat(result).usingConfidence(0.999).hasErrorRateAtMost(0.01).hasP95AtMost(Duration.ofSeconds(1));
        assertThat(mlflow.run(runId)).history("loss").hasLength(step.get());
    }

    @Test
    @IsolatedMlflow
    void what_is_logged_to_a_run_that_was_deleted_is_refused(MlflowTracking mlflow) {
        MlflowClient client = mlflow.client();
        String runId = client.createRun(mlflow.experimentId()).getRunId();
        client.deleteRun(runId);

        LoadResult result = OpenLoad.of(Arrivals.constant(50, Duration.ofSeconds(1)))
                .run(() -> client.logMetric(runId, "loss", 0.5));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(result).usingConfidence(0.999).hasErrorRateAtMost(0.01))
                .withMessageContaining("50 of 50 requests failed:")
                .withMessageContaining("50 org.mlflow.tracking.MlflowHttpException");
    }

    @Test
    @IsolatedFeast
    void a_feature_store_serves_the_latest_values(FeatureStore feast) {
        FeastClient client = filled(feast).online();

        LoadResult result = LOAD.run(() -> requireTrips(client, 1, 12L));

        assertThat(result).usingConfidence(0.999).hasErrorRateAtMost(0.01).hasP95AtMost(Duration.ofSeconds(1));
    }

    @Test
    @IsolatedFeast
    void a_feature_store_that_serves_something_else_is_found_out(FeatureStore feast) {
        FeastClient client = filled(feast).online();

        LoadResult result = OpenLoad.of(Arrivals.constant(50, Duration.ofSeconds(1)))
                .run(
                        Task.of("known driver", () -> requireTrips(client, 1, 12L)),
                        Task.of("unknown driver", () -> requireTrips(client, 2, 12L)));

        // This is about answers: one of 25 that a busy machine sends late is 4 %.
        assertThat(result.of("known driver")).usingLateRequestsUpTo(0.2).hasErrorRateLiterallyAtMost(0);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(result.of("unknown driver"))
                        .usingConfidence(0.999)
                        .hasErrorRateAtMost(0.01))
                .withMessageContaining("25 of 25 requests failed:")
                .withMessageContaining("Expecting 12 trips of driver 2, but they are null");
    }

    private static FeatureStore filled(FeatureStore feast) {
        feast.apply(DRIVER_STATS);
        feast.ingest(DRIVER_STATS, Table.ofRecords(DriverStats.class, List.of(new DriverStats(1, NOON, 12L))));
        feast.materialize(NOON.minus(Duration.ofDays(1)), NOON);
        return feast;
    }

    private static void requireTrips(FeastClient client, long driver, long trips) {
        Row row = client.getOnlineFeatures(
                        List.of("driver_stats:trips"), List.of(Row.create().set("driver_id", driver)))
                .get(0);
        if (!Long.valueOf(trips).equals(row.getLong("trips"))) {
            throw new AssertionError(
                    "Expecting %s trips of driver %s, but they are %s".formatted(trips, driver, row.getLong("trips")));
        }
    }
}
