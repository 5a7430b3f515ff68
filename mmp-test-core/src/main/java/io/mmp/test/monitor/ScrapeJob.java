package io.mmp.test.monitor;

import java.time.Duration;
import java.util.List;

/**
 * A job that Prometheus scrapes.
 *
 * @param name which the label {@code job} has
 * @param line where it stands in its file
 * @param scrapeInterval its own, or that of all
 * @param scheme {@code http} or {@code https}
 * @param path such as {@code /metrics}
 * @param targets such as {@code localhost:8000}; those that Prometheus discovers are not among them
 * @since 0.1.0
 */
public record ScrapeJob(
        String name, int line, Duration scrapeInterval, String scheme, String path, List<String> targets) {}
