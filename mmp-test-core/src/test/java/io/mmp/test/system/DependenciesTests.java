package io.mmp.test.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.server.ServerSpec;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DependenciesTests {

    @Test
    void references_in_the_command_and_in_the_environment_and_declared_ones_are_dependencies() {
        Service rag = Service.of(
                        ServerSpec.of("rag", "sh", "{port}", "--embedding={uri:embedding}/embed", "{port:store}")
                                .withEnvironment(Map.of("LLM", "http://{host:llm}:{port:llm}/v1")))
                .withDependency("cache");

        assertThat(rag.dependencies()).containsExactly("embedding", "store", "llm", "cache");
    }

    @Test
    void braces_that_are_no_references_are_left_alone() {
        Service json = Service.of(
                ServerSpec.of("json", "sh", "{\"uri\":\"x\"}", "{uri}", "{url:x}", "{uri: x}", "${uri}", "{port}"));

        assertThat(json.dependencies()).isEmpty();
    }

    @Test
    void references_are_replaced_by_parts_of_the_address() {
        URI address = URI.create("redis://user:p$1@[::1]:6379/0");

        assertThat(References.replace("{uri:a} {host:a} {port:a} {port}", name -> address))
                .isEqualTo("redis://user:p$1@[::1]:6379/0 [::1] 6379 {port}");
        assertThat(References.replace("{port:a}", name -> URI.create("https://models.example")))
                .isEqualTo("443");
    }

    @Test
    void services_are_ordered_behind_what_they_need() {
        GroupSpec spec = GroupSpec.of(named("c", "b", "a"), named("b", "a"), named("d"), named("a"));

        assertThat(Dependencies.in(spec).services().keySet()).containsExactly("a", "b", "c", "d");
        assertThat(Dependencies.in(spec).dependents("a")).containsExactly("c", "b");
    }

    @Test
    void a_circle_is_named_from_its_beginning_to_its_end() {
        refused(
                GroupSpec.of(named("web", "a"), named("a", "b"), named("b", "c"), named("c", "a")),
                "The group was not started: its services depend on each other in a circle, a -> b -> c -> a."
                        + " One of them must start without the next, and find it later.");
    }

    @Test
    void all_names_that_are_wrong_are_named_at_once() {
        refused(GroupSpec.of(named("a", "b", "a"), named("c", "nobody"), named("c", "nobody")), """
                The group was not started:
                  the name 'c' is given twice; ServerSpec.withName gives another
                  service 'a' depends on 'b', which the group does not have; it has a, c
                  service 'a' depends on itself; its own port is {port}
                  service 'c' depends on 'nobody', which the group does not have; it has a, c""");
    }

    @Test
    void a_group_of_nothing_is_refused() {
        refused(GroupSpec.of(), "The group has no service. Add some, as in GroupSpec.of(Service.of(spec)).");
    }

    @Test
    void an_address_without_its_parts_is_refused_and_its_password_is_not_shown() {
        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(() -> Service.at("queue", URI.create("kafka://me:secret@broker")))
                .withMessage(
                        "Address 'kafka://broker' of service 'queue' has no port: it must be like http://127.0.0.1:5000.");
        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(() -> Service.at("queue", URI.create("localhost:9092")))
                .withMessage(
                        "Address 'localhost:9092' of service 'queue' has no host: it must be like http://127.0.0.1:5000.");
        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(() -> Service.at("my queue", URI.create("http://localhost")))
                .withMessage("Service name must be of letters, digits, '.', '_' and '-', but is 'my queue'.");
    }

    @Test
    void what_runs_elsewhere_gets_some_time_to_be_healthy() {
        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(() -> Service.at("queue", URI.create("http://localhost"), Duration.ZERO))
                .withMessage("The time for service 'queue' to become healthy must be positive, but is PT0S.");
    }

    @Test
    void only_a_container_is_told_its_scheme_and_port() {
        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(() -> named("a").withScheme("redis"))
                .withMessage("Service 'a' is no container: its scheme is that of its ServerSpec.");
        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(
                        () -> Service.at("a", URI.create("http://localhost")).withPort(1))
                .withMessage("Service 'a' is no container: its port is that of its address.");
    }

    private static Service named(String name, String... dependencies) {
        return Service.of(ServerSpec.of(name, "sh", "{port}")).withDependency(dependencies);
    }

    private static void refused(GroupSpec spec, String message) {
        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(() -> ServiceGroup.start(spec))
                .withMessage(message.replace("\n", System.lineSeparator()));
    }
}
