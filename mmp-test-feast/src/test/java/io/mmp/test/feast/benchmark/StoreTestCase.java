package io.mmp.test.feast.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.sun.management.OperatingSystemMXBean;
import io.mmp.test.feast.IsolatedFeast;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.online.OnlineValue;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Takes the time from the annotation to the first value that the online store serves. */
@IsolatedFeast
class StoreTestCase {

    private static final FeatureView STATS = FeatureView.named("driver_stats")
            .withJoinKey("driver_id", ValueType.INT64)
            .withFeature("trips", ValueType.INT64);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final List<Taken> TAKEN = new ArrayList<>();
    private static int times = 1;

    private long nanos;
    private long cpu;

    /** What one store took, in nanoseconds on the clock and of this JVM's processors. */
    record Taken(long wall, long cpu) {}

    /** Print what stores take in this JVM, which has done nothing else, one a line: first the number of them, then where they run. */
    public static void main(String... arguments) {
        run(arguments[1], Integer.parseInt(arguments[0]))
                .forEach(taken -> System.out.println(taken.wall() + " " + taken.cpu()));
    }

    private static List<Taken> run(String server, int repetitions) {
        times = repetitions;
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(StoreTestCase.class))
                .configurationParameter("mmp.feast.server", server)
                .execute()
                .testEvents()
                .assertStatistics(stats -> stats.started(repetitions).succeeded(repetitions));
        return TAKEN;
    }

    static IntStream repetitions() {
        return IntStream.range(0, times);
    }

    @BeforeEach
    void start() {
        cpu = SYSTEM.getProcessCpuTime();
        nanos = System.nanoTime();
    }

    @ParameterizedTest
    @MethodSource("repetitions")
    void first_value_is_served(int repetition, FeatureStore feast) {
        feast.apply(STATS);
        feast.ingest(
                STATS,
                Table.builder()
                        .column("driver_id", ValueType.INT64)
                        .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                        .column("trips", ValueType.INT64)
                        .row(1001L, NOON, 3L)
                        .build());
        feast.materialize(NOON.minusSeconds(1), NOON);
        Table driver =
                Table.builder().column("driver_id", ValueType.INT64).row(1001L).build();
        OnlineFeatures served = feast.online(driver, "driver_stats:trips");
        TAKEN.add(new Taken(System.nanoTime() - nanos, SYSTEM.getProcessCpuTime() - cpu));
        assertThat(served.features().get("driver_stats:trips"))
                .singleElement()
                .extracting(OnlineValue::value)
                .isEqualTo(3L);
    }
}
