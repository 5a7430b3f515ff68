package io.mmp.test.load;

import io.mmp.test.verdict.Sample;
import io.mmp.test.verdict.Verdict;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a service has to keep, read from a file: one source of truth for all tests of it.
 *
 * <pre>{@code
 * { "schema": "mmp-load-targets/1", "p95": 200, "p99": 500, "errorRate": 0.01, "throughput": 100 }
 * }</pre>
 *
 * <p>{@code p} and a number is a percentile, which is at most so many milliseconds, {@code mean} the mean; {@code errorRate} the share of
 * requests that may fail, {@code rejectionRate} the share that is rejected with a status from 400 to 499 at least; {@code throughput} how
 * many requests a second are answered well at least.
 *
 * @since 0.1.0
 */
public final class LoadTargets {

    private static final String SCHEMA = "mmp-load-targets/1";

    private final List<LoadTarget> targets;

    private LoadTargets(List<LoadTarget> targets) {
        this.targets = List.copyOf(targets);
    }

    /**
     * Read targets.
     *
     * @throws LoadException if the file cannot be read, has another schema, an unknown key, no target, or one that is no number that it can be
     */
    public static LoadTargets read(Path json) {
        JsonFile file = JsonFile.read(
                json, "target file", SCHEMA, "It looks like {\"schema\": \"%s\", \"p95\": 200}.".formatted(SCHEMA));
        List<LoadTarget> targets = new ArrayList<>();
        file.members().forEach((key, value) -> {
            if (!key.equals("schema")) {
                targets.add(target(file, String.valueOf(key), value));
            }
        });
        if (targets.isEmpty()) {
            throw new LoadException("The target file %s has no target.".formatted(json));
        }
        return new LoadTargets(targets);
    }

    private static LoadTarget target(JsonFile file, String name, Object value) {
        if (!LoadTarget.isKnown(name)) {
            throw new LoadException(
                    "The target file %s has an unknown key '%s'. Known are 'p' and a percentile, such as 'p95' or 'p99.9', 'mean', 'errorRate', 'rejectionRate' and 'throughput'."
                            .formatted(file.file(), name));
        }
        // What is no number is as wrong as a negative one.
        BigDecimal limit = value instanceof BigDecimal number ? number : BigDecimal.ONE.negate();
        LoadTarget target = new LoadTarget(name, limit);
        target.expected().ifPresent(expected -> {
            throw file.wrong(name, expected);
        });
        return target;
    }

    /**
     * Read the service level objectives of an OpenSLO file of version 1 ({@code apiVersion: openslo/v1}).
     *
     * <p>A {@code thresholdMetric} is taken as the latency, and an objective of it as a percentile: {@code op: lte}, {@code value: 200} and
     * {@code target: 0.95} say that p95 is at most 200 units; {@code lt} says the same. A {@code ratioMetric} is taken as the share of
     * requests that are answered well, and an objective of it as an error rate: {@code target: 0.99} says that at most 1 % fail. An
     * indicator stands in the objective or, as {@code SLI}, in the same file. Objectives of all documents count together. A time window and
     * alerts are those of operation, and say nothing here; what else does not fit is refused.
     *
     * <p>It needs {@code org.snakeyaml:snakeyaml-engine} on the class path.
     *
     * @param unit how long a {@code value} of 1 is, such as a millisecond: OpenSLO does not say
     * @throws LoadException if the file cannot be read, or has what does not fit; the message names the line and the key
     */
    public static LoadTargets readOpenSlo(Path yaml, Duration unit) {
        Durations.requirePositive("The unit of latencies", unit);
        return new LoadTargets(OpenSlo.read(yaml, unit));
    }

    /** Judge all that requests are a sample of. */
    Optional<Verdict> judge(LoadResult result, Sample latencies, double confidence) {
        List<Verdict> verdicts = targets.stream()
                .flatMap(target -> target.judge(result, latencies, confidence).stream())
                .toList();
        return verdicts.isEmpty()
                ? Optional.empty()
                : Optional.of(Verdict.all(
                        verdicts.get(0), verdicts.subList(1, verdicts.size()).toArray(Verdict[]::new)));
    }

    /** Return what is missed of the rest, a line each. */
    List<String> missed(LoadResult result, Sample latencies) {
        return targets.stream()
                .flatMap(target -> target.missed(result, latencies).stream())
                .toList();
    }

    /** Return the targets. */
    @Override
    public String toString() {
        return targets.toString();
    }
}
