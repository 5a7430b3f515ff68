package io.mmp.test.examples.fraud;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMBooster.FeatureImportanceType;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import io.mmp.test.examples.fraud.Transactions.Transaction;
import io.mmp.test.training.EarlyStopping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A LightGBM classifier for fraud that stops when the validation data say so.
 *
 * @param text the trees up to the best round, in LightGBM's text format
 * @param stopping when it was best, and when it stopped
 * @param importance the gain of each feature
 */
record StoppedFraudModel(String text, EarlyStopping stopping, List<Double> importance) {

    static final int PATIENCE = 10;

    private static final int COLUMNS = Transactions.FEATURES.size();

    /** Train with a seed on a number of threads, at most this many rounds. */
    static StoppedFraudModel train(
            List<Transaction> training, List<Transaction> validation, int seed, int threads, int maxRounds)
            throws LGBMException {
        String parameters =
                ("objective=binary metric=binary_logloss num_leaves=15 learning_rate=0.15 bagging_fraction=0.8 "
                                + "bagging_freq=1 deterministic=true force_row_wise=true verbosity=-1 seed=%s num_threads=%s")
                        .formatted(seed, threads);
        try (LGBMDataset data = dataset(training, parameters, null);
                LGBMDataset watched = dataset(validation, parameters, data);
                LGBMBooster booster = LGBMBooster.create(data, parameters)) {
            booster.addValidData(watched);
            List<Double> losses = new ArrayList<>();
            EarlyStopping stopping;
            do {
                booster.updateOneIter();
                losses.add(booster.getEval(1)[0]);
                double[] history = losses.stream().mapToDouble(loss -> loss).toArray();
                stopping = EarlyStopping.minimizing(maxRounds, history);
            } while (stopping.run() - stopping.best() < PATIENCE && stopping.run() < maxRounds);
            // Predictions of the booster use all trees, those after the best round too: only the text is cut.
            return new StoppedFraudModel(
                    booster.saveModelToString(0, stopping.best(), FeatureImportanceType.GAIN),
                    stopping.withPatience(PATIENCE),
                    Arrays.stream(booster.featureImportance(stopping.best(), FeatureImportanceType.GAIN))
                            .boxed()
                            .toList());
        }
    }

    private static LGBMDataset dataset(List<Transaction> transactions, String parameters, LGBMDataset reference)
            throws LGBMException {
        LGBMDataset data = LGBMDataset.createFromMat(
                matrix(transactions), transactions.size(), COLUMNS, true, parameters, reference);
        if (reference == null) {
            data.setFeatureNames(Transactions.FEATURES.toArray(String[]::new));
        }
        float[] labels = new float[transactions.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = transactions.get(i).fraud() ? 1 : 0;
        }
        data.setField("label", labels);
        return data;
    }

    /** Return the probability of fraud of each transaction, from a model that was saved. */
    static double[] predict(String text, List<Transaction> transactions) throws LGBMException {
        try (LGBMBooster booster = LGBMBooster.loadModelFromString(text)) {
            return booster.predictForMat(
                    matrix(transactions), transactions.size(), COLUMNS, true, PredictionType.C_API_PREDICT_NORMAL);
        }
    }

    private static double[] matrix(List<Transaction> transactions) {
        return transactions.stream()
                .flatMap(transaction -> transaction.features().stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }
}
