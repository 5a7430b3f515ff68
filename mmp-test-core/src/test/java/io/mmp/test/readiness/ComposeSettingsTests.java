package io.mmp.test.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeSettingsTests {

    private static final ReadinessSpec CHECKED =
            ReadinessSpec.empty().withHealthcheck("api", Duration.ofSeconds(30), Duration.ofSeconds(10), 3);

    @TempDir
    Path directory;

    @Test
    void merges_lists_mappings_files_and_variables_are_understood() throws IOException {
        write(".env", "FROM_FILE=file\nBOTH=file\n");
        write("more.env", "A=of env_file\nB=of env_file\n");
        Path file = write("docker-compose.yml", """
                x-base: &base
                  LOG_LEVEL: INFO
                  A: base
                x-check: &check {interval: 30s, timeout: 10s, retries: 3}
                services:
                  api:
                    image: "api:${TAG:-1.0}"
                    env_file: more.env
                    environment:
                      <<: *base
                      FILE: ${FROM_FILE}
                      SHELL: $BOTH
                      COST: $$5
                      PASSED:
                    healthcheck:
                      <<: *check
                      retries: 5
                  worker:
                    environment:
                      - LOG_LEVEL=DEBUG=1
                      - PASSED
                      - NOTHING
                    healthcheck: *check
                """);

        Configuration configuration = Configuration.ofCompose(file, Map.of("BOTH", "shell", "PASSED", "on"));
        Configuration api = configuration.section("services.api.environment");

        assertThat(configuration.value("services.api.image")).hasValue("api:1.0");
        assertThat(api.value("A")).hasValue("base");
        assertThat(api.value("B")).hasValue("of env_file");
        assertThat(api.value("LOG_LEVEL")).hasValue("INFO");
        assertThat(api.value("FILE")).hasValue("file");
        assertThat(api.value("SHELL")).hasValue("shell");
        assertThat(api.value("COST")).hasValue("$5");
        assertThat(api.value("PASSED")).hasValue("on");
        assertThat(configuration.value("services.api.healthcheck.retries")).hasValue("5");
        assertThat(configuration.value("services.worker.environment.LOG_LEVEL")).hasValue("DEBUG=1");
        assertThat(configuration.value("services.worker.environment.PASSED")).hasValue("on");
        assertThat(configuration.value("services.worker.environment.NOTHING")).isEmpty();
        ReadinessAssertions.assertThat(configuration)
                .meets(ReadinessSpec.empty()
                        .withHealthcheck("worker", Duration.ofSeconds(30), Duration.ofSeconds(10), 3));
        assertThatThrownBy(() -> ReadinessAssertions.assertThat(configuration)
                        .meets(CHECKED.withRequired("services.worker.environment.NOTHING", SettingRule.present())))
                .hasMessage("""

                        Expecting %1$s to be ready, but there are 2 violations:
                          %1$s, line 17, column 7: 'services.api.healthcheck.retries' is '5', but must be the whole number 3. Set it to 3.
                          %1$s, line 22, column 9: 'services.worker.environment.NOTHING' has no value, but must be a text that is not blank. It is passed on from the shell, which does not set it. Give it a value.""".formatted(file));
    }

    @Test
    void a_health_check_that_is_switched_off_is_found() throws IOException {
        String service = "services:\n  api:\n    healthcheck: {interval: 30s, timeout: 10s, retries: 3, %s}\n";

        ReadinessAssertions.assertThat(Configuration.ofCompose(write("a.yml", service.formatted("disable: false"))))
                .meets(CHECKED);
        ReadinessAssertions.assertThat(
                        Configuration.ofCompose(write("a2.yml", service.formatted("test: [CMD, curl, localhost]"))))
                .meets(CHECKED);
        assertThatThrownBy(() -> ReadinessAssertions.assertThat(
                                Configuration.ofCompose(write("b.yml", service.formatted("disable: true"))))
                        .meets(CHECKED))
                .hasMessageContaining("'services.api.healthcheck.disable' is 'true', but must be false.");
        assertThatThrownBy(() -> ReadinessAssertions.assertThat(
                                Configuration.ofCompose(write("c.yml", service.formatted("test: [NONE]"))))
                        .meets(CHECKED))
                .hasMessageContaining(
                        "'services.api.healthcheck.test[0]' is 'NONE', but must be a command. Take NONE out, which switches the health check off.");
    }

    @Test
    void a_misspelt_part_of_a_key_is_told() throws IOException {
        Path file = write("d.yml", "services:\n  api:\n    healtcheck: {interval: 30s, timeout: 10s, retries: 3}\n");

        assertThatThrownBy(() -> ReadinessAssertions.assertThat(Configuration.ofCompose(file))
                        .meets(CHECKED))
                .hasMessageContaining(
                        "%s, line 2, column 3: 'services.api.healthcheck.interval' is missing, but must be the duration 30s. It has 'services.api.healtcheck.interval' in line 3, column 18: did you mean that?"
                                .formatted(file));
    }

    @ParameterizedTest
    @CsvSource({
        "${SET},value",
        "${EMPTY-other},''",
        "${EMPTY:-other},other",
        "${NONE-other},other",
        "${NONE:-${SET}},value",
        "${NONE:-a-${EMPTY:-b}}c,a-bc",
        "${SET:+yes},yes",
        "${NONE:+yes},''",
        "${EMPTY+yes},yes",
        "${SET:?must},value",
        "$SET/$SET,value/value",
        "$$SET,$SET",
        "${NONE},''",
        "http://${NONE:-h}:80,http://h:80"
    })
    void variables_are_filled_in_as_compose_does(String text, String filled) throws IOException {
        assertThat(filled(text)).hasValue(filled);
    }

    @ParameterizedTest
    @CsvSource({
        "${NONE:?must},'Compose refuses to start, because the variable NONE is not set.'",
        "${EMPTY:?must},'Compose refuses to start, because the variable EMPTY is not set.'",
        "${SET,'Compose refuses it: a $ must begin a variable, such as ${NAME}, or be doubled.'",
        "${},'Compose refuses it: a $ must begin a variable, such as ${NAME}, or be doubled.'",
        "$5,'Compose refuses it: a $ must begin a variable, such as ${NAME}, or be doubled.'"
    })
    void what_compose_refuses_has_no_value(String text, String note) throws IOException {
        assertThat(filled(text)).isEmpty();
        assertThatThrownBy(() -> ReadinessAssertions.assertThat(compose(text))
                        .meets(ReadinessSpec.requiring("services.a.image", SettingRule.present())))
                .hasMessageContaining("'services.a.image' has no value, but must be a text that is not blank. " + note);
    }

    @Test
    void an_empty_variable_is_named() throws IOException {
        assertThatThrownBy(() -> ReadinessAssertions.assertThat(compose("${NONE}"))
                        .meets(ReadinessSpec.requiring("services.a.image", SettingRule.present())))
                .hasMessageContaining(
                        "'services.a.image' is empty, but must be a text that is not blank. The variable NONE is not set. Give it a value.");
    }

    @Test
    void what_needs_other_files_is_refused_by_its_name() throws IOException {
        Path include = write("i.yml", "include: [other.yml]\nservices: {a: {image: x}}\n");
        Path extended = write("e.yml", "services:\n  a:\n    extends: {file: b.yml, service: b}\n");
        Path reset = write("r.yml", "services:\n  a:\n    ports: !reset []\n");

        assertThatThrownBy(() -> Configuration.ofCompose(include))
                .hasMessage(
                        "%s, line 1, column 1: 'include' takes in other files, which are not read. Judge what 'docker compose config' prints.",
                        include);
        assertThatThrownBy(() -> Configuration.ofCompose(extended))
                .hasMessage(
                        "%s, line 3, column 5: 'services.a.extends' takes in other files, which are not read. Judge what 'docker compose config' prints.",
                        extended);
        assertThatThrownBy(() -> Configuration.ofCompose(reset))
                .hasMessage(
                        "%s, line 3, column 12: '!reset' changes another file, which is not read. Judge what 'docker compose config' prints.",
                        reset);
        assertThatThrownBy(() -> Configuration.ofCompose(write("n.yml", "a: 1\n")))
                .hasMessageContaining("has no mapping 'services'");
    }

    @Test
    void a_missing_env_file_is_told_unless_it_is_optional() throws IOException {
        Path file = write("m.yml", """
                services:
                  a:
                    image: x
                    env_file:
                      - none.env
                      - path: neither.env
                        required: false
                """);

        assertThatThrownBy(() -> ReadinessAssertions.assertThat(Configuration.ofCompose(file))
                        .meets(ReadinessSpec.requiring("services.a.image", SettingRule.present())))
                .hasMessage("""

                        Expecting %1$s to be ready, but there is 1 violation:
                          %1$s, line 5, column 9: the file 'none.env' of 'env_file' does not exist.""".formatted(file));
    }

    @Test
    void a_file_that_explodes_or_contains_itself_is_refused() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 8; i++) {
            bomb.append("a%1$s: &a%1$s [%2$s*a%3$s]\n"
                    .formatted(i, "*a%s, ".formatted(i - 1).repeat(9), i - 1));
        }

        assertThatThrownBy(() -> Configuration.ofYaml(write("bomb.yml", bomb.toString())))
                .isInstanceOf(ReadinessException.class);
        assertThatThrownBy(() -> Configuration.ofYaml(write("self.yml", "a: &a\n  b: *a\n")))
                .isInstanceOf(ReadinessException.class);
    }

    private Optional<String> filled(String text) throws IOException {
        return compose(text).value("services.a.image");
    }

    private Configuration compose(String text) throws IOException {
        return Configuration.ofCompose(
                write("v.yml", "services:\n  a:\n    image: '%s'\n".formatted(text)),
                Map.of("SET", "value", "EMPTY", ""));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
