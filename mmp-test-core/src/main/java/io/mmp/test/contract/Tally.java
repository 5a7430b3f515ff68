package io.mmp.test.contract;

import java.util.ArrayList;
import java.util.List;

/** Counts what breaks one rule, keeps the first ten, and hands all to the file of offenders. */
final class Tally {

    private static final int SHOWN = 10;

    private final String rule;
    private final Severity severity;
    private final OffenderFile file;
    private final List<Offender> first = new ArrayList<>();
    private long judged;
    private long count;

    Tally(String rule, Severity severity, OffenderFile file) {
        this.rule = rule;
        this.severity = severity;
        this.file = file;
    }

    void judged() {
        judged++;
    }

    void offend(CurrentRow row, String value) {
        count++;
        if (first.size() < SHOWN || file.isWanted()) {
            Offender offender = new Offender(row.place(), value);
            file.write(severity, rule, offender);
            if (first.size() < SHOWN) {
                first.add(offender);
            }
        }
    }

    /** Say how many an engine has judged and found, of which the first were taken here. */
    void answered(long judgedThere, long countThere) {
        judged = judgedThere;
        count = countThere;
    }

    String rule() {
        return rule;
    }

    boolean hasOffenders() {
        return count > 0;
    }

    long judgedCount() {
        return judged;
    }

    long count() {
        return count;
    }

    RuleResult result(Finding finding) {
        return new RuleResult(rule, severity, finding.isBroken(), judged, count, finding.sentence(), first);
    }
}
