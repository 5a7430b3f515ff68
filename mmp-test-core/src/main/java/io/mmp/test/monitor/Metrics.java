package io.mmp.test.monitor;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.AssertProvider;

/**
 * The metrics of a service, as it tells them at one moment.
 *
 * <p>Reading is strict: what a format forbids is refused with the line and the column, though some scrapers would overlook it.
 *
 * @since 0.1.0
 */
public final class Metrics implements AssertProvider<MetricsAssert> {

    private final String source;
    private final List<MetricFamily> families;

    private Metrics(String source, List<MetricFamily> families) {
        this.source = source;
        this.families = families;
    }

    /**
     * Read Prometheus' text format 0.0.4.
     *
     * @throws MonitorException if the text breaks a rule of the format; the message names line, column and rule
     */
    public static Metrics parse(String text) {
        return of(text, Dialect.PROMETHEUS, "The metrics");
    }

    /**
     * Read OpenMetrics 1.0.
     *
     * @throws MonitorException if the text breaks a rule of the format; the message names line, column and rule
     */
    public static Metrics parseOpenMetrics(String text) {
        return of(text, Dialect.OPENMETRICS, "The metrics");
    }

    /**
     * Ask a service for its metrics as Prometheus does: in OpenMetrics or else the text format, compressed or not.
     *
     * @param uri such as {@code http://127.0.0.1:8000/metrics}; an empty path stands for {@code /metrics}
     * @throws MonitorException if the service does not answer within 10 s with 200 and metrics of a format that its {@code Content-Type}
     *     names, or the text breaks a rule of that format
     */
    public static Metrics scrape(URI uri) {
        return Scrape.of(uri);
    }

    /**
     * Scrape a service, do some work, and scrape it again.
     *
     * @throws E if the work does
     * @throws MonitorException as {@link #scrape} does
     */
    public static <E extends Exception> MetricsChange during(URI uri, Work<E> work) throws E {
        Metrics before = scrape(uri);
        work.run();
        return MetricsChange.between(before, scrape(uri));
    }

    static Metrics of(String text, Dialect dialect, String source) {
        return new Metrics(source, MetricsParser.parse(text, dialect, source));
    }

    /** Return all metrics in the order of the text. */
    public List<MetricFamily> families() {
        return families;
    }

    /** Return the metric of this name, or the one that has samples of this name, such as {@code latency_count}. */
    public Optional<MetricFamily> family(String name) {
        return families.stream()
                .filter(family -> family.name().equals(name))
                .findFirst()
                .or(() -> families.stream()
                        .filter(family -> mayHave(family, name))
                        .findFirst());
    }

    private static boolean mayHave(MetricFamily family, String sampleName) {
        // A counter without samples does not tell that it was OpenMetrics' one.
        return family.sampleNames().contains(sampleName)
                || (family.samples().isEmpty()
                        && Dialect.OPENMETRICS.suffixes(family.type()).stream()
                                .anyMatch(suffix -> sampleName.equals(family.name() + suffix)));
    }

    /** Return the samples of this name, such as {@code latency_count}. */
    public List<Sample> samples(String name) {
        return families.stream()
                .flatMap(family -> family.samples().stream())
                .filter(sample -> sample.name().equals(name))
                .toList();
    }

    /** Return the names of all metrics and of all their samples, sorted. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (MetricFamily family : families) {
            names.add(family.name());
            names.addAll(family.sampleNames());
        }
        return names;
    }

    /** Start assertions on them. */
    @Override
    public MetricsAssert assertThat() {
        return new MetricsAssert(this);
    }

    /** Return where they are from, for messages. */
    @Override
    public String toString() {
        return source;
    }
}
