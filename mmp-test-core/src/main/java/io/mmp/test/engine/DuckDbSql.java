package io.mmp.test.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** DuckDB. */
final class DuckDbSql implements DialectSql {

    /** A collation of a column would make letters equal that are not. */
    @Override
    public String text(String expression) {
        return "encode(CAST(%s AS VARCHAR))".formatted(expression);
    }

    @Override
    public String texts(String expression) {
        return "list_transform(%s, x -> encode(x))".formatted(expression);
    }

    @Override
    public String integers(String expression) {
        return "CAST(%s AS BIGINT[])".formatted(expression);
    }

    @Override
    public boolean isInNanos(EngineColumn column) {
        return column.sqlType().equals("timestamp_ns");
    }

    @Override
    public String micros(String expression, EngineColumn column) {
        return "epoch_us(%s)".formatted(finite(expression, column));
    }

    @Override
    public String nanos(String expression, EngineColumn column) {
        return isInNanos(column)
                ? "CAST(epoch_ns(%s) AS HUGEINT)".formatted(finite(expression, column))
                : "CAST(%s AS HUGEINT) * 1000".formatted(micros(expression, column));
    }

    /** The epoch of infinity is null. */
    private static String finite(String expression, EngineColumn column) {
        String timestamp = column.sqlType().equals("date") ? "CAST(%s AS TIMESTAMP)".formatted(expression) : expression;
        return "CASE WHEN isinf(%1$s) THEN error('infinity is no timestamp that can be compared') ELSE %2$s END"
                .formatted(expression, timestamp);
    }

    @Override
    public String single(String expression) {
        return "COALESCE(CAST(TRY_CAST(%1$s AS FLOAT) AS VARCHAR), CAST(%1$s AS VARCHAR))".formatted(expression);
    }

    @Override
    public String isMatch(String expression, String pattern) {
        return "regexp_full_match(%s, %s)".formatted(expression, literal(pattern));
    }

    @Override
    public String pair(String first, String second) {
        // Nanoseconds of far years are beyond BIGINT, and refused here.
        return "CAST(CAST(%s AS BIGINT) AS HUGEINT) * 18446744073709551616 + CAST(%s AS BIGINT)"
                .formatted(first, second);
    }

    @Override
    public String bucket(List<String> forms, int buckets) {
        return "CAST(hash(%s) %% %s AS BIGINT)".formatted(String.join(", ", forms), buckets);
    }

    /** A transaction of DuckDB sees one state of the database. */
    @Override
    public void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
    }

    @Override
    public String oldest() {
        return "DuckDB 1.1 or later";
    }

    @Override
    public void requireVersion(String product, int major, int minor) {
        // Its driver says 1.0 of each version.
        if (product.matches("DuckDB v?(0|1\\.0)\\..*")) {
            throw new EngineException("%s is too old: %s is needed.".formatted(product, oldest()));
        }
    }
}
