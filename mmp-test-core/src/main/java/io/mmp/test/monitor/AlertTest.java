package io.mmp.test.monitor;

import io.mmp.test.json.JsonWriter;
import io.mmp.test.text.Nearest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AssertProvider;

/**
 * A test of alert rules over time that passes at once: the real {@code promtool} computes what would have fired when.
 *
 * <pre>{@code
 * AlertTest test = AlertTest.of(AlertRules.read(Path.of("monitoring/alerts.yml")))
 *         .withSeries("up{job=\"rag-server\"}", 0)
 *         .expectPending("ServiceDown", Duration.ofSeconds(59))
 *         .expectFiring("ServiceDown", Duration.ofMinutes(1));
 * assertThat(test).passes();
 * }</pre>
 *
 * <p>A value: the {@code with} and {@code expect} methods return changed copies. Rules are evaluated each second unless told otherwise.
 *
 * @since 0.1.0
 */
public final class AlertTest implements AssertProvider<AlertTestAssert> {

    private final AlertRules rules;
    private final Duration step;
    private final Map<String, Object> series;
    private final List<AlertExpectation> expectations;

    private AlertTest(
            AlertRules rules, Duration step, Map<String, Object> series, List<AlertExpectation> expectations) {
        this.rules = rules;
        this.step = step;
        this.series = series;
        this.expectations = expectations;
    }

    /** Test rules. */
    public static AlertTest of(AlertRules rules) {
        return new AlertTest(rules, Duration.ofSeconds(1), Map.of(), List.of());
    }

    /**
     * Return a copy in which series have a value, and rules are evaluated, this often; each second without.
     *
     * @throws MonitorException if it is not positive, or not of whole seconds
     */
    public AlertTest withStep(Duration newStep) {
        if (newStep.isNegative() || newStep.isZero() || newStep.toMillis() % 1000 != 0) {
            throw new MonitorException(
                    "The step of a test of alerts must be of whole seconds, but is %s.".formatted(newStep));
        }
        return new AlertTest(rules, newStep, series, expectations);
    }

    /** Return a copy in which a series, such as {@code up{job="rag-server"}}, has a value from the beginning to the end. */
    public AlertTest withSeries(String newSeries, double value) {
        return with(newSeries, value);
    }

    /**
     * Return a copy in which a series has these values, one a step, in
     * <a href="https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/#series">promtool's notation</a>:
     * {@code 0 1 _ 5+10x3 stale}.
     */
    public AlertTest withSeries(String newSeries, String values) {
        return with(newSeries, values);
    }

    private AlertTest with(String newSeries, Object values) {
        Map<String, Object> all = new LinkedHashMap<>(series);
        all.put(newSeries, values);
        return new AlertTest(rules, step, all, expectations);
    }

    /** Return a copy that expects an alert to fire this long after the beginning. */
    public AlertTest expectFiring(String alert, Duration after) {
        return expectFiring(alert, Map.of(), after);
    }

    /** Return a copy that expects an alert with these labels and others to fire this long after the beginning. */
    public AlertTest expectFiring(String alert, Map<String, String> labels, Duration after) {
        return expect(new AlertExpectation(alert, Map.copyOf(labels), after, AlertExpectation.State.FIRING));
    }

    /** Return a copy that expects an alert to be pending this long after the beginning: it is true, but not for long enough yet. */
    public AlertTest expectPending(String alert, Duration after) {
        return expect(new AlertExpectation(alert, Map.of(), after, AlertExpectation.State.PENDING));
    }

    /** Return a copy that expects an alert not to fire this long after the beginning, whether it is pending or not. */
    public AlertTest expectNotFiring(String alert, Duration after) {
        return expectNotFiring(alert, Map.of(), after);
    }

    /** Return a copy that expects an alert with these labels not to fire this long after the beginning. */
    public AlertTest expectNotFiring(String alert, Map<String, String> labels, Duration after) {
        return expect(new AlertExpectation(alert, Map.copyOf(labels), after, AlertExpectation.State.NOT_FIRING));
    }

    private AlertTest expect(AlertExpectation expectation) {
        List<String> alerts = rules.rules().stream()
                .filter(rule -> rule.kind() == AlertRule.Kind.ALERT)
                .map(AlertRule::name)
                .toList();
        if (!alerts.contains(expectation.alert())) {
            throw new MonitorException("%s has no alert '%s'; its alerts are %s.%s"
                    .formatted(rules, expectation.alert(), alerts, Nearest.hint(expectation.alert(), alerts)));
        }
        if (expectation.after().toMillis() % step.toMillis() != 0) {
            throw new MonitorException(
                    "'%s' is expected after %s, but rules are evaluated each %s: choose another withStep(...) first."
                            .formatted(
                                    expectation.alert(),
                                    PromDuration.write(expectation.after()),
                                    PromDuration.write(step)));
        }
        List<AlertExpectation> all = new ArrayList<>(expectations);
        all.add(expectation);
        return new AlertTest(rules, step, series, all);
    }

    AlertRules rules() {
        return rules;
    }

    List<AlertExpectation> expectations() {
        return expectations;
    }

    /** Return the file that promtool reads; JSON is YAML. */
    String file() {
        long steps = expectations.stream()
                        .mapToLong(expectation -> expectation.after().toMillis())
                        .max()
                        .orElse(0)
                / step.toMillis();
        List<Map<String, Object>> input = new ArrayList<>();
        series.forEach((name, values) -> input.add(Map.of(
                "series",
                name,
                "values",
                values instanceof Double constant ? Labels.number(constant) + "x" + (steps + 1) : values)));
        List<Map<String, Object>> queries = new ArrayList<>();
        for (AlertExpectation expectation : expectations) {
            queries.add(expectation.query(queries.size()));
        }
        String every = PromDuration.write(step);
        return JsonWriter.write(Map.of(
                "rule_files",
                rules.files().stream()
                        .map(Path::toAbsolutePath)
                        .map(Path::toString)
                        .toList(),
                "evaluation_interval",
                every,
                "tests",
                List.of(Map.of("interval", every, "input_series", input, "promql_expr_test", queries))));
    }

    /** Start assertions on it. */
    @Override
    public AlertTestAssert assertThat() {
        return new AlertTestAssert(this);
    }

    /** Return which rules it tests. */
    @Override
    public String toString() {
        return "the alerts of " + rules;
    }
}
