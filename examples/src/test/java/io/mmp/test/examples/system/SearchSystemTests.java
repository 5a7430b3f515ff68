package io.mmp.test.examples.system;

import static io.mmp.test.system.SystemAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.fault.ActiveFault;
import io.mmp.test.fault.Fault;
import io.mmp.test.server.ServerSpec;
import io.mmp.test.system.GroupSpec;
import io.mmp.test.system.Service;
import io.mmp.test.system.ServiceGroup;
import io.mmp.test.system.ServiceGroupFixture;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A search that has to go on, though worse, without the service that ranks. */
@Tag("integration")
class SearchSystemTests {

    private static final ServerSpec EMBEDDING = SearchMain.spec("embedding");
    private static final ServerSpec SEARCH = SearchMain.spec("search");

    @RegisterExtension
    static final ServiceGroupFixture SYSTEM = ServiceGroupFixture.of(() -> GroupSpec.of(
                    Service.of(EMBEDDING),
                    Service.of(SEARCH.withEnvironment(Map.of("EMBEDDING_URL", "{uri:embedding}"))))
            .withFaultProxies());

    @Test
    void search_goes_on_while_the_embedding_is_down() {
        ServiceGroup group = SYSTEM.group();
        assertThat(group).isHealthy();
        assertThat(search()).isEqualTo("ranked");

        group.kill("embedding");
        assertThat(search()).isEqualTo("not ranked");

        group.start("embedding");
        assertThat(group).isHealthyWithin(Duration.ofSeconds(10));
        assertThat(search()).isEqualTo("ranked");
    }

    @Test
    void search_does_not_wait_for_an_embedding_that_is_slow() {
        try (ActiveFault slow =
                SYSTEM.group().link("search", "embedding").inject(Fault.latency(Duration.ofSeconds(2)))) {
            assertThat(search()).isEqualTo("not ranked");
            assertThat(slow.hits()).isPositive();
        }
    }

    /** The negative control: the message names what is sick. */
    @Test
    void a_stopped_service_is_named() {
        ServiceGroup group = SYSTEM.group();
        group.stop("embedding");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(group).isHealthy())
                .withMessageContaining("Expecting all of 2 services to be healthy, but 1 is not:")
                .withMessageContaining("embedding at %s/health: stopped", group.uri("embedding"));
        group.start("embedding");
    }

    private static String search() {
        try (InputStream in =
                URI.create(SYSTEM.uri("search") + "/search").toURL().openStream()) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
