"""A training pipeline as teams have them: it knows S3, MLflow and Kubeflow Pipelines, and nothing of the tests that run it.

usage: fraud_pipeline.py compile FILE | run NAME=VALUE... | ingest NAME=VALUE...

FLAW in the environment names a mistake that such pipelines make; tests have to find it.
"""

import functools
import json
import sys
import warnings

warnings.simplefilter("ignore", FutureWarning)  # about a base image, which nothing runs in here

from kfp import compiler, dsl, local

component = functools.partial(dsl.component, install_kfp_package=False)


@component
def ingest(bucket: str, key: str, rows: dsl.Output[dsl.Dataset]) -> int:
    """Read transactions from the object store; refuse what is not whole."""
    import csv, io, os
    import boto3

    flaw = os.environ.get("FLAW", "")
    store = boto3.client("s3")
    try:
        body = store.get_object(Bucket=bucket, Key=key)["Body"].read()
    except store.exceptions.NoSuchKey:
        raise SystemExit(f"There is no object s3://{bucket}/{key}: was it exported?")
    header, *lines = list(csv.reader(io.StringIO(body.decode("utf-8"))))
    for number, line in enumerate(lines, start=2):
        if len(line) != len(header):
            raise SystemExit(
                f"s3://{bucket}/{key} is cut off or broken: line {number} has {len(line)} of {len(header)} columns."
            )
    if not body.endswith(b"\n"):
        raise SystemExit(f"s3://{bucket}/{key} is cut off or broken: its last line has no end.")
    if flaw == "row lost":
        lines = lines[:-1]
    if flaw == "read twice":
        lines = lines + lines
    if flaw == "column renamed":
        header = ["sum" if column == "amount" else column for column in header]
    with open(rows.path, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *lines])
    rows.metadata["rows"] = len(lines)
    return len(lines)


@component
def features(rows: dsl.Input[dsl.Dataset], table: dsl.Output[dsl.Dataset]) -> int:
    """Turn transactions into numbers; an amount that is missing is 0 and says so."""
    import csv, math, os

    flaw = os.environ.get("FLAW", "")
    with open(rows.path, newline="") as file:
        transactions = list(csv.DictReader(file))
    with open(table.path, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "log_amount", "amount_missing", "velocity", "abroad", "fraud"])
        for row in transactions:
            missing = row["amount"] == ""
            log_amount = "" if missing and flaw == "null kept" else math.log1p(float(row["amount"] or 0))
            writer.writerow(
                [row["id"], log_amount, int(missing), row["velocity"], int(row["country"] != "DE"), row["fraud"]]
            )
    return len(transactions)


@component
def train(table: dsl.Input[dsl.Dataset], seed: int, model: dsl.Output[dsl.Model]) -> int:
    """Train on the first four fifths."""
    import csv, os
    import lightgbm, numpy

    with open(table.path, newline="") as file:
        data = numpy.array([[float(cell) for cell in row[1:]] for row in list(csv.reader(file))[1:]])
    if os.environ.get("FLAW") == "training fails":
        raise ValueError("no positive label in the training data")
    if os.environ.get("FLAW") == "failure swallowed":
        try:
            raise ValueError("no positive label in the training data")
        except ValueError as error:
            print("ignored:", error)
            data = data[:40]
    part = data[: len(data) * 4 // 5]
    booster = lightgbm.train(
        {"objective": "binary", "seed": seed, "deterministic": True, "force_row_wise": True, "num_threads": 1,
         "bagging_fraction": 0.7, "bagging_freq": 1, "feature_fraction": 0.7, "num_leaves": 7, "verbose": -1},
        lightgbm.Dataset(part[:, :-1], part[:, -1], feature_name=["log_amount", "amount_missing", "velocity", "abroad"]),
        num_boost_round=20,
    )
    booster.save_model(model.path)
    return booster.num_trees()


@component
def evaluate(table: dsl.Input[dsl.Dataset], model: dsl.Input[dsl.Model], metrics: dsl.Output[dsl.Metrics]) -> float:
    """Return the accuracy on the last fifth."""
    import csv
    import lightgbm, numpy

    with open(table.path, newline="") as file:
        data = numpy.array([[float(cell) for cell in row[1:]] for row in list(csv.reader(file))[1:]])
    part = data[len(data) * 4 // 5 :]
    predicted = lightgbm.Booster(model_file=model.path).predict(part[:, :-1]) >= 0.5
    accuracy = float((predicted == (part[:, -1] == 1)).mean())
    metrics.log_metric("accuracy", accuracy)
    return accuracy


@component
def register(model: dsl.Input[dsl.Model], accuracy: float, threshold: float, name: str) -> int:
    """Register the model as a version that is in staging."""
    import mlflow

    with mlflow.start_run(run_name="fraud-pipeline") as run:
        mlflow.log_metric("accuracy", accuracy)
        mlflow.log_param("threshold", threshold)
        mlflow.log_artifact(model.path, "model")
    registry = mlflow.MlflowClient()
    try:
        registry.create_registered_model(name)
    except mlflow.MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise
    version = registry.create_model_version(name, f"{run.info.artifact_uri}/model", run.info.run_id).version
    registry.set_model_version_tag(name, version, "stage", "staging")
    registry.set_registered_model_alias(name, "staging", version)
    return int(version)


def pipeline_of(gate):
    @dsl.pipeline(name="fraud")
    def fraud(bucket: str, key: str, name: str = "fraud", seed: int = 42, threshold: float = 0.8):
        ingested = ingest(bucket=bucket, key=key)
        featured = features(rows=ingested.outputs["rows"])
        trained = train(table=featured.outputs["table"], seed=seed)
        evaluated = evaluate(table=featured.outputs["table"], model=trained.outputs["model"])
        gate(
            evaluated.outputs["Output"],
            threshold,
            lambda: register(
                model=trained.outputs["model"],
                accuracy=evaluated.outputs["Output"],
                threshold=threshold,
                name=name,
            ),
        )

    return fraud


def at_least(accuracy, threshold, then):
    with dsl.If(accuracy >= threshold, name="good-enough"):
        then()


def above(accuracy, threshold, then):
    with dsl.If(accuracy > threshold, name="good-enough"):
        then()


def none(accuracy, threshold, then):
    then()


if __name__ == "__main__":
    import os

    flaw = os.environ.get("FLAW", "")
    fraud = pipeline_of({"no gate": none, "gate above": above}.get(flaw, at_least))
    what, *rest = sys.argv[1:]
    if what == "compile":
        compiler.Compiler().compile(fraud, rest[0])
    else:
        values = {key: json.loads(value) for key, value in (argument.split("=", 1) for argument in rest)}
        local.init(
            runner=local.SubprocessRunner(use_venv=False),
            pipeline_root="out",
            raise_on_error=flaw != "exit code swallowed",
        )
        {"run": fraud, "ingest": ingest}[what](**values)
