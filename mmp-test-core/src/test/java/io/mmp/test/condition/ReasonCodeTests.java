package io.mmp.test.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReasonCodeTests {

    @Test
    void a_reason_has_its_code_before_it() {
        String reason = ReasonCode.put("no-gpu", "100 % of them are hidden");

        assertThat(reason).isEqualTo("[no-gpu] 100 % of them are hidden");
        assertThat(ReasonCode.of(reason)).hasValue("no-gpu");
        assertThat(ReasonCode.textOf(reason)).isEqualTo("100 % of them are hidden");
    }

    @Test
    void a_reason_keeps_the_code_that_it_has() {
        assertThat(ReasonCode.put("no-docker", "[no-image] it was not pulled"))
                .isEqualTo("[no-image] it was not pulled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "it is off", "[5] five", "[No-GPU] loud", "[no gpu] blank", "[no-gpu]", "see [no-gpu] there"
            })
    void a_reason_without_a_code_has_none(String reason) {
        assertThat(ReasonCode.of(reason)).isEmpty();
        assertThat(ReasonCode.textOf(reason)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "redis-server, no-redis-server",
        "mlflow.process, no-mlflow-process",
        "TITANIC, no-titanic",
        "g++, no-g",
        "../x y, no-x-y",
        "++, missing"
    })
    void the_code_of_what_is_missing_is_made_of_its_name(String name, String code) {
        assertThat(ReasonCode.missing(name)).isEqualTo(code);
    }

    @Test
    void what_is_no_code_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReasonCode.put("No GPU", "none"))
                .withMessage(
                        "'No GPU' is no code of a reason to skip, which is of lower-case words and digits joined by '-', such as no-gpu");
    }
}
