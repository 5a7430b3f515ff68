"""Polars and datacompy as contenders of ParityBenchmark: prints one figure a line.

Arguments: polars, datacompy-polars or datacompy-pandas, and the files of the expected, an equal and a differing table.
"""

import resource
import statistics
import sys
import time

KEYS = ["driver_id"]


def measure(name, task, rounds):
    cpu, wall = [], []
    for _ in range(rounds):
        cpu_before, wall_before = time.process_time(), time.perf_counter()
        result = task()
        cpu.append(time.process_time() - cpu_before)
        wall.append(time.perf_counter() - wall_before)
    print(f"{name}, first CPU s={cpu[0]}")
    print(f"{name}, CPU s={statistics.median(cpu[1:])}")
    print(f"{name}, wall s={statistics.median(wall[1:])}")
    return result


def polars(expected_file, actual_file):
    from polars import read_parquet

    return int(not read_parquet(expected_file).sort(KEYS).equals(read_parquet(actual_file).sort(KEYS)))


def datacompy_polars(expected_file, actual_file):
    from datacompy import PolarsCompare
    from polars import read_parquet

    comparison = PolarsCompare(read_parquet(expected_file), read_parquet(actual_file), join_columns=KEYS)
    comparison.report()
    return sum(column["unequal_cnt"] for column in comparison.column_stats)


def datacompy_pandas(expected_file, actual_file):
    from datacompy import PandasCompare
    from pandas import read_parquet

    comparison = PandasCompare(read_parquet(expected_file), read_parquet(actual_file), join_columns=KEYS)
    comparison.report()
    return sum(column["unequal_cnt"] for column in comparison.column_stats)


compare = {
    "polars": polars,
    "datacompy-polars": datacompy_polars,
    "datacompy-pandas": datacompy_pandas,
}[sys.argv[1]]
expected, equal, differing = sys.argv[2:]
print(f"differences of equal tables={measure('read and compare equal', lambda: compare(expected, equal), 5)}")
print(f"differences found={measure('read and compare differing', lambda: compare(expected, differing), 5)}")
print(f"peak memory MB={resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}")
