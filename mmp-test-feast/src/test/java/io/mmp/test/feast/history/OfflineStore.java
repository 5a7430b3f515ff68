package io.mmp.test.feast.history;

/** An offline store of Feast 0.67.0, under the name that {@code real_feast.py} has for it. */
enum OfflineStore {
    DUCKDB,
    DASK,
    POSTGRES
}
