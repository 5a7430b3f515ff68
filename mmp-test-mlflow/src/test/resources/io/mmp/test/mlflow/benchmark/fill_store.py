"""Fill a backend store that MLflow has made: python fill_store.py DATABASE RUNS VERSIONS POINTS

Over REST a million runs would take hours. Each run has a metric, a param and two tags, the first one a second metric of many points; nine tenths of the versions are of one model.
"""
import sqlite3
import sys

database, runs, versions, points = sys.argv[1], *map(int, sys.argv[2:])
many = versions * 9 // 10
store = sqlite3.connect(database)
store.executescript(f"""
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA cache_size = -200000;
    BEGIN;
    CREATE TEMP TABLE numbers AS
        WITH RECURSIVE counted(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counted WHERE n < {max(runs, versions, points) - 1})
        SELECT n, printf('%032x', n) AS id FROM counted;
    INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time)
        VALUES (1, 'many', 'mlflow-artifacts:/1', 'active', 1, 1);
    INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, end_time,
                      source_version, lifecycle_stage, artifact_uri, experiment_id)
        SELECT id, 'run-' || n, 'UNKNOWN', '', '', 'ci', 'FINISHED', 1700000000000 + n, 1700000000001 + n, '', 'active',
               'mlflow-artifacts:/1/' || id || '/artifacts', 1 FROM numbers WHERE n < {runs};
    INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan)
        SELECT 'loss', (n * 7919 % {runs}) * 1.0 / {runs}, n, id, 0, 0 FROM numbers WHERE n < {runs};
    INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid)
        SELECT 'loss', (n * 7919 % {runs}) * 1.0 / {runs}, n, 0, 0, id FROM numbers WHERE n < {runs};
    INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan)
        SELECT 'long', 1.0 / (n + 1), n, printf('%032x', 0), n, 0 FROM numbers WHERE n < {points};
    INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid)
        VALUES ('long', 1.0 / {points}, {points - 1}, {points - 1}, 0, printf('%032x', 0));
    INSERT INTO params (key, value, run_uuid) SELECT 'lr', '0.' || (n % 10), id FROM numbers WHERE n < {runs};
    INSERT INTO tags (key, value, run_uuid) SELECT 'mlflow.runName', 'run-' || n, id FROM numbers WHERE n < {runs};
    INSERT INTO tags (key, value, run_uuid) SELECT 'team', 'team-' || (n % 100), id FROM numbers WHERE n < {runs};
    INSERT INTO registered_models (name, creation_time, last_updated_time) VALUES ('many', 1, 1);
    INSERT INTO registered_models (name, creation_time, last_updated_time)
        SELECT 'model-' || n, 1, 1 FROM numbers WHERE n < {versions - many} / 10;
    INSERT INTO model_versions (name, version, creation_time, last_updated_time, current_stage, source, run_id, status)
        SELECT 'many', n + 1, n, n, 'None', 'mlflow-artifacts:/1/' || id || '/artifacts/model', id, 'READY'
        FROM numbers WHERE n < {many};
    INSERT INTO model_versions (name, version, creation_time, last_updated_time, current_stage, source, run_id, status)
        SELECT 'model-' || (n / 10), n % 10 + 1, n, n, 'None', 'mlflow-artifacts:/1/' || id || '/artifacts/model', id, 'READY'
        FROM numbers WHERE n < {versions - many};
    UPDATE model_versions SET current_stage = 'Production' WHERE name = 'many' AND version = {many} / 2;
    INSERT INTO registered_model_aliases (alias, version, name) VALUES ('champion', {many} / 2, 'many');
    DROP TABLE numbers;
    COMMIT;
""")
store.execute("PRAGMA journal_mode = DELETE")
print(store.execute("SELECT count(*) FROM runs").fetchone()[0], store.execute("SELECT count(*) FROM model_versions").fetchone()[0])
