"""A training script as teams have them: it knows MLflow and nothing of the test that starts it."""

import math

import mlflow

with mlflow.start_run(run_name="from-python") as run:
    mlflow.log_params({"optimizer": "sgd", "epochs": 5})
    for epoch in range(5):
        mlflow.log_metric("loss", math.exp(-epoch), step=epoch)
    mlflow.log_text("weights: [1, 2, 3]\n", "model/weights.txt")
    mlflow.set_tag("team", "payments")
    print("run", run.info.run_id)
