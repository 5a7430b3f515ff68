package io.mmp.test.rollout;

import io.mmp.test.webhook.WebhookReceiver;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * How the service is steered and read.
 *
 * @param weight sets the canary's share; null if that was not said yet
 * @param reading reads the canary's share; null if it cannot be read
 * @param statistics takes what the service counted since the last call; null if it counts nothing
 * @param predictions reads what the predictors counted since they started; null if they count nothing
 * @param alerts gets the alerts; null if nobody does
 */
record Controls(
        @Nullable WeightSetter weight,
        @Nullable Callable<Double> reading,
        @Nullable Callable<Map<String, Long>> statistics,
        @Nullable Callable<Map<String, Long>> predictions,
        @Nullable WebhookReceiver alerts) {

    Controls withWeight(WeightSetter newWeight) {
        return new Controls(newWeight, reading, statistics, predictions, alerts);
    }

    Controls withReading(Callable<Double> newReading) {
        return new Controls(weight, newReading, statistics, predictions, alerts);
    }

    Controls withStatistics(Callable<Map<String, Long>> newStatistics) {
        return new Controls(weight, reading, newStatistics, predictions, alerts);
    }

    Controls withPredictions(Callable<Map<String, Long>> newPredictions) {
        return new Controls(weight, reading, statistics, newPredictions, alerts);
    }

    Controls withAlerts(WebhookReceiver newAlerts) {
        return new Controls(weight, reading, statistics, predictions, newAlerts);
    }
}
