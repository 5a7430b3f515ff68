package io.mmp.test.load;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes targets of the service level objectives of a file, by the <a href="https://github.com/OpenSLO/OpenSLO">specification</a> of version 1. */
final class OpenSlo {

    private static final String VERSION = "openslo/v1";
    private static final String WHAT = "OpenSLO file";
    private static final List<String> OTHER_KINDS =
            List.of("SLI", "Service", "DataSource", "AlertPolicy", "AlertCondition", "AlertNotificationTarget");

    private final Path file;
    private final BigDecimal millis;
    private final List<YamlPlace> documents;

    private OpenSlo(Path file, Duration unit, List<YamlPlace> documents) {
        this.file = file;
        this.millis = BigDecimal.valueOf(unit.toNanos(), 6);
        this.documents = documents;
    }

    /** Read them. */
    static List<LoadTarget> read(Path file, Duration unit) {
        try {
            return new OpenSlo(file, unit, YamlPlace.documents(file, WHAT)).targets();
        } catch (NoClassDefFoundError e) {
            throw new LoadException(
                    "OpenSLO's YAML is read by org.snakeyaml:snakeyaml-engine, which is not there: add it to the test class path.",
                    e);
        }
    }

    private List<LoadTarget> targets() {
        List<LoadTarget> targets = new ArrayList<>();
        for (YamlPlace document : documents) {
            YamlPlace version = document.require("apiVersion");
            if (!version.text().equals(VERSION)) {
                throw version.wrong("is '%s', but this version reads '%s'".formatted(version.text(), VERSION));
            }
            YamlPlace kind = document.require("kind");
            if (kind.text().equals("SLO")) {
                addObjectives(document, targets);
            } else if (!OTHER_KINDS.contains(kind.text())) {
                throw kind.wrong("is '%s'. Known are SLO, %s".formatted(kind.text(), String.join(", ", OTHER_KINDS)));
            }
        }
        if (targets.isEmpty()) {
            throw new LoadException("The %s %s has no document of the kind 'SLO'.".formatted(WHAT, file));
        }
        return targets;
    }

    private void addObjectives(YamlPlace document, List<LoadTarget> targets) {
        document.members("apiVersion", "kind", "metadata", "spec");
        YamlPlace spec = document.require("spec");
        spec.members(
                "description",
                "service",
                "indicator",
                "indicatorRef",
                "timeWindow",
                "budgetingMethod",
                "objectives",
                "alertPolicies");
        spec.text("budgetingMethod")
                .filter(method -> !method.equals("Occurrences"))
                .ifPresent(method -> {
                    throw spec.require("budgetingMethod")
                            .wrong("is '%s', but a run of load counts requests: Occurrences".formatted(method));
                });
        boolean isRatio = isRatio(indicator(spec));
        List<YamlPlace> objectives = spec.require("objectives").elements();
        if (objectives.isEmpty()) {
            throw spec.require("objectives").wrong("has no objective");
        }
        for (YamlPlace objective : objectives) {
            targets.add(isRatio ? errorRate(objective) : percentile(objective));
        }
    }

    /** Return what is measured, which may stand in another document of the file. */
    private YamlPlace indicator(YamlPlace spec) {
        Optional<String> reference = spec.text("indicatorRef");
        if (reference.isEmpty()) {
            return spec.require("indicator").require("spec");
        }
        if (spec.members().containsKey("indicator")) {
            throw spec.require("indicatorRef").wrong("stands beside 'indicator', of which one is enough");
        }
        return documents.stream()
                .filter(document -> document.text("kind").filter("SLI"::equals).isPresent())
                .filter(document -> document.require("metadata").text("name").equals(reference))
                .findFirst()
                .orElseThrow(() -> spec.require("indicatorRef")
                        .wrong("is '%s', of which this file has no document of the kind 'SLI'"
                                .formatted(reference.get())))
                .require("spec");
    }

    private static boolean isRatio(YamlPlace indicator) {
        Map<String, YamlPlace> metrics = indicator.members("description", "ratioMetric", "thresholdMetric");
        boolean isRatio = metrics.containsKey("ratioMetric");
        if (isRatio == metrics.containsKey("thresholdMetric")) {
            throw indicator.wrong("must have either a ratioMetric or a thresholdMetric");
        }
        return isRatio;
    }

    /** The share of good events is at least so much: that of bad ones is at most the rest. */
    private static LoadTarget errorRate(YamlPlace objective) {
        objective.members("displayName", "target", "targetPercent");
        return new LoadTarget(LoadTarget.ERROR_RATE, BigDecimal.ONE.subtract(share(objective)));
    }

    /** So large a share of the measurements is at most so much. */
    private LoadTarget percentile(YamlPlace objective) {
        objective.members("displayName", "op", "value", "target", "targetPercent");
        YamlPlace op = objective.require("op");
        if (!List.of("lt", "lte").contains(op.text())) {
            throw op.wrong("is '%s', but a latency is kept by being low: lt or lte".formatted(op.text()));
        }
        YamlPlace value = objective.require("value");
        BigDecimal limit = value.number("a number above 0");
        if (limit.signum() <= 0) {
            throw value.wrong("must be a number above 0, but is " + limit);
        }
        BigDecimal percent = share(objective).movePointRight(2).stripTrailingZeros();
        return new LoadTarget("p" + percent.toPlainString(), limit.multiply(millis));
    }

    private static BigDecimal share(YamlPlace objective) {
        Map<String, YamlPlace> members = objective.members();
        YamlPlace share = members.get("target");
        YamlPlace percent = members.get("targetPercent");
        if (share != null && percent != null) {
            throw percent.wrong("stands beside 'target', of which one is enough");
        }
        BigDecimal value = percent == null
                ? objective.require("target").number("a number above 0 and below 1")
                : percent.number("a number above 0 and below 100").movePointLeft(2);
        if (value.signum() <= 0 || value.compareTo(BigDecimal.ONE) >= 0) {
            throw percent == null
                    ? objective.require("target").wrong("must be a number above 0 and below 1, but is " + value)
                    : percent.wrong("must be a number above 0 and below 100, but is " + percent.text());
        }
        return value;
    }
}
