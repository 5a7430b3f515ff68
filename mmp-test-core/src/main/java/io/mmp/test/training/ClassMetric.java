package io.mmp.test.training;

import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Computes by its name what follows from the counts of several classes. */
final class ClassMetric {

    private final ClassConfusion counts;
    private final ZeroByZero zeroByZero;

    ClassMetric(ClassConfusion counts, ZeroByZero zeroByZero) {
        this.counts = counts;
        this.zeroByZero = zeroByZero;
    }

    /** Return the value, NaN where nothing is divided by nothing; empty if the name says nothing that follows. */
    Optional<Double> named(String name) {
        String plain = plain(name);
        return switch (plain) {
            case "accuracy", "acc" -> Optional.of((double) counts.right() / counts.total());
            case "balanced_accuracy" -> Optional.of(balancedAccuracy());
            case "mcc", "matthews_corrcoef" -> Optional.of(mcc());
            case "cohen_kappa", "kappa" -> Optional.of(kappa());
            default -> averaged(plain).or(() -> ofClass(plain));
        };
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT)
                .replaceAll("[-. /]", "_")
                .replaceAll("_(avg|average)(?=_|$)|^(avg|average)_", "");
    }

    private Optional<Double> averaged(String name) {
        for (String average : new String[] {"macro", "micro", "weighted"}) {
            Optional<ConfusionMetric> metric = without(name, average).flatMap(ClassMetric::perClass);
            if (metric.isPresent()) {
                return metric.map(each -> averaged(average, each));
            }
        }
        return Optional.empty();
    }

    private double averaged(String average, ConfusionMetric metric) {
        return switch (average) {
            case "macro" -> weighted(metric, label -> 1);
            case "weighted" -> weighted(metric, counts::actual);
            default -> metric.of(pooled(), zeroByZero);
        };
    }

    private double weighted(ConfusionMetric metric, ToDoubleFunction<String> weight) {
        double sum = 0;
        double weights = 0;
        for (String label : counts.classes()) {
            double each = weight.applyAsDouble(label);
            // A class that does not count does not make the sum NaN.
            sum += each == 0 ? 0 : each * metric.of(counts.against(label), zeroByZero);
            weights += each;
        }
        return sum / weights;
    }

    /** Return the sums of the counts of each class against the others. */
    private ConfusionMatrix pooled() {
        long wrong = counts.total() - counts.right();
        long rightlyNot = counts.total() * (counts.classes().size() - 1) - wrong;
        return ConfusionMatrix.of(counts.right(), wrong, wrong, rightlyNot);
    }

    /** Find "fraud" in "precision_fraud" and "fraud_precision". */
    private Optional<Double> ofClass(String name) {
        for (String label : counts.classes()) {
            Optional<Double> value = without(name, plain(label))
                    .flatMap(ClassMetric::perClass)
                    .map(metric -> metric.of(counts.against(label), zeroByZero));
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    /** Return a name without a word in front or at the end; empty if it is not there. */
    private static Optional<String> without(String name, String word) {
        if (name.startsWith(word + "_")) {
            return Optional.of(name.substring(word.length() + 1));
        }
        return name.endsWith("_" + word)
                ? Optional.of(name.substring(0, name.length() - word.length() - 1))
                : Optional.empty();
    }

    private static Optional<ConfusionMetric> perClass(String name) {
        return ConfusionMetric.named(name)
                .filter(metric -> metric != ConfusionMetric.ACCURACY
                        && metric != ConfusionMetric.BALANCED_ACCURACY
                        && metric != ConfusionMetric.MCC);
    }

    /** Return the mean recall of the classes that are right somewhere, as scikit-learn has it. */
    private double balancedAccuracy() {
        return weighted(ConfusionMetric.RECALL, label -> counts.actual(label) > 0 ? 1 : 0);
    }

    /** Return the coefficient of Gorodkin, of which that of Matthews is the one of two classes. */
    private double mcc() {
        double total = counts.total();
        double chance = 0;
        double ofActual = 0;
        double ofPredicted = 0;
        for (String label : counts.classes()) {
            double is = counts.actual(label);
            double says = counts.predicted(label);
            chance += is * says;
            ofActual += is * is;
            ofPredicted += says * says;
        }
        double whole = Math.sqrt(total * total - ofPredicted) * Math.sqrt(total * total - ofActual);
        return whole == 0 ? zeroByZero.value() : (counts.right() * total - chance) / whole;
    }

    private double kappa() {
        double total = counts.total();
        double chance = counts.classes().stream()
                .mapToDouble(label -> counts.actual(label) / total * (counts.predicted(label) / total))
                .sum();
        return chance == 1 ? zeroByZero.value() : (counts.right() / total - chance) / (1 - chance);
    }
}
