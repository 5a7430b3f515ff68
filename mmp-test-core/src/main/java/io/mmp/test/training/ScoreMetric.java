package io.mmp.test.training;

import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The metrics that follow from scores, and not from counts alone. */
enum ScoreMetric {
    ROC_AUC("roc_auc auc roc_auc_score", BinaryScores::rocAuc),
    AVERAGE_PRECISION("average_precision pr_auc average_precision_score", BinaryScores::averagePrecision),
    LOG_LOSS("log_loss logloss binary_logloss", BinaryScores::logLoss),
    BRIER("brier brier_score brier_score_loss", BinaryScores::brier);

    /** Between blanks. */
    private final String names;

    private final ToDoubleFunction<BinaryScores> metric;

    ScoreMetric(String names, ToDoubleFunction<BinaryScores> metric) {
        this.names = " " + names + " ";
        this.metric = metric;
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
        return metric.applyAsDouble(scores);
    }
}
