"""Runs one Feast for the many projects of one JVM.

Listens on a loopback port. A connection carries one request and its answer, each a JSON document on a line:

    {"token", "operation", "arguments": {...}}
    {"result"} or {"error": class, "message"}
"""

import json
import logging
import os
import socket
import socketserver
import threading
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")

# What the machine has set for Feast, for PostgreSQL's client and for HTTP is about other stores than those of a test.
for name in list(os.environ):
    if name.upper().startswith(("FEAST_", "FEATURE_", "REGISTRY_", "PG")) or name.lower().endswith("_proxy"):
        del os.environ[name]
os.environ["FEAST_USAGE"] = "False"

import ibis
import pandas
import psycopg
import pyarrow.parquet
import uvicorn
from feast import Entity, FeatureStore, FeatureView, Field, FileSource, RepoConfig
from feast.feature_server import get_app
from feast.infra.contrib.grpc_server import GrpcFeatureServer, get_grpc_server
from feast.infra.offline_stores.contrib.postgres_offline_store.postgres_source import PostgreSQLSource

LONG_AGO = datetime.datetime(1700, 1, 1, tzinfo=datetime.timezone.utc)  # Feast's SQL for PostgreSQL is wrong without a bound
FOREVER = 10**6  # seconds; a registry that is changed in this process need not be looked at again


class Files:
    """Sources that are Parquet files, one a view."""

    def __init__(self, directory):
        self.directory = directory

    def offline_store(self, kind):
        return {"type": "file" if kind == "dask" else kind}

    def source(self, view, options):
        return FileSource(path=str(self.file(view)), **options)

    def file(self, view):
        return self.directory / f"{view}.parquet"

    def create(self, view, types):
        pyarrow.parquet.write_table(from_json({"types": types, "columns": {name: [] for name in types}}), self.file(view))

    def append(self, view, rows):
        earlier = pyarrow.parquet.read_table(self.file(view))
        table = from_json(rows)
        pyarrow.parquet.write_table(
            pyarrow.concat_tables([earlier, table.select(earlier.column_names)]) if len(earlier) else table, self.file(view))

    def drop(self):
        pass


class Postgres:
    """Sources that are tables of a database of their own, one a view."""

    SCALARS = {
        "BOOL": "boolean", "INT32": "integer", "INT64": "bigint", "FLOAT": "real", "DOUBLE": "double precision",
        "STRING": "text", "JSON": "text", "UUID": "text", "TIME_UUID": "text", "ZONED_TIMESTAMP": "timestamptz", "DECIMAL": "numeric",
        "BYTES": "bytea", "PDF_BYTES": "bytea", "IMAGE_BYTES": "bytea", "UNIX_TIMESTAMP": "timestamptz",
    }

    def __init__(self, project, port):
        self.database = project
        self.address = {"host": "127.0.0.1", "port": port, "user": "test", "password": "unused"}
        self.administer(f'CREATE DATABASE "{project}"')

    def administer(self, statement):
        with psycopg.connect(**self.address, dbname="postgres", autocommit=True) as connection:
            connection.execute(statement)

    def connect(self):
        return psycopg.connect(**self.address, dbname=self.database)

    def offline_store(self, kind="postgres"):
        return {"type": "postgres", "database": self.database, "sslmode": "disable", **self.address}

    def source(self, view, options):
        return PostgreSQLSource(table=f'"{view}"', **options)

    def sql_type(self, kind):
        """Maps are JSON text, since Feast refuses its own reading of jsonb; for nested lists, whose text it garbles, it had better."""
        if element(kind):
            return self.SCALARS[element(kind)] + "[]"
        return self.SCALARS.get(kind, "jsonb" if kind.startswith("VALUE_") else "text")

    def create(self, view, types):
        columns = ", ".join(f'"{name}" {self.sql_type(kind)}' for name, kind in types.items())
        with self.connect() as connection:
            connection.execute(f'DROP TABLE IF EXISTS "{view}"')
            connection.execute(f'CREATE TABLE "{view}" ({columns})')

    def append(self, view, rows):
        names = ", ".join(f'"{name}"' for name in rows["types"])
        columns = [self.values(kind, cells(rows, name)) for name, kind in rows["types"].items()]
        with self.connect() as connection, connection.cursor() as cursor:
            with cursor.copy(f'COPY "{view}" ({names}) FROM STDIN') as copy:
                for row in zip(*columns):
                    copy.write_row(row)

    def values(self, kind, column):
        if arrow_type(kind) is None:
            return [None if value is None else json.dumps(value) for value in column]
        return column

    def drop(self):
        self.administer(f'DROP DATABASE "{self.database}" WITH (FORCE)')


class Project:
    def __init__(self, project, directory, offline, online, postgres_port, redis_port):
        self.name = project
        self.directory = Path(directory)
        database = Postgres(project, postgres_port) if "postgres" in (offline, online) else None
        self.sources = database if offline == "postgres" else Files(self.directory)
        self.database = database
        self.views = {}
        self.keys = {}
        self.servers = None
        online_stores = {
            "redis": lambda: {"type": "redis", "connection_string": f"127.0.0.1:{redis_port}"},
            "sqlite": lambda: {"type": "sqlite", "path": str(self.directory / "online.db")},
            "postgres": lambda: database.offline_store(),
        }
        self.store = FeatureStore(config=RepoConfig(
            project=project,
            provider="local",
            registry={"path": str(self.directory / "registry.db"), "cache_ttl_seconds": 0},
            offline_store=self.sources.offline_store(offline),
            online_store=online_stores[online](),
            entity_key_serialization_version=3,
        ))

    def apply(self, views):
        for view in views:
            for key, kind in view["keys"].items():
                if self.keys.setdefault(key, kind) != kind:
                    raise ValueError(f"Join key '{key}' is {kind} in view '{view['name']}', but {self.keys[key]} elsewhere.")
            if self.views.get(view["name"]) != view:
                self.sources.create(view["name"], view["columns"])
                self.views[view["name"]] = view
        entities = {key: Entity(name=key, join_keys=[key], value_type=ValueType[kind]) for key, kind in self.keys.items()}
        self.store.apply([*entities.values(), *(self.view(view, entities) for view in views)])

    def view(self, view, entities):
        return FeatureView(
            name=view["name"],
            entities=[entities[key] for key in view["keys"]],
            ttl=datetime.timedelta(seconds=view["ttl"][0], microseconds=view["ttl"][1]),
            schema=[Field(name=name, dtype=feast_type(kind)) for name, kind in {**view["keys"], **view["features"]}.items()],
            source=self.sources.source(view["name"], {
                "name": view["name"] + "_source",
                "timestamp_field": view["event"],
                "created_timestamp_column": view.get("created") or "",
                "field_mapping": view["mapping"],
            }),
        )

    def ingest(self, view, rows):
        self.sources.append(view, rows)

    def materialize(self, start, end):
        self.store.materialize(cell("UNIX_TIMESTAMP", start), cell("UNIX_TIMESTAMP", end))

    def historical(self, entities, features):
        frame = from_json(entities).to_pandas(types_mapper={pyarrow.int64(): pandas.Int64Dtype()}.get)
        return to_json(self.store.get_historical_features(frame, features).to_arrow())

    def offline(self, view):
        source = self.store.get_feature_view(view).batch_source
        column_of = {field: column for column, field in source.field_mapping.items()}
        timestamps = [column_of.get(field, field) for field in (source.timestamp_field, source.created_timestamp_column)]
        columns = list(self.views[view]["columns"])
        rows = self.store._get_provider().offline_store.pull_all_from_table_or_query(
            self.store.config, source, [], [name for name in columns if name not in timestamps], *timestamps, LONG_AGO)
        return to_json(rows.to_arrow().select(columns))

    def serve(self):
        """Start what `feast serve` and `feast listen` start, unless they run, and return their ports."""
        if self.servers is None:
            # The address that Feast asks for does not tell which port it got. A socket's path may not be longer than 107 bytes, so that
            # this one is relative to the side-car's own directory.
            grpc = get_grpc_server(f"unix:{self.name}", self.store, 5, FOREVER)
            grpc_port = grpc.add_insecure_port("127.0.0.1:0")
            grpc.start()
            listener = socket.create_server(("127.0.0.1", 0))
            # asyncio does it for the sockets that it makes; without it each answer waits 40 ms for the client's acknowledgement
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            http = uvicorn.Server(uvicorn.Config(get_app(self.store, FOREVER), log_level="warning", timeout_graceful_shutdown=1))
            http_thread = threading.Thread(target=http.run, args=([listener],), daemon=True)
            http_thread.start()
            self.servers = grpc, http, http_thread, {"grpc": grpc_port, "http": listener.getsockname()[1]}
        return self.servers[3]

    def close(self):
        if self.servers:
            grpc, http, http_thread, _ = self.servers
            grpc.stop(0).wait()
            http.should_exit = True
            http_thread.join()
            for thread in threading.enumerate():
                owner = getattr(getattr(thread, "function", None), "__self__", None)
                if isinstance(owner, GrpcFeatureServer) and owner.fs is self.store:
                    thread.cancel()
        self.store.teardown()
        if self.database:
            self.database.drop()


PROJECTS = {}
LOCK = threading.Lock()


def answer(request):
    if request["token"] != os.environ["MMP_FEAST_TOKEN"]:
        raise PermissionError("wrong token")
    operation, arguments = request["operation"], request["arguments"]
    with LOCK:
        if operation == "create":
            PROJECTS[arguments["project"]] = Project(**arguments)
            print(f"Project {arguments['project']} is made", flush=True)  # the log of its test begins here
            return None
        project = PROJECTS[arguments.pop("project")]
        if operation == "close":
            del PROJECTS[project.name]
        return getattr(project, operation)(**arguments)


class Connection(socketserver.StreamRequestHandler):
    def handle(self):
        line = self.rfile.readline()
        if line.strip():
            try:
                reply = {"result": answer(json.loads(line))}
            except Exception as error:
                logging.getLogger("side-car").exception("A request failed")
                reply = {"error": type(error).__name__, "message": str(error)}
            self.wfile.write(json.dumps(reply).encode() + b"\n")


def main():
    logging.basicConfig(level=logging.WARNING)
    # Files are rewritten faster than the cache can tell.
    ibis.get_backend().raw_sql("SET enable_external_file_cache = false")
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Connection) as server:
        server.daemon_threads = True
        print(f"Feast side-car listens on port {server.server_address[1]}", flush=True)
        server.serve_forever()


main()
