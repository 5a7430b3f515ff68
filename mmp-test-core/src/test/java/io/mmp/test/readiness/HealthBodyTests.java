package io.mmp.test.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthBodyTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"DOWN\",\"components\":{\"db\":{\"status\":\"DOWN\",\"details\":{\"error\":\"x\"}},\"ping\":{\"status\":\"UP\"}}}",
                "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"db\",\"status\":\"DOWN\",\"data\":{}},{\"name\":\"disk\",\"status\":\"UP\"}]}",
                "{\"status\":\"Unhealthy\",\"entries\":{\"DB\":{\"data\":{},\"status\":\"Unhealthy\"}}}",
                "{\"db\":false}",
                "{\"db\":\"not reachable\"}",
                "{\"db\":\"NOT_SERVING\"}",
                "{\"db\":\"not-ready: still loading\"}",
                "{\"db\":\"OUT_OF_SERVICE\"}",
                "{\"db\":\"error: connection refused\"}",
                "{\"checks\":{\"db\":{\"healthy\":false,\"message\":\"x\"}}}",
                "[{\"service\":\"db\",\"ok\":false}]",
                "the db is away"
            })
    void a_part_that_is_down_is_read_as_frameworks_write_it(String body) {
        assertThat(HealthBody.of(body).isRed("db")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"UP\",\"components\":{\"db\":{\"status\":\"UP\",\"details\":{\"database\":\"PostgreSQL\",\"validationQuery\":\"isValid()\"}}}}",
                "{\"status\":\"DOWN\",\"components\":{\"db\":{\"status\":\"UP\"},\"cache\":{\"status\":\"DOWN\"}}}",
                "{\"db\":true}",
                "{\"db\":\"not configured\"}",
                "{\"status\":\"down\",\"message\":\"look at db\"}",
                "{}",
                "nothing"
            })
    void a_part_that_is_up_or_not_named_is_not_red(String body) {
        assertThat(HealthBody.of(body).isRed("db")).isFalse();
    }
}
