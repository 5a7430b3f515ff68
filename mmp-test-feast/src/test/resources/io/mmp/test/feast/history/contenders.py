"""Polars and Feast as contenders of PointInTimeBenchmark: prints one figure a line.

Arguments: polars or feast, the files of features and of entity rows, and an empty directory.
"""

import resource
import statistics
import sys
import time
import warnings

KEY = "driver_id"
TIME = "event_timestamp"
FEATURES = ["conv_rate", "acc_rate", "trips"]


def measure(name, task, rounds):
    cpu, wall = [], []
    for _ in range(rounds):
        cpu_before, wall_before = time.process_time(), time.perf_counter()
        result = task()
        cpu.append(time.process_time() - cpu_before)
        wall.append(time.perf_counter() - wall_before)
    print(f"{name}, first CPU s={cpu[0]}")
    print(f"{name}, CPU s={statistics.median(cpu[1:] or cpu)}")
    print(f"{name}, wall s={statistics.median(wall[1:] or wall)}")
    return result


def polars(features_file, entities_file, directory):
    from polars import read_parquet

    def join(features, entities):
        latest = features.sort(TIME, "created").unique([KEY, TIME], keep="last", maintain_order=True).drop("created")
        return entities.sort(TIME).join_asof(latest, on=TIME, by=KEY, tolerance="7d", check_sortedness=False)

    measure("read and join", lambda: join(read_parquet(features_file), read_parquet(entities_file)), 7)
    features, entities = read_parquet(features_file), read_parquet(entities_file)
    return measure("join", lambda: join(features, entities), 7).to_arrow()


def feast(features_file, entities_file, directory):
    from datetime import timedelta

    import pandas
    from feast import Entity, FeatureStore, FeatureView, Field, FileSource, RepoConfig
    from feast.types import Float32, Float64, Int64
    from feast.value_type import ValueType

    warnings.filterwarnings("ignore")
    store = FeatureStore(config=RepoConfig(
        project="benchmark",
        provider="local",
        registry=f"{directory}/registry.db",
        online_store={"type": "sqlite", "path": f"{directory}/online.db"},
        offline_store={"type": "duckdb"},
        entity_key_serialization_version=3,
    ))
    driver = Entity(name=KEY, join_keys=[KEY], value_type=ValueType.INT64)
    types = {KEY: Int64, "conv_rate": Float64, "acc_rate": Float32, "trips": Int64}
    source = FileSource(path=features_file, timestamp_field=TIME, created_timestamp_column="created")
    store.apply([driver, FeatureView(
        name="driver_stats",
        entities=[driver],
        ttl=timedelta(days=7),
        schema=[Field(name=name, dtype=dtype) for name, dtype in types.items()],
        source=source,
    )])
    names = [f"driver_stats:{feature}" for feature in FEATURES]
    return measure(
        "read and join",
        lambda: store.get_historical_features(pandas.read_parquet(entities_file), names).to_arrow(),
        1)


joined = {"polars": polars, "feast": feast}[sys.argv[1]](*sys.argv[2:])
print(f"peak memory MB={resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}")
for feature in FEATURES:
    print(f"values of {feature}={len(joined[feature]) - joined[feature].null_count}")
print(f"sum of trips={sum(trips for trips in joined['trips'].to_pylist() if trips is not None)}")
