"""A LightGBM model behind KServe's own model server, on the loopback alone: fraud.py MODEL.TXT --http_port PORT --enable_grpc false"""
import argparse
import functools
import sys

import lightgbm
import numpy
import uvicorn
from kserve import Model, ModelServer, model_server
from kserve.utils.utils import get_predict_input, get_predict_response

# KServe listens on all addresses and has no option for another one.
uvicorn.Config = functools.partial(lambda config, *args, **options: config(*args, **{**options, "host": "127.0.0.1"}), uvicorn.Config)

FEATURES = ["amount", "velocity_1h", "hour_of_day", "distance_km"]


class Fraud(Model):
    def load(self):
        self.booster = lightgbm.Booster(model_file=sys.argv[1])
        self.ready = True
        return True

    def predict(self, payload, headers=None, response_headers=None):
        rows = numpy.asarray(get_predict_input(payload), dtype=float)
        return get_predict_response(payload, self.booster.predict(rows), self.name)


def train(path):
    random = numpy.random.default_rng(0)
    rows = numpy.column_stack(
        [random.uniform(0, 5000, 2000), random.integers(0, 20, 2000), random.integers(0, 24, 2000), random.uniform(0, 900, 2000)]
    )
    fraud = (rows[:, 0] / 5000 + rows[:, 1] / 20 + random.normal(0, 0.1, 2000) > 1.2).astype(int)
    data = lightgbm.Dataset(rows, fraud, feature_name=FEATURES)
    lightgbm.train(dict(objective="binary", num_threads=1, verbose=-1, seed=1), data, 20).save_model(path)


if __name__ == "__main__":
    options, _ = argparse.ArgumentParser(parents=[model_server.parser]).parse_known_args()
    train(sys.argv[1])
    model = Fraud("fraud")
    model.load()
    ModelServer().start([model])
