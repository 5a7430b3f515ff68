package io.mmp.test.feast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feast.FeastClient;
import dev.feast.Row;
import io.mmp.test.feast.process.RealFeast;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/**
 * A test for a JVM of its own: it fills PostgreSQL and Redis, prints the address of {@code feast serve} and waits until its standard input
 * ends.
 */
@IsolatedFeast(server = IsolatedFeast.Server.PROCESS)
class LongRunningTestCase {

    private static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");
    private static final FeatureView VIEW = FeatureView.named("driver_stats")
            .withJoinKey("driver_id", ValueType.INT64)
            .withFeature("trips", ValueType.INT64);

    public static void main(String[] args) {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(LongRunningTestCase.class))
                .enableImplicitConfigurationParameters(true) // the system properties
                .execute()
                .testEvents();
        tests.failed().stream().forEach(System.err::println);
        System.exit((int) tests.failed().count());
    }

    @Test
    void waits(FeatureStore feast, FeastClient client) throws IOException {
        feast.apply(VIEW);
        Table rows = Table.builder()
                .column("driver_id", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .column("trips", ValueType.INT64)
                .row(1L, TEN, 7L)
                .build();
        feast.ingest(VIEW, rows);
        feast.materialize(TEN, TEN);
        assertThat(trips(client)).isEqualTo(7);
        System.out.println(((RealFeast) feast).http());
        while (System.in.read() >= 0) {}
        assertThat(trips(client)).isEqualTo(7);
    }

    private static long trips(FeastClient client) {
        return client.getOnlineFeatures(
                        List.of("driver_stats:trips"), List.of(Row.create().set("driver_id", 1L)))
                .get(0)
                .getLong("trips");
    }
}
