"""Let real Feast apply a project of odd views and ask it for features: python odd_project.py DIRECTORY REDIS_HOST:PORT

DIRECTORY then holds odd-registry.db, odd-redis.txt (as fill_redis.py writes it) and odd-answers.json: for each request what Feast's
own server would answer. The committed copies were made so with feast[redis]==0.67.0 and an empty Redis 7:

    python odd_project.py . 127.0.0.1:6379
"""
import json
import os
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import redis
from feast import (
    Entity,
    FeatureService,
    FeatureStore,
    FeatureView,
    Field,
    FileSource,
    PushSource,
    RepoConfig,
    RequestSource,
    StreamFeatureView,
    ValueType,
)
from feast.on_demand_feature_view import on_demand_feature_view
from feast.repo_config import RegistryConfig
from feast.types import Float64, Int64, String, UnixTimestamp

os.chdir(sys.argv[1])  # so that no path of this machine gets into the registry
address = sys.argv[2]
noon = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
US = pa.timestamp("us", tz="UTC")


def source(name, columns, **options):
    path = f"{name}.parquet"
    count = len(next(iter(columns.values())))
    pq.write_table(pa.table({**columns, "event_timestamp": pa.array([noon] * count, US)}), path)
    return FileSource(name=name, path=path, timestamp_field="event_timestamp", **options)


def store():
    return FeatureStore(
        config=RepoConfig(
            project="odd",
            provider="local",
            registry=RegistryConfig(path="odd-registry.db", enable_online_feature_view_versioning=True),
            offline_store={"type": "file"},
            online_store={"type": "redis", "connection_string": address},
            entity_key_serialization_version=3,
        )
    )


ids = pa.array([1, 2], pa.int64())
place = Entity(name="place", join_keys=["place_id"], value_type=ValueType.INT64)
rider = Entity(name="rider", join_keys=["rider_id"], value_type=ValueType.INT64)

# read twice by one service, under two names and with two keys
places = FeatureView(
    name="places",
    entities=[place],
    schema=[Field(name="place_id", dtype=Int64), Field(name="heat", dtype=Float64)],
    source=source("places", {"place_id": ids, "heat": pa.array([0.25, 0.75])}),
)
# a feature of the name of the event timestamp
clocks = FeatureView(
    name="clocks",
    entities=[place],
    schema=[
        Field(name="place_id", dtype=Int64),
        Field(name="event_timestamp", dtype=UnixTimestamp),
        Field(name="ticks", dtype=Int64),
    ],
    source=source("clocks", {"place_id": ids, "ticks": pa.array([10, 20], pa.int64())}),
)
# a TTL of more nanoseconds than 64 bits count
fossils = FeatureView(
    name="fossils",
    entities=[place],
    ttl=timedelta(days=365 * 1000),
    schema=[Field(name="place_id", dtype=Int64), Field(name="bones", dtype=Int64)],
    source=source("fossils", {"place_id": ids, "bones": pa.array([7, 8], pa.int64())}),
)
riders_source = source("riders", {"rider_id": ids, "trips": pa.array([3, 4], pa.int64())})
riders = FeatureView(
    name="riders",
    entities=[rider],
    schema=[Field(name="rider_id", dtype=Int64), Field(name="trips", dtype=Int64)],
    source=riders_source,
)
streamed = StreamFeatureView(
    name="streamed",
    entities=[rider],
    ttl=timedelta(days=1),
    timestamp_field="event_timestamp",
    schema=[Field(name="rider_id", dtype=Int64), Field(name="clicks", dtype=Int64)],
    source=PushSource(
        name="clicks_push", batch_source=source("streamed", {"rider_id": ids, "clicks": pa.array([5, 6], pa.int64())})
    ),
)


@on_demand_feature_view(
    sources=[riders, RequestSource(name="request", schema=[Field(name="bonus", dtype=Int64)])],
    schema=[Field(name="trips_and_bonus", dtype=Int64)],
)
def demanded(inputs: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({"trips_and_bonus": inputs["trips"] + inputs["bonus"]})


services = [
    FeatureService(
        name="routes",
        features=[
            places.with_name("origin").with_join_key_map({"place_id": "origin_id"}),
            places.with_name("destination").with_join_key_map({"place_id": "destination_id"}),
            riders,
        ],
    ),
    FeatureService(name="keyed", features=[places.with_join_key_map({"place_id": "where"})]),
    FeatureService(name="mixed", features=[riders, demanded]),
    FeatureService(name="streams", features=[riders, streamed]),
    FeatureService(name="clocked", features=[clocks, riders]),
]
first = store()
first.apply([place, rider, places, clocks, fossils, riders, streamed, demanded, *services])
window = (noon - timedelta(days=1), noon + timedelta(days=1))
first.materialize(*window)

# the second version of a view has values of its own, those of the first stay in Redis
pq.write_table(
    pa.table(
        {
            "rider_id": ids,
            "trips": pa.array([30, 40], pa.int64()),
            "tier": pa.array(["gold", "tin"]),
            "event_timestamp": pa.array([noon + timedelta(hours=1)] * 2, US),
        }
    ),
    "riders.parquet",
)
riders_2 = FeatureView(
    name="riders",
    entities=[rider],
    schema=[Field(name="rider_id", dtype=Int64), Field(name="trips", dtype=Int64), Field(name="tier", dtype=String)],
    source=riders_source,
)
second = store()
second.apply([riders_2, FeatureService(name="pinned", features=["riders@v0:trips", "riders:tier"])])
second.materialize(*window, feature_views=["riders"])


def ask(features, rows, full_names=False):
    asked = {"features": features, "rows": rows, "full_names": full_names}
    try:
        what = second.get_feature_service(features) if isinstance(features, str) else features
        answer = second.get_online_features(what, entity_rows=rows, full_feature_names=full_names)
        return {**asked, "answer": {name: values for name, values in sorted(answer.to_dict().items())}}
    except Exception as error:
        return {**asked, "error": str(error)}


ride = {"origin_id": 1, "destination_id": 2, "rider_id": 2}
answers = [
    ask("routes", [ride], full_names=True),
    ask("routes", [ride, {**ride, "origin_id": 2}], full_names=True),
    ask("routes", [ride]),
    ask("keyed", [{"where": 2}]),
    ask("streams", [{"rider_id": 1}]),
    ask("clocked", [{"place_id": 1, "rider_id": 1}]),
    ask("mixed", [{"rider_id": 1, "bonus": 5}]),
    ask("pinned", [{"rider_id": 1}], full_names=True),
    ask("pinned", [{"rider_id": 1}]),
    ask(["fossils:bones"], [{"place_id": 2}]),
    ask(["clocks:ticks"], [{"place_id": 2}]),
    ask(["clocks:event_timestamp"], [{"place_id": 2}]),
    ask(["streamed:clicks"], [{"rider_id": 2}]),
    ask(["riders:trips", "riders:tier"], [{"rider_id": 2}]),
    ask(["riders@v0:trips"], [{"rider_id": 2}]),
    ask(["riders@v1:trips"], [{"rider_id": 2}]),
    ask(["riders@v0:trips", "riders@v1:trips"], [{"rider_id": 2}], full_names=True),
    ask(["riders@latest:trips"], [{"rider_id": 2}]),
    ask(["riders@v0:tier"], [{"rider_id": 2}]),
    ask(["riders@v9:trips"], [{"rider_id": 2}]),
    ask(["riders@old:trips"], [{"rider_id": 2}]),
    ask(["origin:heat"], [{"origin_id": 1}]),
]
Path("odd-answers.json").write_text(json.dumps(answers, indent=1, default=str) + "\n")

host, port = address.split(":")
client = redis.Redis(host, int(port))
lines = [
    f"{key.hex()} {field.hex()} {value.hex() or '-'}"
    for key in client.scan_iter()
    for field, value in client.hgetall(key).items()
]
Path("odd-redis.txt").write_text("\n".join(sorted(lines)) + "\n")
