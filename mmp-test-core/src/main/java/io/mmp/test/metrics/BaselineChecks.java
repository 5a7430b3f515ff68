package io.mmp.test.metrics;

import static io.mmp.test.metrics.LimitChecks.nameOf;
import static io.mmp.test.metrics.Text.percent;
import static io.mmp.test.metrics.Text.points;
import static io.mmp.test.metrics.Text.seconds;
import static io.mmp.test.text.Words.count;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares figures with those of an earlier run, one sentence a violation, with both numbers. */
final class BaselineChecks {

    /** What tests of the same code differ by on a busy machine, however short they are. */
    private static final Duration NOISE = Duration.ofSeconds(1);

    /** What the difference of two rates may be off by. */
    private static final double ROUNDING = 1e-9;

    private final Limits limits;
    private final List<String> violations = new ArrayList<>();

    private BaselineChecks(Limits limits) {
        this.limits = limits;
    }

    /** Check the groups that have tests now and had some then; others are a matter of fixed limits. */
    static List<String> of(Limits limits, Snapshot baseline, Collection<GroupMetrics> groups, GroupMetrics total) {
        BaselineChecks checks = new BaselineChecks(limits);
        for (GroupMetrics group : groups) {
            Point before = baseline.groups().get(group.group());
            Point now = Point.of(group);
            if (before != null && before.tests() > 0 && now.tests() > 0) {
                checks.checkTime(nameOf(group.group()), before, now);
                checks.checkSkips(nameOf(group.group()), before, now);
                checks.checkCoverage(group.group(), before.coverage(), now.coverage());
            }
        }
        Point before = baseline.groups().get(Groups.TOTAL);
        if (before != null) {
            checks.checkCoverage(Groups.TOTAL, before.coverage(), total.coverage());
        }
        return checks.violations;
    }

    private void checkTime(String name, Point before, Point now) {
        Duration slower = now.time().minus(before.time());
        double part = (double) slower.toMillis() / Math.max(1, before.time().toMillis());
        if (slower.compareTo(NOISE) > 0 && part > limits.slowdown()) {
            violations.add("%s took %s, the baseline %s: %s more, the limit is %s more."
                    .formatted(
                            name,
                            seconds(now.time()),
                            seconds(before.time()),
                            percent(part),
                            percent(limits.slowdown())));
        }
    }

    private void checkSkips(String name, Point before, Point now) {
        double rise = now.skipRate() - before.skipRate();
        if (rise > limits.skipRateRise() + ROUNDING) {
            violations.add("%s skipped %s of %s (%s), the baseline %s of %s (%s): %s more, the limit is %s more."
                    .formatted(
                            name,
                            now.skips(),
                            count(now.tests(), "test"),
                            percent(now.skipRate()),
                            before.skips(),
                            before.tests(),
                            percent(before.skipRate()),
                            points(rise),
                            points(limits.skipRateRise())));
        }
    }

    private void checkCoverage(String group, @Nullable Coverage before, @Nullable Coverage now) {
        if (before == null) {
            return;
        }
        if (now == null) {
            violations.add(
                    "%s had 0 files coverage.%s.xml, the baseline had %s.".formatted(nameOf(group), group, before));
            return;
        }
        double drop = before.rate() - now.rate();
        if (drop > limits.coverageDrop() + ROUNDING) {
            violations.add("%s covered %s, the baseline %s: %s less, the limit is %s less."
                    .formatted(nameOf(group), now, before, points(drop), points(limits.coverageDrop())));
        }
    }
}
