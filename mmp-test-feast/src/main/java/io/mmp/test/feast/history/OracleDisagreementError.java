package io.mmp.test.feast.history;

import java.util.List;

/**
 * Tells that an engine and the local oracle judge the same rows differently: one of both is wrong, or the tables changed meanwhile. It says
 * nothing about the training set.
 *
 * @since 0.1.0
 */
public final class OracleDisagreementError extends AssertionError {

    private static final long serialVersionUID = 1L;

    OracleDisagreementError(String product, TrainingSet set, List<String> rows) {
        super(
                "%s and the local oracle disagree about %s of training set %s, so that neither is to be believed:%n  %s%nRun it again if the tables changed meanwhile; else report the rows: this is a defect of mmp-test, or of the engine."
                        .formatted(
                                product,
                                io.mmp.test.text.Words.count(rows.size(), "row"),
                                set.table(),
                                String.join(
                                        "%n  ".formatted(),
                                        rows.stream().limit(Offenders.SHOWN).toList())));
    }
}
