package io.mmp.test.monitor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The series that a Prometheus would have: those that services expose, the ones that it adds itself, and those that rules record.
 *
 * <pre>{@code
 * ExposedSeries series = ExposedSeries.of("rag-server", Metrics.scrape(rag.uri()))
 *         .with("embedding-server", Metrics.scrape(embedding.uri()))
 *         .withJobsOf(PrometheusConfig.read(Path.of("monitoring/prometheus.yml")))
 *         .withRulesOf(AlertRules.read(Path.of("monitoring/alerts.yml")));
 * }</pre>
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class ExposedSeries {

    /** What Prometheus itself tells of each target. */
    private static final Set<String> SYNTHETIC = Set.of(
            "up",
            "scrape_duration_seconds",
            "scrape_samples_scraped",
            "scrape_samples_post_metric_relabeling",
            "scrape_series_added",
            "scrape_timeout_seconds",
            "scrape_sample_limit",
            "scrape_body_size_bytes");

    private static final Set<String> ALERTS = Set.of("ALERTS", "ALERTS_FOR_STATE");

    private final Map<String, Metrics> metrics;
    private final @Nullable PrometheusConfig config;
    private final List<AlertRule> rules;
    private final Set<String> targetLabels;

    private ExposedSeries(
            Map<String, Metrics> metrics,
            @Nullable PrometheusConfig config,
            List<AlertRule> rules,
            Set<String> targetLabels) {
        this.metrics = metrics;
        this.config = config;
        this.rules = rules;
        this.targetLabels = targetLabels;
    }

    /** Take the metrics of a job. */
    public static ExposedSeries of(String job, Metrics metrics) {
        return new ExposedSeries(Map.of(job, metrics), null, List.of(), Set.of()).checked();
    }

    /** Return a copy with the metrics of another job. */
    public ExposedSeries with(String job, Metrics more) {
        Map<String, Metrics> all = new LinkedHashMap<>(metrics);
        all.put(job, more);
        return new ExposedSeries(all, config, rules, targetLabels).checked();
    }

    /**
     * Return a copy that has the jobs, the targets and the labels of targets of this configuration.
     *
     * @throws MonitorException if a job whose metrics are given is not among them
     */
    public ExposedSeries withJobsOf(PrometheusConfig newConfig) {
        return new ExposedSeries(metrics, newConfig, rules, targetLabels).checked();
    }

    /** Return a copy with the series that these rules record and the alerts that they know. */
    public ExposedSeries withRulesOf(AlertRules more) {
        Set<AlertRule> all = new LinkedHashSet<>(rules);
        all.addAll(more.rules());
        return new ExposedSeries(metrics, config, List.copyOf(all), targetLabels);
    }

    /** Return a copy in which each series may have these labels too, such as those that Kubernetes' discovery adds. */
    public ExposedSeries withTargetLabels(String... labels) {
        Set<String> all = new LinkedHashSet<>(targetLabels);
        all.addAll(Arrays.asList(labels));
        return new ExposedSeries(metrics, config, rules, all);
    }

    private ExposedSeries checked() {
        if (config != null) {
            List<String> known = config.jobs().stream().map(ScrapeJob::name).toList();
            for (String job : metrics.keySet()) {
                if (!known.contains(job)) {
                    throw new MonitorException("%s has no job '%s', whose metrics are given; its jobs are %s."
                            .formatted(config, job, String.join(", ", known)));
                }
            }
        }
        return this;
    }

    /** Return all jobs. */
    Set<String> jobs() {
        Set<String> jobs = new TreeSet<>(metrics.keySet());
        if (config != null) {
            config.jobs().forEach(job -> jobs.add(job.name()));
        }
        return jobs;
    }

    /** Return the jobs whose metrics nobody has given. */
    Set<String> unknownJobs() {
        Set<String> jobs = jobs();
        jobs.removeAll(metrics.keySet());
        return jobs;
    }

    /** Return the alerts. */
    Set<String> alerts() {
        Set<String> alerts = new TreeSet<>();
        rules.stream().filter(rule -> rule.kind() == AlertRule.Kind.ALERT).forEach(rule -> alerts.add(rule.name()));
        return alerts;
    }

    /** Return the names of all series. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(SYNTHETIC);
        names.addAll(ALERTS);
        metrics.values().forEach(exposed -> exposed.families().forEach(family -> names.addAll(family.sampleNames())));
        rules.stream().filter(rule -> rule.kind() == AlertRule.Kind.RECORD).forEach(rule -> names.add(rule.name()));
        return names;
    }

    /** Tell whether series of this name may be there, though none can be seen yet. */
    boolean isToldOnly(String name) {
        return !names().contains(name)
                && metrics.values().stream()
                        .flatMap(exposed -> exposed.family(name).stream())
                        .anyMatch(family -> family.samples().isEmpty() && maySample(family, name));
    }

    private static boolean maySample(MetricFamily family, String name) {
        return List.of(Dialect.PROMETHEUS, Dialect.OPENMETRICS).stream()
                .flatMap(dialect -> dialect.suffixes(family.type()).stream())
                .anyMatch(suffix -> name.equals(family.name() + suffix));
    }

    /** Return the metric of this name that some job exposes, whatever its samples are called. */
    Optional<MetricFamily> family(String name) {
        return metrics.values().stream()
                .flatMap(exposed -> exposed.family(name).stream())
                .findFirst();
    }

    /** Return the labels of the series of this name, by job; empty if they are not known. */
    Map<String, List<Map<String, String>>> labels(String name) {
        Map<String, List<Map<String, String>>> labels = new HashMap<>();
        metrics.forEach((job, exposed) -> exposed.samples(name)
                .forEach(sample ->
                        labels.computeIfAbsent(job, j -> new ArrayList<>()).add(sample.labels())));
        if (SYNTHETIC.contains(name)) {
            jobs().forEach(job -> labels.put(job, List.of(Map.of())));
        }
        return labels;
    }

    /** Return the names of the labels of the series of this name; empty if they are not known. */
    Optional<Set<String>> labelNames(String name) {
        Map<String, List<Map<String, String>>> labels = labels(name);
        if (labels.isEmpty()) {
            return Optional.empty();
        }
        Set<String> names = new TreeSet<>(targetLabels);
        names.addAll(List.of("job", "instance"));
        if (config != null) {
            names.addAll(config.targetLabels());
        }
        labels.values().forEach(series -> series.forEach(one -> names.addAll(one.keySet())));
        return Optional.of(names);
    }

    /** Return the values that a label of the series of this name has; empty if it may have others. */
    Set<String> values(String name, String label) {
        if (ALERTS.contains(name)) {
            return label.equals("alertname")
                    ? alerts()
                    : label.equals("alertstate") ? new TreeSet<>(Set.of("pending", "firing")) : Set.of();
        }
        Map<String, List<Map<String, String>>> labels = labels(name);
        if (label.equals("job")) {
            return new TreeSet<>(labels.keySet());
        }
        Set<String> values = new TreeSet<>();
        if (label.equals("le") || label.equals("quantile")) {
            labels.values()
                    .forEach(series -> series.forEach(one -> {
                        if (one.containsKey(label)) {
                            values.add(one.get(label));
                        }
                    }));
        }
        return values;
    }
}
