package io.mmp.test.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeFileTests {

    @TempDir
    Path temp;

    @Test
    void services_are_read_with_what_they_depend_on() throws IOException {
        GroupSpec spec = GroupSpec.compose(file("""
                version: "3.8"
                services:
                  web:
                    image: web:1
                    command: serve --port 8080
                    environment: [A=1, "B=x=y"]
                    ports: ["80:8080", 127.0.0.1:81:8081/tcp, 9000]
                    depends_on:
                      store: {condition: service_healthy}
                    x-team: ml
                  store:
                    image: store:2
                    environment: {LEVEL: 3, ON: true}
                    expose: ["5432"]
                    healthcheck: {test: pg_isready, interval: 1m30s, timeout: 500ms, retries: 5}
                """));

        assertThat(spec.services()).extracting(Service::name).containsExactly("web", "store");
        assertThat(spec.services()).extracting(Service::toString).containsExactly("web: container", "store: container");
        assertThat(spec.services().get(0).dependencies()).containsExactly("store");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            build: .                    | has build at services.a, which is not understood; understood are command, depends_on, environment, expose, healthcheck, image, ports
            environment: [HOME]         | services.a.environment has 'HOME' without a value: it would be taken from this machine
            environment: {HOME: }       | services.a.environment has 'HOME' without a value: it would be taken from this machine
            environment: {A: "${B}"}    | services.a.environment has '${B}': variables are not expanded; write the value, or $$ for a dollar
            ports: ["80-90:80-90"]      | services.a.ports has '80-90:80-90', which is no TCP port such as 8080 or "8080:80"
            ports: [53/udp]             | services.a.ports has '53/udp', which is no TCP port such as 8080 or "8080:80"
            command: sh -c 'a b'        | services.a.command has quotes: write it as a list, ["redis-server", "--save", ""]
            healthcheck: {test: [x]}    | services.a.healthcheck must have a test that is a text or a list that starts with CMD or CMD-SHELL, but has [x]
            healthcheck: {test: x, interval: soon} | services.a.healthcheck has 'soon', which is no time such as 1m30s or 500ms
            healthcheck: {test: x, disable: true}  | services.a.healthcheck has disable, which is not understood
            depends_on: {b: {condition: service_completed_successfully}} | services.a.depends_on.b has the condition 'service_completed_successfully', which is not understood
            depends_on: []              | has neither ports nor expose at services.a: others could not be told its address
            """)
    void what_is_not_understood_is_refused_by_name(String line, String problem) throws IOException {
        Path file = file("services:\n  a:\n    image: a:1\n    " + line
                + (line.startsWith("ports") || problem.startsWith("has neither") ? "" : "\n    expose: [1]"));

        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(() -> GroupSpec.compose(file))
                .withMessage("Compose file %s %s.", file, problem);
    }

    @Test
    void a_service_without_an_image_and_a_file_that_is_none_are_refused() throws IOException {
        Path noImage = file("services: {a: {expose: [1]}}");
        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(() -> GroupSpec.compose(noImage))
                .withMessage(
                        "Compose file %s has no image at services.a: images are not built from a compose file.",
                        noImage);
        Path volumes = file("services: {}\nvolumes: {data: }");
        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(() -> GroupSpec.compose(volumes))
                .withMessage(
                        "Compose file %s has volumes at the document, which is not understood; understood are name, services, version.",
                        volumes);
        Path none = file("a: [");
        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(() -> GroupSpec.compose(none))
                .withMessageStartingWith("Compose file %s is not YAML: ", none);
        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(() -> GroupSpec.compose(temp.resolve("nothing")))
                .withMessageStartingWith("Compose file %s cannot be read: ", temp.resolve("nothing"));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(temp.resolve("compose.yml"), text);
    }
}
