package io.mmp.test.feast.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.feast.EnabledIfFeastProcess;
import io.mmp.test.feast.process.FeastStores.Offline;
import io.mmp.test.feast.process.FeastStores.Online;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import io.mmp.test.table.ValueType;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("e2e")
@EnabledIfFeastProcess
class FeastErrorTests {

    private static final String TRIPS = "driver_stats:trips";

    private static final FeastStores STORES = new FeastStores(Offline.POSTGRES, Online.REDIS);

    private final FeastProcesses processes = new FeastProcesses(FeastInstallation.ensure());
    private final Table asked = Drivers.asked(new Drivers.Asked(1, Drivers.TEN));
    private RealFeast feast;

    @BeforeEach
    void create() {
        feast = processes.create(STORES);
    }

    @AfterEach
    void stop() {
        try (processes) {
            if (feast != null) { // null when it could not be made
                feast.close();
            }
        }
    }

    @Test
    void what_feast_refuses_is_told_in_its_words_and_processes_that_are_killed_are_named() {
        refusals();
        databasesThatAreGone();
        aSideCarThatIsGone();
    }

    private void refusals() {
        assertThatThrownBy(() -> feast.ingest(Drivers.VIEW, Drivers.rows()))
                .isInstanceOf(FeastException.class)
                .hasMessage("View 'driver_stats' was not applied as it is here. Apply it first.");
        feast.apply(Drivers.VIEW);
        assertThatThrownBy(() -> feast.ingest(Drivers.VIEW, asked))
                .isInstanceOf(TableException.class)
                .hasMessage(
                        "The rows of view 'driver_stats' have no column 'created'; they have [driver_id, event_timestamp].");
        FeatureView other = FeatureView.named("other")
                .withJoinKey("driver_id", ValueType.STRING)
                .withFeature("v", ValueType.INT64);
        assertThatThrownBy(() -> feast.apply(other))
                .isInstanceOf(FeastException.class)
                .hasMessage(
                        "Feast refused 'apply': ValueError: Join key 'driver_id' is STRING in view 'other', but INT64 elsewhere.");
        assertThatThrownBy(() -> feast.materialize(Drivers.TEN, Drivers.TEN.minusSeconds(1)))
                .isInstanceOf(FeastException.class)
                .hasMessage(
                        "The window to materialize starts at 2026-01-01T10:00:00Z, after its end 2026-01-01T09:59:59Z.");
        assertThatThrownBy(() -> feast.historical(asked, "nope:trips"))
                .isInstanceOf(FeastException.class)
                .hasMessage("There is no feature view 'nope'; there are [driver_stats]. Apply it first.");
        feast.apply(FeatureView.named("namesake")
                .withJoinKey("driver_id", ValueType.INT64)
                .withFeature("trips", ValueType.INT64));
        assertThatThrownBy(() -> feast.historical(asked, TRIPS, "namesake:trips"))
                .isInstanceOf(FeastException.class)
                .hasMessageStartingWith(
                        "Feast refused 'historical': FeatureNameCollisionError: Duplicate features named trips found.");
    }

    private void databasesThatAreGone() {
        feast.ingest(Drivers.VIEW, Drivers.rows());
        feast.materialize(Drivers.TEN, Drivers.TEN);
        Table entity = asked.select(List.of("driver_id"));
        assertThat(feast.online(entity, TRIPS).features()).containsKey(TRIPS);

        processes.redis().kill();
        assertThatThrownBy(() -> feast.online(entity, TRIPS)).hasMessageContaining("Connection refused");
        processes.redis().restart();
        processes.postgres().kill();
        assertThatThrownBy(() -> feast.historical(asked, TRIPS))
                .isInstanceOf(FeastException.class)
                .hasMessageStartingWith("Feast refused 'historical': OperationalError: ");
        processes.postgres().restart();

        assertThat(feast.historical(asked, TRIPS).returned().column("trips").getLong(0))
                .isEqualTo(11);
    }

    private void aSideCarThatIsGone() {
        long pid = processes.sideCar().pid();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());

        assertThatThrownBy(() -> feast.historical(asked, TRIPS))
                .isInstanceOf(FeastException.class)
                .hasMessageStartingWith(
                        "Feast did not answer 'historical' (Connection refused); its process %s is gone. Last output:%n",
                        pid);
        try (RealFeast next = processes.create(STORES)) {
            next.apply(Drivers.VIEW);
            assertThat(next.source(Drivers.VIEW).rows().rowCount()).isZero();
        }
    }
}
