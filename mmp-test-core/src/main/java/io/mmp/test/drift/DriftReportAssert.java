package io.mmp.test.drift;

import io.mmp.test.drift.DriftFinding.Outcome;
import io.mmp.test.verdict.FalseAlarms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on what a check says of a table.
 *
 * @since 0.1.0
 */
public class DriftReportAssert extends AbstractAssert<DriftReportAssert, DriftReport> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<DriftReport, DriftReportAssert> DRIFT_REPORT =
            new InstanceOfAssertFactory<>(DriftReport.class, DriftReportAssert::new);

    private static final int SHOWN = 10;

    /** Start assertions, for AssertJ's soft assertions; others use {@link DriftAssertions#assertThat}. */
    public DriftReportAssert(@Nullable DriftReport actual) {
        super(actual, DriftReportAssert.class);
    }

    /**
     * Verify that no column has drifted, and that each could have been seen to. Where nothing has drifted it fails with the probability of the
     * check's level.
     *
     * <pre><code>
     * assertThat(DriftCheck.standard().compare(lastWeek, sameAgain)).hasNoDrift(); // passes
     * assertThat(DriftCheck.standard().compare(lastWeek, shifted)).hasNoDrift(); // fails
     * assertThat(DriftCheck.standard().compare(lastWeek, noRows)).hasNoDrift(); // fails: it cannot be told
     * </code></pre>
     */
    public DriftReportAssert hasNoDrift() {
        isNotNull();
        FalseAlarms.publish(actual.level());
        if (actual.findings().isEmpty()) {
            failWithMessage("%nExpecting no drift, but no column was compared; left out: %s", actual.leftOut());
        }
        List<DriftFinding> drifted = actual.with(Outcome.DRIFT);
        List<DriftFinding> open = actual.with(Outcome.INCONCLUSIVE);
        if (!drifted.isEmpty() || !open.isEmpty()) {
            failWithMessage(
                    "%nExpecting no drift of %s current rows from %s at level %s, but%s%s",
                    actual.currentRows(),
                    actual.referenceRows(),
                    actual.level(),
                    listed("%s of %s findings are drift", drifted),
                    listed("%s of %s are inconclusive; give more rows, or leave the columns out", open));
        }
        return myself;
    }

    private String listed(String title, List<DriftFinding> findings) {
        if (findings.isEmpty()) {
            return "";
        }
        List<String> lines = new ArrayList<>();
        lines.add("%n ".formatted()
                + title.formatted(findings.size(), actual.findings().size()) + ":");
        findings.stream().limit(SHOWN).map(DriftFinding::toString).forEach(lines::add);
        if (findings.size() > SHOWN) {
            lines.add("and %s more".formatted(findings.size() - SHOWN));
        }
        return String.join("%n  ".formatted(), lines);
    }

    /**
     * Verify that exactly these columns have drifted, in any order.
     *
     * <pre><code>
     * assertThat(DriftCheck.standard().compare(lastWeek, amountsShifted)).hasDriftOnlyIn("amount"); // passes
     * assertThat(DriftCheck.standard().compare(lastWeek, amountsShifted)).hasDriftOnlyIn("age"); // fails
     * </code></pre>
     */
    public DriftReportAssert hasDriftOnlyIn(String... columns) {
        isNotNull();
        Set<String> expected = new LinkedHashSet<>(Arrays.asList(columns));
        if (expected.isEmpty()) {
            throw new IllegalArgumentException("Name the columns, or use hasNoDrift().");
        }
        Set<String> found = actual.driftedColumns();
        if (!found.equals(expected)) {
            failWithMessage("%nExpecting drift in %s alone, but it is in %s:%n%s", expected, found, actual);
        }
        return myself;
    }
}
