package io.mmp.test.monitor;

import io.mmp.test.json.JsonReader;
import io.mmp.test.json.JsonWriter;
import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.ServerSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A real Prometheus that scrapes services of the test, on the loopback.
 *
 * <pre>{@code
 * PrometheusServer prometheus = PrometheusServer.scraping("rag-server", rag.uri())
 *         .withRules(Path.of("monitoring/alerts.yml"))
 *         .withAlertmanager(alertmanager.uri());
 * ManagedServer server = ManagedServer.start(prometheus.spec(directory));
 * }</pre>
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class PrometheusServer {

    private final Map<String, URI> jobs;
    private final List<Path> rules;
    private final List<URI> alertmanagers;
    private final Duration interval;

    private PrometheusServer(Map<String, URI> jobs, List<Path> rules, List<URI> alertmanagers, Duration interval) {
        this.jobs = jobs;
        this.rules = rules;
        this.alertmanagers = alertmanagers;
        this.interval = interval;
    }

    /** Scrape a service as this job; an empty path stands for {@code /metrics}. */
    public static PrometheusServer scraping(String job, URI uri) {
        return new PrometheusServer(Map.of(job, uri), List.of(), List.of(), Duration.ofSeconds(1));
    }

    /** Return a copy that scrapes another service too. */
    public PrometheusServer withJob(String job, URI uri) {
        Map<String, URI> all = new LinkedHashMap<>(jobs);
        all.put(job, uri);
        return new PrometheusServer(all, rules, alertmanagers, interval);
    }

    /** Return a copy that evaluates the rules of these files. */
    public PrometheusServer withRules(Path... files) {
        List<Path> all = new ArrayList<>(rules);
        all.addAll(Arrays.asList(files));
        return new PrometheusServer(jobs, all, alertmanagers, interval);
    }

    /** Return a copy that sends alerts to this Alertmanager. */
    public PrometheusServer withAlertmanager(URI uri) {
        List<URI> all = new ArrayList<>(alertmanagers);
        all.add(uri);
        return new PrometheusServer(jobs, rules, all, interval);
    }

    /** Return a copy that scrapes and evaluates this often; each second without. */
    public PrometheusServer withInterval(Duration newInterval) {
        return new PrometheusServer(jobs, rules, alertmanagers, newInterval);
    }

    /**
     * Write its configuration into a directory, and describe how to start it.
     *
     * @throws MonitorException if no {@code prometheus} is installed
     */
    public ServerSpec spec(Path directory) {
        String every = PromDuration.write(interval);
        Map<String, Object> config = Map.of(
                "global",
                Map.of("scrape_interval", every, "scrape_timeout", every, "evaluation_interval", every),
                "rule_files",
                rules.stream().map(Path::toAbsolutePath).map(Path::toString).toList(),
                "alerting",
                Map.of(
                        "alertmanagers",
                        alertmanagers.stream()
                                .map(uri -> Map.of("static_configs", targets(uri)))
                                .toList()),
                "scrape_configs",
                jobs.entrySet().stream()
                        .map(job -> job(job.getKey(), job.getValue()))
                        .toList());
        return spec(write(directory.resolve("prometheus.yml"), config), PrometheusProgram.PROMETHEUS.require());
    }

    private static Map<String, Object> job(String name, URI uri) {
        boolean hasPath = uri.getPath() != null && uri.getPath().length() > 1;
        return Map.of(
                "job_name",
                name,
                "scheme",
                uri.getScheme(),
                "metrics_path",
                hasPath ? uri.getPath() : "/metrics",
                "static_configs",
                targets(uri));
    }

    private static List<Map<String, Object>> targets(URI uri) {
        return List.of(Map.of("targets", List.of(uri.getAuthority())));
    }

    /** Write a configuration; JSON is YAML. */
    static Path write(Path file, Map<String, ?> config) {
        try {
            return Files.writeString(file.toAbsolutePath(), JsonWriter.write(config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Describe how to start one with a configuration of yours. Its data goes to the directory that it runs in, which is removed in the end.
     *
     * @throws MonitorException if no {@code prometheus} is installed
     */
    public static ServerSpec specOf(Path config) {
        return spec(config, PrometheusProgram.PROMETHEUS.require());
    }

    private static ServerSpec spec(Path config, Path program) {
        return ServerSpec.of(
                        "prometheus",
                        program.toString(),
                        "--config.file=" + config.toAbsolutePath(),
                        "--storage.tsdb.path=data",
                        "--web.listen-address=127.0.0.1:{port}")
                .withHealth(HealthCheck.http("/-/ready"));
    }

    /**
     * Ask a running Prometheus for what an expression is now.
     *
     * @param prometheus where it listens
     * @return the series with their values, none if the expression selects nothing; a scalar is one without name and labels
     * @throws MonitorException if it does not answer, or refuses the expression
     */
    public static List<Sample> query(URI prometheus, String expression) {
        URI uri = prometheus.resolve("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        HttpResponse<byte[]> answer = Scrape.get(uri);
        String text = Scrape.text(answer, uri);
        if (answer.statusCode() != 200) {
            throw new MonitorException("Prometheus at %s has answered the query '%s' with status %s: %s"
                    .formatted(prometheus, expression, answer.statusCode(), text));
        }
        return QueryResult.samples(JsonReader.read(text));
    }
}
