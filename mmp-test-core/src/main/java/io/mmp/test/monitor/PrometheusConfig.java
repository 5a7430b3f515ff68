package io.mmp.test.monitor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.AssertProvider;

/**
 * What a {@code prometheus.yml} says about scraping.
 *
 * @since 0.1.0
 */
public final class PrometheusConfig implements AssertProvider<PrometheusConfigAssert> {

    private final Path file;
    private final List<ScrapeJob> jobs;
    private final List<String> ruleFiles;
    private final Set<String> targetLabels;

    private PrometheusConfig(Path file, List<ScrapeJob> jobs, List<String> ruleFiles, Set<String> targetLabels) {
        this.file = file;
        this.jobs = jobs;
        this.ruleFiles = ruleFiles;
        this.targetLabels = targetLabels;
    }

    /**
     * Read a configuration. What it does not say is as Prometheus has it: each minute, {@code /metrics}, {@code http}.
     *
     * @throws MonitorException if it does not exist, is not YAML, or has a job without a name or twice
     */
    public static PrometheusConfig read(Path file) {
        YamlValue root = YamlValue.read(file);
        Duration interval = root.member("global")
                .flatMap(global -> global.member("scrape_interval"))
                .map(PromDuration::read)
                .orElse(Duration.ofMinutes(1));
        List<ScrapeJob> jobs = new ArrayList<>();
        Set<String> labels = new LinkedHashSet<>();
        Set<String> names = new LinkedHashSet<>();
        for (YamlValue job : root.elements("scrape_configs")) {
            jobs.add(job(job, interval));
            if (!names.add(job.require("job_name").text())) {
                throw job.wrong("has the name of another job, '%s'"
                        .formatted(job.require("job_name").text()));
            }
            job.elements("static_configs")
                    .forEach(config -> labels.addAll(config.texts("labels").keySet()));
            for (String relabeling : List.of("relabel_configs", "metric_relabel_configs")) {
                job.elements(relabeling)
                        .forEach(config -> config.text("target_label").ifPresent(labels::add));
            }
        }
        return new PrometheusConfig(
                file,
                List.copyOf(jobs),
                root.elements("rule_files").stream().map(YamlValue::text).toList(),
                labels);
    }

    private static ScrapeJob job(YamlValue job, Duration interval) {
        List<String> targets = new ArrayList<>();
        for (YamlValue config : job.elements("static_configs")) {
            config.elements("targets").forEach(target -> targets.add(target.text()));
        }
        return new ScrapeJob(
                job.require("job_name").text(),
                job.line(),
                job.member("scrape_interval").map(PromDuration::read).orElse(interval),
                job.text("scheme").orElse("http"),
                job.text("metrics_path").orElse("/metrics"),
                List.copyOf(targets));
    }

    /** Return the jobs in the order of the file. */
    public List<ScrapeJob> jobs() {
        return jobs;
    }

    /** Return the rule files as they are written. */
    public List<String> ruleFiles() {
        return ruleFiles;
    }

    /** Return the labels that targets get beside {@code job} and {@code instance}. */
    Set<String> targetLabels() {
        return targetLabels;
    }

    /** Start assertions on it. */
    @Override
    public PrometheusConfigAssert assertThat() {
        return new PrometheusConfigAssert(this);
    }

    /** Return the name of the file. */
    @Override
    public String toString() {
        return file.toString();
    }
}
