package io.mmp.test.monitor;

import io.mmp.test.text.Words;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on alert rules and recording rules.
 *
 * @since 0.1.0
 */
public class AlertRulesAssert extends AbstractAssert<AlertRulesAssert, AlertRules> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<AlertRules, AlertRulesAssert> ALERT_RULES =
            new InstanceOfAssertFactory<>(AlertRules.class, AlertRulesAssert::new);

    /** Start assertions, for AssertJ's soft assertions; others use {@link MonitorAssertions#assertThat(AlertRules)}. */
    public AlertRulesAssert(@Nullable AlertRules actual) {
        super(actual, AlertRulesAssert.class);
    }

    /**
     * Verify that each rule asks for series and labels that are exposed, recorded, or made by Prometheus itself: a rule that does not can
     * never fire, and nobody is told.
     *
     * <p>The values of labels are judged where they are known to be complete: those of {@code job}, {@code le}, {@code quantile} and
     * {@code alertname}. A status that no request has had yet is not held against a rule.
     *
     * <pre><code>
     * assertThat(rules).refersOnlyTo(series); // passes with up{job="rag-server"} == 0
     * assertThat(rules).refersOnlyTo(series); // fails with avg(http_request_duration_seconds) > 5, which is a histogram
     * </code></pre>
     */
    public AlertRulesAssert refersOnlyTo(ExposedSeries series) {
        isNotNull();
        if (actual.rules().isEmpty()) {
            failWithMessage("%nExpecting %s to refer only to series that are exposed, but there is no rule.", actual);
        }
        ExposedSeries all = series.withRulesOf(actual);
        List<String> offenders = new ArrayList<>();
        for (AlertRule rule : actual.rules()) {
            RuleProblems.of(rule, all).forEach(problem -> offenders.add("%s: %s".formatted(rule, problem)));
        }
        if (!offenders.isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to refer only to series that are exposed, but of %s:%n  %s",
                    actual, Words.count(actual.rules().size(), "rule"), MetricsAssert.shown(offenders));
        }
        return myself;
    }

    /**
     * Verify that {@code promtool check rules} accepts the files.
     *
     * <pre><code>
     * assertThat(rules).passesPromtool(); // passes
     * assertThat(rules).passesPromtool(); // fails if an expression is not PromQL
     * </code></pre>
     *
     * @throws MonitorException if promtool is not installed
     */
    public AlertRulesAssert passesPromtool() {
        isNotNull();
        List<String> arguments = new ArrayList<>(List.of("check", "rules"));
        actual.files().forEach(file -> arguments.add(file.toAbsolutePath().toString()));
        Promtool.Answer answer = Promtool.run(arguments);
        if (!answer.passed()) {
            failWithMessage("%nExpecting promtool to accept %s, but it says:%n%s", actual, answer.output());
        }
        return myself;
    }
}
