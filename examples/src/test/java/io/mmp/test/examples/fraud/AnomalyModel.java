package io.mmp.test.examples.fraud;

import io.mmp.test.examples.fraud.Transactions.Transaction;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * An isolation forest on features that were made from transactions, scaled and encoded; what scores the threshold or more is an anomaly.
 *
 * @param preprocessing what was learned from the training data before the forest was grown
 * @param forest the trees
 * @param threshold the score that the given share of the training data reaches
 */
record AnomalyModel(Preprocessing preprocessing, IsolationForest forest, double threshold) {

    /**
     * What the model sees of a transaction.
     *
     * @param numbers the logarithm of the amount, how often the card was used, failed logins, and the age of the account in years
     * @param isForeign whether the address is abroad
     * @param partOfDay a category
     */
    record Features(List<Double> numbers, boolean isForeign, String partOfDay) {

        static Features of(Transaction transaction) {
            List<Double> raw = transaction.features();
            double hour = raw.get(4);
            return new Features(
                    List.of(Math.log1p(raw.get(0)), raw.get(1), raw.get(3), raw.get(5) / 365),
                    raw.get(2) == 1,
                    hour < 6 ? "night" : hour < 12 ? "morning" : hour < 18 ? "afternoon" : "evening");
        }

        double[] values() {
            return numbers.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    /**
     * Scales numbers to mean 0 and deviation 1, and gives each category a column; one that is new has none.
     *
     * @param means the mean of each number
     * @param deviations the standard deviation of each
     * @param categories the categories, in the order of their columns
     */
    record Preprocessing(List<Double> means, List<Double> deviations, List<String> categories) {

        static Preprocessing fit(List<Features> rows) {
            int columns = rows.get(0).numbers().size();
            Double[] means = new Double[columns];
            Double[] deviations = new Double[columns];
            for (int i = 0; i < columns; i++) {
                int column = i;
                double mean = rows.stream()
                        .mapToDouble(row -> row.numbers().get(column))
                        .average()
                        .orElseThrow();
                double variance = rows.stream()
                        .mapToDouble(row -> (row.numbers().get(column) - mean)
                                * (row.numbers().get(column) - mean))
                        .average()
                        .orElseThrow();
                means[i] = mean;
                deviations[i] = Math.sqrt(variance);
            }
            List<String> categories = List.copyOf(
                    new TreeSet<>(rows.stream().map(Features::partOfDay).toList()));
            return new Preprocessing(List.of(means), List.of(deviations), categories);
        }

        /** Return what was learned, by name. */
        Map<String, Double> statistics() {
            Map<String, Double> statistics = new LinkedHashMap<>();
            for (int i = 0; i < means.size(); i++) {
                statistics.put("mean " + i, means.get(i));
                statistics.put("deviation " + i, deviations.get(i));
            }
            categories.forEach(category -> statistics.put("category " + category, 1.0));
            return statistics;
        }

        double[] transform(Features row) {
            double[] values = new double[means.size() + 1 + categories.size()];
            for (int i = 0; i < means.size(); i++) {
                values[i] = (row.numbers().get(i) - means.get(i)) / deviations.get(i);
            }
            values[means.size()] = row.isForeign() ? 1 : 0;
            int category = categories.indexOf(row.partOfDay());
            if (category >= 0) {
                values[means.size() + 1 + category] = 1;
            }
            return values;
        }

        /** Return the numbers of what was transformed. */
        double[] inverse(double... transformed) {
            double[] values = new double[means.size()];
            Arrays.setAll(values, i -> transformed[i] * deviations.get(i) + means.get(i));
            return values;
        }
    }

    /** Train on what nobody labelled; this share of it is taken for anomalies. */
    static AnomalyModel train(List<Transaction> training, double share, long seed) {
        List<Features> features = training.stream().map(Features::of).toList();
        Preprocessing preprocessing = Preprocessing.fit(features);
        double[][] rows = features.stream().map(preprocessing::transform).toArray(double[][]::new);
        IsolationForest forest = IsolationForest.train(rows, 100, 128, seed);
        double[] scores =
                Arrays.stream(rows).mapToDouble(forest::score).sorted().toArray();
        return new AnomalyModel(preprocessing, forest, scores[(int) ((1 - share) * scores.length)]);
    }

    /** Return how odd each transaction is. */
    double[] predict(List<Transaction> transactions) {
        return transactions.stream()
                .mapToDouble(row -> forest.score(preprocessing.transform(Features.of(row))))
                .toArray();
    }

    /** Return a copy with another forest, such as one that was saved and loaded. */
    AnomalyModel with(IsolationForest other) {
        return new AnomalyModel(preprocessing, other, threshold);
    }

    long anomalies(List<Transaction> transactions) {
        return Arrays.stream(predict(transactions))
                .filter(score -> score >= threshold)
                .count();
    }
}
