"""Polars as a contender of PointInTimeBenchmark: prints one figure a line. Arguments: contender, features, entities."""

import resource
import statistics
import sys
import time

import polars

ROUNDS = 7
KEY = "driver_id"
TIME = "event_timestamp"


def measure(name, task):
    cpu, wall = [], []
    for _ in range(ROUNDS):
        cpu_before, wall_before = time.process_time(), time.perf_counter()
        result = task()
        cpu.append(time.process_time() - cpu_before)
        wall.append(time.perf_counter() - wall_before)
    print(f"{name}, first CPU s={cpu[0]}")
    print(f"{name}, CPU s={statistics.median(cpu[1:])}")
    print(f"{name}, wall s={statistics.median(wall[1:])}")
    return result


def join(features, entities):
    latest = features.sort(TIME, "created").unique([KEY, TIME], keep="last", maintain_order=True).drop("created")
    return entities.sort(TIME).join_asof(latest, on=TIME, by=KEY, tolerance="7d", check_sortedness=False)


features_file, entities_file = sys.argv[2:]
measure("read and join", lambda: join(polars.read_parquet(features_file), polars.read_parquet(entities_file)))
features, entities = polars.read_parquet(features_file), polars.read_parquet(entities_file)
joined = measure("join", lambda: join(features, entities))
print(f"peak memory MB={resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}")
for feature in ["conv_rate", "acc_rate", "trips"]:
    print(f"values of {feature}={joined[feature].count()}")
print(f"sum of trips={joined['trips'].sum()}")
