package io.mmp.test.training;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The metrics that follow from scores, and not from counts alone. */
enum ScoreMetric {
    ROC_AUC("roc_auc auc roc_auc_score"),
    AVERAGE_PRECISION("average_precision pr_auc average_precision_score"),
    LOG_LOSS("log_loss logloss binary_logloss"),
    BRIER("brier brier_score brier_score_loss");

    /** Between blanks. */
    private final String names;

    ScoreMetric(String names) {
        this.names = " " + names + " ";
    }

    /** Find it by its name, in any case, with hyphens or underscores. */
    static Optional<ScoreMetric> named(String name) {
        String plain = " " + name.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_') + " ";
        return Stream.of(values())
                .filter(metric -> metric.names.contains(plain))
                .findFirst();
    }

    /** Compute it; NaN where a class is missing. */
    double of(BinaryScores scores) {
        return switch (this) {
            case ROC_AUC -> scores.rocAuc();
            case AVERAGE_PRECISION -> scores.averagePrecision();
            case LOG_LOSS -> scores.logLoss();
            case BRIER -> scores.brier();
        };
    }
}
