package io.mmp.test.system;

import static io.mmp.test.system.PartMain.get;
import static io.mmp.test.system.PartMain.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import io.mmp.test.fault.Outage;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.PortSource;
import io.mmp.test.server.ServerStartException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stops, kills, pauses and starts the parts of one group. */
@Tag("integration")
class ServiceGroupTests {

    private static ManagedServer elsewhere;
    private static ServiceGroup group;

    @BeforeAll
    static void start() {
        elsewhere = ManagedServer.start(PartMain.spec("elsewhere"));
        group = ServiceGroup.start(GroupSpec.of(
                Service.of(PartMain.spec("front", "{uri:store}")
                        .withEnvironment(Map.of("OUTER", "{uri:outer}/v1 {port:store}"))),
                part("store"),
                Service.at("outer", elsewhere.uri())));
    }

    @AfterAll
    static void stop() {
        group.close();
        elsewhere.close();
        assertThat(get(group.uri("front"), "/name")).startsWith("ConnectException");
        assertThat(group.log("front")).contains("front listening");
    }

    @BeforeEach
    void mend() {
        for (String name : List.of("store", "front")) {
            if (group.state(name) == ServiceState.PAUSED) {
                group.resume(name);
            }
            group.start(name);
        }
    }

    @Test
    void a_service_is_told_the_addresses_of_others_in_its_command_and_in_its_environment() {
        assertThat(get(group.uri("front"), "/ask")).isEqualTo("front of store");
        assertThat(get(group.uri("front"), "/variable?OUTER"))
                .isEqualTo(elsewhere.uri() + "/v1 " + group.uri("store").getPort());
        assertThat(group.names()).containsExactly("store", "outer", "front");
        assertThat(group).hasToString("group of store running, outer running elsewhere, front running");
    }

    @Test
    void a_process_of_the_group_is_a_server_and_what_runs_elsewhere_is_none() {
        assertThat(group.server("store").uri()).isEqualTo(group.uri("store"));
        assertThat(group.server("store").pid()).isPositive();
        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(() -> group.server("outer"))
                .withMessage("Service 'outer' is no process of this group, so that it has no server.");
    }

    @Test
    void each_line_of_all_logs_has_the_name_of_its_service() {
        assertThat(group.logs().lines())
                .contains(
                        "store | store listening on port " + group.uri("store").getPort())
                .contains(
                        "front | front listening on port " + group.uri("front").getPort())
                .allMatch(line -> line.matches("(store|front) \\| .*"));
        assertThat(group.log("outer")).isEmpty();
    }

    @Test
    void a_service_that_was_killed_or_stopped_is_found_again_at_the_same_address() {
        URI before = group.uri("store");
        for (Outage outage : List.of(group.killed("store"), group.stopped("store"))) {
            strike(outage);
            assertThat(get(group.uri("front"), "/ask")).contains("502");
            mend(outage);
            assertThat(get(group.uri("front"), "/ask")).isEqualTo("front of store");
        }
        assertThat(group.killed("store")).hasToString("store killed");
        group.restart("store");
        assertThat(group.uri("store")).isEqualTo(before);
        assertThat(get(before, "/name")).isEqualTo("store");
    }

    @Test
    void states_tell_what_has_become_of_a_service() {
        assertThat(group.state("store")).isEqualTo(ServiceState.RUNNING);
        group.stop("store");
        group.stop("store");
        assertThat(group.state("store")).isEqualTo(ServiceState.STOPPED);
        group.start("store");
        group.kill("store");
        group.kill("store");
        assertThat(group.state("store")).isEqualTo(ServiceState.KILLED);
        group.start("store");
        group.start("store");
        strike(group.paused("store"));
        group.pause("store");
        assertThat(group.state("store")).isEqualTo(ServiceState.PAUSED);
        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(() -> group.start("store"))
                .withMessage(
                        "Service 'store' is paused: it was not started again. Use resume(\"store\") or restart(\"store\").");
        mend(group.paused("store"));
        group.resume("store");
        get(group.uri("store"), "/end");
        await().atMost(Duration.ofSeconds(5)).until(() -> group.state("store") == ServiceState.EXITED);
        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(() -> group.pause("store"))
                .withMessage("Service 'store' cannot be paused: its state is 'exited by itself'.");
        group.start("store");
        group.pause("store");
        group.restart("store");
        assertThat(group.state("store")).isEqualTo(ServiceState.RUNNING);
        assertThat(get(group.uri("store"), "/name")).isEqualTo("store");
    }

    @Test
    void what_runs_elsewhere_is_not_touched() {
        Map<String, Runnable> orders = Map.of(
                "stopped", () -> group.stop("outer"),
                "killed", () -> group.kill("outer"),
                "paused", () -> group.pause("outer"),
                "resumed", () -> group.resume("outer"),
                "restarted", () -> group.restart("outer"));
        orders.forEach((verb, order) -> assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(order::run)
                .withMessage(
                        "Service 'outer' cannot be %s: it runs elsewhere, at %s, and was not started by this group. Put a fault into a link to it, with GroupSpec.withFaultProxies().",
                        verb, elsewhere.uri()));
        assertThat(elsewhere.isAlive()).isTrue();
    }

    @Test
    void a_service_that_is_not_there_is_refused_by_name() {
        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(() -> group.killed("stor"))
                .withMessage("The group has no service 'stor'; it has store, outer, front.");
        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(() -> group.link("front", "store"))
                .withMessage(
                        "There is no proxy from 'front' to 'store': start the group with GroupSpec.withFaultProxies().");
    }

    @Test
    void a_service_that_could_not_be_started_again_is_started_at_the_same_address_later() {
        // Its port is free while it is stopped.
        try (ServiceGroup fragile = ServiceGroup.start(GroupSpec.of(part("fragile")))) {
            URI before = fragile.uri("fragile");
            fragile.stop("fragile");
            try (ManagedServer thief =
                    ManagedServer.start(PartMain.spec("thief", "x").withPort(PortSource.fixed(before.getPort())))) {
                assertThatExceptionOfType(ServerStartException.class)
                        .isThrownBy(() -> fragile.start("fragile"))
                        .withMessageStartingWith(
                                "Server 'fragile' cannot be started: port %s is taken by", before.getPort());
                assertThat(thief.isAlive()).isTrue();
            }
            fragile.start("fragile");
            assertThat(fragile.uri("fragile")).isEqualTo(before);
            assertThat(get(before, "/name")).isEqualTo("fragile");
        }
    }

    private static void strike(Outage outage) {
        assertThatNoException().isThrownBy(outage::strike);
    }

    private static void mend(Outage outage) {
        assertThatNoException().isThrownBy(outage::mend);
    }
}
