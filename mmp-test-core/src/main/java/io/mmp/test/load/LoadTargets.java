package io.mmp.test.load;

import io.mmp.test.verdict.Sample;
import io.mmp.test.verdict.Verdict;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a service has to keep, read from a JSON file: one source of truth for all tests of it.
 *
 * <pre>{@code
 * { "schema": "mmp-load-targets/1", "p95": 200, "p99": 500, "errorRate": 0.01 }
 * }</pre>
 *
 * <p>{@code p} and a number is a percentile, which is at most so many milliseconds, {@code mean} the mean; {@code errorRate} the share of
 * requests that may fail.
 *
 * @since 0.1.0
 */
public final class LoadTargets {

    private static final String SCHEMA = "mmp-load-targets/1";
    private static final Pattern PERCENTILE = Pattern.compile("p(\\d{1,2}(?:\\.\\d{1,6})?)");

    private final Map<String, Double> targets;

    private LoadTargets(Map<String, Double> targets) {
        this.targets = targets;
    }

    /**
     * Read targets.
     *
     * @throws LoadException if the file cannot be read, has another schema, an unknown key, no target, or one that is no number above 0
     */
    public static LoadTargets read(Path json) {
        JsonFile file = JsonFile.read(
                json, "target file", SCHEMA, "It looks like {\"schema\": \"%s\", \"p95\": 200}.".formatted(SCHEMA));
        Map<String, Double> targets = new LinkedHashMap<>();
        file.members().forEach((key, value) -> {
            String name = String.valueOf(key);
            if (name.equals("schema")) {
                return;
            }
            requireKnown(json, name);
            if (!(value instanceof BigDecimal number)
                    || number.signum() < 0
                    || (number.signum() == 0 && !name.equals("errorRate"))) {
                throw file.wrong(
                        name, name.equals("errorRate") ? "a number from 0 to 1" : "a number of milliseconds above 0");
            }
            targets.put(name, number.doubleValue());
        });
        if (targets.isEmpty()) {
            throw new LoadException("The target file %s has no target.".formatted(json));
        }
        if (targets.getOrDefault("errorRate", 0.0) > 1) {
            throw file.wrong("errorRate", "a number from 0 to 1");
        }
        return new LoadTargets(targets);
    }

    private static void requireKnown(Path json, String name) {
        boolean isPercentile = PERCENTILE.matcher(name).matches() && Double.parseDouble(name.substring(1)) > 0;
        if (!isPercentile && !List.of("mean", "errorRate").contains(name)) {
            throw new LoadException(
                    "The target file %s has an unknown key '%s'. Known are 'p' and a percentile, such as 'p95' or 'p99.9', 'mean' and 'errorRate'."
                            .formatted(json, name));
        }
    }

    Verdict judge(LoadResult result, Sample latencies, double confidence) {
        List<Verdict> verdicts = targets.entrySet().stream()
                .map(target -> judge(target.getKey(), target.getValue(), result, latencies, confidence))
                .toList();
        return Verdict.all(verdicts.get(0), verdicts.subList(1, verdicts.size()).toArray(Verdict[]::new));
    }

    private static Verdict judge(String name, double limit, LoadResult result, Sample latencies, double confidence) {
        return switch (name) {
            case "errorRate" -> result.errorRate().withConfidence(confidence).isAtMost(limit);
            case "mean" -> latencies.mean().withConfidence(confidence).isAtMost(limit);
            default -> {
                double probability =
                        new BigDecimal(name.substring(1)).movePointLeft(2).doubleValue();
                yield latencies.quantile(probability).withConfidence(confidence).isAtMost(limit);
            }
        };
    }
}
