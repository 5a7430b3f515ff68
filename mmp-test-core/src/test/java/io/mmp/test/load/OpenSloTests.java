package io.mmp.test.load;

import static io.mmp.test.load.LoadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.verdict.FixedSamples;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken from files of OpenSLO, and what is refused with its line. */
@FixedSamples
class OpenSloTests {

    private static final Duration MILLISECOND = Duration.ofMillis(1);

    private static final String LATENCY = """
            apiVersion: openslo/v1
            kind: SLO
            metadata:
              name: scoring-latency
              annotations: {team: payments}
            spec:
              service: scoring
              indicator:
                metadata:
                  name: latency
                spec:
                  thresholdMetric:
                    metricSource:
                      type: Prometheus
                      spec:
                        query: histogram_quantile(0.95, rate(latency_bucket[5m]))
              timeWindow:
                - duration: 28d
                  isRolling: true
              budgetingMethod: Occurrences
              objectives:
                - displayName: fast
                  op: lte
                  value: 200
                  target: 0.95
            """;

    private static final String ERRORS = """
            apiVersion: openslo/v1
            kind: SLI
            metadata:
              name: answered-well
            spec:
              ratioMetric:
                counter: true
                good: {metricSource: {type: Prometheus, spec: {query: good}}}
                total: {metricSource: {type: Prometheus, spec: {query: all}}}
            ---
            apiVersion: openslo/v1
            kind: SLO
            metadata:
              name: scoring-errors
            spec:
              service: scoring
              indicatorRef: answered-well
              budgetingMethod: Occurrences
              objectives:
                - targetPercent: 99
                - target: 0.975
            """;

    @TempDir
    Path directory;

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("slo.yaml"), content);
    }

    private LoadTargets read(String content) throws IOException {
        return LoadTargets.readOpenSlo(file(content), MILLISECOND);
    }

    @Test
    void a_threshold_metric_is_a_percentile_of_the_latency_in_the_unit_that_is_told() throws IOException {
        LoadTargets targets = read(LATENCY);

        assertThat(targets).hasToString("[LoadTarget[name=p95, limit=200.000000]]");
        assertThat(Results.of().answered(1_000, 150).build()).meets(targets);
        LoadResult slow = Results.of().answered(900, 150).answered(100, 250).build();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(slow).meets(targets))
                .withMessageContaining("p95 of 1000 latencies is 250 ms")
                .withMessageContaining("above 200 ms.");
        LoadTargets inSeconds = LoadTargets.readOpenSlo(file(LATENCY), Duration.ofSeconds(1));
        assertThat(slow).meets(inSeconds);
    }

    @Test
    void a_ratio_metric_is_an_error_rate_and_its_indicator_may_stand_in_another_document() throws IOException {
        LoadTargets targets = read(ERRORS);

        assertThat(targets)
                .hasToString("[LoadTarget[name=errorRate, limit=0.01], LoadTarget[name=errorRate, limit=0.025]]");
        assertThat(Results.of().answered(1_000, 20).build()).meets(targets);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(
                                Results.of().answered(950, 20).status(50, 500).build())
                        .meets(targets))
                .withMessageContaining("above 1 %.");
    }

    @Test
    void all_documents_of_a_file_count_together() throws IOException {
        assertThat(read("---\n" + LATENCY.replace("op: lte", "op: lt") + "---\n" + ERRORS + "---\n"))
                .asString()
                .contains("p95", "0.01", "0.025");
    }

    /** What stands in the latency's file, what is there instead, and what is said. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    openslo/v1              | openslo/v2alpha      | , line 1, 'apiVersion' is 'openslo/v2alpha', but this version reads 'openslo/v1'.
                    kind: SLO               | kind: Slo            | , line 2, 'kind' is 'Slo'. Known are SLO, SLI, Service, DataSource, AlertPolicy, AlertCondition, AlertNotificationTarget.
                    kind: SLO               | nokind: SLO          | , line 1, 'kind' is missing.
                    target: 0.95            | targt: 0.95          | , line 25, 'spec.objectives[0].targt' is unknown here. Known are displayName, op, value, target, targetPercent.
                    target: 0.95            | target: 1            | , line 25, 'spec.objectives[0].target' must be a number above 0 and below 1, but is 1.
                    target: 0.95            | target: 95 %         | , line 25, 'spec.objectives[0].target' must be a number above 0 and below 1, but is '95 %'.
                    target: 0.95            | targetPercent: 100   | , line 25, 'spec.objectives[0].targetPercent' must be a number above 0 and below 100, but is 100.
                    target: 0.95            | displayName: twice   | , line 25, 'spec.objectives[0].displayName' stands here twice.
                    displayName: fast       | targetPercent: 95    | , line 22, 'spec.objectives[0].targetPercent' stands beside 'target', of which one is enough.
                    op: lte                 | op: gte              | , line 23, 'spec.objectives[0].op' is 'gte', but a latency is kept by being low: lt or lte.
                    value: 200              | value: -1            | , line 24, 'spec.objectives[0].value' must be a number above 0, but is -1.
                    value: 200              | value: fast          | , line 24, 'spec.objectives[0].value' must be a number above 0, but is 'fast'.
                    value: 200              | value: [200]         | , line 24, 'spec.objectives[0].value' must be a text, but is a list.
                    service: scoring        | sevice: scoring      | , line 7, 'spec.sevice' is unknown here. Known are description, service, indicator, indicatorRef, timeWindow, budgetingMethod, objectives, alertPolicies.
                    Occurrences             | Timeslices           | , line 20, 'spec.budgetingMethod' is 'Timeslices', but a run of load counts requests: Occurrences.
                    thresholdMetric         | treshold             | , line 12, 'spec.indicator.spec.treshold' is unknown here. Known are description, ratioMetric, thresholdMetric.
                    service: scoring        | indicatorRef: other  | , line 7, 'spec.indicatorRef' stands beside 'indicator', of which one is enough.
                    team: payments          | team: [payments      | , line 5, is not YAML: expected ',' or ']', but got }.
                    """)
    void what_does_not_fit_is_refused_with_its_line_and_key(String text, String instead, String message)
            throws IOException {
        Path file = file(LATENCY.replace(text, instead));

        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadTargets.readOpenSlo(file, MILLISECOND))
                .withMessageStartingWith("The OpenSLO file %s%s", file, message);
    }

    @Test
    void an_slo_without_an_objective_or_a_metric_is_refused() throws IOException {
        Path none = file(ERRORS.replaceAll("(?s)objectives:.*", "objectives: []"));
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadTargets.readOpenSlo(none, MILLISECOND))
                .withMessage("The OpenSLO file %s, line 19, 'spec.objectives' has no objective.", none);
        Path nowhere = file(ERRORS.replace("indicatorRef: answered-well", "indicatorRef: other"));
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadTargets.readOpenSlo(nowhere, MILLISECOND))
                .withMessage(
                        "The OpenSLO file %s, line 17, 'spec.indicatorRef' is 'other', of which this file has no document of the kind 'SLI'.",
                        nowhere);
        Path both = file(LATENCY.replace("thresholdMetric:", "ratioMetric: {}\n      thresholdMetric:"));
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadTargets.readOpenSlo(both, MILLISECOND))
                .withMessage(
                        "The OpenSLO file %s, line 12, 'spec.indicator.spec' must have either a ratioMetric or a thresholdMetric.",
                        both);
    }

    @Test
    void a_file_that_is_none_is_refused() throws IOException {
        Path empty = file("");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadTargets.readOpenSlo(empty, MILLISECOND))
                .withMessage("The OpenSLO file %s has no document of the kind 'SLO'.", empty);
        Path service = file("{apiVersion: openslo/v1, kind: Service}");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadTargets.readOpenSlo(service, MILLISECOND))
                .withMessage("The OpenSLO file %s has no document of the kind 'SLO'.", service);
        Path list = file("- 1");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadTargets.readOpenSlo(list, MILLISECOND))
                .withMessage("The OpenSLO file %s, line 1, 'the document' must be a mapping, but is a list.", list);
        Path missing = directory.resolve("missing.yaml");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadTargets.readOpenSlo(missing, MILLISECOND))
                .withMessage("The OpenSLO file %s does not exist.", missing);
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> LoadTargets.readOpenSlo(missing, Duration.ZERO))
                .withMessage("The unit of latencies must be above 0 and at most a year, but is PT0S.");
    }

    @Test
    void a_parser_that_is_missing_is_asked_for() throws Exception {
        Path file = file(LATENCY);
        URL[] others = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("snakeyaml"))
                .map(entry -> url(Path.of(entry)))
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(others, ClassLoader.getPlatformClassLoader())) {
            Method read =
                    loader.loadClass(LoadTargets.class.getName()).getMethod("readOpenSlo", Path.class, Duration.class);

            assertThatExceptionOfType(InvocationTargetException.class)
                    .isThrownBy(() -> read.invoke(null, file, MILLISECOND))
                    .havingCause()
                    .withMessage(
                            "OpenSLO's YAML is read by org.snakeyaml:snakeyaml-engine, which is not there: add it to the test class path.");
        }
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
