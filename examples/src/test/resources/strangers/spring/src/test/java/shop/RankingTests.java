package shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.feast.FeastExtension;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest
class RankingTests {

    private static final FeatureView DRIVER_STATS = FeatureView.named("driver_stats")
            .withJoinKey("driver_id", ValueType.INT64)
            .withFeature("conv_rate", ValueType.DOUBLE)
            .withTtl(Duration.ofDays(1));

    record Stats(long driverId, Instant eventTimestamp, double convRate) {}

    @RegisterExtension
    static final FeastExtension FEAST =
            FeastExtension.newInstance().views(DRIVER_STATS).build();

    @DynamicPropertySource
    static void feast(DynamicPropertyRegistry registry) {
        registry.add("feast.host", () -> FEAST.address().getHostString());
        registry.add("feast.port", () -> FEAST.address().getPort());
    }

    @BeforeEach
    void materialize() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        FEAST.ingest(DRIVER_STATS, Table.ofRecords(Stats.class, List.of(new Stats(1001, now, 0.5))));
        FEAST.materialize(now.minusSeconds(60), now);
    }

    @Test
    void serves_the_latest_rate(@Autowired Ranking ranking) {
        assertThat(ranking.rateOf(1001)).isEqualTo(0.5);
    }
}
