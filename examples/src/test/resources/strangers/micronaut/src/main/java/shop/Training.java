package shop;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import org.mlflow.tracking.MlflowClient;

@Singleton
public class Training {

    private final String trackingUri;

    Training(@Property(name = "mlflow.tracking-uri") String trackingUri) {
        this.trackingUri = trackingUri;
    }

    public String train() {
        try (MlflowClient mlflow = new MlflowClient(trackingUri)) {
            String run = mlflow.createRun("0").getRunId();
            mlflow.logMetric(run, "auc", 0.9);
            mlflow.setTerminated(run);
            return run;
        }
    }
}
