package io.mmp.test.feast.engine;

import io.mmp.test.engine.Dialect;
import io.mmp.test.feast.engine.ScriptedResult.ScriptedColumn;
import io.mmp.test.table.ValueType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

/** An engine's own names of types, and how many digits behind the point the last two have. */
record EngineNames(
        Dialect dialect,
        String integer,
        String real,
        String text,
        String bool,
        String decimal,
        String instant,
        int decimals,
        int fraction) {

    static EngineNames of(Dialect dialect) {
        return switch (dialect) {
            case DUCKDB -> of(dialect, "bigint", "double", "varchar", "boolean", "decimal", "timestamp with time zone");
            case POSTGRESQL -> of(dialect, "int8", "float8", "text", "bool", "numeric", "timestamptz");
            case SPARK, DATABRICKS ->
                of(dialect, "bigint", "double", "string", "boolean", "decimal(18,4)", "timestamp");
            case TRINO ->
                of(dialect, "bigint", "double", "varchar", "boolean", "decimal(18,4)", "timestamp(6) with time zone");
            case BIGQUERY -> of(dialect, "INT64", "FLOAT64", "STRING", "BOOL", "NUMERIC", "TIMESTAMP");
            case SNOWFLAKE ->
                new EngineNames(dialect, "NUMBER", "DOUBLE", "VARCHAR", "BOOLEAN", "NUMBER", "TIMESTAMPLTZ", 4, 9);
        };
    }

    private static EngineNames of(
            Dialect dialect, String integer, String real, String text, String bool, String decimal, String instant) {
        return new EngineNames(dialect, integer, real, text, bool, decimal, instant, 4, 6);
    }

    ScriptedColumn column(String name, ValueType type) {
        return switch (type) {
            case INT64 -> new ScriptedColumn(name, integer, 0);
            case DOUBLE -> new ScriptedColumn(name, real, 0);
            case STRING -> new ScriptedColumn(name, text, 0);
            case BOOL -> new ScriptedColumn(name, bool, 0);
            case DECIMAL -> new ScriptedColumn(name, decimal, decimals);
            default -> new ScriptedColumn(name, instant, fraction);
        };
    }

    /** Spell the name of a column as the engine does that is not quoted. */
    String spelled(String name) {
        return dialect == Dialect.SNOWFLAKE ? name.toUpperCase(Locale.ROOT) : name;
    }

    /** Return a timestamp as the driver gives it: some have objects of java.time, the others text. */
    Object cell(Instant instant) {
        return dialect == Dialect.DUCKDB || dialect == Dialect.POSTGRESQL
                ? instant.atOffset(ZoneOffset.UTC)
                : instant.toString().replace('T', ' ').replace("Z", "");
    }
}
