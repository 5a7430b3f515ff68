"""Answers point-in-time joins with an offline store of real Feast, in one process.

Arguments: an empty directory for the feature repo, a file of questions, a file for the answers; both of JSON, one document a line;
the store, which is duckdb, dask or postgres; the port of PostgreSQL.
The first question declares the views, each of the others is one retrieval from them:

    {"views": [{"name", "keys": {name: type}, "features": {name: type}, "ttl", "created", "mapping": {column: field}}]}
    {"rows": {view: {column: [...]}}, "entities": {column: [...]}, "types": {column: type}, "sources": [{"view", "name", "keys"}],
     "full_names", "knowledge"}

Timestamps and TTLs are in microseconds, floating-point numbers are text, for NaN and the infinities.
"""

import json
import logging
import sys
import warnings
from datetime import timedelta
from pathlib import Path

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)

import ibis
import pandas
import psycopg
import pyarrow
import pyarrow.parquet
from feast import Entity, FeatureService, FeatureStore, FeatureView, Field, FileSource, RepoConfig
from feast.infra.offline_stores.contrib.postgres_offline_store.postgres_source import PostgreSQLSource
from feast.types import Array, Bool, Float32, Float64, Int32, Int64, String, UnixTimestamp
from feast.value_type import ValueType

MICROS = pyarrow.timestamp("us", tz="UTC")
TYPES = {
    "BOOL": (Bool, pyarrow.bool_()),
    "INT32": (Int32, pyarrow.int32()),
    "INT64": (Int64, pyarrow.int64()),
    "FLOAT": (Float32, pyarrow.float32()),
    "DOUBLE": (Float64, pyarrow.float64()),
    "STRING": (String, pyarrow.string()),
    "UNIX_TIMESTAMP": (UnixTimestamp, MICROS),
    "INT64_LIST": (Array(Int64), pyarrow.list_(pyarrow.int64())),
}
SQL_TYPES = {
    "bool": "boolean",
    "int32": "integer",
    "int64": "bigint",
    "float": "real",
    "double": "double precision",
    "string": "text",
    "timestamp[us, tz=UTC]": "timestamptz",
    "list<item: int64>": "bigint[]",
    "list<element: int64>": "bigint[]",
}


def column(values, kind):
    if kind in ("FLOAT", "DOUBLE"):
        values = [None if value is None else float(value) for value in values]
    return pyarrow.array(values, TYPES[kind][1])


def cells(column):
    if pyarrow.types.is_timestamp(column.type):
        return column.cast(pyarrow.timestamp("us", tz=column.type.tz)).cast(pyarrow.int64()).to_pylist()
    values = column.to_pylist()
    return [repr(value) if isinstance(value, float) else value for value in values]


class Files:
    def __init__(self, directory, store):
        self.directory = directory
        self.config = {"type": {"dask": "file"}.get(store, store)}

    def source(self, view, **options):
        return FileSource(path=str(self.directory / f"{view}.parquet"), **options)

    def write(self, view, table):
        pyarrow.parquet.write_table(table, self.directory / f"{view}.parquet")


class Postgres:
    def __init__(self, port):
        address = {"host": "127.0.0.1", "port": port, "user": "test", "password": "unused"}
        self.config = {"type": "postgres", "database": "postgres", "sslmode": "disable", **address}
        self.connection = psycopg.connect(**address, dbname="postgres", autocommit=True)

    def source(self, view, **options):
        return PostgreSQLSource(table=view, **options)

    def write(self, view, table):
        columns = ", ".join(f"{name} {SQL_TYPES[str(table.schema.field(name).type)]}" for name in table.column_names)
        with self.connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {view}")
            cursor.execute(f"CREATE TABLE {view} ({columns})")
            with cursor.copy(f"COPY {view} FROM STDIN") as copy:
                for row in zip(*(column.to_pylist() for column in table.columns)):
                    copy.write_row(row)


class Repo:
    def __init__(self, directory, sources, views):
        self.sources = sources
        self.types = {view["name"]: self.column_types(view) for view in views}
        for name, types in self.types.items():
            self.write(name, {column: [] for column in types})
        self.store = FeatureStore(config=RepoConfig(
            project="differential",
            provider="local",
            registry={"path": str(directory / "registry.db"), "cache_ttl_seconds": 0},
            online_store={"type": "sqlite", "path": str(directory / "online.db")},
            offline_store=sources.config,
            entity_key_serialization_version=3,
        ))
        keys = {key: kind for view in views for key, kind in view["keys"].items()}
        self.entities = {
            key: Entity(name=key, join_keys=[key], value_type=ValueType[kind]) for key, kind in keys.items()}
        self.views = {view["name"]: self.view(view) for view in views}
        self.store.apply([*self.entities.values(), *self.views.values(), *self.services(views)])

    @staticmethod
    def column_types(view):
        columns = {field: column for column, field in view["mapping"].items()}
        types = {"event_timestamp": "UNIX_TIMESTAMP"} | ({"created": "UNIX_TIMESTAMP"} if view["created"] else {})
        types |= {columns.get(name, name): kind for name, kind in {**view["keys"], **view["features"]}.items()}
        return types

    def view(self, view):
        return FeatureView(
            name=view["name"],
            entities=[self.entities[key] for key in view["keys"]],
            ttl=timedelta(microseconds=view["ttl"]),
            schema=[Field(name=name, dtype=TYPES[kind][0]) for name, kind in {**view["keys"], **view["features"]}.items()],
            source=self.sources.source(
                view["name"],
                name=view["name"] + "_source",
                timestamp_field="event_timestamp",
                created_timestamp_column="created" if view["created"] else "",
                field_mapping=view["mapping"],
            ),
        )

    def services(self, views):
        """A view with one key can be read twice: by the keys buyer and seller."""
        return [
            FeatureService(name=view["name"] + "_twice", features=[
                self.views[view["name"]].with_name(role).with_join_key_map({key: role}) for role in ("buyer", "seller")])
            for view in views if len(view["keys"]) == 1 for key in view["keys"]
        ]

    def write(self, view, columns):
        table = pyarrow.table({name: column(values, self.types[view][name]) for name, values in columns.items()})
        self.sources.write(view, table)

    def answer(self, question):
        for view, columns in question["rows"].items():
            self.write(view, columns)
        sources = question["sources"]
        if sources[0]["name"] == sources[0]["view"]:
            features = [f"{source['view']}:{name.name}" for source in sources for name in self.views[source["view"]].features]
        else:
            features = self.store.get_feature_service(sources[0]["view"] + "_twice")
        entities = pandas.DataFrame({
            name: column(values, question["types"][name]).to_pandas(types_mapper={pyarrow.int64(): pandas.Int64Dtype()}.get)
            for name, values in question["entities"].items()})
        job = self.store.get_historical_features(
            entities, features, question["full_names"], filter_by_created_timestamp=question["knowledge"])
        table = job.to_arrow()
        return {name: cells(table[name]) for name in table.column_names}


def main():
    directory, questions, answers = map(Path, sys.argv[1:4])
    store, port = sys.argv[4:]
    # Files are rewritten for each question, faster than the cache can tell.
    ibis.get_backend().raw_sql("SET enable_external_file_cache = false")
    with questions.open() as lines, answers.open("w") as out:
        sources = Postgres(int(port)) if store == "postgres" else Files(directory, store)
        repo = Repo(directory, sources, json.loads(next(lines))["views"])
        for line in lines:
            try:
                answer = {"columns": repo.answer(json.loads(line))}
            except Exception as error:
                answer = {"error": f"{type(error).__name__}: {error}"}
            print(json.dumps(answer), file=out)


main()
