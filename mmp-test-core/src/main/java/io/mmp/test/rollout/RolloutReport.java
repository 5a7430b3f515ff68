package io.mmp.test.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The report as text of a few lines. */
final class RolloutReport {

    private RolloutReport() {}

    static String of(RolloutResult result) {
        List<String> lines = new ArrayList<>();
        lines.add("%s requests, %s of them between two steps"
                .formatted(result.requests(), result.requestsBetweenSteps()));
        lines.add(row("step", "requests", "canary", "failed", "stable failed", "canary p95", "stable p95", "counted"));
        for (StepResult step : result.steps()) {
            lines.add(row(
                    step.step().name(),
                    String.valueOf(step.requests()),
                    "%s (%s)".formatted(step.canary().requests(), share(step)),
                    String.valueOf(step.canary().failed()),
                    step.stable().failed()
                            + (step.failedWithoutArm() == 0
                                    ? ""
                                    : " + %s of unknown arm".formatted(step.failedWithoutArm())),
                    p95(step.canary()),
                    p95(step.stable()),
                    step.statistics().map(RolloutReport::counts).orElse("-")));
            step.judgement()
                    .ifPresent(
                            judgement -> lines.add("  " + judgement.toString().replaceAll("\\R", "\n  ")));
        }
        result.stepsNotBegun().forEach(step -> lines.add("%s not begun".formatted(step.name())));
        result.afterFault().ifPresent(after -> lines.add(after.toString()));
        if (!result.alerts().isEmpty()) {
            lines.add("alerts");
            result.alerts().forEach(alert -> lines.add("  " + alert));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String share(StepResult step) {
        return step.requests() == 0
                ? "-"
                : Figures.percent((double) step.canary().requests() / step.requests());
    }

    private static String p95(ArmResult arm) {
        return arm.requests() == arm.failed()
                ? "-"
                : Figures.millis(arm.serviceTimes().quantile(0.95).estimate());
    }

    private static String counts(Map<String, Long> counts) {
        return new TreeMap<>(counts).toString();
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, "%-7s %8s %14s %7s %14s %11s %11s  %s", (Object[]) cells)
                .stripTrailing();
    }
}
