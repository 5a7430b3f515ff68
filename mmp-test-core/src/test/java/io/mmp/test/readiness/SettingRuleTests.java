package io.mmp.test.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingRuleTests {

    @ParameterizedTest
    @ValueSource(strings = {"90s", "1m30s", "1.5m", "90000ms", "PT1M30S", "0h1m30s", "90000000us"})
    void durations_are_read_as_compose_and_go_write_them(String text) {
        assertThat(SettingRule.duration(Duration.ofSeconds(90)).problem("k", text))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"90", "1m 30s", "s", "-90s", "90S", "90sec", "\u0669\u0660s", "1m30", "PT", "999999999999999w9"})
    void what_is_no_such_duration_is_not_read(String text) {
        assertThat(SettingRule.duration(Duration.ofSeconds(90)).problem("k", text))
                .hasValue("is '%s'".formatted(text));
    }

    @ParameterizedTest
    @CsvSource({"PT0S,0s", "PT90S,1m30s", "PT25H,25h", "PT0.25S,250ms", "PT1.000000007S,1s7ns"})
    void durations_are_printed_as_go_does(Duration duration, String text) {
        assertThat(DurationText.print(duration)).isEqualTo(text);
        assertThat(DurationText.read(text)).hasValue(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"030", "+30", "30.0", "3e1", "30 ", "\u0663\u0660", "0x1e", "99999999999999999999999999", "-1"})
    void what_is_no_such_number_is_not_taken_for_one(String text) {
        assertThat(SettingRule.number(0, 30).problem("k", text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"True", "TRUE", "yes", "1", "on", " true"})
    void a_truth_is_in_lower_case(String text) {
        assertThat(SettingRule.isTrue().problem("k", text)).hasValue("is '%s'".formatted(text));
        assertThat(SettingRule.bool().problem("k", text)).isPresent();
        assertThat(SettingRule.bool().problem("k", "false")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "changeme",
                "ChangeMe!",
                "change-me-please",
                "password123",
                "PASSWORD",
                "minioadmin",
                "your-secret-here",
                "<secret>",
                "${SECRET}",
                "********",
                "aaaaaaaaaa",
                "12345678",
                "admin_admin",
                "mlflow2024"
            })
    void a_default_that_everybody_knows_is_no_secret(String text) {
        assertThat(SettingRule.secret().problem("k", text)).hasValue("is a default that everybody knows");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "9f86d081884c7d65",
                "Tr0ub4dor&3",
                "passwordless-vault-7Qx",
                "\u00fcber-geheim"
            })
    void what_was_made_for_one_place_is_a_secret(String text) {
        assertThat(SettingRule.secret().problem("k", text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://api:8000/x,true",
        "https://api,true",
        "ftp://api,false",
        "api:8000,false",
        "http://,false",
        "http:///x,false",
        "/x,false"
    })
    void a_uri_has_a_scheme_and_a_host(String text, boolean isRight) {
        assertThat(SettingRule.uri("http", "https").problem("k", text).isEmpty())
                .isEqualTo(isRight);
    }

    @ParameterizedTest
    @CsvSource({"SECONDS,true", "seconds,false", "'',false"})
    void a_constant_is_one_of_its_enum(String text, boolean isRight) {
        assertThat(SettingRule.oneOf(TimeUnit.class).problem("k", text).isEmpty())
                .isEqualTo(isRight);
        assertThat(SettingRule.matching(Pattern.compile("[A-Z]+"))
                        .problem("k", text)
                        .isEmpty())
                .isEqualTo(isRight);
    }
}
