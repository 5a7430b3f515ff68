package io.mmp.test.system;

import static io.mmp.test.system.PartMain.get;
import static io.mmp.test.system.PartMain.part;
import static io.mmp.test.system.SystemAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.mmp.test.fault.Fault;
import io.mmp.test.fault.FaultProxy;
import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.ManagedServer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Makes services sick in each way there is, one or all at once. */
@Tag("integration")
class ServiceGroupHealthTests {

    private static ManagedServer elsewhere;
    private static FaultProxy outer;
    private static ServiceGroup group;

    @BeforeAll
    static void start() {
        elsewhere = ManagedServer.start(PartMain.spec("elsewhere"));
        outer = FaultProxy.inFrontOf(elsewhere.uri());
        group = ServiceGroup.start(GroupSpec.of(
                part("well"),
                part("a"),
                part("b"),
                Service.of(PartMain.spec("c")).withHealth(HealthCheck.tcp()),
                Service.of(PartMain.spec("d")).withHealth(HealthCheck.logLine(Pattern.compile("d listening"))),
                Service.at("outer", outer.uri())));
    }

    @AfterAll
    static void stop() {
        group.close();
        outer.close();
        elsewhere.close();
    }

    @BeforeEach
    void mend() {
        outer.heal();
        group.names().stream()
                .filter(name -> group.state(name) == ServiceState.PAUSED)
                .forEach(group::resume);
        group.names().forEach(group::start);
        group.names().stream().filter(name -> !name.equals("outer")).forEach(name -> become(name, 200, ""));
        assertThat(group).isHealthy();
    }

    @Test
    void a_healthy_group_is_healthy_in_one_line() {
        assertThat(group).isHealthy().isHealthyWithin(Duration.ZERO);
        assertThat((Object) group)
                .asInstanceOf(ServiceGroupAssert.SERVICE_GROUP)
                .isHealthy();
        org.assertj.core.api.Assertions.assertThat(group).as("AssertJ's own").isHealthy();
        assertThat(group.health())
                .allMatch(ServiceHealth::isHealthy)
                .extracting(ServiceHealth::answer)
                .containsOnly("HTTP 200", "connection accepted");
    }

    @Test
    void one_message_has_every_sick_service_and_no_healthy_one() {
        become("a", 503, "{\"status\":\"100% down\",\n \"dependencies\":{\"store\":\"лежит\"}}");
        group.kill("b");
        group.pause("c");
        group.stop("d");
        outer.inject(Fault.down());

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(group).as("RAG").isHealthy())
                .satisfies(failure -> assertThat(normal(failure)).isEqualTo("""
                        [RAG]\s
                        Expecting all of 6 services to be healthy, but 5 are not:
                          a at http://127.0.0.1:PORT/health (running): HTTP 503 after N ms: {"status":"100% down", "dependencies":{"store":"лежит"}}
                            last output:
                              a listening on port PORT
                          b at http://127.0.0.1:PORT/health: killed
                            last output:
                              b listening on port PORT
                          c at http://127.0.0.1:PORT: paused
                            last output:
                              c listening on port PORT
                          d at http://127.0.0.1:PORT: stopped
                            last output:
                              d listening on port PORT
                          outer at http://127.0.0.1:PORT/health (running elsewhere): connection refused after N ms"""));
        assertThat(symptoms())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "well", Symptom.NONE,
                        "a", Symptom.STATUS,
                        "b", Symptom.NOT_RUNNING,
                        "c", Symptom.PAUSED,
                        "d", Symptom.NOT_RUNNING,
                        "outer", Symptom.REFUSED));
    }

    @Test
    void a_service_that_does_not_answer_costs_its_time_and_not_that_of_the_others() {
        outer.inject(Fault.stall());
        long start = System.nanoTime();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() ->
                        assertThat(group).usingTimeout(Duration.ofMillis(300)).isHealthy())
                .satisfies(failure -> assertThat(normal(failure)).isEqualTo("""

                        Expecting all of 6 services to be healthy, but 1 is not:
                          outer at http://127.0.0.1:PORT/health (running elsewhere): no answer within 300 ms after N ms"""));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    /** A socket's timeout starts anew at each byte. */
    @Test
    void a_service_that_sends_its_answer_byte_by_byte_is_late() {
        outer.inject(Fault.slices(1, 0, Duration.ofMillis(100)));

        assertThat(group.health(Duration.ofMillis(400)))
                .filteredOn(health -> !health.isHealthy())
                .singleElement()
                .satisfies(late -> {
                    assertThat(late.name()).isEqualTo("outer");
                    assertThat(late.symptom()).isEqualTo(Symptom.TIMEOUT);
                    assertThat(late.took()).isLessThan(Duration.ofSeconds(4));
                });
    }

    @Test
    void an_answer_that_is_none_of_http_and_a_connection_that_breaks_are_sick() {
        outer.inject(Fault.reset(Duration.ZERO));
        assertThat(symptoms()).containsEntry("outer", Symptom.BROKEN);
        outer.heal();
        outer.inject(Fault.limit(3));
        assertThat(symptoms()).containsEntry("outer", Symptom.BROKEN);
    }

    @Test
    void a_service_that_ended_by_itself_is_sick_and_a_redirect_is_no_health() {
        get(group.uri("b"), "/end");
        await().until(() -> group.state("b") == ServiceState.EXITED);
        become("a", 302, "");

        assertThat(symptoms()).containsEntry("b", Symptom.NOT_RUNNING).containsEntry("a", Symptom.STATUS);
    }

    @Test
    void long_bodies_are_shortened() {
        become("a", 500, "x".repeat(299) + "\uD83D\uDE00" + "y".repeat(5000));

        assertThat(group.health())
                .filteredOn(health -> health.name().equals("a"))
                .extracting(ServiceHealth::body)
                .containsExactly("x".repeat(299) + "\uD83D\uDE00...");
    }

    @Test
    void health_may_come_within_a_time_and_the_message_has_what_was_seen_last() throws Exception {
        become("a", 503, "");
        group.kill("b");
        Thread mending = new Thread(() -> {
            become("a", 200, "");
            group.start("b");
        });
        mending.start();
        assertThat(group).isHealthyWithin(Duration.ofSeconds(20));
        mending.join();

        become("a", 500, "for good");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(group).isHealthyWithin(Duration.ofMillis(200)))
                .satisfies(failure -> assertThat(normal(failure)).startsWith("""

                        Expecting all of 6 services to be healthy within 200 ms, but 1 is not:
                          a at http://127.0.0.1:PORT/health (running): HTTP 500 after N ms: for good
                        """));
    }

    @Test
    void soft_assertions_go_on_behind_a_sick_group() {
        group.stop("a");
        SoftAssertions softly = new SoftAssertions();
        softly.proxy(ServiceGroupAssert.class, ServiceGroup.class, group).isHealthy();
        softly.assertThat(1).isEqualTo(2);

        assertThat(softly.errorsCollected()).hasSize(2);
    }

    @Test
    void nothing_is_judged_of_no_group_and_of_no_time() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat((ServiceGroup) null).isHealthy())
                .withMessageContaining("Expecting actual not to be null");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> assertThat(group).usingTimeout(Duration.ZERO))
                .withMessage("Timeout must be positive, but is PT0S.");
    }

    private static Map<String, Symptom> symptoms() {
        List<ServiceHealth> health = group.health();
        return health.stream().collect(Collectors.toMap(ServiceHealth::name, ServiceHealth::symptom));
    }

    private static void become(String name, int status, String body) {
        URI uri = group.uri(name);
        get(
                uri,
                "/become?"
                        + URLEncoder.encode(status + (body.isEmpty() ? "" : " " + body), StandardCharsets.UTF_8)
                                .replace("+", "%20"));
    }

    private static String normal(Throwable failure) {
        Function<String, String> digits = text -> text.replaceAll("(127\\.0\\.0\\.1:|port )\\d+", "$1PORT");
        return digits.apply(failure.getMessage())
                .replaceAll("after [\\d.]+ m?s", "after N ms")
                .replaceAll(
                        "(\\R +(\\w) listening on port PORT)(\\R +\\2 listening on port PORT)+",
                        "$1") // of earlier tests
                .replace(System.lineSeparator(), "\n");
    }
}
