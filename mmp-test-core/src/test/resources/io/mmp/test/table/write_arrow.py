"""Write arrow-*.parquet, as pyarrow 26 does: many small pages of both versions, with and without dictionaries, and odd cells."""

import datetime
import random

import pyarrow
import pyarrow.parquet

ROWS = 3000
UTC = datetime.timezone.utc
random.seed(7)


def some(cell):
    return [None if random.random() < 0.1 else cell(row) for row in range(ROWS)]


def micros(row):
    return datetime.timedelta(microseconds=row)


columns = {
    "required": pyarrow.array(range(ROWS), pyarrow.int64()),
    "id": pyarrow.array(range(ROWS), pyarrow.int64()),
    "i": pyarrow.array(some(lambda row: random.randint(-2**31, 2**31 - 1)), pyarrow.int32()),
    "b": pyarrow.array(some(lambda row: random.random() < 0.5), pyarrow.bool_()),
    "f": pyarrow.array(some(lambda row: random.choice([float("nan"), -0.0, float("inf"), random.random()])), pyarrow.float32()),
    "d": pyarrow.array(some(lambda row: random.choice([float("nan"), -0.0, float("-inf"), random.random()])), pyarrow.float64()),
    "word": pyarrow.array(some(lambda row: random.choice(["", "a", "Zürich", "日本", "\U0001F600"])), pyarrow.string()),
    "text": pyarrow.array(some(lambda row: f"text {row}" * random.randint(0, 3)), pyarrow.string()),
    "ms": pyarrow.array(some(lambda row: datetime.datetime(1900 + row % 300, 1, 1, tzinfo=UTC)), pyarrow.timestamp("ms", "UTC")),
    "us": pyarrow.array(some(lambda row: datetime.datetime(2026, 1, 1, tzinfo=UTC) + micros(row)), pyarrow.timestamp("us", "UTC")),
    "ns": pyarrow.array([None if row % 7 == 0 else 1767225600000000000 + row for row in range(ROWS)], pyarrow.timestamp("ns", "UTC")),
    "local": pyarrow.array(some(lambda row: datetime.datetime(1960, 1, 1) + micros(row)), pyarrow.timestamp("us")),
    "none": pyarrow.array([None] * ROWS, pyarrow.int64()),
}
schema = pyarrow.schema([pyarrow.field(name, column.type, nullable=name != "required") for name, column in columns.items()])
table = pyarrow.table(list(columns.values()), schema=schema)
for codec, rows in {"snappy": ROWS, "gzip": 300}.items():
    for version in ("1.0", "2.0"):
        pyarrow.parquet.write_table(
            table.slice(0, rows),
            f"arrow-{codec}-{version[0]}.parquet",
            compression=codec,
            data_page_version=version,
            data_page_size=1024,
            row_group_size=1300,
            write_batch_size=100,
            use_dictionary=["word", "i"],
            write_page_index=version == "2.0",
        )
