package io.mmp.test.training;

import io.mmp.test.text.Words;
import java.util.ArrayList;
import java.util.List;

/** Predicts, and compares what was predicted. */
final class Predictions {

    /** More steps than this say no more than that. */
    private static final long FAR = 1_000_000;

    private Predictions() {}

    /**
     * Predict, one number a row.
     *
     * @throws TrainingException if the predictor fails, or gives another number of predictions
     */
    static <T> double[] of(Predictor<T> predictor, List<T> rows, String which) {
        double[] predictions;
        try {
            predictions = predictor.predict(rows);
        } catch (Exception e) {
            throw new TrainingException(
                    "The %s failed on %s: %s".formatted(which, Words.count(rows.size(), "row"), e), e);
        }
        if (predictions == null || predictions.length != rows.size()) {
            throw new TrainingException("The %s gave %s for %s."
                    .formatted(
                            which,
                            predictions == null ? "null" : Words.count(predictions.length, "prediction"),
                            Words.count(rows.size(), "row")));
        }
        return predictions;
    }

    /** Predict one row at a time. */
    static <T> double[] singly(Predictor<T> predictor, List<T> rows) {
        double[] predictions = new double[rows.size()];
        for (int i = 0; i < predictions.length; i++) {
            predictions[i] = of(predictor, List.of(rows.get(i)), "predictor")[0];
        }
        return predictions;
    }

    /** Find what is more than this many floating-point numbers apart; what is no number is found too. */
    static List<String> unequal(double[] here, double[] there, long ulps, String words) {
        List<String> offenders = new ArrayList<>();
        for (int i = 0; i < here.length; i++) {
            boolean isNumber = !Double.isNaN(here[i]) && !Double.isNaN(there[i]);
            long distance = distance(here[i], there[i]);
            if (!isNumber) {
                offenders.add("row %s: %s".formatted(i + 1, words.formatted(here[i], there[i])));
            } else if (distance < 0 || distance > ulps) {
                offenders.add("row %s: %s (%s)"
                        .formatted(
                                i + 1,
                                words.formatted(here[i], there[i]),
                                distance < 0 || distance > FAR ? "far apart" : Words.count(distance, "ulp")));
            }
        }
        return offenders;
    }

    /** Return how many steps lie between two floating-point numbers; negative if more than a long counts. 0.0 and -0.0 are 1 apart. */
    static long distance(double one, double two) {
        long first = ordered(Double.doubleToLongBits(one));
        long second = ordered(Double.doubleToLongBits(two));
        long distance = first - second;
        boolean overflows = ((first ^ second) & (first ^ distance)) < 0;
        return overflows ? -1 : Math.abs(distance);
    }

    private static long ordered(long bits) {
        return bits >= 0 ? bits : -1 - (bits & Long.MAX_VALUE);
    }
}
