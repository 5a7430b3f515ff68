package io.mmp.test.monitor;

import io.mmp.test.text.Words;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on the queries of a dashboard.
 *
 * @since 0.1.0
 */
public class DashboardAssert extends AbstractAssert<DashboardAssert, Dashboard> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<Dashboard, DashboardAssert> DASHBOARD =
            new InstanceOfAssertFactory<>(Dashboard.class, DashboardAssert::new);

    /** Start assertions, for AssertJ's soft assertions; others use {@link MonitorAssertions#assertThat(Dashboard)}. */
    public DashboardAssert(@Nullable Dashboard actual) {
        super(actual, DashboardAssert.class);
    }

    /**
     * Verify that each query asks for series and labels that are exposed or recorded, and uses variables that the dashboard has. A variable
     * is taken to have a value that fits.
     *
     * <pre><code>
     * assertThat(dashboard).refersOnlyTo(series); // passes
     * assertThat(dashboard).refersOnlyTo(series); // fails if a panel shows http_request_duration_seconds, which is a histogram
     * </code></pre>
     */
    public DashboardAssert refersOnlyTo(ExposedSeries series) {
        isNotNull();
        if (actual.queries().isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to refer only to series that are exposed, but it has no query to Prometheus.",
                    actual);
        }
        List<String> offenders = new ArrayList<>();
        for (DashboardQuery query : actual.queries()) {
            GrafanaVariables.unknown(query.expression(), actual.variables())
                    .forEach(variable ->
                            offenders.add("%s: the dashboard has no variable '%s'".formatted(query.place(), variable)));
            RuleProblems.of(query.expression(), series, true)
                    .forEach(problem -> offenders.add("%s: %s".formatted(query.place(), problem)));
        }
        if (!offenders.isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to refer only to series that are exposed, but of %s:%n  %s",
                    actual, Words.count(actual.queries().size(), "query"), MetricsAssert.shown(offenders));
        }
        return myself;
    }
}
