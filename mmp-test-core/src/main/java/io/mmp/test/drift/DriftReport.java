package io.mmp.test.drift;

import io.mmp.test.drift.DriftFinding.Outcome;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.AssertProvider;

/**
 * What a check says of a table.
 *
 * @param findings one a column and test
 * @param leftOut the columns that were not compared because of their type, with it
 * @param level the probability of any false alarm at all
 * @param referenceRows the rows of the reference
 * @param currentRows the current rows
 * @since 0.1.0
 */
public record DriftReport(
        List<DriftFinding> findings, List<String> leftOut, double level, int referenceRows, int currentRows)
        implements AssertProvider<DriftReportAssert> {

    /** Copy the lists. */
    public DriftReport {
        findings = List.copyOf(findings);
        leftOut = List.copyOf(leftOut);
    }

    /** Return the columns that drifted, alone or together. */
    public Set<String> driftedColumns() {
        Set<String> drifted = new LinkedHashSet<>();
        with(Outcome.DRIFT).forEach(finding -> drifted.addAll(finding.columns()));
        return drifted;
    }

    List<DriftFinding> with(Outcome outcome) {
        return findings.stream().filter(finding -> finding.outcome() == outcome).toList();
    }

    /** Start assertions on this report. */
    @Override
    public DriftReportAssert assertThat() {
        return new DriftReportAssert(this);
    }

    /** Return all findings, one a line. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("drift of %s current rows from %s".formatted(currentRows, referenceRows));
        findings.forEach(finding -> text.append("%n  ".formatted())
                .append(finding.outcome())
                .append(' ')
                .append(finding));
        if (!leftOut.isEmpty()) {
            text.append("%n  left out: ".formatted()).append(String.join(", ", leftOut));
        }
        return text.toString();
    }
}
