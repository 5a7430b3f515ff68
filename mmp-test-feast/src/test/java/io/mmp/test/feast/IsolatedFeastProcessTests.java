package io.mmp.test.feast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feast.FeastClient;
import dev.feast.Row;
import io.mmp.test.feast.process.RealFeast;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;

@Tag("e2e")
@EnabledIfFeastProcess
@IsolatedFeast(server = IsolatedFeast.Server.PROCESS)
class IsolatedFeastProcessTests {

    private static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");
    private static final FeatureView VIEW = FeatureView.named("driver_stats")
            .withJoinKey("driver_id", ValueType.INT64)
            .withFeature("trips", ValueType.INT64);

    @RepeatedTest(2)
    void each_test_has_an_empty_feature_store_of_real_feast(FeatureStore feast, FeastClient client) {
        assertThat(feast).isInstanceOf(RealFeast.class);
        feast.apply(VIEW);
        assertThat(feast.source(VIEW).rows().rowCount()).isZero();
        Table rows = Table.builder()
                .column("driver_id", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .column("trips", ValueType.INT64)
                .row(1L, TEN, 7L)
                .build();
        feast.ingest(VIEW, rows);
        feast.materialize(TEN, TEN);

        List<Row> answers = client.getOnlineFeatures(
                List.of("driver_stats:trips"), List.of(Row.create().set("driver_id", 1L)));

        assertThat(answers.get(0).getLong("trips")).isEqualTo(7);
    }
}
