package io.mmp.test.examples.rag.monitoring;

import static io.mmp.test.monitor.MonitorAssertions.assertThat;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.monitor.AlertRules;
import io.mmp.test.monitor.AlertTest;
import io.mmp.test.monitor.EnabledIfPrometheus;
import io.mmp.test.monitor.PrometheusProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When the alerts of the RAG system fire, told by the real promtool without waiting. */
@Tag("e2e")
@EnabledIfPrometheus(PrometheusProgram.PROMTOOL)
@ChecklistItem("41.4")
class RagAlertTests {

    private static final AlertRules RULES = AlertRules.read(Path.of("src/test/resources/rag/monitoring/alerts.yml"));
    private static final String SUM = "http_request_duration_seconds_sum{job=\"rag-server\"}";
    private static final String COUNT = "http_request_duration_seconds_count{job=\"rag-server\"}";

    @Test
    void promtool_accepts_the_rules() {
        assertThat(RULES).passesPromtool();
    }

    @Test
    void a_service_that_is_down_is_told_after_1_minute_and_not_before() {
        AlertTest down = AlertTest.of(RULES)
                .withSeries("up{job=\"rag-server\",instance=\"rag-server:8000\"}", 0)
                .withSeries("up{job=\"embedding-server\",instance=\"embedding-server:8001\"}", 1)
                .expectPending("ServiceDown", Duration.ofSeconds(59))
                .expectFiring("ServiceDown", Map.of("job", "rag-server", "severity", "critical"), Duration.ofMinutes(1))
                .expectNotFiring("ServiceDown", Map.of("job", "embedding-server"), Duration.ofMinutes(1));

        assertThat(down).passes();
    }

    @Test
    void only_answers_of_more_than_5_s_on_average_are_told() {
        AlertTest slow = responses("0+6x40").expectFiring("HighResponseTime", Duration.ofMinutes(5));
        AlertTest quick = responses("0+4x40").expectNotFiring("HighResponseTime", Duration.ofMinutes(10));

        assertThat(slow).passes();
        assertThat(quick).passes();
    }

    /** One request is answered each 15 s. */
    private static AlertTest responses(String seconds) {
        return AlertTest.of(RULES)
                .withStep(Duration.ofSeconds(15))
                .withSeries(SUM, seconds)
                .withSeries(COUNT, "0+1x40");
    }
}
