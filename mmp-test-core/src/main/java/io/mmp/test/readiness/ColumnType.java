package io.mmp.test.readiness;

import java.util.Locale;
import java.util.Map;

/** The type of a column by the name that SQL has for it, or by the database's own. */
record ColumnType(String name) {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("int", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("serial", "integer"),
            Map.entry("int2", "smallint"),
            Map.entry("smallserial", "smallint"),
            Map.entry("int8", "bigint"),
            Map.entry("bigserial", "bigint"),
            Map.entry("bool", "boolean"),
            Map.entry("float4", "real"),
            Map.entry("float8", "double precision"),
            Map.entry("decimal", "numeric"),
            Map.entry("dec", "numeric"),
            Map.entry("varchar", "character varying"),
            Map.entry("bpchar", "character"),
            Map.entry("char", "character"),
            Map.entry("varbinary", "binary varying"),
            Map.entry("clob", "character large object"),
            Map.entry("blob", "binary large object"),
            Map.entry("timetz", "time with time zone"),
            Map.entry("time without time zone", "time"),
            Map.entry("timestamptz", "timestamp with time zone"),
            Map.entry("timestamp without time zone", "timestamp"));

    static ColumnType of(String type) {
        String plain =
                type.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").replace("\"", "");
        if (plain.startsWith("_")) {
            return new ColumnType(of(plain.substring(1)).name() + "[]");
        }
        if (plain.endsWith("[]")) {
            return new ColumnType(of(plain.substring(0, plain.length() - 2)).name() + "[]");
        }
        return new ColumnType(NAMES.getOrDefault(plain, plain));
    }
}
