package io.mmp.test.metrics;

import static io.mmp.test.metrics.Text.chance;
import static io.mmp.test.metrics.Text.percent;
import static io.mmp.test.metrics.Text.seconds;
import static io.mmp.test.text.Words.count;
import static java.util.stream.Collectors.joining;

import io.mmp.test.condition.ReasonCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Compares figures with fixed limits, one sentence a violation, with both numbers. */
final class LimitChecks {

    private static final int NAMED = 3;

    private final Limits limits;
    private final List<String> violations = new ArrayList<>();

    private LimitChecks(Limits limits) {
        this.limits = limits;
    }

    static List<String> of(Limits limits, Inputs inputs, Collection<GroupMetrics> groups, GroupMetrics total) {
        LimitChecks checks = new LimitChecks(limits);
        groups.forEach(checks::checkGroup);
        checks.checkTime(total);
        checks.checkCoverage(total);
        checks.checkFalseAlarm(total);
        checks.checkJvms(inputs.jvms());
        checks.checkLeaks(inputs.leaks());
        return checks.violations;
    }

    static String nameOf(String group) {
        return group.equals(Groups.TOTAL) ? "All groups" : "Group '" + group + "'";
    }

    private void checkGroup(GroupMetrics group) {
        Counts counts = group.counts();
        String name = nameOf(group.group());
        if (counts.tests() == 0) {
            violations.add("%s had 0 tests, the limit is at least 1.".formatted(name));
            return;
        }
        if (counts.failed() > limits.failures()) {
            violations.add("%s had %s, the limit is %s: %s."
                    .formatted(
                            name,
                            count(counts.failed(), "failed test"),
                            limits.failures(),
                            some(group.failures().stream().map(TestResult::test).toList())));
        }
        if (counts.skips() > 0 && group.skipRate() >= limits.skipRate()) {
            violations.add("%s skipped %s of %s (%s), the limit is less than %s."
                    .formatted(
                            name,
                            counts.skips(),
                            count(counts.tests(), "test"),
                            percent(group.skipRate()),
                            percent(limits.skipRate())));
        }
        checkForbiddenSkips(group);
        checkTime(group);
        checkCoverage(group);
        checkFalseAlarm(group);
    }

    private void checkForbiddenSkips(GroupMetrics group) {
        for (SkipReason skip : group.skipReasons()) {
            skip.reasonCode()
                    .filter(limits.forbiddenSkips()::contains)
                    .ifPresent(code -> violations.add("%s skipped %s with the code %s, the limit is 0: %s."
                            .formatted(
                                    nameOf(group.group()),
                                    count(skip.tests(), "test"),
                                    code,
                                    ReasonCode.textOf(skip.reason()))));
        }
    }

    private void checkTime(GroupMetrics group) {
        Duration most = limits.times().get(group.group());
        Duration time = group.times().total();
        if (most != null && time.compareTo(most) > 0) {
            violations.add(
                    "%s took %s, the limit is %s.".formatted(nameOf(group.group()), seconds(time), seconds(most)));
        }
    }

    private void checkCoverage(GroupMetrics group) {
        Double least = limits.coverage().get(group.group());
        if (least == null) {
            return;
        }
        Coverage coverage = group.coverage();
        if (coverage == null) {
            violations.add("%s had 0 files coverage.%s.xml, the limit is at least 1 with %s of the lines covered."
                    .formatted(nameOf(group.group()), group.group(), percent(least)));
        } else if (coverage.rate() < least) {
            violations.add("%s covered %s, the limit is at least %s."
                    .formatted(nameOf(group.group()), coverage, percent(least)));
        }
    }

    private void checkFalseAlarm(GroupMetrics group) {
        Double most = limits.falseAlarms().get(group.group());
        // A sum of many small numbers is not exact.
        if (most != null && group.falseAlarm() > most * (1 + 1e-9)) {
            violations.add(
                    "%s may fail by accident in up to %s of runs, the limit is %s: judge with more confidence, or less often."
                            .formatted(nameOf(group.group()), chance(group.falseAlarm()), chance(most)));
        }
    }

    private void checkJvms(List<JvmMetrics> jvms) {
        List<String> unfinished = jvms.stream()
                .filter(jvm -> !jvm.finished())
                .map(jvm -> "process %s in %s".formatted(jvm.pid(), jvm.directory()))
                .toList();
        if (!unfinished.isEmpty()) {
            violations.add("%s of %s died before the tests ended, the limit is 0: %s."
                    .formatted(unfinished.size(), count(jvms.size(), "test JVM"), some(unfinished)));
        }
    }

    private void checkLeaks(List<String> leaks) {
        if (leaks.size() > limits.leaks()) {
            violations.add("The tests left %s behind, the limit is %s: %s."
                    .formatted(count(leaks.size(), "thing"), limits.leaks(), some(leaks)));
        }
    }

    private static String some(List<String> names) {
        String more = names.size() > NAMED ? " and %s more".formatted(names.size() - NAMED) : "";
        return names.stream().limit(NAMED).collect(joining(", ")) + more;
    }
}
