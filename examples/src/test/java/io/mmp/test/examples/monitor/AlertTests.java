package io.mmp.test.examples.monitor;

import static io.mmp.test.monitor.MonitorAssertions.assertThat;

import io.mmp.test.monitor.AlertRules;
import io.mmp.test.monitor.AlertTest;
import io.mmp.test.monitor.EnabledIfPrometheus;
import io.mmp.test.monitor.PrometheusProgram;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When the alerts of a service fire, told by the real promtool without waiting. */
@Tag("e2e")
@EnabledIfPrometheus(PrometheusProgram.PROMTOOL)
class AlertTests {

    private static final AlertRules RULES = AlertRules.read(Path.of("src/test/resources/monitor/alerts.yml"));

    @Test
    void a_service_that_is_down_is_told_after_a_minute() {
        AlertTest down = AlertTest.of(RULES)
                .withSeries("up{job=\"rag-server\"}", 0)
                .expectPending("ServiceDown", Duration.ofSeconds(59))
                .expectFiring("ServiceDown", Duration.ofMinutes(1));

        assertThat(down).passes();
    }

    @Test
    void a_service_that_is_up_is_not() {
        AlertTest up = AlertTest.of(RULES)
                .withSeries("up{job=\"rag-server\"}", 1)
                .expectNotFiring("ServiceDown", Duration.ofMinutes(10));

        assertThat(up).passes();
    }
}
