package shop;

import java.net.URI;
import org.mlflow.tracking.MlflowClient;

public final class Training {

    private final URI tracking;

    public Training(URI tracking) {
        this.tracking = tracking;
    }

    public String train() {
        try (MlflowClient mlflow = new MlflowClient(tracking.toString())) {
            String run = mlflow.createRun("0").getRunId();
            mlflow.logMetric(run, "auc", 0.9);
            mlflow.setTerminated(run);
            return run;
        }
    }
}
