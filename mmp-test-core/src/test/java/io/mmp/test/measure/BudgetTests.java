package io.mmp.test.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.profile.Profile;
import io.mmp.test.profile.ProfileException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTests {

    private static final Budget PIPELINE =
            Budget.of("LOCAL", Duration.ofMinutes(3)).with("dev", Duration.ofMinutes(5));

    @Test
    void each_profile_has_its_own() {
        assertThat(PIPELINE.in(Profile.of("local"))).isEqualTo(Duration.ofMinutes(3));
        assertThat(PIPELINE.in(Profile.of("DEV"))).isEqualTo(Duration.ofMinutes(5));
        assertThat(PIPELINE).hasToString("{dev=PT5M, local=PT3M}");
    }

    @Test
    void an_unknown_profile_is_refused() {
        assertThatExceptionOfType(MeasureException.class)
                .isThrownBy(() -> PIPELINE.in(Profile.of("prod")))
                .withMessage(
                        "There is no budget for the profile 'prod', but for dev, local. Add one, or select another profile by APP_ENV or mmp.profile.");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void a_budget_is_above_zero(long millis) {
        assertThatExceptionOfType(MeasureException.class)
                .isThrownBy(() -> Budget.of("dev", Duration.ofMillis(millis)))
                .withMessage("The budget of the profile 'dev' must be above 0, but is %s.", Duration.ofMillis(millis));
    }

    @Test
    void a_profile_has_one_budget_and_a_name() {
        assertThatExceptionOfType(MeasureException.class)
                .isThrownBy(() -> PIPELINE.with("Dev", Duration.ofMinutes(1)))
                .withMessage("The profile 'dev' has a budget already. Keep one.");
        assertThatExceptionOfType(ProfileException.class).isThrownBy(() -> Budget.of("", Duration.ofMinutes(1)));
    }
}
