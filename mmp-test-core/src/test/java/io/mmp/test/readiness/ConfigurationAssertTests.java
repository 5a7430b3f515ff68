package io.mmp.test.readiness;

import static io.mmp.test.readiness.ReadinessAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationAssertTests {

    private static final ReadinessSpec PRODUCTION = ReadinessSpec.requiring("LOG_LEVEL", SettingRule.oneOf("INFO"))
            .withRequired("METRICS_ENABLED", SettingRule.isTrue())
            .withRequired("HEALTH_CHECK_INTERVAL", SettingRule.number(30));

    @TempDir
    Path directory;

    @Test
    void what_is_as_it_must_be_passes() {
        assertThat(Configuration.ofVariables(
                        Map.of("LOG_LEVEL", "INFO", "METRICS_ENABLED", "true", "HEALTH_CHECK_INTERVAL", "30")))
                .meets(PRODUCTION);
    }

    @Test
    void all_violations_are_told_with_place_found_expected_and_remedy() throws IOException {
        Path file = write("prod.env", """
                # production
                LOG_LEVEL=DEBUG
                export METRIC_ENABLED=true
                  HEALTH_CHECK_INTERVAL = "30s" # seconds
                """);

        assertThatThrownBy(
                        () -> assertThat(Configuration.ofEnvironmentFile(file)).meets(PRODUCTION))
                .hasMessage("""

                        Expecting %1$s to be ready, but there are 3 violations:
                          %1$s, line 2, column 1: 'LOG_LEVEL' is 'DEBUG', but must be 'INFO'. Set it to 'INFO'.
                          %1$s: 'METRICS_ENABLED' is missing, but must be true. It has 'METRIC_ENABLED' in line 3, column 8: did you mean that?
                          %1$s, line 4, column 3: 'HEALTH_CHECK_INTERVAL' is '30s', but must be the whole number 30. Set it to 30.""".formatted(file));
    }

    @Test
    void a_spec_that_checks_nothing_fails() {
        Configuration configuration = Configuration.ofVariables(Map.of("A", "1"));
        String message =
                "%nExpecting the environment to be ready, but the spec checks nothing in it: require at least one setting."
                        .formatted();

        assertThatThrownBy(() -> assertThat(configuration).meets(ReadinessSpec.empty()))
                .hasMessage(message);
        assertThatThrownBy(() -> assertThat(configuration)
                        .meets(ReadinessSpec.empty().withOptional("TIMEOUT", SettingRule.present())))
                .hasMessage(message);
    }

    @Test
    void an_optional_setting_may_be_missing_but_not_wrong_nor_misspelt() {
        ReadinessSpec spec = ReadinessSpec.requiring("LOG_LEVEL", SettingRule.present())
                .withOptional("TIMEOUT", SettingRule.duration(Duration.ofSeconds(1), Duration.ofMinutes(1)));

        assertThat(Configuration.ofVariables(Map.of("LOG_LEVEL", "INFO"))).meets(spec);
        assertThat(Configuration.ofVariables(Map.of("LOG_LEVEL", "INFO", "TIMEOUT", "1m")))
                .meets(spec);
        assertThatThrownBy(() -> assertThat(Configuration.ofVariables(Map.of("LOG_LEVEL", "INFO", "TIMEOUT", "61s")))
                        .meets(spec))
                .hasMessageContaining(
                        "the environment: 'TIMEOUT' is '61s', but must be a duration from 1s to 1m. Write a number with its unit, such as 1s.");
        assertThatThrownBy(() -> assertThat(Configuration.ofVariables(Map.of("LOG_LEVEL", "INFO", "TIMEUOT", "5s")))
                        .meets(spec))
                .hasMessageContaining("the environment: 'TIMEUOT' is read by nobody. Did you mean 'TIMEOUT'?");
    }

    @Test
    void what_is_forbidden_or_unknown_is_told() {
        Configuration configuration = Configuration.ofVariables(Map.of("LOG_LEVEL", "INFO", "DEBUG_PORT", "5005"));
        ReadinessSpec spec = ReadinessSpec.requiring("LOG_LEVEL", SettingRule.present());

        assertThatThrownBy(() -> assertThat(configuration).meets(spec.withForbidden("DEBUG_PORT")))
                .hasMessageContaining("the environment: 'DEBUG_PORT' is there, but must not be. Take it out.");
        assertThatThrownBy(() -> assertThat(configuration).meets(spec.withNoOtherKeys()))
                .hasMessageContaining("the environment: 'DEBUG_PORT' is unknown.");
    }

    @Test
    void a_secret_is_never_printed() {
        ReadinessSpec spec = ReadinessSpec.requiring("A", SettingRule.secret())
                .withRequired("B", SettingRule.secret())
                .withRequired("C", SettingRule.secret())
                .withRequired("DB_PASSWORD", SettingRule.number(1))
                .withRequired("URL", SettingRule.oneOf("postgresql://db/x"));

        assertThatThrownBy(() -> assertThat(Configuration.ofVariables(Map.of(
                                "A", "Changeme123",
                                "B", "s3cr-9",
                                "C", "",
                                "DB_PASSWORD", "hunter2",
                                "URL", "postgresql://u:hunter2@db/x")))
                        .meets(spec))
                .hasMessage("""

                        Expecting the environment to be ready, but there are 5 violations:
                          the environment: 'A' is a default that everybody knows, but must be a secret of at least 8 characters. Set it to one that was generated for this deployment.
                          the environment: 'B' is too short, but must be a secret of at least 8 characters. Set it to one that was generated for this deployment.
                          the environment: 'C' is empty, but must be a secret of at least 8 characters. Set it to one that was generated for this deployment.
                          the environment: 'DB_PASSWORD' is '***', but must be the whole number 1. Set it to 1.
                          the environment: 'URL' is 'postgresql://u:***@db/x', but must be 'postgresql://db/x'. Set it to 'postgresql://db/x'.""");
    }

    @Test
    void properties_and_yaml_have_places_too() throws IOException {
        Path properties = write("p.properties", "a=1\n  b\\\n   =2\nlevel: x\n");
        Path yaml = write("p.yml", "server:\n  level: x\n  ports: [80, 81]\n");

        assertThatThrownBy(() -> assertThat(Configuration.ofProperties(properties))
                        .meets(ReadinessSpec.requiring("b", SettingRule.number(3))
                                .withRequired("level", SettingRule.isTrue())))
                .hasMessageContaining("line 2, column 3: 'b' is '2'")
                .hasMessageContaining("line 4, column 1: 'level' is 'x'");
        assertThatThrownBy(() -> assertThat(Configuration.ofYaml(yaml))
                        .meets(ReadinessSpec.requiring("server.ports[1]", SettingRule.number(80))
                                .withRequired("server.level", SettingRule.isTrue())
                                .withRequired("server.ports", SettingRule.present())
                                .withRequired("server.host", SettingRule.present())))
                .hasMessage("""

                        Expecting %1$s to be ready, but there are 4 violations:
                          %1$s, line 3, column 15: 'server.ports[1]' is '81', but must be the whole number 80. Set it to 80.
                          %1$s, line 2, column 3: 'server.level' is 'x', but must be true. Set it to true, in lower case.
                          %1$s, line 3, column 3: 'server.ports' is no single value, but must be a text that is not blank. Give it a value.
                          %1$s, line 1, column 1: 'server.host' is missing, but must be a text that is not blank. Give it a value.""".formatted(yaml));
    }

    @Test
    void several_documents_are_told_by_their_numbers() throws IOException {
        Path yaml = write("k.yml", "kind: A\n---\nkind: B\n---\n");

        Assertions.assertThat(Configuration.ofYaml(yaml).value("[1].kind")).hasValue("B");
        Assertions.assertThat(Configuration.ofYaml(yaml).section("[0]").value("kind"))
                .hasValue("A");
    }

    @Test
    void what_stands_twice_or_is_no_setting_is_told() throws IOException {
        Path env = write("d.env", "LOG_LEVEL=INFO\nLOG_LEVEL=DEBUG\nwhat is this\nA='open\n");

        assertThatThrownBy(() -> assertThat(Configuration.ofEnvironmentFile(env))
                        .meets(ReadinessSpec.requiring("A", SettingRule.present())))
                .hasMessage("""

                        Expecting %1$s to be ready, but there are 3 violations:
                          %1$s, line 2, column 1: 'LOG_LEVEL' stands in line 1 already. Keep one.
                          %1$s, line 3, column 1 is no setting. Write NAME=value, or # before a comment.
                          %1$s, line 4, column 1 has no closing quote.""".formatted(env));
    }

    @Test
    void a_missing_or_broken_file_is_refused() throws IOException {
        Path none = directory.resolve("none.yml");
        Path broken = write("broken.yml", "a: [1,\n");

        assertThatThrownBy(() -> Configuration.ofYaml(none))
                .isInstanceOf(ReadinessException.class)
                .hasMessage("The file %s does not exist.", none);
        assertThatThrownBy(() -> Configuration.ofYaml(broken))
                .isInstanceOf(ReadinessException.class)
                .hasMessageStartingWith("%s, line 2, column 1 is not YAML: ", broken);
    }

    @Test
    void sections_that_are_not_there_are_named_with_what_was_meant() throws IOException {
        Path yaml = write("s.yml", "services:\n  api:\n    environment:\n      A: 1\n");

        Assertions.assertThat(Configuration.ofYaml(yaml)
                        .section("services.api.environment")
                        .value("A"))
                .hasValue("1");
        assertThatThrownBy(() -> Configuration.ofYaml(yaml).section("services.api.enviroment"))
                .hasMessage(
                        "%s has nothing below 'services.api.enviroment'. Did you mean 'services.api.environment'?",
                        yaml);
    }

    @Test
    void it_is_one_of_assertjs() {
        Configuration configuration = Configuration.ofVariables(Map.of());
        SoftAssertions soft = new SoftAssertions();
        soft.proxy(ConfigurationAssert.class, Configuration.class, configuration)
                .meets(PRODUCTION);
        Assertions.assertThat(soft.errorsCollected()).hasSize(1);
        assertThatCode(() -> Assertions.assertThat((Object) Configuration.ofVariables(Map.of("A", "1")))
                        .asInstanceOf(ConfigurationAssert.CONFIGURATION)
                        .meets(ReadinessSpec.requiring("A", SettingRule.number(0, 2))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Assertions.assertThat(configuration).as("api").meets(PRODUCTION))
                .hasMessageStartingWith("[api] %nExpecting the environment".formatted());
        assertThatThrownBy(
                        () -> ReadinessSpec.requiring("A", SettingRule.bool()).withForbidden("A"))
                .isInstanceOf(ReadinessException.class)
                .hasMessage("'A' is required twice. Keep one.");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
