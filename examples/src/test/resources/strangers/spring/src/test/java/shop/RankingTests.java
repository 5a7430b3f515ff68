package shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.feast.IsolatedFeast;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
@IsolatedFeast
class RankingTests {

    static final FeatureView DRIVER_STATS = FeatureView.named("driver_stats")
            .withJoinKey("driver_id", ValueType.INT64)
            .withFeature("conv_rate", ValueType.DOUBLE)
            .withTtl(Duration.ofDays(1));

    record Stats(long driverId, Instant eventTimestamp, double convRate) {}

    static void serve(FeatureStore feast, double rate) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        feast.apply(DRIVER_STATS);
        feast.ingest(DRIVER_STATS, Table.ofRecords(Stats.class, List.of(new Stats(1001, now, rate))));
        feast.materialize(now.minusSeconds(60), now);
    }

    @Test
    void serves_the_latest_rate(FeatureStore feast, @Autowired Ranking ranking) {
        serve(feast, 0.5);
        assertThat(ranking.rateOf(1001)).isEqualTo(0.5);
    }
}
