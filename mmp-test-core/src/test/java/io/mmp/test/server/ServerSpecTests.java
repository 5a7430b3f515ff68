package io.mmp.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSpecTests {

    private static final ServerSpec SPEC = ServerSpec.of("scorer", "serve", "--port", "{port}");

    @Test
    void a_description_has_defaults() {
        assertThat(SPEC.name()).isEqualTo("scorer");
        assertThat(SPEC.command()).containsExactly("serve", "--port", "{port}");
        assertThat(SPEC.environment()).isEmpty();
        assertThat(SPEC.workingDirectory()).isNull();
        assertThat(SPEC.scheme()).isEqualTo("http");
        assertThat(SPEC.port()).hasToString("a leased port");
        assertThat(SPEC.health()).hasToString("GET /health");
        assertThat(SPEC.startupTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(SPEC.stopTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(SPEC).hasToString("server 'scorer': serve --port {port}");
    }

    @Test
    void a_copy_differs_in_what_it_was_asked_for_alone() {
        ServerSpec changed = SPEC.withName("other")
                .withEnvironment(Map.of("A", "1", "URL", "http://127.0.0.1:{port}"))
                .withEnvironment(Map.of("A", "2"))
                .withWorkingDirectory(Path.of("/data"))
                .withScheme("redis")
                .withPort(PortSource.fixed(8080))
                .withHealth(HealthCheck.tcp())
                .withStartupTimeout(Duration.ofSeconds(5))
                .withStopTimeout(Duration.ofSeconds(1));

        assertThat(changed.name()).isEqualTo("other");
        assertThat(changed.command()).isEqualTo(SPEC.command());
        assertThat(changed.environment())
                .containsExactlyInAnyOrderEntriesOf(Map.of("A", "2", "URL", "http://127.0.0.1:{port}"));
        assertThat(changed.workingDirectory()).isEqualTo(Path.of("/data"));
        assertThat(changed.scheme()).isEqualTo("redis");
        assertThat(changed.port()).hasToString("port 8080");
        assertThat(changed.health()).hasToString("a TCP connection");
        assertThat(changed.startupTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(changed.stopTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(SPEC.name()).isEqualTo("scorer");
        assertThat(SPEC.environment()).isEmpty();
    }

    @Test
    void the_port_stands_in_the_command_and_in_the_environment() {
        ServerSpec spec = SPEC.withEnvironment(Map.of("URL", "http://127.0.0.1:{port}/", "MODE", "test"));

        assertThat(spec.commandFor(4711)).containsExactly("serve", "--port", "4711");
        assertThat(spec.environmentFor(4711))
                .containsExactlyInAnyOrderEntriesOf(Map.of("URL", "http://127.0.0.1:4711/", "MODE", "test"));
    }

    @Test
    void what_a_description_was_made_of_may_change_afterwards() {
        Map<String, String> variables = new HashMap<>(Map.of("A", "1"));
        ServerSpec spec = SPEC.withEnvironment(variables);
        variables.put("B", "2");

        assertThat(spec.environment()).containsExactly(Map.entry("A", "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "größe"})
    void a_name_that_cannot_be_one_of_a_directory_is_refused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPEC.withName(name))
                .withMessage("server name must be of letters, digits, '.', '_' and '-', but is '" + name + "'");
    }

    @Test
    void a_server_without_a_command_and_times_that_are_none_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerSpec.of("scorer"))
                .withMessage("command of server 'scorer' is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPEC.withStartupTimeout(Duration.ZERO))
                .withMessage("startup timeout of server 'scorer' must be positive, but is PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPEC.withStopTimeout(Duration.ofSeconds(-1)))
                .withMessage("stop timeout of server 'scorer' must be positive, but is PT-1S");
    }

    @Test
    void a_health_check_needs_an_absolute_path() {
        assertThat(List.of(HealthCheck.http("/"), HealthCheck.logLine(Pattern.compile("ready"))))
                .map(HealthCheck::toString)
                .containsExactly("GET /", "a line with 'ready'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HealthCheck.http("health"))
                .withMessage("health path must start with '/', but is 'health'");
    }

    @ParameterizedTest
    @CsvSource({"0", "65536", "-1"})
    void a_port_that_does_not_exist_is_refused(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortSource.fixed(port))
                .withMessage("port must be between 1 and 65535, but is " + port);
    }

    @Test
    void a_port_pattern_needs_a_group() {
        assertThat(PortSource.fromLog(Pattern.compile("port (\\d+)"))).hasToString("the port in 'port (\\d+)'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortSource.fromLog(Pattern.compile("port \\d+")))
                .withMessage("port pattern needs a group around the port, but is 'port \\d+'");
    }
}
