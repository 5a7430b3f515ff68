"""Let real Feast apply feature views and materialize them into Redis: python fill_redis.py DIRECTORY REDIS_HOST:PORT

DIRECTORY then holds registry.db, and redis.txt: a line "key field value" in hexadecimal for each entry of each hash. The committed
copies of these two files were made so with feast[redis]==0.67.0 and an empty Redis 7:

    python fill_redis.py . 127.0.0.1:6379
"""
import os
import sys
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import redis
from feast import Entity, FeatureService, FeatureStore, FeatureView, Field, FileSource, RepoConfig, ValueType
from feast.types import Array, Bool, Float32, Float64, Int32, Int64, String, UnixTimestamp
from feast.types import Decimal as FeastDecimal

os.chdir(sys.argv[1])  # so that no path of this machine gets into the registry
address = sys.argv[2]
noon = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
US = pa.timestamp("us", tz="UTC")


def source(name, columns, mapping=None):
    path = f"{name}.parquet"
    pq.write_table(pa.table(columns), path)
    return FileSource(
        name=name, path=path, timestamp_field="event_timestamp", created_timestamp_column="created", field_mapping=mapping
    )


def times(*offsets):
    return pa.array([noon + offset for offset in offsets], US)


store = FeatureStore(
    config=RepoConfig(
        project="golden",
        provider="local",
        registry="registry.db",
        offline_store={"type": "file"},
        online_store={"type": "redis", "connection_string": address},
        entity_key_serialization_version=3,
    )
)
driver = Entity(name="driver", join_keys=["driver_id"], value_type=ValueType.INT64)
city = Entity(name="city", join_keys=["city"], value_type=ValueType.STRING)
shift = Entity(name="shift", join_keys=["shift"], value_type=ValueType.INT32)
fraction = timedelta(microseconds=250)
driver_stats = FeatureView(
    name="driver_stats",
    entities=[driver],
    ttl=timedelta(hours=2),
    schema=[
        Field(name="driver_id", dtype=Int64),
        Field(name="conv_rate", dtype=Float32),
        Field(name="acc_rate", dtype=Float64),
        Field(name="trips", dtype=Int64),
        Field(name="name", dtype=String),
        Field(name="active", dtype=Bool),
        Field(name="since", dtype=UnixTimestamp),
        Field(name="last_trips", dtype=Array(Int64)),
        Field(name="balance", dtype=FeastDecimal),
    ],
    source=source(
        "driver_stats",
        {
            "driver_id": pa.array([1, 1, 2, 3], pa.int64()),
            "event_timestamp": times(-timedelta(hours=1), fraction, timedelta(0), timedelta(0)),
            "created": times(timedelta(0), timedelta(0), timedelta(0), timedelta(0)),
            "rate": pa.array([0.1, 0.5, None, 0.25], pa.float32()),
            "acc_rate": pa.array([0.1, 0.2, 0.3, 0.4], pa.float64()),
            "trips": pa.array([1, 2**53 + 1, 3, 4], pa.int64()),
            "name": pa.array(["", "Ada", "Zoë", ""], pa.string()),
            "active": pa.array([True, False, True, True], pa.bool_()),
            "since": times(timedelta(0), fraction, timedelta(0), timedelta(0)),
            "last_trips": pa.array([[1], [2, 3], [], [4]], pa.list_(pa.int64())),
            "balance": pa.array(["1.25", "-10.50", "0", "7"], pa.string()),
        },
        {"rate": "conv_rate"},
    ),
)
shift_stats = FeatureView(
    name="shift_stats",
    entities=[shift, city],
    schema=[Field(name="shift", dtype=Int32), Field(name="city", dtype=String), Field(name="load", dtype=Float64)],
    source=source(
        "shift_stats",
        {
            "shift": pa.array([1, 2], pa.int32()),
            "city": pa.array(["Köln", "Bonn"], pa.string()),
            "event_timestamp": times(timedelta(0), timedelta(0)),
            "created": times(timedelta(0), timedelta(0)),
            "load": pa.array([0.75, 1.5], pa.float64()),
        },
    ),
)
prices = FeatureView(
    name="prices",
    entities=[],
    schema=[Field(name="fuel", dtype=Float64)],
    source=source(
        "prices",
        {
            "event_timestamp": times(timedelta(0)),
            "created": times(timedelta(0)),
            "fuel": pa.array([1.79], pa.float64()),
        },
    ),
)
service = FeatureService(name="pricing", features=[driver_stats[["trips", "conv_rate"]], shift_stats])
store.apply([driver, city, shift, driver_stats, shift_stats, prices, service])
store.materialize(noon - timedelta(days=1), noon + timedelta(days=1))

host, port = address.split(",")[0].split(":")
client = redis.Redis(host, int(port))
lines = [
    f"{key.hex()} {field.hex()} {value.hex() or '-'}"
    for key in client.scan_iter()
    for field, value in client.hgetall(key).items()
]
Path("redis.txt").write_text("\n".join(sorted(lines)) + "\n")
