"""Write nanos.parquet and int96.parquet, as pyarrow 26 does with timestamps in nanoseconds, which were the default of pandas for long."""

import pyarrow
import pyarrow.parquet

NANOS = [1767225600000000001, None, 1767225600000001000]
table = pyarrow.table({
    "id": [1, 2, 3],
    "utc": pyarrow.array(NANOS, pyarrow.timestamp("ns", tz="UTC")),
    "local": pyarrow.array(NANOS, pyarrow.timestamp("ns")),
    "micros": pyarrow.array([1767225600000001, None, 1], pyarrow.timestamp("us", tz="UTC")),
    "list": pyarrow.array([[NANOS[0]], None, []], pyarrow.list_(pyarrow.timestamp("ns", tz="UTC"))),
    "none": pyarrow.array([None] * 3, pyarrow.null()),
})
pyarrow.parquet.write_table(table, "nanos.parquet")
pyarrow.parquet.write_table(table.select(["id", "local"]), "int96.parquet", use_deprecated_int96_timestamps=True)
