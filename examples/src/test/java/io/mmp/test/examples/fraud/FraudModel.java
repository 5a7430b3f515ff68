package io.mmp.test.examples.fraud;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMBooster.FeatureImportanceType;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import io.mmp.test.examples.fraud.Transactions.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A LightGBM classifier for fraud, deterministic on one thread.
 *
 * @param parameters what it was trained with
 * @param losses the log loss on the training data after each round
 * @param text the model in LightGBM's text format
 */
public record FraudModel(Map<String, String> parameters, List<Double> losses, String text) {

    public static FraudModel train(List<Transaction> transactions, int rounds) throws LGBMException {
        Map<String, String> parameters = Map.of(
                "objective", "binary",
                "metric", "binary_logloss",
                "num_leaves", "15",
                "learning_rate", "0.1",
                "num_threads", "1",
                "seed", "42",
                "deterministic", "true",
                "verbosity", "-1");
        String line = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .collect(Collectors.joining(" "));
        int columns = Transactions.FEATURES.size();
        try (LGBMDataset data =
                LGBMDataset.createFromMat(matrix(transactions), transactions.size(), columns, true, line, null)) {
            data.setFeatureNames(Transactions.FEATURES.toArray(String[]::new));
            data.setField("label", labels(transactions));
            try (LGBMBooster booster = LGBMBooster.create(data, line)) {
                List<Double> losses = new ArrayList<>();
                for (int round = 0; round < rounds; round++) {
                    booster.updateOneIter();
                    losses.add(booster.getEval(0)[0]);
                }
                return new FraudModel(parameters, losses, booster.saveModelToString(0, 0, FeatureImportanceType.GAIN));
            }
        }
    }

    /** Return the probability of fraud of each transaction. */
    public double[] predict(List<Transaction> transactions) throws LGBMException {
        try (LGBMBooster booster = LGBMBooster.loadModelFromString(text)) {
            return booster.predictForMat(
                    matrix(transactions),
                    transactions.size(),
                    Transactions.FEATURES.size(),
                    true,
                    PredictionType.C_API_PREDICT_NORMAL);
        }
    }

    /** Return the chance that a fraud gets a higher probability than a normal transaction: the area under the ROC curve. */
    double auc(List<Transaction> transactions) throws LGBMException {
        double[] probabilities = predict(transactions);
        double wins = 0;
        long pairs = 0;
        for (int i = 0; i < probabilities.length; i++) {
            for (int j = 0; j < probabilities.length; j++) {
                if (transactions.get(i).fraud() && !transactions.get(j).fraud()) {
                    pairs++;
                    wins += probabilities[i] > probabilities[j] ? 1 : probabilities[i] == probabilities[j] ? 0.5 : 0;
                }
            }
        }
        return wins / pairs;
    }

    private static double[] matrix(List<Transaction> transactions) {
        return transactions.stream()
                .flatMap(transaction -> transaction.features().stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static float[] labels(List<Transaction> transactions) {
        float[] labels = new float[transactions.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = transactions.get(i).fraud() ? 1 : 0;
        }
        return labels;
    }
}
