package shop;

import org.mlflow.tracking.MlflowClient;
import org.springframework.stereotype.Service;

@Service
public class Training {

    private final MlflowClient mlflow;

    Training(MlflowClient mlflow) {
        this.mlflow = mlflow;
    }

    public String train() {
        String run = mlflow.createRun("0").getRunId();
        mlflow.logMetric(run, "auc", 0.9);
        mlflow.setTerminated(run);
        return run;
    }
}
