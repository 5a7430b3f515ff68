package io.mmp.test.examples.fault;

import java.time.Duration;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;

/** The system under test: it logs the loss of each epoch, and asks again for a while where the tracking server does not answer. */
final class PatientTraining {

    private final MlflowClient client;
    private final Duration patience;

    PatientTraining(MlflowClient client, Duration patience) {
        this.client = client;
        this.patience = patience;
    }

    void train(String runId, int epochs) {
        for (int epoch = 0; epoch < epochs; epoch++) {
            log(runId, 1.0 / (1 + epoch), epoch);
        }
    }

    private void log(String runId, double loss, int epoch) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                client.logMetric(runId, "loss", loss, epoch, epoch);
                return;
            } catch (MlflowClientException e) {
                if (System.nanoTime() - deadline >= 0) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }
}
