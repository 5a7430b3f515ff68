package io.mmp.test.readiness;

import static io.mmp.test.readiness.ReadinessAssertions.assertThat;
import static io.mmp.test.readiness.ReadinessAssertions.assertThatHealth;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.fault.Fault;
import io.mmp.test.fault.FaultProxy;
import io.mmp.test.fault.Outage;
import io.mmp.test.readiness.HealthMain.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HealthEndpointAssertTests {

    @AutoClose
    private final VectorStore store = new VectorStore();

    @AutoClose
    private final FaultProxy proxy = FaultProxy.inFrontOf(store.uri());

    private final Outage outage = Outage.of(proxy, Fault.down());

    HealthEndpointAssertTests() throws IOException {}

    @ParameterizedTest
    @EnumSource(names = {"HONEST", "PLAIN_TEXT"})
    void one_that_turns_red_and_names_the_part_passes(Kind kind) throws IOException {
        try (HealthMain service = new HealthMain(kind, 0, proxy.port())) {
            assertThatHealth(service.uri())
                    .isGreen()
                    .turnsRedWhen(outage)
                    .turnsRedWhen(outage, "vectors")
                    .turnsRedWhen(Outage.of(proxy, Fault.reset(Duration.ZERO)), "Vectors")
                    .isGreen();
        }
    }

    @Test
    void one_that_is_always_green_is_named() throws IOException {
        fails(
                Kind.ALWAYS_GREEN,
                "it was always green, in \\d+ answers within 900ms\\. The last one answered 200: \\{\"status\": \"up\"}\\.");
    }

    @Test
    void one_whose_body_speaks_against_its_status_is_named() throws IOException {
        fails(
                Kind.GREEN_BY_STATUS_ALONE,
                "it was always green, in \\d+ answers within 900ms, though its body says that the service is \"down\" and 'vectors' is \"down\"\\. The last one answered 200: .*");
    }

    @Test
    void one_that_is_always_red_is_named() throws IOException {
        fails(Kind.ALWAYS_RED, "it was not green before, when nothing was broken: it answered 503: .*");
    }

    @Test
    void one_that_names_another_part_or_none_is_named() throws IOException {
        fails(Kind.NAMES_ANOTHER, "it did not name 'vectors': it names 'cache' instead\\. It answered 503: .*");
        fails(
                Kind.NAMES_NOTHING,
                "it did not name 'vectors': its body, which is no JSON, does not name it\\. It answered 503 without a body\\.");
    }

    @Test
    void one_that_waits_for_what_it_asks_is_named() throws IOException {
        fails(
                Kind.HANGS,
                "it did not say so: it gave no answer within 400ms\\. Limit the time that it waits for what it asks\\.");
    }

    @Test
    void one_that_breaks_on_it_is_named() throws IOException {
        fails(Kind.BREAKS, "it did not say so with status 503 within 900ms: it answered 500: NullPointerException\\.");
        try (HealthMain service = new HealthMain(Kind.BREAKS, 0, proxy.port())) {
            assertThatHealth(service.uri()).usingRedStatus(500).turnsRedWhen(outage);
        }
    }

    @Test
    void one_that_stays_red_is_named() throws IOException {
        fails(Kind.STAYS_RED, "it did not turn green again within 900ms after that was over: it answered 503: .*");
    }

    @Test
    void one_that_turns_green_in_between_is_named() throws IOException {
        fails(
                Kind.FLAPS,
                "it did not stay red while that lasted: after it answered 503: .*, it answered (?:200|503): .*");
    }

    @Test
    void the_part_is_mended_whatever_happens() throws IOException {
        fails(Kind.ALWAYS_GREEN, ".*");
        Assertions.assertThat(proxy.faults()).isEmpty();
        try (HealthMain service = new HealthMain(Kind.HONEST, 0, proxy.port())) {
            assertThatThrownBy(() -> assertThatHealth(service.uri())
                            .turnsRedWhen(Outage.of(
                                    "disk full",
                                    () -> {
                                        throw new IOException("no disk");
                                    },
                                    () -> {})))
                    .isInstanceOf(ReadinessException.class)
                    .hasMessage("disk full could not be brought about: java.io.IOException: no disk");
        }
    }

    @Test
    void a_service_that_is_not_there_is_named() throws IOException {
        URI gone;
        try (HealthMain service = new HealthMain(Kind.HONEST, 0, proxy.port())) {
            gone = service.uri();
        }
        assertThatThrownBy(() -> assertThatHealth(gone).as("api").isGreen())
                .hasMessageMatching("\\[api] \\R?Expecting %s to be green, but it could not be reached \\(.*\\)\\."
                        .formatted(gone));
        assertThatThrownBy(() -> assertThatHealth(URI.create("localhost:80")))
                .hasMessage(
                        "A health endpoint has an address such as http://127.0.0.1:8080/health, but not 'localhost:80'.");
    }

    @Test
    void a_green_body_is_read_too() throws IOException {
        try (HealthMain service = new HealthMain(Kind.GREEN_BY_STATUS_ALONE, 0, proxy.port())) {
            assertThat(HealthEndpoint.at(service.uri())).isGreen();
            proxy.inject(Fault.down());
            assertThatThrownBy(() -> Assertions.assertThat(HealthEndpoint.at(service.uri()))
                            .isGreen())
                    .hasMessageContaining(
                            "to be green, but its body says that the service is \"down\" and 'vectors' is \"down\".");
        }
    }

    private void fails(Kind kind, String fault) throws IOException {
        try (HealthMain service = new HealthMain(kind, 0, proxy.port())) {
            assertThatThrownBy(() -> assertThatHealth(service.uri())
                            .usingTimeout(Duration.ofMillis(900))
                            .usingLongestAnswer(Duration.ofMillis(400))
                            .turnsRedWhen(outage, "vectors"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageMatching("\\RExpecting %s to turn red when %s and green afterwards, but %s"
                            .formatted(service.uri(), outage.name(), fault));
        }
    }
}
