package io.mmp.test.monitor;

import io.mmp.test.text.Nearest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on what a {@code prometheus.yml} scrapes.
 *
 * @since 0.1.0
 */
public class PrometheusConfigAssert extends AbstractAssert<PrometheusConfigAssert, PrometheusConfig> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<PrometheusConfig, PrometheusConfigAssert> PROMETHEUS_CONFIG =
            new InstanceOfAssertFactory<>(PrometheusConfig.class, PrometheusConfigAssert::new);

    /** Start assertions, for AssertJ's soft assertions; others use {@link MonitorAssertions#assertThat(PrometheusConfig)}. */
    public PrometheusConfigAssert(@Nullable PrometheusConfig actual) {
        super(actual, PrometheusConfigAssert.class);
    }

    /**
     * Verify that each job is scraped this often, whether by its own interval or that of all.
     *
     * <pre><code>
     * assertThat(config).scrapesEvery(Duration.ofSeconds(15)); // passes
     * assertThat(config).scrapesEvery(Duration.ofSeconds(15)); // fails if a job has scrape_interval: 1m
     * </code></pre>
     */
    public PrometheusConfigAssert scrapesEvery(Duration interval) {
        isNotNull();
        List<String> others = actual.jobs().stream()
                .filter(job -> !job.scrapeInterval().equals(interval))
                .map(job -> "line %s, job '%s': %s"
                        .formatted(job.line(), job.name(), PromDuration.write(job.scrapeInterval())))
                .toList();
        if (actual.jobs().isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to scrape each job every %s, but it has no job.",
                    actual, PromDuration.write(interval));
        }
        if (!others.isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to scrape each job every %s, but:%n  %s",
                    actual, PromDuration.write(interval), MetricsAssert.shown(others));
        }
        return myself;
    }

    /**
     * Verify that a job scrapes exactly these targets.
     *
     * <pre><code>
     * assertThat(config).hasJob("rag-server", "localhost:8000"); // passes
     * assertThat(config).hasJob("rag-server", "localhost:8001"); // fails
     * </code></pre>
     */
    public PrometheusConfigAssert hasJob(String name, String... targets) {
        isNotNull();
        List<String> names = actual.jobs().stream().map(ScrapeJob::name).toList();
        ScrapeJob job = actual.jobs().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElse(null);
        if (job == null) {
            failWithMessage(
                    "%nExpecting %s to have the job '%s', but its jobs are %s.%s",
                    actual, name, names, Nearest.hint(name, names));
            return myself;
        }
        Set<String> expected = new TreeSet<>(Arrays.asList(targets));
        Set<String> found = new TreeSet<>(job.targets());
        if (!found.equals(expected)) {
            failWithMessage(
                    "%nExpecting the job '%s' (%s:%s) to scrape %s, but it scrapes %s.",
                    name, actual, job.line(), expected, found);
        }
        return myself;
    }
}
