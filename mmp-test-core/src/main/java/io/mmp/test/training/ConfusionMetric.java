package io.mmp.test.training;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The metrics that follow from a confusion matrix. */
enum ConfusionMetric {
    ACCURACY("accuracy acc"),
    PRECISION("precision ppv"),
    RECALL("recall tpr sensitivity"),
    SPECIFICITY("specificity tnr"),
    F1("f1 f1_score"),
    NPV("npv"),
    FPR("fpr false_positive_rate"),
    FNR("fnr false_negative_rate"),
    BALANCED_ACCURACY("balanced_accuracy"),
    MCC("mcc matthews_corrcoef");

    /** Between blanks. */
    private final String names;

    ConfusionMetric(String names) {
        this.names = " " + names + " ";
    }

    /** Find it by its name, in any case, with hyphens or underscores. */
    static Optional<ConfusionMetric> named(String name) {
        String plain = " " + name.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_') + " ";
        return Stream.of(values())
                .filter(metric -> metric.names.contains(plain))
                .findFirst();
    }

    /** Compute it; NaN where nothing is divided by nothing. */
    double of(ConfusionMatrix matrix, ZeroByZero zeroByZero) {
        double tp = matrix.truePositives();
        double fp = matrix.falsePositives();
        double fn = matrix.falseNegatives();
        double tn = matrix.trueNegatives();
        return switch (this) {
            case ACCURACY -> ratio(tp + tn, tp + fp + fn + tn, zeroByZero);
            case PRECISION -> ratio(tp, tp + fp, zeroByZero);
            case RECALL -> ratio(tp, tp + fn, zeroByZero);
            case SPECIFICITY -> ratio(tn, tn + fp, zeroByZero);
            case F1 -> ratio(2 * tp, 2 * tp + fp + fn, zeroByZero);
            case NPV -> ratio(tn, tn + fn, zeroByZero);
            case FPR -> ratio(fp, fp + tn, zeroByZero);
            case FNR -> ratio(fn, fn + tp, zeroByZero);
            case BALANCED_ACCURACY -> (RECALL.of(matrix, zeroByZero) + SPECIFICITY.of(matrix, zeroByZero)) / 2;
            case MCC ->
                ratio(
                        tp * tn - fp * fn,
                        Math.sqrt(tp + fp) * Math.sqrt(tp + fn) * Math.sqrt(tn + fp) * Math.sqrt(tn + fn),
                        zeroByZero);
        };
    }

    private static double ratio(double part, double whole, ZeroByZero zeroByZero) {
        return whole == 0 ? zeroByZero.value() : part / whole;
    }
}
