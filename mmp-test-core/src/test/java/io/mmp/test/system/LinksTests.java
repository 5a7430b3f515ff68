package io.mmp.test.system;

import static io.mmp.test.system.PartMain.get;
import static io.mmp.test.system.PartMain.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.mmp.test.fault.ActiveFault;
import io.mmp.test.fault.Fault;
import io.mmp.test.fault.Outage;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Breaks links between services that go on. */
@Tag("integration")
class LinksTests {

    private static ServiceGroup group;

    @BeforeAll
    static void start() {
        group = ServiceGroup.start(
                GroupSpec.of(part("one", "{uri:store}"), part("two", "http://{host:store}:{port:store}"), part("store"))
                        .with(part("alone").withDependency("store"))
                        .withFaultProxies());
    }

    @AfterAll
    static void stop() {
        group.close();
    }

    @Test
    void a_fault_of_one_link_is_felt_by_one_service() {
        long start = System.nanoTime();
        try (ActiveFault slow = group.link("one", "store").inject(Fault.latency(Duration.ofMillis(400)))) {
            assertThat(get(group.uri("one"), "/ask")).isEqualTo("one of store");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
            assertThat(slow.hits()).isPositive();
            assertThat(get(group.uri("two"), "/ask")).isEqualTo("two of store");
            assertThat(slow.hits()).isEqualTo(1);
        }
    }

    @Test
    void a_link_that_is_cut_is_an_outage_and_the_services_are_healthy() throws Exception {
        Outage cut = group.cut("two", "store");
        assertThat(cut).hasToString("link two -> store down");

        cut.strike();
        assertThat(get(group.uri("two"), "/ask")).contains("502");
        assertThat(get(group.uri("one"), "/ask")).isEqualTo("one of store");
        SystemAssertions.assertThat(group).isHealthy();
        cut.mend();

        assertThat(get(group.uri("two"), "/ask")).isEqualTo("two of store");
    }

    @Test
    void a_link_is_where_it_was_when_both_of_its_ends_were_started_again() {
        int port = group.link("one", "store").port();
        group.restart("store");
        group.restart("one");

        assertThat(group.link("one", "store").port()).isEqualTo(port);
        assertThat(get(group.uri("one"), "/ask")).isEqualTo("one of store");
    }

    @Test
    void all_links_are_healed_at_once() throws Exception {
        group.cut("one", "store").strike();
        group.faulty("two", "store", Fault.httpStatus(500)).strike();
        assertThat(get(group.uri("one"), "/ask")).contains("502");

        group.heal();

        assertThat(get(group.uri("one"), "/ask")).isEqualTo("one of store");
        assertThat(get(group.uri("two"), "/ask")).isEqualTo("two of store");
    }

    @Test
    void an_outage_that_was_never_struck_is_mended_without_harm() {
        assertThatNoException().isThrownBy(() -> group.cut("one", "store").mend());
    }

    @Test
    void a_link_that_is_not_there_is_refused_with_those_that_are() {
        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(() -> group.link("alone", "store"))
                .withMessage(
                        "There is no proxy from 'alone' to 'store': a process must have {uri:store} in its command or environment."
                                + " There are: one -> store, two -> store.");
        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(() -> group.link("alone", "nobody"))
                .withMessage("The group has no service 'nobody'; it has store, one, two, alone.");
    }
}
