package io.mmp.test.monitor;

import static io.mmp.test.monitor.MetricsAssert.METRICS;
import static io.mmp.test.monitor.MonitorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.Map;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asserts on metrics, and says what is wrong with them. */
class MetricsAssertTests {

    private static final String TEXT = """
            # HELP http_requests_total Requests.
            # TYPE http_requests_total counter
            http_requests_total{method="GET",status="200"} 3
            http_requests_total{method="GET",status="404"} 1
            http_requests_total{method="POST",status="200"} 2
            # HELP queue_length Jobs that wait.
            # TYPE queue_length gauge
            queue_length 0
            # HELP latency_seconds How long it took.
            # TYPE latency_seconds histogram
            latency_seconds_bucket{le="0.5"} 2
            latency_seconds_bucket{le="+Inf"} 3
            latency_seconds_sum 1.5
            latency_seconds_count 3
            # HELP errors_total Errors.
            # TYPE errors_total counter
            """;

    private static final Metrics SCRAPED = Metrics.parse(TEXT);

    @Test
    void names_types_labels_and_values_are_judged() {
        assertThat(SCRAPED).hasMetrics("http_requests_total", "latency_seconds_count", "errors_total");
        assertThat(SCRAPED)
                .hasCounter("http_requests_total")
                .hasHelp("Requests.")
                .hasLabels("status", "method")
                .withLabels(Map.of("method", "POST"))
                .hasValue(2)
                .hasValueBetween(1, 2);
        assertThat(SCRAPED).hasGauge("queue_length").hasValue(0).hasValueBetween(0, 0);
        assertThat(SCRAPED).hasHistogram("latency_seconds").hasLabels().hasValue(3);
        assertThat(SCRAPED)
                .hasHistogram("latency_seconds")
                .withLabels(Map.of("le", "0.50"))
                .hasValue(2);
        assertThat(SCRAPED).hasAtMostSeriesEach(3).hasConventionalNames();
    }

    @Test
    void what_is_not_so_is_told() {
        assertFails(
                () -> assertThat(SCRAPED).hasMetrics("http_request_total", "gpu"),
                "Expecting the metrics to have http_request_total, gpu, but these are not there:%n  'http_request_total' Did you mean 'http_requests_total'?%n  'gpu'%nThere are http_requests_total, queue_length, latency_seconds, errors_total.");
        assertFails(
                () -> assertThat(SCRAPED).hasCounter("queue_length"),
                "Expecting 'queue_length' of the metrics to be a counter, but it is a gauge.");
        assertFails(
                () -> assertThat(SCRAPED).hasCounter("http_requests_total").withLabels(Map.of("methd", "GET")),
                "Expecting counter 'http_requests_total' to have a series with {methd=\"GET\"}, but none has the label 'methd'; its labels are method, status. Did you mean 'method'?");
        assertFails(
                () -> assertThat(SCRAPED).hasCounter("http_requests_total").withLabels(Map.of("status", "201")),
                "Expecting counter 'http_requests_total' to have a series with {status=\"201\"}, but none has status=\"201\"; its values are 200, 404. Did you mean '200'?");
        assertFails(
                () -> assertThat(SCRAPED)
                        .hasCounter("http_requests_total")
                        .withLabels(Map.of("status", "200"))
                        .hasValue(3),
                "Expecting one series of http_requests_total{status=\"200\"}, but there are 2, of which withLabels(...) takes one:%n  http_requests_total{method=\"GET\",status=\"200\"} 3%n  http_requests_total{method=\"POST\",status=\"200\"} 2");
        assertFails(
                () -> assertThat(SCRAPED).hasGauge("queue_length").hasValue(1),
                "Expecting queue_length to have the value 1, but it has 0.");
        assertFails(
                () -> assertThat(SCRAPED).hasGauge("queue_length").hasValueBetween(1, 2),
                "Expecting queue_length to have a value from 1 to 2, but it has 0.");
        assertFails(
                () -> assertThat(SCRAPED)
                        .hasCounter("http_requests_total")
                        .withLabels(Map.of("method", "POST"))
                        .hasValueBetween(0, 1),
                "Expecting http_requests_total{method=\"POST\",status=\"200\"} to have a value from 0 to 1, but it has 2.");
        assertFails(
                () -> assertThat(SCRAPED).hasCounter("http_requests_total").hasHelp(""),
                "Expecting the help text of counter 'http_requests_total' to be:%n  %nbut it is:%n  Requests.");
        assertFails(
                () -> assertThat(SCRAPED).hasCounter("errors_total").hasValue(0),
                "Expecting counter 'errors_total' to have a series, but only its name and type are told: a series with labels comes into being when it is first used.");
        assertFails(
                () -> assertThat(SCRAPED).hasCounter("http_requests_total").hasLabels("method"),
                "Expecting each series of counter 'http_requests_total' to have the labels [method] and no others, but these have not:%n  line 3: http_requests_total{method=\"GET\",status=\"200\"} 3%n  line 4: http_requests_total{method=\"GET\",status=\"404\"} 1%n  line 5: http_requests_total{method=\"POST\",status=\"200\"} 2");
        assertFails(
                () -> assertThat(SCRAPED).hasAtMostSeriesEach(2),
                "Expecting the metrics to have at most 2 series a metric, but one does not:%n  'http_requests_total' has 3: label 'method' has 2 values, label 'status' has 2 values");
        assertFails(
                () -> assertThat(Metrics.parse("")).hasConventionalNames(),
                "Expecting the metrics to have names after Prometheus' conventions, but it has no metric at all.");
    }

    @Test
    void a_description_stays_and_other_assertions_lead_here() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(SCRAPED)
                        .as("rag")
                        .hasCounter("http_requests_total")
                        .withLabels(Map.of("method", "POST"))
                        .hasValue(7))
                .withMessageStartingWith("[rag] ");
        Object object = SCRAPED;
        Assertions.assertThat(object).asInstanceOf(METRICS).hasMetrics("queue_length");
        Assertions.assertThat(SCRAPED).hasMetrics("queue_length");
        SoftAssertions softly = new SoftAssertions();
        softly.proxy(MetricsAssert.class, Metrics.class, SCRAPED).hasMetrics("a");
        softly.proxy(MetricsAssert.class, Metrics.class, SCRAPED).hasMetrics("b");
        assertThat(softly.errorsCollected()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ~HELP a x;~TYPE a counter;a 1                    | 'a' is a counter, whose name ends in _total
                    ~HELP a_total x;~TYPE a_total gauge;a_total 1    | 'a_total' is a gauge, and _total is for counters alone
                    ~TYPE a gauge;a 1                                 | 'a' has no help text
                    ~HELP a_ms x;~TYPE a_ms gauge;a_ms 1             | 'a_ms' is in ms: use seconds
                    ~HELP a:b x;~TYPE a:b gauge;a:b 1                | 'a:b' has a colon, which is for recording rules alone
                    ~HELP aB x;~TYPE aB gauge;aB 1                   | 'aB' has capitals: words are parted by _
                    ~HELP a_gauge x;~TYPE a_gauge gauge;a_gauge 1    | 'a_gauge' tells its type, gauge
                    ~HELP a_count x;~TYPE a_count gauge;a_count 1    | 'a_count' is a gauge, and _count is for histograms and summaries
                    ~HELP a x;~TYPE a gauge;a{le="1"} 1              | 'a' is a gauge with the label 'le', which is for buckets
                    ~HELP a x;~TYPE a gauge;a{quantile="1"} 1        | 'a' is a gauge with the label 'quantile', which is for summaries
                    ~HELP a x;~TYPE a gauge;a{bC="1"} 1              | 'a' has the label 'bC' with capitals: words are parted by _
                    """)
    void a_name_against_the_conventions_is_found(String text, String offence) {
        assertFails(
                () -> assertThat(Metrics.parse(text.replace(";", "\n").replace("~", "# ") + "\n"))
                        .hasConventionalNames(),
                "Expecting the metrics to have names after Prometheus' conventions, but one does not:%n  " + offence);
    }

    @Test
    void increases_are_judged() {
        MetricsChange change = MetricsChange.between(
                SCRAPED,
                Metrics.parse(TEXT.replace("\"GET\",status=\"200\"} 3", "\"GET\",status=\"200\"} 5")
                        .replace("seconds_sum 1.5", "seconds_sum 1.8000000000000003")
                        .replace("queue_length 0", "queue_length -2")
                        .replace(
                                "# HELP queue", "http_requests_total{method=\"PUT\",status=\"200\"} 4\n# HELP queue")));

        assertThat(change).metric("http_requests_total").increasedBy(6).increasedByAtLeast(6);
        assertThat(change)
                .metric("http_requests_total", Map.of("method", "GET"))
                .increasedBy(2);
        assertThat(change).metric("latency_seconds_sum").increasedBy(0.3).increasedBetween(0.2, 0.4);
        assertThat(change).metric("latency_seconds_bucket", Map.of("le", "0.5")).isUnchanged();
        assertThat(change).metric("queue_length").increasedBy(-2);
        assertThat(change)
                .metric("http_requests_total", Map.of("status", "500"))
                .isUnchanged();
        assertThat(change).metric("errors_total").isUnchanged();
        assertFails(
                () -> assertThat(change).metric("http_requests_total").increasedBy(5),
                "Expecting http_requests_total to have increased by 5, but it increased by 6.");
        assertFails(
                () -> assertThat(change).metric("http_requests_total").isUnchanged(),
                "Expecting http_requests_total to be unchanged, but:%n  http_requests_total{method=\"GET\",status=\"200\"}: 3 -> 5%n  http_requests_total{method=\"PUT\",status=\"200\"}: not there -> 4");
        assertFails(
                () -> assertThat(change).metric("latency_seconds").increasedBy(1),
                "Expecting the change of the metrics to have 'latency_seconds', but that is a histogram, whose samples are named latency_seconds_bucket, latency_seconds_sum, latency_seconds_count. Name one of them.");
        assertFails(
                () -> assertThat(change).metric("http_request_total").isUnchanged(),
                "Expecting the change of the metrics to have 'http_request_total', but no sample has that name, neither before nor after. Did you mean 'http_requests_total'?");
        assertFails(
                () -> assertThat(change)
                        .metric("http_requests_total", Map.of("state", "500"))
                        .isUnchanged(),
                "Expecting http_requests_total{state=\"500\"} to be unchanged, but there is no such series: none has the label 'state'; its labels are method, status.");
        assertFails(
                () -> assertThat(change).metric("errors_total").increasedByAtLeast(0),
                "Expecting errors_total to have increased, but there is no such series: only its name and type are told: a series with labels comes into being when it is first used.");
    }

    @Test
    void a_counter_that_started_again_is_told() {
        MetricsChange change = MetricsChange.between(
                Metrics.parse("# TYPE a counter\na{b=\"1\"} 7\na{b=\"2\"} 1\n"),
                Metrics.parse("# TYPE a counter\na{b=\"1\"} 3\n"));

        assertFails(
                () -> assertThat(change).metric("a").increasedBy(3),
                "Expecting a to have increased by 3, but it is not known by how much it did.%nThese counters started again meanwhile, as when the service is restarted, and lost what they had counted:%n  a{b=\"1\"}: 7 -> 3%nThese series are gone:%n  a{b=\"2\"}");
        assertThat(change).metric("a", Map.of("b", "1")).increasedByAtLeast(3);
        assertFails(
                () -> assertThat(change).metric("a", Map.of("b", "1")).increasedByAtLeast(4),
                "Expecting a{b=\"1\"} to have increased by 4 or more, but it increased by 3.%nThese counters started again meanwhile, as when the service is restarted, and lost what they had counted:%n  a{b=\"1\"}: 7 -> 3");
    }

    @Test
    void work_is_watched_on_a_service() {
        try (MetricsService service = MetricsService.start("# TYPE a counter\na 1\n")) {
            MetricsChange change = Metrics.during(service.uri(), () -> service.text = "# TYPE a counter\na 3\n");

            assertThat(change).metric("a").increasedBy(2);
            assertThatNoException()
                    .isThrownBy(
                            () -> assertThat(change.before()).hasCounter("a").hasValue(1));
        }
    }

    private static void assertFails(ThrowingCallable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion)
                .withMessage(("%n" + message).replace("%n", System.lineSeparator()));
    }
}
