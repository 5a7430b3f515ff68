package io.mmp.test.monitor;

import static io.mmp.test.monitor.MonitorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Finds rules that can never fire, and holds nothing against the others. */
class AlertRulesTests {

    private static final Metrics METRICS = Metrics.parse("""
            # TYPE http_requests_total counter
            http_requests_total{method="GET",status="200"} 3
            # TYPE http_errors_total counter
            # TYPE queue_length gauge
            queue_length{queue="train"} 0
            # TYPE http_request_duration_seconds histogram
            http_request_duration_seconds_bucket{method="GET",le="0.5"} 1
            http_request_duration_seconds_bucket{method="GET",le="+Inf"} 3
            http_request_duration_seconds_sum{method="GET"} 1
            http_request_duration_seconds_count{method="GET"} 3
            # TYPE gc_seconds summary
            gc_seconds_sum 1
            gc_seconds_count 3
            """);

    private static final ExposedSeries SERIES = ExposedSeries.of("rag-server", METRICS);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up == 0",
                "up{job=\"rag-server\"} == 0",
                "up{job=~\"rag-.*\", instance!=\"x\"} < 1",
                "sum(rate(http_requests_total{status=~\"5..\"}[5m])) / sum(rate(http_requests_total[5m])) > 0.01",
                "sum by (method) (rate(http_errors_total{reason=\"x\"}[5m])) > 0",
                "histogram_quantile(0.95, sum by (le, job) (rate(http_request_duration_seconds_bucket[5m]))) > 5",
                "histogram_quantile(0.95, sum without (method) (rate(http_request_duration_seconds_bucket[5m]))) > 5",
                "rate(http_request_duration_seconds_sum[5m]) / rate(http_request_duration_seconds_count[5m]) > 5",
                "http_request_duration_seconds_bucket{le=\"0.5\"} > 0",
                "max_over_time(queue_length{queue=\"other\"}[1h:5m] offset -1d) > 1e3",
                "predict_linear(queue_length[1h] @ end(), 4 * 3600) > 100 and on (job) up == 1",
                "{__name__=\"queue_length\"} > 0x10",
                "{__name__=~\"queue_.*\"} > inf",
                "absent(rag_heartbeat)",
                "absent(up{job=\"rag-server\"})",
                "ALERTS{alertname=\"A\",alertstate=\"firing\"} == 1",
                "job:errors:rate5m{anything=\"x\"} > 1",
                "label_replace(up, \"host\", \"$1\", \"instance\", \"(.*):.*\") == 0",
                "sum by (host) (label_replace(up, \"host\", \"$1\", \"instance\", \"(.*):.*\")) == 0",
                "count_values('version', queue_length) > 1",
                "topk(3, queue_length) > -2 ^ 2 # comment",
                "(queue_length * on (job) group_left (instance) up) > bool 1",
                "vector(1) > time() % 86400",
                "scrape_duration_seconds > 10 unless up == 0",
                "queue_length{env=~\".*\", zone!=\"x\"} > 1"
            })
    void a_rule_that_can_fire_passes(String expression) throws IOException {
        AlertRules rules = AlertRules.read(rules(expression));

        assertThatNoException().isThrownBy(() -> assertThat(rules).refersOnlyTo(SERIES));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    avg(http_request_duration_seconds) > 5 | 'http_request_duration_seconds' is a histogram, which exposes only http_request_duration_seconds_bucket, http_request_duration_seconds_sum and http_request_duration_seconds_count, so that 'http_request_duration_seconds' selects nothing: use rate(http_request_duration_seconds_sum[5m]) / rate(http_request_duration_seconds_count[5m]) for the mean, or histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))
                    gc_seconds > 1 | 'gc_seconds' is a summary without quantiles, which exposes only gc_seconds_sum and gc_seconds_count, so that 'gc_seconds' selects nothing: use rate(gc_seconds_sum[5m]) / rate(gc_seconds_count[5m]) for the mean
                    rate(http_request_total[5m]) > 1 | no series is named 'http_request_total'. Did you mean 'http_requests_total'?
                    gpu_temperature > 90 | no series is named 'gpu_temperature'.
                    {__name__="queue_lenght"} > 1 | no series is named 'queue_lenght'. Did you mean 'queue_length'?
                    {__name__=~"gpu_.*"} > 1 | no series has a name that is =~"gpu_.*"
                    absent(http_request_total) | no series is named 'http_request_total'. Did you mean 'http_requests_total'?
                    rate(http_requests_total{methd="GET"}[5m]) > 1 | no series of 'http_requests_total' has the label 'methd'; there are instance, job, method, status. Did you mean 'method'?
                    up{job="rag-sever"} == 0 | no series of 'up' has job="rag-sever"; its jobs are rag-server. Did you mean 'rag-server'?
                    up{job=~"mlflow.*"} == 0 | no series of 'up' has job=~"mlflow.*"; its jobs are rag-server.
                    up == 2 | 'up' is 0 or 1, so that up == 2 is never true
                    up < 0 | 'up' is 0 or 1, so that up < 0 is never true
                    sum by (methd) (rate(http_requests_total[5m])) > 1 | sum by (methd) groups by a label that no series has; there are instance, job, method, status. Did you mean 'method'?
                    queue_length * on (instanc) up > 1 | on (instanc) matches by a label that no series has; there are instance, job, queue. Did you mean 'instance'?
                    rate(queue_length[5m]) > 1 | rate() is for counters, but 'queue_length' is a gauge, each fall of which it takes for a new start: use delta() or deriv()
                    delta(http_requests_total[5m]) > 1 | delta() is for gauges, but 'http_requests_total' is a counter, which may start again at 0: use increase() or rate()
                    histogram_quantile(0.9, sum by (job) (rate(http_request_duration_seconds_bucket[5m]))) > 1 | histogram_quantile() is given series without the label 'le', so that its result is always empty: take the _bucket series, and keep le in by (...)
                    http_request_duration_seconds_bucket{le="1"} > 1 | no series of 'http_request_duration_seconds_bucket' has le="1"; the values are +Inf, 0.5.
                    ALERTS{alertname="Slow"} == 1 | no series of 'ALERTS' has alertname="Slow"; the values are A.
                    sum(up > 1 | the expression 'sum(up > 1' must have ')' instead of the end, at column 11
                    up{job=rag} | the expression 'up{job=rag}' must compare the label 'job' by =, !=, =~ or !~ with a text in quotes, at column 7
                    up == $threshold | the expression 'up == $threshold' has '$' at column 7, which is not PromQL
                    """)
    void a_rule_that_can_never_fire_is_found(String expression, String problem) throws IOException {
        Path file = rules(expression);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(AlertRules.read(file)).refersOnlyTo(SERIES))
                .withMessage(
                        "%nExpecting %s to refer only to series that are exposed, but of 2 rules:%n  rules.yml:6, group 'slo', alert 'A': %s",
                        file, problem);
    }

    private Path rules(String expression) throws IOException {
        return Files.writeString(directory.resolve("rules.yml"), """
                groups:
                - name: slo
                  rules:
                  - record: job:errors:rate5m
                    expr: sum by (job) (rate(http_requests_total[5m]))
                  - alert: A
                    expr: '%s'
                    for: 1m30s
                    labels: {severity: page}
                """.formatted(expression.replace("'", "''")));
    }

    @Test
    void all_offenders_are_in_one_message() throws IOException {
        Path file = Files.writeString(directory.resolve("alerts.yml"), """
                apiVersion: monitoring.coreos.com/v1
                kind: PrometheusRule
                spec:
                  groups:
                  - name: one
                    rules:
                    - alert: Down
                      expr: upp == 0
                  - name: two
                    rules:
                    - alert: Slow
                      expr: |
                        avg(queue_length)
                          > 5
                      annotations:
                        summary: "{{ $labels.queue }} is at {{ $value }}"
                """);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> assertThat(AlertRules.read(file)).as("production").refersOnlyTo(SERIES))
                .withMessage(
                        "[production] %nExpecting %s to refer only to series that are exposed, but of 2 rules:%n"
                                + "  alerts.yml:7, group 'one', alert 'Down': no series is named 'upp'. Did you mean 'up'?%n"
                                + "  alerts.yml:11, group 'two', alert 'Slow': the annotation 'summary' shows $labels.queue, which the result does not have: it has no labels",
                        file);
    }

    @Test
    void a_rule_is_read_with_all_that_it_says() throws IOException {
        AlertRule rule = AlertRules.read(rules("up == 0")).rules().get(1);

        assertThat(rule.name()).isEqualTo("A");
        assertThat(rule.holdFor()).isEqualTo(Duration.ofSeconds(90));
        assertThat(rule.labels()).containsEntry("severity", "page");
        assertThat(rule).hasToString("rules.yml:6, group 'slo', alert 'A'");
    }

    @Test
    void jobs_and_labels_come_from_the_configuration() throws IOException {
        PrometheusConfig config = PrometheusConfig.read(Files.writeString(directory.resolve("prometheus.yml"), """
                global: {scrape_interval: 15s}
                scrape_configs:
                - job_name: rag-server
                  static_configs: [{targets: ['localhost:8000'], labels: {env: prod}}]
                - job_name: embedding-server
                  static_configs: [{targets: ['localhost:8001']}]
                """));
        ExposedSeries series = SERIES.withJobsOf(config);

        assertThat(AlertRules.read(rules("up{job=\"embedding-server\",env=\"prod\"} == 0")))
                .refersOnlyTo(series);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(AlertRules.read(rules("embeddings_total{job=\"embedding-server\"} == 0")))
                        .refersOnlyTo(series))
                .withMessageEndingWith(
                        "no series is named 'embeddings_total' (the metrics of embedding-server were not given).");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(AlertRules.read(rules("up{env=\"prod\"} == 0")))
                        .refersOnlyTo(SERIES))
                .withMessageEndingWith("no series of 'up' has the label 'env'; there are instance, job.");
        assertThatExceptionOfType(MonitorException.class)
                .isThrownBy(() -> ExposedSeries.of("rag", METRICS).withJobsOf(config))
                .withMessage(config
                        + " has no job 'rag', whose metrics are given; its jobs are rag-server, embedding-server.");
    }

    @Test
    void a_file_without_rules_proves_nothing() throws IOException {
        Path file = Files.writeString(directory.resolve("empty.yml"), "groups: []\n");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(AlertRules.read(file)).refersOnlyTo(SERIES))
                .withMessage("%nExpecting %s to refer only to series that are exposed, but there is no rule.", file);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    groups: 1                                            | :1: 'groups' must be a list.
                    rules: []                                            | :1: 'the document' has no 'groups'.
                    groups: [{name: a, rules: [{expr: up}]}]             | :1: 'groups[0].rules[0]' must have either 'alert' or 'record'.
                    groups: [{name: a, rules: [{alert: a}]}]             | :1: 'groups[0].rules[0]' has no 'expr'.
                    groups: [{name: a, rules: [{alert: a, expr: up, for: 2 min}]}] | :1: 'groups[0].rules[0].for' must be a duration such as 15s, 1m30s or 1h, but is '2 min'.
                    """)
    void a_file_that_is_not_of_rules_is_refused(String text, String problem) throws IOException {
        Path file = Files.writeString(directory.resolve("broken.yml"), text + "\n");

        assertThatExceptionOfType(MonitorException.class)
                .isThrownBy(() -> AlertRules.read(file))
                .withMessage(file + problem);
    }
}
